"""The first page in a real browser: search by mouse, by keyboard and without scripts, with what is suggested."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from geodata.settings import Settings
from tests.api.site import served
from tests.browser import watched_page
from tests.servers.locatieserver import LocalLocatieserver, address_doc
from tests.servers.running import serve

LABEL = "Zoek een gemeente"


@pytest.fixture(scope="module")
def site(grid_settings: Settings) -> Iterator[str]:
    """The first page with a service of addresses that knows one address."""
    peer = LocalLocatieserver([address_doc("Straat 1, 1234AB Roosterdam")])
    with serve(peer.app()) as url, served(grid_settings.model_copy(update={"locatieserver_url": url})) as address:
        yield address


def suggested(page: Page, text: str) -> None:
    """Type in the search box, and wait until something is suggested."""
    page.get_by_label(LABEL).press_sequentially(text)
    page.get_by_role("option").first.wait_for()


def test_who_types_and_clicks_a_suggestion_is_at_its_wijkfoto(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site)
        suggested(watched.page, "westp")
        watched.page.get_by_role("option", name="Westpoort").click()
        watched.page.get_by_role("heading", level=1, name="Westpoort").wait_for()
        assert watched.errors == []
        assert watched.hosts == {urlsplit(site).netloc}


def test_the_arrow_keys_go_through_the_suggestions_and_enter_opens_one(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(site)
        box = page.get_by_label(LABEL)
        suggested(page, "west")
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        second = page.get_by_role("option").nth(1)
        expect(second).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", str(second.get_attribute("id")))
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Westpoort").wait_for()


def test_past_the_last_suggestion_lies_the_box_itself(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site)
        suggested(watched.page, "westp")
        watched.page.keyboard.press("ArrowUp")
        watched.page.keyboard.press("ArrowDown")
        expect(watched.page.get_by_label(LABEL)).not_to_have_attribute("aria-activedescendant", "voorstel-0")
        watched.page.keyboard.press("Enter")
        watched.page.get_by_role("heading", name="1 gebied gevonden").wait_for()


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site)
        suggested(watched.page, "west")
        watched.page.keyboard.press("Escape")
        expect(watched.page.get_by_role("listbox")).to_have_count(0)
        expect(watched.page.get_by_label(LABEL)).to_have_value("west")


def test_suggestions_break_no_rule_of_accessibility(browser: Browser, site: str) -> None:
    with watched_page(browser, width=360, height=740) as watched:
        watched.page.goto(site)
        suggested(watched.page, "west")
        watched.page.keyboard.press("ArrowDown")
        found = Axe().run(watched.page)
        assert found.violations_count == 0, found.generate_report()
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_form_finds_areas(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_label(LABEL).fill("oosteinde")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator("#gevonden")).to_contain_text("1 gebied gevonden")
    page.get_by_role("link", name="Oosteinde").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oosteinde")
    context.close()


def test_a_map_on_the_first_page_leads_to_a_wijk(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site)
        watched.page.locator(".start-kaart").get_by_role("link", name="Oost", exact=True).focus()
        watched.page.keyboard.press("Enter")
        watched.page.get_by_role("heading", level=1, name="Oost").wait_for()


def test_the_browser_asks_no_other_host_for_an_address(browser: Browser, site: str) -> None:
    with watched_page(browser, width=360, height=740) as watched:
        page = watched.page
        page.goto(site)
        page.get_by_label(LABEL).fill("Straat 1")
        page.keyboard.press("Enter")
        page.get_by_text("Straat 1, 1234AB Roosterdam").wait_for()
        assert watched.hosts == {urlsplit(site).netloc}
        assert Axe().run(page).violations_count == 0
        page.locator(".adressen").get_by_role("link", name="Westeinde").click()
        page.get_by_role("heading", level=1, name="Westeinde").wait_for()

"""The pages about clusterings in a real browser: for everyone, on a phone, and with maps that move together."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from geodata.store.cluster import Cluster
from tests.api.routes.indelingen.conftest import settings_of
from tests.api.site import served
from tests.browser import watched_page

TWO = "indelingen=GM0002.beheer.1&indelingen=GM0002.zorg.1"


@pytest.fixture(scope="module")
def site(cluster: Cluster, template: str) -> Iterator[str]:
    """The address of the web service on the town."""
    with served(settings_of(cluster, template, "town_browser")) as address:
        yield address


def test_from_the_register_one_comes_to_two_maps_that_move_together(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/indelingen")
        page.get_by_role("link", name="Vergelijk deze indelingen").click()
        left, right = page.locator("#kaart_links"), page.locator("#kaart_rechts")
        left.locator("path.leaflet-interactive").first.wait_for()
        before = right.locator(".leaflet-control-scale-line").inner_text()
        left.get_by_role("button", name="Inzoomen").click()
        # Each map ends its own animation in its own time.
        together = """before => {
            const scales = ["links", "rechts"].map(
                side => document.querySelector(`#kaart_${side} .leaflet-control-scale-line`).textContent);
            return scales[0] === scales[1] && scales[0] !== before;
        }"""
        page.wait_for_function(together, arg=before)


def test_a_proposal_is_asked_for_followed_and_read_by_everyone_and_on_a_phone(browser: Browser, site: str) -> None:
    with watched_page(browser, width=360, height=740) as watched:
        page = watched.page
        page.goto(f"{site}/indelingen")
        page.get_by_role("link", name="Reken een gezamenlijke indeling uit").click()
        page.get_by_label("Ten minste zoveel gebieden").fill("3")
        page.get_by_role("button", name="Reken uit").click()
        page.get_by_role("heading", name="De rekening per afdeling").wait_for(timeout=90_000)
        for closed in page.locator("details").all():
            closed.evaluate("element => { element.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert watched.errors == []


def test_a_number_of_the_matrix_leads_to_those_two(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/vergelijking")
        heading = page.get_by_role("heading", level=1)
        first = heading.inner_text()
        page.locator("table.matrix tbody tr").nth(2).get_by_role("link").nth(1).click()
        page.wait_for_url("**paar=2-3**")
        assert heading.inner_text() != first


def test_without_scripts_the_comparison_is_there_in_words_and_tables(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/vergelijking?{TWO}")
    assert "Om ze gelijk te maken moet" in page.locator("main").inner_text()
    assert page.locator("table").count() >= 5
    context.close()

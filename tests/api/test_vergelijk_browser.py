"""Areas beside each other in a real browser: sorted and filtered, with scripts and without, also on a phone."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import watched_page

SHARE = "pct_inwoners_65_plus"
PATH = f"/vergelijk?indeling=buurt&indicator={SHARE}&indicator=inwoners"


def names(page: Page) -> list[str]:
    return page.locator(".gebieden-rijen tr:not([hidden]) th a").all_inner_texts()


def head(page: Page) -> str:
    return str(page.locator(f"th[data-kolom={SHARE}]").get_attribute("aria-sort"))


def sort_by_share(page: Page) -> None:
    page.get_by_role("link", name="Aandeel inwoners van 65 jaar of ouder").first.click()


def test_a_head_sorts_at_once_both_ways_and_the_address_says_so(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(site + PATH)
        assert names(page) == ["Oosteinde", "Oostpoort", "Westeinde", "Westpoort"]
        sort_by_share(page)
        # Of Oostpoort the figure is secret: it stays last.
        assert names(page) == ["Westeinde", "Westpoort", "Oosteinde", "Oostpoort"]
        assert head(page) == "descending"
        sort_by_share(page)
        assert (names(page), head(page)) == (["Oosteinde", "Westpoort", "Westeinde", "Oostpoort"], "ascending")
        page.reload()
        assert (names(page), head(page)) == (["Oosteinde", "Westpoort", "Westeinde", "Oostpoort"], "ascending")
        assert (watched.errors, watched.hosts) == ([], {urlsplit(site).netloc})


def test_the_name_filters_while_it_is_typed(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(site + PATH)
        page.get_by_label("Naam bevat").fill("WEST")
        assert names(page) == ["Westeinde", "Westpoort"]
        expect(page.locator("#telling")).to_have_text("2 gebieden met “WEST” in de naam")
        assert "filter=WEST" in page.url


def test_without_scripts_links_sort_and_the_form_filters(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PATH)
    sort_by_share(page)
    page.locator("th[aria-sort=descending]").wait_for()
    page.get_by_label("Naam bevat").fill("poort")
    page.get_by_role("button", name="Toon", exact=True).first.click()
    page.get_by_text("2 gebieden met “poort” in de naam").wait_for()
    assert names(page) == ["Westpoort", "Oostpoort"]
    assert head(page) == "descending"
    context.close()


def test_areas_and_indicators_are_chosen_by_keyboard(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(site + PATH)
        page.get_by_text("Gebieden kiezen (alle 4)").focus()
        page.keyboard.press("Enter")
        page.get_by_role("checkbox", name="Westpoort").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.get_by_text("Gebieden kiezen (1 van 4)").wait_for()
        assert names(page) == ["Westpoort"]


def test_on_a_phone_the_table_scrolls_by_itself_with_the_names_in_sight(browser: Browser, site: str) -> None:
    with watched_page(browser, width=360, height=740) as watched:
        page = watched.page
        page.goto(site + PATH)
        page.locator(".naast-elkaar").evaluate("region => { region.scrollLeft = 200; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        box = page.locator(".gebieden-rijen th").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0


def test_on_a_phone_a_head_that_takes_focus_stands_beside_the_names(browser: Browser, site: str) -> None:
    with watched_page(browser, width=300, height=740) as watched:
        page = watched.page
        page.goto(site + PATH)
        page.locator(".naast-elkaar").evaluate("region => { region.scrollLeft = 999; }")
        page.locator("thead a").nth(1).focus()
        names = page.locator("thead .naam").bounding_box()
        head = page.locator("thead a").nth(1).bounding_box()
        assert names is not None
        assert head is not None
        assert head["x"] >= names["x"] + names["width"]


def test_the_charts_break_no_rule_of_accessibility_when_they_are_open(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site + PATH)
        for closed in watched.page.locator("details").all():
            closed.evaluate("element => { element.open = true; }")
        found = Axe().run(watched.page)
        assert found.violations_count == 0, found.generate_report()

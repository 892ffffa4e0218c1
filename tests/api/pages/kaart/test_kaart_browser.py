"""The map page in a real browser: a link, the years, two maps, borders, keys, a finger, and no scripts."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from geodata.settings import Settings
from tests.api.site import served
from tests.browser import watched_page

STATES = [
    "/kaart",
    "/kaart?rond=gemeente&grenzenVan=wijk&aantal=7",
    "/kaart?verschil=ja&klassen=vaste+grenzen+over+de+jaren",
    "/kaart?indeling2=wijk&verschil=ja",
    "/kaart?periode2=2023&rond=gemeente",
    "/kaart?klassen=eigen+grenzen&grenzen=tien",
    "/kaart?indicator=pct_goede_gezondheid&rond=gemeente",
]


@pytest.fixture(scope="module")
def site(compared_settings: Settings) -> Iterator[str]:
    with served(compared_settings) as address:
        yield address


def areas(page: Page, side: str = "kaart") -> Locator:
    return page.locator(f"#{side} .leaflet-overlay-pane path")


def area(page: Page, name: str, side: str = "kaart") -> Locator:
    return page.locator(f"#{side} path[aria-label^='{name},']")


@pytest.mark.parametrize("path", STATES)
def test_no_state_of_the_map_breaks_a_rule_of_accessibility(browser: Browser, site: str, path: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site + path)
        for closed in watched.page.locator("details").all():
            closed.evaluate("element => { element.open = true; }")
        found = Axe().run(watched.page)
        assert found.violations_count == 0, found.generate_report()
        assert [error for error in watched.errors if "400" not in error] == []


@pytest.mark.parametrize("path", STATES)
def test_no_state_of_the_map_scrolls_sideways_on_a_phone(browser: Browser, site: str, path: str) -> None:
    with watched_page(browser, width=360, height=740) as watched:
        watched.page.goto(site + path)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_chosen_is_in_the_address_and_a_link_shows_the_same(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart")
        page.get_by_text("Meer instellingen").click()
        page.get_by_label("Kleuren lopen").select_option("gemeente")
        page.get_by_label("Aantal klassen").select_option("3")
        page.get_by_role("button", name="Toon kaart").click()
        page.wait_for_url("**rond=gemeente")
        assert "grenzen" not in page.url
        legend = page.locator(".legenda").inner_text()
        assert "19–21%, zoals Roosterdam" in legend
        page.goto(page.url)
        assert page.locator(".legenda").inner_text() == legend


def test_the_slider_shows_another_year_without_loading_the_page(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart")
        page.evaluate("window.isTheSamePage = true")
        page.get_by_role("slider", name="Jaar").focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**periode=2023**")
        assert "40%" in str(area(page, "Westpoort").get_attribute("aria-label"))
        assert area(page, "Oosteinde").get_attribute("fill") == "url(#kaart-niet-geladen)"
        expect(page.locator("#jaar-gemeld")).to_contain_text("Roosterdam, 2023")
        expect(page.get_by_role("heading", level=1)).to_contain_text("2023")
        expect(page.get_by_role("table")).to_contain_text("40%")
        assert page.get_by_role("slider", name="Jaar").get_attribute("aria-valuetext") == "2023"
        assert page.evaluate("window.isTheSamePage")
        assert watched.errors == []


def test_the_address_of_the_slider_leads_to_the_same_map(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart?verschil=ja")
        page.locator("#kaart-jaren a", has_text="2023").click()
        page.wait_for_url("**periode=2023**")
        shown = [one.get_attribute("fill") for one in areas(page).all()]
        page.goto(page.url)
        assert [one.get_attribute("fill") for one in areas(page).all()] == shown


def test_a_year_that_does_not_come_is_said(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart")
        page.route("**/kaart/jaar**", lambda route: route.abort())
        page.locator("#kaart-jaren a", has_text="2023").click()
        expect(page.locator("#jaar-gemeld")).to_have_text("Het jaar 2023 kwam niet; probeer het opnieuw.")
        expect(page.locator("#jaar-gemeld")).to_be_visible()
        assert page.get_by_role("slider", name="Jaar").get_attribute("aria-valuetext") == "2024"


def test_two_maps_move_together_and_outline_the_same_ground(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart?indeling2=wijk")
        right = area(page, "West", "kaart_rechts")
        before = right.bounding_box()
        page.locator("#kaart_links").get_by_role("button", name="Inzoomen").click()
        page.wait_for_timeout(500)
        after = right.bounding_box()
        assert before is not None
        assert after is not None
        assert after["width"] > 1.5 * before["width"]
        area(page, "Westpoort", "kaart_links").focus()
        expect(right).to_have_attribute("stroke-width", "4")
        assert watched.errors == []


def test_two_maps_stand_below_each_other_on_a_phone(browser: Browser, site: str) -> None:
    with watched_page(browser, width=360, height=740) as watched:
        watched.page.goto(f"{site}/kaart?periode2=2023")
        boxes = [watched.page.locator(f"#kaart_{side}").bounding_box() for side in ("links", "rechts")]
        assert boxes[0] is not None
        assert boxes[1] is not None
        assert boxes[1]["y"] > boxes[0]["y"] + boxes[0]["height"]


def test_borders_of_another_clustering_lie_over_the_areas(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart?grenzenVan=wijk")
        lines = page.locator(".leaflet-grenzen-pane path")
        assert [one.get_attribute("stroke") for one in lines.all()] == ["#ffffff", "#1b1f24"]
        area(page, "Westpoort").hover()
        expect(page.locator(".gebied-tooltip")).to_contain_text("Westpoort")
        assert "grenzen van wijken" in page.locator(".legenda").inner_text()


def test_the_keyboard_gives_figure_margin_status_and_comparison(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart?rond=gemeente")
        area(page, "Westpoort").focus()
        told = page.locator(".gebied-tooltip")
        expect(told).to_contain_text("30%")
        expect(told).to_contain_text("marge: 29–31%")
        expect(told).to_contain_text("afgerond door de bron; zeker hoger dan in Roosterdam")
        page.keyboard.press("Enter")
        page.wait_for_url("**/wijkfoto/BU00010001")


def test_a_tap_shows_the_figure_and_a_link_and_stays(browser: Browser, site: str) -> None:
    with watched_page(browser, width=360, height=740, has_touch=True) as watched:
        page = watched.page
        page.goto(f"{site}/kaart")
        area(page, "Westpoort").tap()
        expect(page.locator(".gebied-getikt")).to_contain_text("30%")
        assert "/kaart" in page.url
        page.get_by_role("link", name="Naar de wijkfoto").tap()
        page.wait_for_url("**/wijkfoto/BU00010001")


def test_without_scripts_the_image_the_years_and_the_table_are_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/kaart?rond=gemeente&grenzenVan=wijk")
    assert page.locator("noscript img").evaluate("image => image.naturalWidth") > 0
    assert not page.get_by_role("slider").is_visible()
    expect(page.get_by_role("table")).to_contain_text("niet te onderscheiden van Roosterdam")
    page.get_by_role("link", name="2023").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2023")
    assert "rond=gemeente" in page.url
    context.close()

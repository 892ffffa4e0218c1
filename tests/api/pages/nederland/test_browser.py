"""The map of the country in a real browser: drawn on a canvas, by mouse, keyboard and search."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import watched_page

ADDRESS = "/kaart/nederland?niveau=wijk&indicator=pct_inwoners_65_plus&periode=2024"


def opened(page: Page, site: str) -> Page:
    page.goto(site + ADDRESS)
    page.wait_for_selector(".landkaart[data-getekend]")
    return page


def test_the_map_is_drawn_without_a_complaint_or_another_host(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        opened(watched.page, site)
        expect(watched.page.locator(".landkaart canvas")).to_have_count(1)
        assert watched.errors == []
        assert watched.hosts == {urlsplit(site).netloc}


def test_hovering_shows_the_figure_and_a_click_the_ways_on(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = opened(watched.page, site)
        box = page.locator(".landkaart").bounding_box() or {}
        middle = (box["x"] + 0.4 * box["width"], box["y"] + 0.5 * box["height"])
        page.mouse.move(*middle)
        expect(page.locator(".gebied-tooltip")).to_contain_text("West")
        expect(page.locator(".gebied-tooltip")).to_contain_text("26%")
        page.mouse.click(*middle)
        chosen = page.locator("#kaart-gekozen")
        expect(chosen.get_by_role("link", name="Wijkfoto van West")).to_have_attribute("href", "/wijkfoto/WK000100")
        expect(chosen.get_by_role("link", name="Kaart van Roosterdam")).to_have_attribute(
            "href", "/kaart?gemeente=GM0001&indeling=wijk&indicator=pct_inwoners_65_plus&periode=2024"
        )


def test_the_arrow_keys_walk_along_the_areas_and_enter_opens_one(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = opened(watched.page, site)
        page.locator(".landkaart").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#kaart-gekozen")).to_contain_text("West")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#kaart-gekozen")).to_contain_text("Oost")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/wijkfoto/WK000101")


def test_a_gemeente_is_found_by_the_start_of_its_name(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = opened(watched.page, site)
        page.get_by_label("Ga naar een gemeente").fill("roos")
        page.keyboard.press("Enter")
        expect(page.locator("#kaart-zoek [role=status]")).to_have_text(
            "Roosterdam staat in het midden van de kaart, met 2 wijken."
        )


def test_closer_by_the_finer_outlines_are_fetched_once(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = opened(watched.page, site)
        with page.expect_response(lambda answer: "fijn=true" in answer.url):
            page.get_by_role("button", name="Inzoomen").click()
            page.wait_for_timeout(400)
            page.get_by_role("button", name="Inzoomen").click()
        page.wait_for_selector(".landkaart[data-scherp]")


def test_while_the_outlines_are_on_their_way_the_page_says_so(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        waiting: list[Route] = []
        watched.page.route("**/kaart/nederland/grenzen*", lambda route: waiting.append(route))  # noqa: PLW0108 (Playwright marks what it is given)
        watched.page.goto(site + ADDRESS)
        expect(watched.page.locator(".landkaart")).to_have_text("De kaart wordt opgehaald…")
        waiting[0].continue_()
        watched.page.wait_for_selector(".landkaart[data-getekend]")
        expect(watched.page.get_by_text("De kaart wordt opgehaald…")).to_have_count(0)


def test_where_the_outlines_do_not_come_the_image_and_the_table_stay(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.route("**/kaart/nederland/grenzen*", lambda route: route.abort())
        page.goto(site + ADDRESS)
        expect(page.locator(".landkaart")).to_contain_text("De kaart kon niet worden opgehaald.")
        expect(page.locator(".kaart-kader img.alleen-druk")).to_be_visible()
        expect(page.get_by_role("table").get_by_role("link")).to_have_text(["West", "Oost"])
        expect(page.get_by_label("Ga naar een gemeente")).to_be_hidden()


def test_the_page_has_no_faults_that_axe_knows(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        opened(watched.page, site)
        found = Axe().run(watched.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.response["violations"] == []

"""The choropleth in a real browser, under the content security policy that it promises to keep."""

import math
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from maps.choropleth import choropleth_document
from maps.fragment import BackgroundMap, MapPage
from maps.shading import MapClasses, MapSubject
from tests.browser import watched_page
from tests.maps.grid import grid_areas
from tests.maps.pages import NONCE, page_app
from tests.servers.running import serve

SUBJECT = MapSubject(title="Inwoners van 65 jaar en ouder", period="2024", unit="%", decimals=0)


def map_app(leaflet_dir: Path, *, background: BackgroundMap | None = None) -> Starlette:
    """Serve a map of nine areas, A4 in the middle highlighted and A8 secret, and a page for each area."""
    areas_gdf = grid_areas([*range(10, 18), math.nan], statuses=["afgerond"] * 8 + ["geheim"])
    areas_gdf = areas_gdf.assign(lowest=areas_gdf["value"] - 1, highest=areas_gdf["value"] + 1)
    page = MapPage(href_template="/wijkfoto/{code}", highlight_code="A4", nonce=NONCE, background=background)
    document = choropleth_document(areas_gdf, SUBJECT, classes=MapClasses(class_count=2), page=page)
    frame = '<iframe src="/" width="900" height="700"></iframe>'
    return page_app(document, leaflet_dir, Route("/in-frame", lambda _: HTMLResponse(frame)))


@pytest.fixture(scope="module")
def map_url(leaflet_dir):
    with serve(map_app(leaflet_dir)) as url:
        yield url


def area(root, name: str) -> Locator:
    return root.locator(f"path[aria-label^='{name},']")


def test_every_area_is_drawn_without_a_complaint_or_another_host(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        expect(watched.page.locator("path.leaflet-interactive")).to_have_count(9)
        expect(area(watched.page, "Buurt 8")).to_have_attribute("fill", "url(#kaart-geheim)")
        assert watched.errors == []
        assert watched.hosts == {urlsplit(map_url).netloc}


def test_hovering_shows_figure_margin_and_status(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        area(watched.page, "Buurt 2").hover()
        tooltip = watched.page.locator(".gebied-tooltip")
        expect(tooltip).to_have_text("Buurt 212%marge: 11–13%afgerond door de bron")


def test_a_click_opens_the_page_of_the_area(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        area(watched.page, "Buurt 2").click()
        watched.page.wait_for_url("**/wijkfoto/A2")


def test_from_an_iframe_the_page_of_an_area_takes_the_whole_window(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(f"{map_url}/in-frame")
        area(watched.page.frame_locator("iframe"), "Buurt 2").click()
        watched.page.wait_for_url("**/wijkfoto/A2")


def test_a_first_tap_shows_the_figure_and_a_second_opens_the_page(browser, map_url):
    with watched_page(browser, width=360, height=740, has_touch=True) as watched:
        watched.page.goto(map_url)
        area(watched.page, "Buurt 2").tap()
        tapped = watched.page.locator(".gebied-getikt")
        expect(tapped).to_contain_text("12%")
        expect(watched.page.locator(".gebied-tooltip")).to_have_count(0)
        assert urlsplit(watched.page.url).path == "/"
        area(watched.page, "Buurt 2").tap()
        watched.page.wait_for_url("**/wijkfoto/A2")


def test_what_a_tap_shows_links_to_the_page_of_the_area(browser, map_url):
    with watched_page(browser, width=360, height=740, has_touch=True) as watched:
        watched.page.goto(map_url)
        area(watched.page, "Buurt 2").tap()
        watched.page.get_by_role("link", name="Naar de wijkfoto").tap()
        watched.page.wait_for_url("**/wijkfoto/A2")


@pytest.mark.parametrize(
    ("key", "name"),
    [("ArrowRight", "Buurt 5"), ("ArrowLeft", "Buurt 3"), ("ArrowUp", "Buurt 7"), ("ArrowDown", "Buurt 1")],
)
def test_the_arrow_keys_walk_to_the_neighbour(browser, map_url, key, name):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        area(watched.page, "Buurt 4").focus()
        watched.page.keyboard.press(key)
        expect(area(watched.page, name)).to_be_focused()
        expect(watched.page.locator(".gebied-tooltip")).to_have_count(1)
        expect(watched.page.locator(".gebied-tooltip")).to_contain_text(name)


def test_the_map_follows_the_arrow_keys_beyond_its_edge(browser, map_url):
    with watched_page(browser, width=1000, height=700) as watched:
        watched.page.goto(map_url)
        for _ in range(2):
            watched.page.get_by_role("button", name="Inzoomen").click()
        area(watched.page, "Buurt 4").focus()
        watched.page.keyboard.press("ArrowRight")
        expect(area(watched.page, "Buurt 5")).to_be_in_viewport()


def test_only_one_area_is_a_stop_of_the_tab_key_and_enter_opens_it(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        expect(watched.page.locator("path[tabindex='0']")).to_have_count(1)
        area(watched.page, "Buurt 4").focus()
        watched.page.keyboard.press("Enter")
        watched.page.wait_for_url("**/wijkfoto/A4")


def test_the_highlighted_area_keeps_its_border_after_others_were_hovered(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        area(watched.page, "Buurt 4").hover()
        area(watched.page, "Buurt 3").hover()
        expect(area(watched.page, "Buurt 4")).to_have_attribute("stroke-width", "3")
        watched.page.locator(".legenda").hover()
        expect(area(watched.page, "Buurt 3")).to_have_attribute("stroke-width", "1")


def test_no_accessibility_rule_is_broken(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        expect(watched.page.locator("path.leaflet-interactive")).to_have_count(9)
        report = Axe().run(watched.page)
        assert report.violations_count == 0, report.generate_report()


def test_with_an_unreachable_background_map_the_areas_stand_on_a_plain_background(browser, leaflet_dir):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    tiles = BackgroundMap(url=f"http://127.0.0.1:{port}/{{z}}/{{x}}/{{y}}.png", attribution="Kadaster")
    with serve(map_app(leaflet_dir, background=tiles)) as url, watched_page(browser) as watched:
        watched.page.goto(url)
        expect(watched.page.locator(".leaflet-tile-pane .leaflet-layer")).to_have_count(0)
        expect(area(watched.page, "Buurt 2")).to_have_attribute("fill-opacity", "1")
        assert watched.hosts == {urlsplit(url).netloc, f"127.0.0.1:{port}"}
        assert all("ERR_CONNECTION_REFUSED" in error for error in watched.errors)


def test_a_background_map_that_answers_lies_under_the_areas_with_its_attribution(browser, leaflet_dir):
    tile = Response('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', media_type="image/svg+xml")
    with serve(Starlette(routes=[Route("/{z}/{x}/{y}.png", lambda _: tile)])) as tiles_url:
        tiles = BackgroundMap(url=tiles_url + "/{z}/{x}/{y}.png", attribution="Achtergrond: Kadaster (BRT)")
        with serve(map_app(leaflet_dir, background=tiles)) as url, watched_page(browser) as watched:
            watched.page.goto(url)
            expect(watched.page.locator(".leaflet-tile-loaded").first).to_be_attached()
            attribution = watched.page.locator(".leaflet-control-attribution")
            expect(attribution).to_have_text("Leaflet | Achtergrond: Kadaster (BRT), CBS / Kadaster")
            assert watched.errors == []

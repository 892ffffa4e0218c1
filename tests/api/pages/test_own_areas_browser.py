"""The pages of areas of a clustering of one's own in a real browser."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from geodata.settings import Settings
from tests.api.site import served
from tests.browser import watched_page

MAP = "/kaart?indeling=GM0001.ibor.1&indicator=pct_inwoners_65_plus"
BESIDE = "/wijkfoto/GM0001.ibor.1.1/naast-anderen/pct_inwoners_65_plus"
EXPLAINED = "/wijkfoto/GM0001.ibor.1.1/uitleg/pct_inwoners_65_plus"
PAGES = ["/wijkfoto/GM0001.ibor.1.1", "/wijkfoto/GM0001.ibor.1.2", "/wijkfoto/GM0001.visie.1.1", MAP, BESIDE, EXPLAINED]


@pytest.fixture(scope="module")
def site(own_settings: Settings) -> Iterator[str]:
    with served(own_settings) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_own_areas_break_no_rule_of_accessibility(browser: Browser, site: str, path: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site + path)
        for closed in watched.page.locator("details").all()[:3]:
            closed.evaluate("element => { element.open = true; }")
        found = Axe().run(watched.page)
        assert found.violations_count == 0, found.generate_report()
        assert watched.errors == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_own_areas_fit_a_phone(browser: Browser, site: str, path: str) -> None:
    with watched_page(browser, width=360, height=800) as watched:
        watched.page.goto(site + path)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_explanation_hides_no_figure_beside_the_screen_of_a_phone(browser: Browser, site: str) -> None:
    with watched_page(browser, width=360, height=800) as watched:
        watched.page.goto(site + EXPLAINED)
        for cell in watched.page.locator("td").all():
            box = cell.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= 360


def test_an_area_on_the_map_tells_its_margin(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site + MAP)
        watched.page.locator(".gebiedskaart path.leaflet-interactive").first.hover()
        told = watched.page.locator(".leaflet-tooltip").inner_text()
        assert "Rayon West" in told
        assert "marge: 21," in told

"""One reader's way through the site in a real browser: by mouse, by keyboard, on a slow line, and framed elsewhere."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route as Address

from tests.browser import watched_page
from tests.servers.running import serve

AREA = ".gebiedskaart path.leaflet-interactive"


def test_from_search_by_wijkfoto_map_and_explanation_to_the_pdf(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(site)
        page.get_by_role("combobox").fill("west")
        page.get_by_role("button", name="Zoek").click()
        page.get_by_role("main").get_by_role("link", name="West", exact=True).first.click()
        page.get_by_role("heading", level=1, name="West").wait_for()
        page.get_by_role("link", name="Op de kaart").first.click()
        page.locator(AREA).first.click()
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_url("**/wijkfoto/WK*")
        page.get_by_role("link", name="26%").first.click()
        page.get_by_role("heading", name="Hoe dit cijfer is gemaakt").wait_for()
        page.get_by_role("navigation", name="Kruimelpad").get_by_role("link", name="West").click()
        pdf = page.context.request.get(f"{site}{page.get_by_role('link', name='PDF').get_attribute('href')}")
        assert (pdf.headers["content-type"], pdf.body()[:5]) == ("application/pdf", b"%PDF-")
        assert watched.errors == []
        assert watched.hosts == {urlsplit(site).netloc}


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the link or button of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''").startswith(name):
            return
    raise AssertionError(name)


def test_the_same_way_is_open_to_who_has_only_a_keyboard(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(site)
        page.get_by_role("combobox").focus()
        page.keyboard.type("west")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="gevonden").wait_for()
        tab_to(page, "West")
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="West").wait_for()
        tab_to(page, "Op de kaart")
        page.keyboard.press("Enter")
        page.locator(AREA).first.wait_for()
        tab_to(page, "West")
        page.keyboard.press("ArrowRight")
        assert str(page.evaluate("document.activeElement.ariaLabel")).startswith("Oost")
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Oost").wait_for()


def test_on_a_slow_line_the_words_and_the_table_do_not_wait_for_the_map(browser: Browser, site: str) -> None:
    held: list[Route] = []
    with watched_page(browser) as watched:
        page = watched.page
        page.route("**/leaflet.js*", lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it calls)
        with page.expect_request("**/leaflet.js*"):
            page.goto(f"{site}/kaart?gemeente=GM0001&indeling=wijk", wait_until="commit")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Aandeel inwoners")
        expect(page.get_by_role("table").get_by_role("link")).to_have_text(["West", "Oost"])
        held[0].continue_()
        page.locator(AREA).first.wait_for()
        assert watched.errors == []


@pytest.fixture(scope="module")
def other_site(site: str) -> Iterator[str]:
    """Another site, that frames a wijkfoto, a map, and a page that may not be framed."""
    frames = "".join(
        f'<iframe src="{site}{path}" title="{name}" width="100%" height="500"></iframe>'
        for name, path in (("foto", "/insluiten/wijkfoto/WK000100"), ("kaart", "/insluiten/kaart"), ("nee", "/uitleg"))
    )
    with serve(Starlette(routes=[Address("/", lambda _: HTMLResponse(f"<title>Oss</title>{frames}"))])) as url:
        yield url


def test_another_site_frames_the_blocks_and_nothing_else(browser: Browser, other_site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(other_site)
        expect(page.frame_locator("[title=foto]").get_by_role("heading", level=1)).to_have_text("West")
        expect(page.frame_locator("[title=kaart]").locator(AREA)).to_have_count(4)
        assert page.frame_locator("[title=nee]").get_by_role("heading").count() == 0
        assert any("frame-ancestors" in error for error in watched.errors)


def test_a_link_in_a_block_takes_the_whole_window(browser: Browser, other_site: str, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(other_site)
        page.frame_locator("[title=foto]").get_by_role("link", name="West").click()
        expect(page).to_have_url(f"{site}/wijkfoto/WK000100")

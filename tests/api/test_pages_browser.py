"""The pages in a real browser: from start to a wijkfoto and a map, on a phone, without scripts, for everyone."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from geodata.settings import Settings
from tests.api.site import served
from tests.browser import watched_page


def test_who_searches_a_wijk_finds_its_figures_and_the_map(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(site)
        page.get_by_label("Zoek een gemeente, wijk, buurt of eigen gebied").fill("west")
        page.get_by_role("button", name="Zoek").click()
        page.get_by_role("link", name="West", exact=True).first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "West"
        assert "2.000" in page.locator(".kerncijfers").inner_text()
        page.get_by_role("link", name="Op de kaart").click()
        page.locator(".gebiedskaart path.leaflet-interactive").first.wait_for()
        assert page.locator(".gebiedskaart path.leaflet-interactive").count() == 2
        expect(page.get_by_role("table").get_by_role("link")).to_have_text(["West", "Oost"])
        assert watched.errors == []
        assert watched.hosts == {urlsplit(site).netloc}


def test_a_figure_shows_its_origin_one_click_away(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/wijkfoto/WK000100")
        line = page.locator("tbody.regel", has_text="65 jaar of ouder").first
        assert "hier hoger" in line.inner_text()
        line.locator("summary").click()
        shown = line.locator("details").inner_text()
        assert "kwb-2024" in shown
        assert "CC BY 4.0" in shown
        assert "Status: afgerond." in shown
        assert line.locator(".reeks tbody th").all_inner_texts() == ["2024", "2022"]


def test_without_scripts_the_wijkfoto_the_choice_and_the_table_are_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/wijkfoto/WK000100")
    assert "2.000" in page.locator(".kerncijfers").inner_text()
    page.goto(f"{site}/kaart")
    page.get_by_label("Indeling", exact=True).select_option("wijk")
    page.get_by_role("button", name="Toon kaart").click()
    expect(page.get_by_role("table").get_by_role("link")).to_have_text(["West", "Oost"])
    page.wait_for_load_state("load")
    drawing = page.locator("noscript img")
    assert drawing.evaluate("image => image.naturalWidth") > 0
    assert "Kaart. Aandeel inwoners van 65 jaar of ouder: het hoogst in West (26%)" in str(drawing.get_attribute("alt"))
    context.close()


def test_a_page_is_walked_by_keyboard_from_a_skip_link(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site)
        watched.page.keyboard.press("Tab")
        assert watched.page.locator(":focus").inner_text() == "Naar de inhoud"
        watched.page.keyboard.press("Enter")
        watched.page.keyboard.press("Tab")
        assert watched.page.locator(":focus").get_attribute("name") == "zoek"


def test_a_wijkfoto_prints_on_paper(browser: Browser, site: str, tmp_path: Path) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(f"{site}/wijkfoto/WK000100")
        watched.page.pdf(path=tmp_path / "wijkfoto.pdf", format="A4")
        watched.page.emulate_media(media="print")
        assert not watched.page.get_by_role("navigation", name="Hoofdmenu").is_visible()
    assert (tmp_path / "wijkfoto.pdf").read_bytes().startswith(b"%PDF")


def test_after_a_search_the_tab_key_goes_to_the_first_result(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(site)
        page.get_by_label("Zoek een gemeente").fill("rayon")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="2 gebieden gevonden").wait_for()
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Rayon Oost"
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Rayon Oost").wait_for()


def test_on_paper_the_map_is_the_image_with_its_legend(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart")
        image = page.locator("img.alleen-druk")
        # Not left to the printer to fetch: not every browser waits for that.
        assert image.evaluate("image => image.naturalWidth") > 0
        assert not image.is_visible()
        page.emulate_media(media="print")
        assert image.is_visible()
        assert not page.locator(".gebiedskaart").is_visible()


def test_an_area_without_figures_is_reached_from_its_map_by_keyboard(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/kaart?indeling=GM0001.ibor.1")
        page.get_by_role("button", name="Toon kaart").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("aria-label") == "Rayon West"
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Rayon West").wait_for()


def test_without_its_background_map_the_map_stands_on_a_plain_one(browser: Browser, grid_settings: Settings) -> None:
    unreachable = grid_settings.model_copy(update={"background_map_url": "http://127.0.0.1:9/{z}/{x}/{y}.png"})
    with served(unreachable) as address, watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{address}/kaart")
        page.locator(".gebiedskaart .leaflet-tile-pane .leaflet-layer").wait_for(state="detached")
        assert page.locator(".gebiedskaart path.leaflet-interactive").count() == 4
        assert all("ERR_" in error for error in watched.errors), "the browser's own complaints on tiles, and no others"
        page.locator(".gebiedskaart path.leaflet-interactive").first.click()
        page.get_by_role("heading", name="Westeinde", level=1).wait_for()

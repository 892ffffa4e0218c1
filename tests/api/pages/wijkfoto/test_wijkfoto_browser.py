"""The wijkfoto in a real browser: in every form, on a phone, by keyboard, without scripts, and on paper."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from api.pages.rendering import make_templates
from api.pages.standing_out import StandingOutView, StandOutView
from api.pages.wijkfoto.afdruk import TEMPLATE, print_context
from api.pages.wijkfoto.front import FrontPage, FrontTheme
from api.pages.wijkfoto.table import SeatedAreaView, SeatView
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.studies import Studies
from geodata.settings import Settings
from geodata.store.reading import open_reader, reading_engine
from geodata.wijkfoto.choice import load_choice
from geodata.wijkfoto.queries import read_wijkfoto
from tests.api.site import served
from tests.browser import watched_page

A4_MM = 279
FORMS = ["/wijkfoto/WK000100", "/wijkfoto/WK000100/in-gewone-taal", "/wijkfoto/WK000100/afdruk"]
STATES = [
    *("/wijkfoto/BU00010101", "/wijkfoto/GM0001", "/wijkfoto/GM0001.ibor.1.1/afdruk"),
    *("/wijkfoto/WK000100?naast=WK000101", "/wijkfoto/WK000100?naast_code=nergens"),
]


@pytest.mark.parametrize("path", FORMS + STATES)
def test_no_form_breaks_a_rule_of_accessibility(browser: Browser, site: str, path: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(site + path)
        for closed in watched.page.locator("details").all()[:3]:
            closed.evaluate("element => { element.open = true; }")
        found = Axe().run(watched.page)
        assert found.violations_count == 0, found.generate_report()
        assert watched.errors == []
        assert watched.hosts == {site.removeprefix("http://")}


@pytest.mark.parametrize("path", FORMS + STATES)
def test_every_form_fits_a_phone(browser: Browser, site: str, path: str) -> None:
    with watched_page(browser, width=360, height=800) as watched:
        watched.page.goto(site + path)
        for closed in watched.page.locator("details").all():
            closed.evaluate("element => { element.open = true; }")
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="module")
def country_site(country_settings: Settings) -> Iterator[str]:
    with served(country_settings) as address:
        yield address


@pytest.mark.parametrize("code", ["WK000100?naast=WK000101", "WK000101", "GM0001.zestig.1.3", "NL00"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_long_names_many_areas_and_the_country_fit_every_screen(
    browser: Browser, country_site: str, code: str, width: int
) -> None:
    with watched_page(browser, width=width) as watched:
        watched.page.goto(f"{country_site}/wijkfoto/{code}")
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(watched.page)
        assert found.violations_count == 0, found.generate_report()


def test_without_scripts_an_area_of_choice_is_set_beside_it(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/wijkfoto/WK000100")
    page.get_by_label("Gebied in Roosterdam").select_option("Oost")
    page.get_by_role("button", name="Vergelijk").click()
    assert page.get_by_role("columnheader", name="Oost").count() >= 1
    context.close()


def test_by_keyboard_a_figure_leads_to_where_it_comes_from(browser: Browser, site: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(f"{site}/wijkfoto/WK000100")
        watched.page.locator("a.cijfer").first.focus()
        watched.page.keyboard.press("Enter")
        watched.page.wait_for_url("**/uitleg/**")


@pytest.mark.parametrize("code", ["WK000100", "GM0001", "BU00010101", "GM0001.ibor.1.1"])
def test_the_front_page_stands_on_one_a4(browser: Browser, site: str, code: str) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(f"{site}/wijkfoto/{code}/afdruk")
        assert front_height_mm(watched.page) <= A4_MM


def test_the_fullest_front_page_stands_on_one_a4_too(browser: Browser, site: str, grid_settings: Settings) -> None:
    with watched_page(browser) as watched:
        html = full_print(grid_settings)
        watched.page.route("**/vol", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        watched.page.goto(f"{site}/vol")
        assert front_height_mm(watched.page) <= A4_MM


def front_height_mm(page: Page) -> float:
    """How high the front page is on paper: between the margins of an A4 there are 279 mm."""
    page.emulate_media(media="print")
    # An A4 is 210 mm wide, of which the margins take 26.
    page.set_viewport_size({"width": round(184 * 96 / 25.4), "height": 1000})
    return float(page.evaluate("document.querySelector('.blad').getBoundingClientRect().height * 25.4 / 96"))


def test_on_paper_the_themes_start_on_a_page_of_their_own(browser: Browser, site: str, tmp_path: Path) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(f"{site}/wijkfoto/WK000100/afdruk")
        content = watched.page.pdf(path=tmp_path / "wijkfoto.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 2


def full_print(settings: Settings) -> str:
    """The print of a wijkfoto with as much on its front page as there can be, and long names."""
    engine, catalogue = reading_engine(settings), load_catalogue()
    with open_reader(engine) as reader:
        found = read_wijkfoto(reader, "WK000100", peildatum=None, catalogue=catalogue, choice=load_choice(catalogue))
        context = print_context(reader, found, None, studies=Studies())
    engine.dispose()
    shared: dict[str, Any] = {"path": "", "nonce": "", "head": "", "contact_email": "", "api_version": ""}
    page = make_templates(settings).get_template(TEMPLATE)
    return page.render(shared | context | {"front": full_front(context["front"])})


def full_front(front: FrontPage) -> FrontPage:
    name = "Buitengebied-Zuidwest met de Kerkdorpen Heesch en Nistelrode"
    line = next(line for theme in front.themes for line in theme.lines)
    long = replace(line.indicator, label="Huishoudens onder of rond het sociaal minimum")
    wide = replace(line, indicator=long, columns=(line.columns[0], line.columns[0]))
    out: Any = StandOutView(
        "x", "Vernieling en misdrijven tegen de orde", "12%", "9%", 2024, "zeker hoger", "Zeker gestegen sinds 2015."
    )
    area = SeatedAreaView("x", "Stationsgebied en spoorzone", "52%", "Gebiedsontwerper, Team Ruimtelijke ontwikkeling")
    seat = SeatView("x", "Deelgebieden omgevingsvisie", "Ruimte", is_concept=False, areas=(area, area), more_count=2)
    return replace(
        front,
        name=name,
        sentences=tuple(f"{name} is een wijk met veel dat te zeggen is, en dat op deze regel." for _ in range(3)),
        key_figures=(wide,) * 6,
        columns=(front.gebied, front.gebied),
        standing_out=StandingOutView("Roosterdam", "Op 6 van de 9 onderwerpen. " * 4, (out,) * 3, (out,) * 3),
        themes=tuple(
            FrontTheme(f"thema{number}", "Voorzieningen en bereikbaarheid", (wide,) * 4) for number in range(8)
        ),
        seats=(seat,) * 5,
        sources=("Kerncijfers wijken en buurten (CBS)",) * 6,
    )

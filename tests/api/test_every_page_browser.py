"""Every kind of page in a real browser, wide and on a phone, with all that folds open: the rules that hold for all."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from geodata.store.cluster import Cluster
from tests.api.freezing import site as freezing
from tests.api.routes.indelingen import conftest as town
from tests.api.site import served
from tests.browser import watched_page

SHARE = "pct_inwoners_65_plus"
TWO = "indelingen=GM0002.beheer.1&indelingen=GM0002.zorg.1"
THREE = f"{TWO}&indelingen=GM0002.plan.1"
PROPOSAL = "/voorstel?gemeente=GM0002&telt=GM0002.beheer.1:1&telt=GM0002.zorg.1:3"

OF_FIGURES = [
    *("/", "/?zoek=west", "/?zoek=nergens"),
    *("/wijkfoto/GM0001", "/wijkfoto/WK000100", "/wijkfoto/BU00010101", "/wijkfoto/GM0001.ibor.1.1"),
    *("/wijkfoto/WK000100?naast=WK000101", "/wijkfoto/WK000100/in-gewone-taal", "/wijkfoto/WK000100/afdruk"),
    *(f"/wijkfoto/WK000100/naast-anderen/{SHARE}", f"/wijkfoto/WK000100/uitleg/{SHARE}"),
    *("/vergelijk", f"/vergelijk?indeling=wijk&indicator={SHARE}&sorteer={SHARE}&richting=af", "/vergelijk?filter=xyz"),
    *("/vergelijk?indeling=GM0001.ibor.1", "/kaart", "/kaart?indeling=wijk", "/kaart?indeling=GM0001.ibor.1"),
    *("/kaart?indeling2=wijk&verschil=ja", "/kaart/nederland", f"/kaart/nederland?niveau=wijk&indicator={SHARE}"),
    *("/indelingen", "/indelingen/GM0001.ibor.1", "/indelingen/cbs-wijk.2024", "/aan-tafel/WK000100"),
    *("/uitleg", "/uitleg/onderwerpen", "/uitleg/onderwerpen?zoek=inwoners", "/uitleg/bronnen", "/uitleg/wijzigingen"),
    *("/uitleg/insluiten", "/uitleg/toegankelijkheid", "/api"),
    *("/insluiten/wijkfoto/WK000100", "/insluiten/kaart?gemeente=GM0001&indeling=wijk"),
    *("/bevroren/{frozen}", "/documenten/{document}"),
]
OF_INDELINGEN = [
    *("/indelingen", "/indelingen/GM0002.plan.1", "/indelingen/GM0002.zorg.2"),
    "/indelingen/GM0002.zorg.2/verschil/GM0002.zorg.1",
    *("/vergelijking", f"/vergelijking?{TWO}", f"/vergelijking?{THREE}", f"/vergelijking?{TWO}&gewicht=oppervlakte"),
    *("/omslag", f"/omslag?{TWO}&indicator=afstand_zwembad", "/aan-tafel/BU00020102"),
    *("/voorstel", PROPOSAL, f"{PROPOSAL}&bereken=ja"),
]
REFUSED = ["/nergens", "/wijkfoto/XX", "/kaart?indicator=onzin", "/bevroren/onzin", "/documenten/onzin"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS_PX = [1440, 360]


@pytest.fixture(scope="module")
def figures(cluster: Cluster, template: str) -> Iterator[str]:
    """The address of the web service on the grid gemeente, where a wijkfoto may be frozen."""
    with served(freezing.settings_of(cluster, template, "every_page")) as address:
        yield address


@pytest.fixture(scope="module")
def indelingen(cluster: Cluster, template: str) -> Iterator[str]:
    """The address of the web service on the town with the clusterings of its departments."""
    with served(town.settings_of(cluster, template, "every_clustering")) as address:
        yield address


@pytest.fixture(scope="module")
def made(browser: Browser, figures: str) -> dict[str, str]:
    """The keys of a frozen wijkfoto and of a document, of which the pages exist only once they were asked for."""
    ask = browser.new_context().request
    frozen = ask.post(figures + freezing.FREEZE, headers=freezing.RIGHT, data={"aanleiding": "Raad"})
    document = ask.post(f"{figures}/indelingen/GM0001.ibor.1/wijkfotos?vorm=html", max_redirects=0)
    addresses = {"frozen": frozen.json()["adres"], "document": document.headers["location"]}
    return {name: address.rsplit("/", 1)[-1] for name, address in addresses.items()}


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """The titles seen, each with the address that has it."""
    return {}


def faults_at(page: Page, width_px: int) -> Iterator[str]:
    page.set_viewport_size({"width": width_px, "height": 800})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width_px:
        yield f"at {width_px} px it scrolls sideways, to {wide} px"
    found = Axe().run(page, options={"runOnly": RULES})
    if found.violations_count:
        yield f"at {width_px} px: {found.generate_report()}"


def faults_of(page: Page) -> Iterator[str]:
    """Yield what breaks a rule that holds for every page, at each width in turn."""
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    if (headings := page.locator("h1").count()) != 1:
        yield f"{headings} headings of the first level"
    if (language := page.locator("html").get_attribute("lang")) != "nl":
        yield f"its language is {language}"
    for width_px in WIDTHS_PX:
        yield from faults_at(page, width_px)


@pytest.mark.parametrize("path", OF_FIGURES)
def test_every_page_of_figures_keeps_the_rules(
    browser: Browser, figures: str, made: dict[str, str], titles: dict[str, str], path: str
) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(figures + path.format(**made))
        assert titles.setdefault(watched.page.title(), urlsplit(path).path) == urlsplit(path).path
        assert [*faults_of(watched.page), *watched.errors] == []
        assert watched.hosts == {urlsplit(figures).netloc}


@pytest.mark.parametrize("path", OF_INDELINGEN)
def test_every_page_of_indelingen_keeps_the_rules(
    browser: Browser, indelingen: str, titles: dict[str, str], path: str
) -> None:
    with watched_page(browser) as watched:
        watched.page.goto(indelingen + path)
        assert titles.setdefault(watched.page.title(), urlsplit(path).path) == urlsplit(path).path
        assert [*faults_of(watched.page), *watched.errors] == []
        assert watched.hosts == {urlsplit(indelingen).netloc}


@pytest.mark.parametrize("path", REFUSED)
def test_every_page_that_says_no_keeps_the_rules(browser: Browser, figures: str, path: str) -> None:
    with watched_page(browser) as watched:
        answer = watched.page.goto(figures + path)
        assert answer is not None
        assert answer.status in {400, 404}
        assert list(faults_of(watched.page)) == []

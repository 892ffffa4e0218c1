"""The page of a frozen wijkfoto, asked in this process and by a browser, before and after a load that changes it."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser
from sqlalchemy import delete, text

from api.app import create_app
from geodata.gebieden.tables import Gebied
from geodata.indelingen.tables import IndelingDeel, IndelingGebied
from geodata.indicators.tables import ObservationRow
from geodata.settings import Settings
from geodata.store.cluster import Cluster
from geodata.store.engine import Session, engine_from_url, open_session
from tests.api.freezing.site import FREEZE, RIGHT, settings_of
from tests.api.site import served
from tests.browser import watched_page
from tests.grid import add_load

REVISED = "UPDATE observation SET value = value + 3, lowest = lowest + 3, highest = highest + 3, load_id = :load"
OCCASION = "Raad <b>juni</b>"


@pytest.fixture
def settings(cluster: Cluster, template: str) -> Settings:
    return settings_of(cluster, template, "frozen_pages")


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def freeze(client: TestClient, **asked: str) -> str:
    """Freeze West and return the address of its page."""
    return str(client.post(FREEZE, headers=RIGHT, json=asked).json()["adres"])


def change(settings: Settings, statement: str) -> None:
    """Let a later load change what the database holds."""
    engine = engine_from_url(settings.database_url or "")
    with open_session(engine) as session:
        load = add_load(session, version="2", sha256="e" * 64)
        session.execute(text(statement), {"load": load.id})
    engine.dispose()


def take_all_back(session: Session) -> None:
    for table in (ObservationRow, IndelingDeel, IndelingGebied, Gebied):
        session.execute(delete(table))


def test_the_page_says_since_when_what_for_and_leads_to_today(client: TestClient) -> None:
    page = client.get(freeze(client, aanleiding=OCCASION, door="Griffie"))
    assert page.status_code == 200
    assert "dit zijn de cijfers van toen." in page.text
    assert "Aanleiding: Raad &lt;b&gt;juni&lt;/b&gt;. Gevraagd door: Griffie." in page.text
    assert '<a href="/wijkfoto/WK000100">Naar de wijkfoto van nu</a>' in page.text
    assert ": 0 veranderden, " in page.text


def test_a_later_load_leaves_the_figures_of_then_and_is_told_beside_them(
    client: TestClient, settings: Settings
) -> None:
    address = freeze(client)
    change(settings, REVISED)
    page = client.get(address).text
    assert '<span class="groot">2.000</span>' in page
    assert 'herzien door de bron: <span class="heel">+3</span>' in page
    assert "+3 procentpunt" in page
    assert "De bron gaf later een ander cijfer over hetzelfde jaar." in page
    assert "2.003" in client.get("/wijkfoto/WK000100").text


def test_a_browser_that_has_the_page_gets_it_again_only_after_something_changed(
    client: TestClient, settings: Settings
) -> None:
    address = freeze(client)
    known = {"If-None-Match": client.get(address).headers["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    change(settings, REVISED)
    assert client.get(address, headers=known).status_code == 200


def test_when_all_else_is_taken_back_the_page_still_stands(client: TestClient, settings: Settings) -> None:
    address = freeze(client)
    engine = engine_from_url(settings.database_url or "")
    with open_session(engine) as session:
        take_all_back(session)
    engine.dispose()
    page = client.get(address)
    assert page.status_code == 200
    assert '<span class="groot">2.000</span>' in page.text
    assert "Dit gebied is nu niet geladen" in page.text
    assert "Naar de wijkfoto van nu" not in page.text


def test_a_page_that_was_tampered_with_is_not_shown(client: TestClient, settings: Settings) -> None:
    address = freeze(client)
    change(settings, "ALTER TABLE frozen_wijkfoto DISABLE TRIGGER keep_frozen")
    change(settings, "UPDATE frozen_wijkfoto SET content = jsonb_set(content, '{rekenwijze}', '\"anders\"')")
    page = client.get(address, headers={"Accept": "text/html"})
    assert page.status_code == 409
    assert "is na het vastleggen veranderd" in page.text


def test_an_address_that_was_mistyped_says_so(client: TestClient) -> None:
    page = client.get("/bevroren/weg", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "heeft zestien letters en cijfers" in page.text


def test_the_figures_of_then_stand_under_their_themes_with_earlier_years_and_the_gemeente(client: TestClient) -> None:
    page = client.get(freeze(client)).text
    ages = page.partition('id="thema-leeftijd"')[2].partition("</section>")[0]
    assert "Aandeel inwoners van 65 jaar of ouder" in ages
    assert "Roosterdam: 20%" in ages
    assert "<li>2022: 25%" in ages
    assert "Uit lading 1;" in ages


def test_an_area_of_a_clustering_shows_the_version_and_its_parts_of_then(client: TestClient) -> None:
    path = "/api/v1/gebieden/GM0001.ibor.1.1/_bevries"
    page = client.get(client.post(path, headers=RIGHT).json()["adres"]).text
    assert "gebied van Indeling ibor, versie 1" in page
    assert "Bestond uit: Westeinde, Westpoort (40%)." in page


def test_the_page_is_for_everyone_and_fits_a_phone(client: TestClient, settings: Settings, browser: Browser) -> None:
    address = freeze(client, aanleiding=OCCASION)
    change(settings, REVISED)
    with served(settings) as root, watched_page(browser, width=360, height=740) as watched:
        watched.page.goto(root + address)
        for closed in watched.page.locator("details").all():
            closed.evaluate("element => { element.open = true; }")
        found = Axe().run(watched.page)
        assert found.violations_count == 0, found.generate_report()
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert watched.errors == []
        watched.page.set_viewport_size({"width": 1280, "height": 900})
        assert Axe().run(watched.page).violations_count == 0

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from geodata.settings import Settings
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url, open_session
from tests.grid import add_gebied, add_load
from tests.servers.locatieserver import LocalLocatieserver, address_doc
from tests.servers.running import serve

PEER = LocalLocatieserver()


@pytest.fixture(scope="module")
def with_addresses(grid_settings: Settings) -> Iterator[TestClient]:
    """The pages with a service of addresses, of which each test sets the answer."""
    with (
        serve(PEER.app()) as url,
        TestClient(create_app(grid_settings.model_copy(update={"locatieserver_url": url}))) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def nothing_loaded(cluster: Cluster, template: str) -> Iterator[TestClient]:
    drop_database(cluster, "start_empty")
    create_database(cluster, "start_empty", template)
    with TestClient(create_app(Settings(database_url=cluster.url("start_empty"), background_map_url=""))) as client:
        yield client


@pytest.fixture(scope="module")
def many(cluster: Cluster, template: str) -> Iterator[TestClient]:
    """The pages with nine gemeenten: too many to list their wijken."""
    drop_database(cluster, "start_many")
    create_database(cluster, "start_many", template)
    engine = engine_from_url(cluster.url("start_many"))
    with open_session(engine) as session:
        load = add_load(session)
        for number in range(1, 10):
            add_gebied(session, f"GM000{number}", name=f"{'ABC'[number % 3]}dam {number}", load=load)
            add_gebied(session, f"WK000{number}00", name=f"Wijk van {number}", load=load)
    engine.dispose()
    with TestClient(create_app(Settings(database_url=cluster.url("start_many"), background_map_url=""))) as client:
        yield client


def test_a_few_gemeenten_show_their_wijken_as_a_list_and_as_a_map_to_click_on(client: TestClient) -> None:
    page = client.get("/").text
    assert '<li><a href="/wijkfoto/WK000100">West</a></li>' in page
    assert '<a href="/wijkfoto/WK000100" aria-label="West"><path' in page


def test_many_gemeenten_are_told_by_letter_with_the_way_to_the_national_map(many: TestClient) -> None:
    page = many.get("/").text
    assert "9 gemeenten." in page
    assert '<a href="/kaart/nederland">' in page
    assert page.count("<details>") == 3
    assert "Wijk van 1" not in page


def test_the_areas_of_a_clustering_of_ones_own_are_a_click_away(client: TestClient) -> None:
    page = client.get("/").text
    assert "Indeling ibor" in page
    assert '<li><a href="/wijkfoto/GM0001.ibor.1.1">Rayon West</a></li>' in page


def test_what_is_loaded_is_short_with_a_way_to_more(client: TestClient) -> None:
    page = client.get("/").text
    assert "Kerncijfers wijken en buurten (CBS) <span" in page
    assert '<a href="/uitleg/bronnen">Meer over de bronnen</a>' in page


def test_areas_are_found_by_kind_with_what_they_lie_in(client: TestClient) -> None:
    page = client.get("/?zoek=west").text
    assert "4 gebieden gevonden voor" in page
    assert page.index("<h3>Wijken</h3>") < page.index("<h3>Buurten</h3>")
    assert "buurt · West, Roosterdam · BU00010001" in page


def test_an_address_leads_to_the_areas_that_it_lies_in(with_addresses: TestClient) -> None:
    PEER.docs = [address_doc("Straat 1, 1234AB Roosterdam")]
    page = with_addresses.get("/?zoek=Straat 1").text
    assert "1 adres gevonden voor" in page
    listed = page[page.index("Straat 1, 1234AB Roosterdam") :]
    places = [listed.index(f'/wijkfoto/{code}"') for code in ("BU00010000", "WK000100", "GM0001")]
    assert places == sorted(places)
    assert "eigen gebied van Indeling ibor" in listed


def test_an_address_elsewhere_says_that_nothing_is_loaded_there(with_addresses: TestClient) -> None:
    elsewhere = {"gemeentecode": "0344", "gemeentenaam": "Utrecht", "wijkcode": "WK034405", "buurtcode": "BU03440533"}
    PEER.docs = [address_doc("Bolognalaan 101", point="POINT(140547.812 454887.397)", **elsewhere)]
    page = with_addresses.get("/?zoek=Bolognalaan 101").text
    assert "Ligt in gemeente Utrecht. Daarvan is hier niets geladen." in page


def test_neither_an_area_nor_an_address_says_so(with_addresses: TestClient) -> None:
    PEER.docs = []
    page = with_addresses.get("/?zoek=nergens").text
    assert "Er is geen gebied met deze naam of code, en geen adres." in page


def test_addresses_that_cannot_be_looked_up_are_one_sentence_and_names_still_work(grid_settings: Settings) -> None:
    settings = grid_settings.model_copy(update={"locatieserver_url": "http://127.0.0.1:9"})
    with TestClient(create_app(settings)) as client:
        page = client.get("/?zoek=nergens").text
        assert page.count("Adressen zoeken lukt nu niet") == 1
        assert "Westpoort" in client.get("/?zoek=westpoort").text


def test_without_the_service_the_page_does_not_speak_of_addresses(client: TestClient) -> None:
    page = client.get("/?zoek=nergens").text
    assert "adres" not in page[page.index("<main") : page.index("</main>")].replace("adressen", "")


def test_an_empty_database_says_how_to_fill_it(nothing_loaded: TestClient) -> None:
    page = nothing_loaded.get("/?zoek=oss").text
    assert "Er is nog niets geladen." in page
    assert "Niets gevonden voor" in page


def test_without_a_gemeente_there_is_nothing_to_set_side_by_side(nothing_loaded: TestClient) -> None:
    answer = nothing_loaded.get("/vergelijk", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Er is nog geen gemeente geladen." in answer.text

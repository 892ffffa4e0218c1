import pytest
from fastapi.testclient import TestClient

from tests.api.pages.test_own_areas import texts

SHARE = "naast-anderen/pct_inwoners_65_plus"


def test_a_figure_stands_beside_the_gemeente_and_any_area_that_is_named(client: TestClient) -> None:
    page = texts(client.get(f"/wijkfoto/WK000100/{SHARE}?ander=WK000101").text)
    assert "26% , zeker tussen 25,5% en 26,5%" in page
    assert "Zeker hoger dan in Roosterdam." in page
    assert "Zeker hoger dan in Oost." in page
    assert "Plaats 1 van 2 wijken in Roosterdam; plaats 1 heeft het hoogste cijfer." in page


def test_the_most_alike_are_listed_with_what_they_are_alike_by(client: TestClient) -> None:
    page = texts(client.get(f"/wijkfoto/WK000100/{SHARE}").text)
    assert "gemeten over: Aandeel inwoners van 65 jaar of ouder." in page
    assert "2,70" in page
    assert "Even stedelijk" not in page


def test_the_position_of_an_own_area_is_among_those_of_its_clustering(own_areas: TestClient) -> None:
    page = texts(own_areas.get(f"/wijkfoto/GM0001.ibor.1.1/{SHARE}").text)
    # Of the other rayon too little is known: it may be anywhere.
    assert "Plaats 1 van 2 gebieden van Indeling ibor" in page
    assert "Met 95% zekerheid is de echte plaats 1 tot en met 2." in page


def test_what_is_usual_among_the_equally_urban_is_shown_with_the_middle_of_them(own_areas: TestClient) -> None:
    page = texts(own_areas.get(f"/wijkfoto/WK000100/{SHARE}").text)
    assert "Van 1 van de 1 geladen wijken met dezelfde stedelijkheid (klasse 2) is dit cijfer bekend." in page
    assert "Zeker hoger dan in het middelste van deze gebieden." in page


def test_the_api_gives_the_quartiles_of_the_equally_urban_with_their_ranges(own_areas: TestClient) -> None:
    address = "/api/v1/gebieden/WK000100/vergelijking?indicator=pct_inwoners_65_plus&met=stedelijkheid"
    group = own_areas.get(address).json()["groep"]
    assert (group["niveau"], group["stedelijkheid"], group["aantal"], group["aantalMetCijfer"]) == ("wijk", 2, 1, 1)
    middle = group["mediaan"]
    assert (middle["waarde"], middle["laagste"], middle["hoogste"]) == (14.0, 13.5, 14.5)
    assert (group["oordeel"]["woord"], group["oordeel"]["signaal"]) == ("hoger", None)


def test_the_api_gives_the_rank_of_an_own_area_with_its_uncertainty(own_areas: TestClient) -> None:
    found = own_areas.get("/api/v1/gebieden/GM0001.ibor.1.1/vergelijking?indicator=pct_inwoners_65_plus").json()
    position = found["positie"]
    assert (position["onder"], position["rang"], position["rangVan"], position["rangTot"]) == ("GM0001.ibor.1", 1, 1, 2)
    assert (found["naast"]["gebied"], found["naast"]["oordeel"]["woord"]) == ("GM0001", "lager")


def test_a_count_is_shown_around_and_compared_with_nothing(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100/naast-anderen/inwoners").text
    assert "hoe groter een gebied, hoe groter dit getal" in page
    assert "Meest gelijkend" not in page


@pytest.mark.parametrize(
    "path", ["WK000199/naast-anderen/inwoners", "WK000100/naast-anderen/onzin", f"WK000100/{SHARE}?ander=XX"]
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/wijkfoto/{path}", headers={"Accept": "text/html"}).status_code == 404

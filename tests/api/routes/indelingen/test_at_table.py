from typing import Any

import pytest
from fastapi.testclient import TestClient

from geodata.gebieden.crs import RD, WGS84, transformer
from tests.town import SOUTH, WEST

PATH = "/api/v1/indelingen/_aan-tafel"
ON = "peildatum=2024-07-01"


def table(client: TestClient, query: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{PATH}?{query}&{ON}").json()
    return found | {"tafel": {seat["indeling"]: seat for seat in found["tafel"]}}


def names(seat: dict[str, Any]) -> list[str]:
    return [area["naam"] for area in seat["gebieden"]]


def test_a_point_in_rd_has_an_area_and_a_contact_in_each_clustering(town_client: TestClient) -> None:
    found = table(town_client, f"rd={WEST + 500},{SOUTH + 2500}")
    assert (found["gemeenteCode"], found["peildatum"], found["gebied"]) == ("GM0002", "2024-07-01", None)
    assert found["punt"]["rd"] == [170_500.0, 422_500.0]
    (area,) = found["tafel"]["GM0002.beheer.1"]["gebieden"]
    assert (area["gebied"], area["contactRol"], area["contactTeam"]) == (
        "GM0002.beheer.1.west",
        "Coördinator west",
        "Team beheer",
    )
    assert (area["aandeel"], area["inwoners"]) == (1.0, None)


def test_a_point_in_degrees_and_an_address_are_the_same_place(town_client: TestClient) -> None:
    longitude, latitude = transformer(RD, WGS84).transform(WEST + 500, SOUTH + 2500)
    by_rd = table(town_client, f"rd={WEST + 500},{SOUTH + 2500}")
    assert table(town_client, f"punt={longitude:.8f},{latitude:.8f}")["tafel"] == by_rd["tafel"]
    assert table(town_client, "adres=0002010000000001") == by_rd


def test_a_clustering_without_an_area_there_and_a_concept_say_so(town_client: TestClient) -> None:
    seats = table(town_client, f"rd={WEST + 500},{SOUTH + 500}")["tafel"]
    assert names(seats["GM0002.feest.1"]) == []
    assert seats["GM0002.feest.1"]["toelichting"] == "Deze indeling heeft hier geen gebied."
    # A concept beside an adopted version has no seat.
    assert "GM0002.zorg.2" not in seats


def test_on_a_border_the_lowest_code_sits_and_it_is_said(town_client: TestClient) -> None:
    seat = table(town_client, f"rd={WEST + 2000},{SOUTH + 500}")["tafel"]["GM0002.beheer.1"]
    assert (names(seat), seat["opGrens"]) == (["Gebied oost"], True)
    assert seat["toelichting"].startswith("Het punt ligt op de grens")


def test_an_area_is_shared_out_by_its_people(town_client: TestClient) -> None:
    found = table(town_client, "gebied=WK000200")
    areas, seat = found["tafel"]["GM0002.beheer.1"]["gebieden"], found["tafel"]["GM0002.beheer.1"]
    assert (seat["verdeeldNaar"], seat["periode"]) == ("inwoners", 2024)
    assert [(area["naam"], area["aandeel"], area["inwoners"]) for area in areas] == [
        ("Gebied oost", 0.7, 700.0),
        ("Gebied west", 0.3, 300.0),
    ]
    assert (found["gebied"], found["punt"]) == ("WK000200", None)


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("", 400, "geef precies één van gebied, punt, rd en adres."),
        ("gebied=WK000200&adres=1", 400, "geef precies één van"),
        ("punt=hier", 400, "punt: 'hier' is geen punt: geef twee getallen"),
        ("punt=5.5,inf", 400, "is geen punt"),
        ("punt=51.7,5.5", 400, "buiten Nederland. Geef lengtegraad en breedtegraad in WGS84, in die volgorde"),
        ("rd=1,2,3", 400, "is geen punt"),
        (f"rd={WEST - 9000},{SOUTH}", 404, "ligt niet in een gemeente waarvan grenzen"),
        ("adres=0002010000000009", 404, "is niet geladen"),
        ("gebied=WK000299", 404, "is niet geladen"),
        ("rd=1,2&straat=x&peildatum=gisteren", 400, "straat: bestaat hier niet"),
    ],
)
def test_a_place_that_cannot_be_found_says_why(town_client: TestClient, query: str, status: int, told: str) -> None:
    answer = town_client.get(f"{PATH}?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]

from typing import Any

import pytest
from fastapi.testclient import TestClient

SHARE = "pct_inwoners_65_plus"


def compared(client: TestClient, code: str, query: str = "") -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/api/v1/gebieden/{code}/vergelijking?indicator={SHARE}{query}").json()
    return answer


def test_without_a_choice_a_wijk_is_compared_with_its_gemeente_in_its_newest_year(client: TestClient) -> None:
    found = compared(client, "WK000100")
    assert (found["cijfer"]["periode"], found["cijfer"]["waarde"]) == (2024, 26.0)
    assert (found["naast"]["gebied"], found["naast"]["cijfer"]["waarde"]) == ("GM0001", 20.0)
    judged = found["naast"]["oordeel"]
    assert (judged["woord"], judged["signaal"], judged["zekerheid"]) == ("hoger", None, "zeker")
    assert judged["toelichting"] == "Zeker hoger dan in Roosterdam."
    assert (judged["verschil"]["laagste"], judged["verschil"]["hoogste"]) == (5.0, 7.0)
    assert (found["groep"], found["gelijkend"]) == (None, None)


def test_the_position_is_among_the_wijken_of_the_gemeente(client: TestClient) -> None:
    position = compared(client, "WK000101")["positie"]
    assert position["onder"] == "wijken in Roosterdam"
    assert (position["rang"], position["rangVan"], position["rangTot"], position["aantal"]) == (2, 2, 2, 2)


def test_a_wijk_is_compared_with_any_other_area(client: TestClient) -> None:
    found = compared(client, "WK000101", "&met=BU00010000")["naast"]
    assert (found["gebiedNaam"], found["oordeel"]["woord"]) == ("Westeinde", "lager")


def test_an_area_without_a_figure_stands_beside_it_without_a_judgement(client: TestClient) -> None:
    found = compared(client, "WK000100", "&met=GM0001.ibor.1.1")["naast"]
    assert (found["cijfer"], found["oordeel"]) == (None, None)


def test_the_most_alike_come_with_their_distance_and_what_they_are_alike_by(client: TestClient) -> None:
    found = compared(client, "WK000100", f"&met=gelijkend&op={SHARE}&op=gem_woz_waarde&op=inwoners")["gelijkend"]
    (area,) = found["gebieden"]
    assert (area["gebied"], area["oordeel"]["woord"], area["nietVergeleken"]) == ("WK000101", "hoger", [])
    # Of 14 and 26 the quartiles are 17 and 23: 12 apart is 12 / (6 / 1.349) standard deviations.
    assert area["afstand"] == pytest.approx(2.698, abs=0.001)
    assert found["indicatoren"] == [SHARE]
    assert {one["indicator"] for one in found["weggelaten"]} == {"gem_woz_waarde", "inwoners"}


def test_a_count_has_no_judgement_and_no_position_and_says_why(client: TestClient) -> None:
    found = client.get("/api/v1/gebieden/WK000100/vergelijking?indicator=inwoners").json()
    assert (found["positie"], found["naast"]["oordeel"]) == (None, None)
    assert found["toelichting"] == "Niet te vergelijken: hoe groter een gebied, hoe groter dit getal."


@pytest.mark.parametrize(
    ("code", "query", "status", "told"),
    [
        ("WK000100", "&periode=2019", 404, "Kies uit: 2024, 2022."),
        ("WK000100", "&met=stedelijkheid", 404, "is de stedelijkheid in 2024 niet bekend"),
        ("WK000100", "&met=WK000199", 404, "is niet geladen"),
        ("WK000100", "&op=inwoners", 400, "alleen met met=gelijkend"),
        ("GM0001", "&met=gemeente", 400, "ligt niet in een gemeente die groter is"),
        ("GM0001", "", 404, "Gebied 'NL00' is niet geladen"),
    ],
)
def test_what_cannot_be_compared_says_why(client: TestClient, code: str, query: str, status: int, told: str) -> None:
    answer = client.get(f"/api/v1/gebieden/{code}/vergelijking?indicator={SHARE}{query}")
    assert (answer.status_code, told in answer.json()["detail"]) == (status, True)

import pytest
from fastapi.testclient import TestClient

PATH = "/api/v1/indelingen/_omslag?indelingen=GM0002.beheer.1,GM0002.zorg.2"


def test_indicators_are_listed_without_their_places(town_client: TestClient) -> None:
    found = town_client.get(PATH).json()
    assert [one["indicator"] for one in found["indicatoren"]] == ["afstand_zwembad"]
    (distance,) = found["indicatoren"]
    assert (distance["plekken"], distance["aantalMetRang"], distance["richting"]) == (None, [2, 3], "lager is beter")
    assert distance["aandeelAndereKlasse"] > 0
    assert found["periode"] == 2024


def test_what_is_not_compared_is_named_with_the_reason(town_client: TestClient) -> None:
    (left_out,) = town_client.get(PATH).json()["nietVergeleken"]
    assert left_out["reden"] == "het is een aantal: een groter gebied heeft er meer"
    assert left_out["indicatoren"] == ["inwoners", "huishoudens"]


def test_one_indicator_comes_with_the_figure_rank_and_class_of_each_place(town_client: TestClient) -> None:
    found = town_client.get(f"{PATH}&indicator=afstand_zwembad").json()
    (distance,) = found["indicatoren"]
    place = distance["plekken"][0]
    atom = found["atomen"][place["atoom"]]
    assert (atom["eenheden"], atom["inwoners"]) == (["BU00020000", "BU00020001"], 300.0)
    # The village: (0 x 100 + 1 x 200 + 2 x 300 + 3 x 400) / 1,000; the west in the same way 21,400 / 3,300.
    assert place["cijfers"] == [6.5, 2.0]
    assert place["rangen"][1] == 3
    assert place["dekking"] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("&indicator=afstand_zwmbad", 404, "Bedoelt u afstand_zwembad"),
        ("&periode=vorig", 400, "periode: 'vorig' is geen geheel getal"),
    ],
)
def test_what_cannot_be_answered_says_why(town_client: TestClient, query: str, status: int, told: str) -> None:
    answer = town_client.get(f"{PATH}{query}")
    assert answer.status_code == status
    assert told in answer.json()["detail"]


def test_a_year_without_figures_is_said_of_the_indicator_that_was_asked(town_client: TestClient) -> None:
    found = town_client.get(f"{PATH}&indicator=afstand_zwembad&periode=2019").json()
    assert found["indicatoren"] == []
    assert found["nietVergeleken"][0]["reden"] == "er zijn geen cijfers van deze periode geladen"

from typing import Any

import pytest
from fastapi.testclient import TestClient

BOTH = "indelingen=GM0002.beheer.1,GM0002.zorg.1"


@pytest.fixture
def compared(town_client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = town_client.get(f"/api/v1/indelingen/_vergelijk?{BOTH}").json()
    return found


def test_an_answer_says_by_which_weight_and_of_when_and_who_could_not_be_weighed(compared: dict[str, Any]) -> None:
    account = compared["verantwoording"]
    assert (account["gewicht"], account["periode"], account["peildatum"]) == ("inwoners", 2024, "2024-01-01")
    assert (account["gemeenteCode"], account["basisniveau"]) == ("GM0002", "buurt")
    assert account["nietGewogen"] == ["BU00020203"]
    assert account["gedeeldeEenheden"] == []
    assert account["bronnen"] == ["Kerncijfers wijken en buurten (CBS)"]
    assert "aselect afrondt" in account["toelichting"]
    assert "tellen in geen som mee" in account["toelichting"]


def test_a_pair_has_its_relation_and_measures_and_a_matrix_holds_them_both_ways(compared: dict[str, Any]) -> None:
    (pair,) = compared["paren"]
    assert (pair["van"], pair["naar"], pair["relatie"]) == ("GM0002.beheer.1", "GM0002.zorg.1", "kruist")
    assert compared["matrix"]["relatie"] == [["gelijk", "kruist"], ["kruist", "gelijk"]]
    assert compared["matrix"]["homogeniteit"][0][1] == pair["homogeniteit"]
    assert compared["matrix"]["homogeniteit"][1][0] == pair["volledigheid"]
    assert [row[number] for number, row in enumerate(compared["matrix"]["vMaat"])] == [1.0, 1.0]


def test_a_finer_clustering_refines_and_the_other_coarsens(town_client: TestClient) -> None:
    found = town_client.get("/api/v1/indelingen/_vergelijk?indelingen=cbs-wijk.2024,GM0002.zorg.1").json()
    assert found["matrix"]["relatie"][0][1] == "verfijnt"
    assert found["matrix"]["relatie"][1][0] == "vergroft"


def test_areas_that_cross_are_named_with_the_people_they_concern_and_their_range(compared: dict[str, Any]) -> None:
    first, *others = compared["paren"][0]["kruisingen"]
    assert (first["gebiedNaam"], first["naarGebiedNaam"]) == ("Gebied oost", "Gebied buitengebied")
    # Of each of the three buurten in both of which the number is known, it can be 4 off.
    assert first["inBeide"] == {"waarde": 2600.0, "laagste": 2588.0, "hoogste": 2612.0}
    assert (first["alleenInGebied"]["waarde"], first["alleenInNaarGebied"]["waarde"]) == (700.0, 3000.0)
    assert first["betrokken"] == 700.0
    assert first["eenheden"] == ["BU00020102", "BU00020103", "BU00020202", "BU00020203"]
    assert [crossing["betrokken"] for crossing in others] == [300.0, 300.0, 300.0]


def test_each_area_has_its_best_match_and_who_lives_outside_it(compared: dict[str, Any]) -> None:
    west = next(row for row in compared["paren"][0]["overeenkomsten"] if row["gebiedNaam"] == "Gebied west")
    assert (west["besteGebied"], west["geheel"]["waarde"]) == ("GM0002.zorg.1.buitengebied", 3300.0)
    assert (west["gedeeld"]["waarde"], west["daarbuiten"]["waarde"]) == (3000.0, 300.0)
    assert west["aandeelGedeeld"] == round(3000 / 3300, 6)


def test_the_fewest_moves_are_given_for_units_and_for_people(compared: dict[str, Any]) -> None:
    pair = compared["paren"][0]
    # Where west stands for the countryside and east for the village, 300 and 2,600 people move.
    assert pair["minsteEenheden"]["aantalEenheden"] == 6
    assert pair["minsteGewicht"]["hoeveelheid"]["waarde"] == 2900.0
    assert len(pair["minsteGewicht"]["eenheden"]) == 6
    assert {"gebied": "GM0002.beheer.1.oost", "naarGebied": "GM0002.zorg.1.dorp"} in pair["minsteGewicht"]["koppels"]


def test_the_map_of_differences_tells_of_each_unit_who_disagrees_about_which_neighbour(
    compared: dict[str, Any],
) -> None:
    by_unit = {row["eenheid"]: row for row in compared["verschilkaart"]}
    assert len(by_unit) == 12
    assert by_unit["BU00020000"]["aantalOneens"] == 1
    assert by_unit["BU00020000"]["buur"] == "BU00020100"
    assert by_unit["BU00020200"]["aantalOneens"] == 0
    assert by_unit["BU00020200"]["buur"] is None


def test_a_cut_unit_is_estimated_and_it_is_said_by_what(town_client: TestClient) -> None:
    found = town_client.get("/api/v1/indelingen/_vergelijk?indelingen=GM0002.beheer.1,GM0002.plan.1").json()
    assert found["verantwoording"]["gedeeldeEenheden"][0] == {"eenheid": "BU00020002", "gedeeldNaar": "oppervlakte"}
    assert "deel geschat" in found["verantwoording"]["toelichting"]
    assert sum(row["aandeel"] for row in found["verschilkaart"] if row["eenheid"] == "BU00020002") == 1.0


def test_weighed_by_surface_everything_counts(town_client: TestClient) -> None:
    found = town_client.get(f"/api/v1/indelingen/_vergelijk?{BOTH}&gewicht=oppervlakte").json()
    assert (found["verantwoording"]["nietGewogen"], found["verantwoording"]["periode"]) == ([], None)
    assert found["paren"][0]["inBeide"] == {"waarde": 12_000_000.0, "laagste": None, "hoogste": None}


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("indelingen=GM0002.beheer.1", 400, "noem 2 tot 8 indelingen, met komma's ertussen; dit zijn er 1."),
        (f"indelingen={','.join(f'a.{n}' for n in range(9))}", 400, "dit zijn er 9."),
        ("indelingen=cbs-wijk.2024,cbs-wijk.2024", 400, "noem elke indeling één keer; dubbel: cbs-wijk.2024."),
        ("indelingen=cbs-wijk.2024,cbs-buurt.2024", 400, "Noem ook de gemeente"),
        ("indelingen=GM0002.beheer.1,GM0002.weg.1", 404, "staat niet in het register"),
        ("indelingen=GM0002.beheer.1,cbs-wijk.2024&gemeente=GM0001", 409, "van verschillende gemeenten"),
        (f"{BOTH}&gewicht=adressen", 400, "zijn adressen geladen"),
        (f"{BOTH}&gewicht=auto", 400, "gewicht: 'auto' is geen bekende waarde"),
        (f"{BOTH}&onzin=1", 400, "onzin: bestaat hier niet"),
        ("", 400, "indelingen: ontbreekt"),
    ],
)
def test_what_cannot_be_compared_says_why(town_client: TestClient, query: str, status: int, told: str) -> None:
    answer = town_client.get(f"/api/v1/indelingen/_vergelijk?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]


def test_names_may_also_be_repeated_parameters(town_client: TestClient, compared: dict[str, Any]) -> None:
    repeated = "indelingen=GM0002.beheer.1&indelingen=GM0002.zorg.1"
    assert town_client.get(f"/api/v1/indelingen/_vergelijk?{repeated}").json() == compared

import itertools

import pytest
from fastapi.testclient import TestClient


def codes(client: TestClient, query: str) -> list[str]:
    return [gebied["code"] for gebied in client.get(f"/api/v1/gebieden?{query}").json()["gebieden"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("niveau=wijk", ["WK000100", "WK000101"]),
        ("niveau=gemeente&gemeente=gm0001", ["GM0001"]),
        ("zoek=oostp", ["BU00010101"]),
        ("zoek=BU000100", ["BU00010000", "BU00010001"]),
        ("indeling=GM0001.ibor.1", ["GM0001.ibor.1.1", "GM0001.ibor.1.2"]),
        ("peildatum=2019-01-01", []),
        ("gemeente=GM0002", []),
    ],
)
def test_the_list_holds_what_the_filters_ask(client: TestClient, query: str, expected: list[str]) -> None:
    assert codes(client, query) == expected


def test_a_page_says_how_many_there_are_and_where_the_next_is(client: TestClient) -> None:
    first = client.get("/api/v1/gebieden?niveau=buurt&paginaGrootte=3").json()
    assert (first["aantal"], len(first["gebieden"])) == (4, 3)
    assert first["links"] == {
        "zelf": "/api/v1/gebieden?niveau=buurt&paginaGrootte=3&pagina=1",
        "vorige": None,
        "volgende": "/api/v1/gebieden?niveau=buurt&paginaGrootte=3&pagina=2",
    }
    last = client.get(first["links"]["volgende"]).json()
    assert [gebied["naam"] for gebied in last["gebieden"]] == ["Oostpoort"]
    assert last["links"]["volgende"] is None


def test_an_area_names_its_parents_and_peildata(client: TestClient) -> None:
    assert client.get("/api/v1/gebieden/BU00010001").json() == {
        "code": "BU00010001",
        "naam": "Westpoort",
        "niveau": "buurt",
        "peildatum": "2024-01-01",
        "gemeenteCode": "GM0001",
        "gemeenteNaam": "Roosterdam",
        "wijkCode": "WK000100",
        "wijkNaam": "West",
        "indelingswijziging": 1,
        "peildata": ["2024-01-01"],
    }


def test_an_area_before_its_first_peildatum_is_not_found(client: TestClient) -> None:
    answer = client.get("/api/v1/gebieden/BU00010001?peildatum=2023-12-31")
    assert answer.status_code == 404
    assert "op 31-12-2023 of eerder" in answer.json()["detail"]


def test_an_outline_is_geojson_in_degrees_counter_clockwise(client: TestClient) -> None:
    answer = client.get("/api/v1/gebieden/WK000100/geometrie")
    assert answer.headers["content-type"] == "application/geo+json"
    feature = answer.json()
    ((ring,),) = feature["geometry"]["coordinates"]
    area = sum(x * later_y - later_x * y for (x, y), (later_x, later_y) in itertools.pairwise(ring))
    assert area > 0
    assert all(5 < longitude < 6 and 51 < latitude < 52 for longitude, latitude in ring)
    assert (feature["id"], "crs" in feature) == ("WK000100", False)

import itertools
from typing import Any

import pytest
from fastapi.testclient import TestClient

PATH = "/api/v1/indelingen/_atomen?indelingen=GM0002.beheer.1,GM0002.zorg.1"


@pytest.fixture
def collection(town_client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = town_client.get(PATH).json()
    return found


def test_each_atom_names_the_area_of_each_clustering(collection: dict[str, Any]) -> None:
    assert collection["indelingen"] == ["GM0002.beheer.1", "GM0002.zorg.1"]
    first = collection["features"][0]["properties"]
    assert first["gebiedNamen"] == ["Gebied west", "Gebied dorp"]
    assert first["eenheden"] == ["BU00020000", "BU00020001"]
    assert first["hoeveelheid"] == {"waarde": 300.0, "laagste": 292.0, "hoogste": 308.0}
    assert first["oppervlakteM2"] == 2_000_000.0
    assert first["aantalOneens"] == 1
    assert len(collection["features"]) == 4


def test_it_is_geojson_in_degrees_counter_clockwise(town_client: TestClient, collection: dict[str, Any]) -> None:
    assert town_client.get(PATH).headers["content-type"] == "application/geo+json"
    assert (collection["type"], "crs" in collection) == ("FeatureCollection", False)
    for feature in collection["features"]:
        ((ring,),) = [feature["geometry"]["coordinates"]]
        area = sum(x * later_y - later_x * y for (x, y), (later_x, later_y) in itertools.pairwise(ring))
        assert area > 0
        assert all(5 < longitude < 6 and 51 < latitude < 52 for longitude, latitude in ring)


def test_what_a_clustering_leaves_out_has_no_area_there(town_client: TestClient) -> None:
    found = town_client.get("/api/v1/indelingen/_atomen?indelingen=GM0002.feest.1,GM0002.zorg.1").json()
    areas = [feature["properties"]["gebieden"] for feature in found["features"]]
    assert [None, "GM0002.zorg.1.dorp"] in areas
    assert found["verantwoording"]["nietGewogen"] == ["BU00020203"]

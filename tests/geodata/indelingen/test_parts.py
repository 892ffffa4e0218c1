from itertools import pairwise

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from geodata.gebieden.crs import CrsMismatchError
from geodata.indelingen.parts import PartsRefusedError, partition_from_polygons, partition_from_units
from tests.batches import BOTTOM_M, LEFT_M, square


def base() -> gpd.GeoDataFrame:
    codes = ["BU00010101", "BU00010102", "BU00010103"]
    return gpd.GeoDataFrame({"code": codes}, geometry=[square(0), square(1), square(2)], crs="EPSG:28992")


def units(rows: dict[str, str]) -> pd.DataFrame:
    names = [f"Gebied {area}" for area in rows.values()]
    return pd.DataFrame({"code": list(rows), "gebied": list(rows.values()), "naam": names}, dtype="str")


def polygons(edges_m: list[float]) -> gpd.GeoDataFrame:
    """Areas 1, 2, … between successive edges, over the whole height."""
    pairs = list(pairwise(edges_m))
    boxes = [box(LEFT_M + left, BOTTOM_M, LEFT_M + right, BOTTOM_M + 100) for left, right in pairs]
    codes = [str(number) for number in range(1, len(boxes) + 1)]
    return gpd.GeoDataFrame({"gebied": codes, "naam": codes}, geometry=boxes, crs="EPSG:28992")


def shares(parts_gdf: gpd.GeoDataFrame) -> dict[tuple[str, str], float]:
    keys = zip(parts_gdf["area_code"], parts_gdf["base_code"], strict=True)
    return dict(zip(keys, parts_gdf["share"].round(6), strict=True))


def test_whole_units_are_joined_into_areas_of_their_size() -> None:
    partition = partition_from_units(
        units({"BU00010101": "a", "BU00010102": "a", "BU00010103": "b"}), base(), name="proef", is_partial=False
    )
    assert dict(zip(partition.areas_gdf["area_code"], partition.areas_gdf.area, strict=True)) == {
        "a": 20_000.0,
        "b": 10_000.0,
    }
    assert set(partition.parts_gdf["share"]) == {1.0}


def test_all_faults_of_the_units_are_named_at_once() -> None:
    wrong = pd.concat([units({"BU00010101": "a", "BU00019999": "a"}), units({"BU00010101": "b"})])
    with pytest.raises(PartsRefusedError) as caught:
        partition_from_units(wrong, base(), name="proef", is_partial=False)
    message = str(caught.value)
    assert "BU00019999 bestaat niet" in message
    assert "BU00010101 is meer dan eens ingedeeld" in message
    assert "BU00010102 is niet ingedeeld" in message
    assert "BU00010103 is niet ingedeeld" in message


def test_a_partial_indeling_may_leave_units_out() -> None:
    partition = partition_from_units(units({"BU00010101": "a"}), base(), name="proef", is_partial=True)
    assert list(partition.parts_gdf["base_code"]) == ["BU00010101"]


def test_an_area_with_two_names_is_refused() -> None:
    two_names = units({"BU00010101": "a", "BU00010102": "a"}).assign(naam=["Een", "Twee"])
    with pytest.raises(PartsRefusedError, match="meer dan één naam: Een, Twee"):
        partition_from_units(two_names, base(), name="proef", is_partial=True)


def test_a_border_through_a_unit_divides_it_by_area() -> None:
    partition = partition_from_polygons(polygons([0, 125, 300]), base(), name="proef", is_partial=False)
    assert shares(partition.parts_gdf) == {
        ("1", "BU00010101"): 1.0,
        ("1", "BU00010102"): 0.25,
        ("2", "BU00010102"): 0.75,
        ("2", "BU00010103"): 1.0,
    }
    cut = partition.parts_gdf.set_index(["area_code", "base_code"]).geometry
    assert cut["1", "BU00010102"].area == pytest.approx(2_500)
    assert cut["1", "BU00010101"] is None


def test_a_border_that_strays_by_half_a_metre_cuts_nothing() -> None:
    partition = partition_from_polygons(polygons([0, 100.5, 300]), base(), name="proef", is_partial=False)
    assert shares(partition.parts_gdf) == {
        ("1", "BU00010101"): 1.0,
        ("2", "BU00010102"): 1.0,
        ("2", "BU00010103"): 1.0,
    }
    assert list(partition.areas_gdf.area.round(6)) == [10_000.0, 20_000.0]


def test_a_unit_outside_all_polygons_is_refused_with_its_share() -> None:
    with pytest.raises(PartsRefusedError, match="BU00010103 ligt voor 40% buiten alle vlakken"):
        partition_from_polygons(polygons([0, 100, 260]), base(), name="proef", is_partial=False)


def test_polygons_that_overlap_are_refused() -> None:
    overlapping = pd.concat([polygons([0, 200, 300]), polygons([150, 200]).assign(gebied="9", naam="9")])
    with pytest.raises(PartsRefusedError, match="BU00010102 ligt voor 150% in vlakken: ze overlappen"):
        partition_from_polygons(overlapping, base(), name="proef", is_partial=False)


def test_polygons_without_a_reference_system_are_refused() -> None:
    nowhere = polygons([0, 300]).set_crs(None, allow_override=True)
    with pytest.raises(CrsMismatchError):
        partition_from_polygons(nowhere, base(), name="proef", is_partial=False)


def test_polygons_in_wgs84_divide_as_they_do_in_rd() -> None:
    partition = partition_from_polygons(polygons([0, 125, 300]).to_crs(4326), base(), name="proef", is_partial=False)
    assert {key: round(share, 3) for key, share in shares(partition.parts_gdf).items()} == {
        ("1", "BU00010101"): 1.0,
        ("1", "BU00010102"): 0.25,
        ("2", "BU00010102"): 0.75,
        ("2", "BU00010103"): 1.0,
    }

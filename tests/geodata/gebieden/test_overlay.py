from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box
from shapely.affinity import translate

from geodata.gebieden.crs import WGS84, NotRdError
from geodata.gebieden.overlay import coverage_overlay
from tests.geodata.gebieden.grid import SOUTH, WEST, cell, layer
from tests.geodata.gebieden.labelled import CELL_M2, cells_in_common, labels, units_of


def pairs(overlay_df: pd.DataFrame) -> dict[tuple[str, str], float]:
    keys = zip(overlay_df["code"], overlay_df["other_code"], strict=True)
    return dict(zip(keys, overlay_df["area_m2"], strict=True))


def all_intersections(from_gdf: gpd.GeoDataFrame, to_gdf: gpd.GeoDataFrame) -> dict[tuple[str, str], float]:
    """Intersect every unit with every other, without any of our short cuts."""
    areas = shapely.area(shapely.intersection(from_gdf.geometry.to_numpy()[:, None], to_gdf.geometry.to_numpy()))
    rows, columns = np.nonzero(areas > 1e-3)
    keys = zip(from_gdf["code"].to_numpy()[rows], to_gdf["code"].to_numpy()[columns], strict=True)
    return dict(zip(keys, areas[rows, columns], strict=True))


def jittered(gdf: gpd.GeoDataFrame, most_m: float, seed: int = 1) -> gpd.GeoDataFrame:
    """Move each vertex by up to a distance along either axis, the same one for all units that have it."""
    random = np.random.default_rng(seed)
    vertices, number = np.unique(shapely.get_coordinates(gdf.geometry), axis=0, return_inverse=True)
    moved = vertices + random.uniform(-most_m, most_m, vertices.shape)
    return gdf.set_geometry(shapely.set_coordinates(gdf.geometry.to_numpy().copy(), moved[number]), crs=gdf.crs)


@given(before=labels, after=labels)
def test_areas_are_those_of_the_cells_in_common(before: list[str], after: list[str]) -> None:
    overlay_df = coverage_overlay(units_of(before), units_of(after))
    expected = {pair: CELL_M2 * count for pair, count in cells_in_common(before, after).items()}
    assert pairs(overlay_df) == pytest.approx(expected)


@given(before=labels)
def test_a_coverage_with_itself_is_all_twins(before: list[str]) -> None:
    overlay_df = coverage_overlay(units_of(before), units_of(before))
    assert overlay_df["is_identical"].all()
    assert overlay_df["code"].tolist() == overlay_df["other_code"].tolist() == sorted(set(before))


@given(before=labels, after=labels)
def test_the_other_way_round_gives_the_same_areas(before: list[str], after: list[str]) -> None:
    there = pairs(coverage_overlay(units_of(before), units_of(after)))
    back = pairs(coverage_overlay(units_of(after), units_of(before)))
    assert {(other, code): area for (code, other), area in back.items()} == pytest.approx(there)


def test_a_unit_is_the_same_wherever_its_ring_begins_and_however_it_is_wrapped() -> None:
    ring = [(WEST, SOUTH), (WEST, SOUTH + 100), (WEST + 100, SOUTH + 100), (WEST + 100, SOUTH)]
    again = MultiPolygon([Polygon([*ring[2:], *ring[:2]])])
    assert coverage_overlay(layer([Polygon(ring)]), layer([again]))["is_identical"].tolist() == [True]


def test_a_recoded_unit_is_still_the_same() -> None:
    recoded_gdf = layer([cell(0, 0), cell(1, 0)]).assign(code=["BU08280000", "BU08280109"])
    overlay_df = coverage_overlay(layer([cell(0, 0), cell(1, 0)]), recoded_gdf)
    assert overlay_df[["code", "other_code", "is_identical"]].to_numpy().tolist() == [
        ["BU08280000", "BU08280000", True],
        ["BU08280001", "BU08280109", True],
    ]


def test_a_changed_unit_that_strays_over_an_unchanged_one_is_found() -> None:
    overlay_df = coverage_overlay(layer([cell(0, 0), cell(1, 0)]), layer([cell(0, 0), cell(0.9, 0, width=1.1)]))
    assert pairs(overlay_df) == pytest.approx(
        {
            ("BU08280000", "BU08280000"): 10_000,
            ("BU08280000", "BU08280001"): 1_000,
            ("BU08280001", "BU08280001"): 10_000,
        }
    )


@pytest.mark.parametrize(("count", "other_count"), [(1, 2), (2, 1)])
def test_a_unit_that_is_drawn_twice_has_one_twin_and_shares_its_ground_with_the_other(
    count: int, other_count: int
) -> None:
    overlay_df = coverage_overlay(layer([cell(0, 0)] * count), layer([cell(0, 0)] * other_count))
    assert overlay_df["area_m2"].tolist() == [10_000, 10_000]
    assert sorted(overlay_df["is_identical"]) == [False, True]


def test_units_that_only_touch_have_no_row() -> None:
    assert coverage_overlay(layer([cell(0, 0)]), layer([cell(1, 0), cell(1, 1)])).empty


def test_rows_without_outline_are_passed_over() -> None:
    overlay_df = coverage_overlay(layer([None, cell(1, 0)]), layer([Polygon(), cell(1, 0), None]))
    assert pairs(overlay_df) == {("BU08280001", "BU08280001"): 10_000}


def test_an_invalid_outline_that_changed_is_repaired() -> None:
    bow_tie = Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    overlay_df = coverage_overlay(layer([translate(bow_tie, WEST, SOUTH)]), layer([cell(0, 0)]))
    assert overlay_df["area_m2"].tolist() == pytest.approx([5_000])


def test_degrees_are_refused() -> None:
    with pytest.raises(NotRdError):
        coverage_overlay(layer([cell(0, 0)]), layer([box(5, 52, 5.1, 52.1)], crs=WGS84))


@given(before=labels, seed=st.integers(0, 100))
def test_vertices_moved_by_millimetres_change_nothing_within_a_tolerance(before: list[str], seed: int) -> None:
    from_gdf = units_of(before)
    overlay_df = coverage_overlay(from_gdf, jittered(from_gdf, 0.002, seed), same_within_m=0.05)
    assert overlay_df["is_identical"].all()
    assert overlay_df["area_m2"].tolist() == from_gdf.area.tolist()
    assert (overlay_df["tolerance_m2"].to_numpy() <= 0.05 * from_gdf.length.to_numpy()).all()


@given(before=labels, after=labels, seed=st.integers(0, 100))
def test_what_the_tolerance_decides_is_never_more_than_it_says(before: list[str], after: list[str], seed: int) -> None:
    from_gdf, to_gdf = units_of(before), jittered(units_of(after), 0.02, seed)
    exact, overlay_df = all_intersections(from_gdf, to_gdf), coverage_overlay(from_gdf, to_gdf, same_within_m=0.05)
    for row in overlay_df.itertuples():
        off_m2 = abs(row.area_m2 - exact[row.code, row.other_code])
        assert off_m2 <= row.tolerance_m2 + 1e-6
        assert row.tolerance_m2 <= 0.05 * shapely.length(to_gdf.set_index("code").geometry[row.other_code]) + 1e-6


def test_without_tolerance_millimetres_count() -> None:
    from_gdf = layer([cell(0, 0), cell(1, 0)])
    overlay_df = coverage_overlay(from_gdf, jittered(from_gdf, 0.002))
    assert not overlay_df["is_identical"].any()
    assert pairs(overlay_df) == pytest.approx(all_intersections(from_gdf, jittered(from_gdf, 0.002)))


def test_what_changed_beside_a_border_drawn_anew_gets_no_sliver_within_the_tolerance() -> None:
    # The border between the two moved by 1 cm, and the second gave its right half away.
    after = [cell(0, 0, width=1.0001), cell(1.0001, 0, width=0.4999), cell(1.5, 0, width=0.5)]
    overlay_df = coverage_overlay(layer([cell(0, 0), cell(1, 0)]), layer(after), same_within_m=0.05)
    assert pairs(overlay_df) == pytest.approx(
        {
            ("BU08280000", "BU08280000"): 10_000,
            ("BU08280001", "BU08280001"): 5_000,
            ("BU08280001", "BU08280002"): 5_000,
        }
    )


def test_of_two_vertices_near_one_only_the_nearest_is_moved_to_it() -> None:
    cut = Polygon([(0, 0.01), (0.04, 0.02), (100, 0), (100, 100), (0, 100)])
    overlay_df = coverage_overlay(layer([cell(0, 0)]), layer([translate(cut, WEST, SOUTH)]), same_within_m=0.05)
    # It moved 1 cm along its side; the other would take 2 cm of the side of 100 m at one end, 1 m2.
    assert overlay_df["tolerance_m2"].tolist() == pytest.approx([0], abs=0.01)


def test_an_outline_that_the_tolerance_would_make_invalid_stays_as_it_is() -> None:
    # The tip of the notch, 5 m above the lower side, would come to lie 5 m under it.
    notched = Polygon([(0, 0), (100, 0), (100, 100), (50, 5), (0, 100)])
    bulged = Polygon([(0, 0), (50, -5), (100, 0), (100, 100), (0, 100)])
    from_gdf, to_gdf = (layer([translate(shape, WEST, SOUTH)]) for shape in (bulged, notched))
    overlay_df = coverage_overlay(from_gdf, to_gdf, same_within_m=20)
    assert overlay_df[["area_m2", "tolerance_m2"]].to_numpy().tolist() == [[pytest.approx(5_250), 0.0]]


def test_neither_frame_is_changed() -> None:
    from_gdf, to_gdf = layer([cell(0, 0), cell(1, 0)]), layer([MultiPolygon([cell(0, 0)]), cell(1.0001, 0)])
    before = [gdf.geometry.to_wkb().tolist() for gdf in (from_gdf, to_gdf)]
    coverage_overlay(from_gdf, to_gdf, same_within_m=0.05)
    assert [gdf.geometry.to_wkb().tolist() for gdf in (from_gdf, to_gdf)] == before


@pytest.mark.real_data
@pytest.mark.parametrize("later", [2016, 2019])
def test_no_buurt_of_oss_has_the_outline_of_2015_still_and_areas_are_those_of_all_intersections(
    shared_data: Path, later: int
) -> None:
    from_gdf = gpd.read_file(shared_data / "oss" / "buurten_2015.gpkg").rename(columns={"BU_CODE": "code"})
    to_gdf = gpd.read_file(shared_data / "oss" / f"buurten_{later}.gpkg").rename(columns={"statcode": "code"})
    overlay_df = coverage_overlay(from_gdf, to_gdf)
    assert overlay_df["is_identical"].sum() == 0
    assert pairs(overlay_df[overlay_df["area_m2"] > 1e-3]) == pytest.approx(all_intersections(from_gdf, to_gdf), abs=1)


@pytest.mark.real_data
def test_ten_buurten_of_oss_were_drawn_alike_in_2015_and_2016_to_five_centimetres(shared_data: Path) -> None:
    from_gdf = gpd.read_file(shared_data / "oss" / "buurten_2015.gpkg").rename(columns={"BU_CODE": "code"})
    to_gdf = gpd.read_file(shared_data / "oss" / "buurten_2016.gpkg").rename(columns={"statcode": "code"})
    overlay_df = coverage_overlay(from_gdf, to_gdf, same_within_m=0.05)
    assert overlay_df["is_identical"].sum() == 10
    assert overlay_df.loc[overlay_df["is_identical"], "tolerance_m2"].max() == pytest.approx(7.3, abs=0.1)

import logging
import math
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Geometry, Polygon

from geodata.gebieden.coverage import coverage_flaws
from geodata.gebieden.crs import WGS84, NotRdError
from geodata.gebieden.simplify import MAX_AREA_CHANGE, TOLERANCES_M, simplified_scales
from tests.geodata.gebieden.grid import cell, layer


def wavy(geometry: Geometry, *, swing_m: float = 8) -> Geometry:
    """Bend every line in the same way wherever it lies, so that common borders stay common."""
    dense = shapely.segmentize(geometry, 5)
    return shapely.transform(dense, lambda xy: xy + swing_m * np.sin(xy[:, ::-1] / 10))


def wavy_grid(size: int = 4, *, swing_m: float = 8) -> gpd.GeoDataFrame:
    return layer(wavy(cell(column, row), swing_m=swing_m) for row in range(size) for column in range(size))


def disc(x: float, y: float, radius_m: float) -> Polygon:
    angles = np.linspace(0, 2 * math.pi, 60, endpoint=False)
    return Polygon(np.column_stack([x + radius_m * np.cos(angles), y + radius_m * np.sin(angles)]))


def neighbours(outlines: gpd.GeoSeries) -> set[tuple[int, int]]:
    """Pairs of areas that have a stretch of border in common."""
    polygons = outlines.to_numpy()
    left, right = shapely.STRtree(polygons).query(polygons, predicate="touches")
    shared_m = shapely.length(shapely.intersection(polygons[left], polygons[right]))
    return {(int(a), int(b)) for a, b, length in zip(left, right, shared_m, strict=True) if a < b and length > 1}


@pytest.mark.parametrize("tolerance_m", TOLERANCES_M)
def test_a_clean_coverage_stays_one_with_the_same_neighbours(tolerance_m: int) -> None:
    gebieden_gdf = wavy_grid()
    outlines = simplified_scales(gebieden_gdf, [tolerance_m])[tolerance_m]
    assert outlines.is_valid.all()
    assert shapely.coverage_is_valid(outlines.to_numpy())
    assert neighbours(outlines) == neighbours(gebieden_gdf.geometry)
    assert len(neighbours(outlines)) == 24


def test_details_below_the_tolerance_go_and_ground_hardly_changes() -> None:
    gebieden_gdf = wavy_grid()
    outlines = simplified_scales(gebieden_gdf, [20])[20]
    assert outlines.count_coordinates().sum() < gebieden_gdf.count_coordinates().sum() / 5
    assert ((outlines.area / gebieden_gdf.area) - 1).abs().max() <= MAX_AREA_CHANGE


def test_a_small_area_among_large_ones_keeps_a_finer_outline_that_its_neighbours_follow() -> None:
    small = disc(160_200, 420_200, 30)
    large = [wavy(cell(2 * column, 0, width=2, height=4)).difference(small) for column in range(2)]
    gebieden_gdf = layer([small, *large])
    coarse = gpd.GeoSeries(shapely.coverage_simplify(gebieden_gdf.geometry.to_numpy(), 80))
    assert coarse.area[0] < 0.8 * small.area
    outlines = simplified_scales(gebieden_gdf, [80])[80]
    assert outlines.area[0] == pytest.approx(small.area, rel=MAX_AREA_CHANGE)
    assert shapely.coverage_is_valid(outlines.to_numpy())
    assert coverage_flaws(layer(outlines)).empty


def test_a_scale_that_goes_on_from_a_finer_one_is_what_it_would_be_alone() -> None:
    gebieden_gdf = wavy_grid(swing_m=9)
    scales = simplified_scales(gebieden_gdf, [5, 20])
    assert scales[5].count_coordinates().sum() > scales[20].count_coordinates().sum()
    assert scales[20].geom_equals(simplified_scales(gebieden_gdf, [20])[20]).all()


def test_an_area_that_a_scale_would_change_too_much_keeps_the_outline_of_the_finer_scale() -> None:
    round_hole = disc(160_200, 420_200, 30)
    gebieden_gdf = layer([round_hole, cell(0, 0, width=4, height=4).difference(round_hole)])
    scales = simplified_scales(gebieden_gdf)
    assert len(shapely.get_coordinates(scales[20][0])) < len(shapely.get_coordinates(round_hole))
    assert scales[80][0].equals(scales[20][0])


def test_scales_come_finest_first_in_whatever_order_they_are_asked_for() -> None:
    assert list(simplified_scales(wavy_grid(1), [80, 5])) == [5, 80]


def test_slivers_between_areas_are_closed_and_wide_gaps_stay() -> None:
    # 5 m is missing between the first two areas and another square of 100 m amid all
    grid = [wavy(cell(column, row)) for row in range(3) for column in range(3) if (column, row) != (1, 1)]
    grid[1] = grid[1].difference(wavy(cell(1, 0, width=0.05, height=0.9)))
    flaws_gdf = coverage_flaws(layer(simplified_scales(layer(grid), [5])[5]))
    assert flaws_gdf["area_m2"].tolist() == pytest.approx([10_000], rel=0.02)


def test_overlaps_go_to_one_of_the_areas() -> None:
    outlines = simplified_scales(layer([cell(0, 0), cell(0.95, 0), cell(0, 1, width=2)]), [5])[5]
    assert shapely.coverage_is_valid(outlines.to_numpy())
    assert outlines.area.sum() == pytest.approx(39_500)


def test_an_area_that_lies_wholly_in_another_keeps_its_outline_and_is_named(caplog: pytest.LogCaptureFixture) -> None:
    gebieden_gdf = layer([cell(0, 0, width=3, height=3), cell(1, 1)])
    with caplog.at_level(logging.WARNING):
        outlines = simplified_scales(gebieden_gdf, [5])[5]
    assert outlines.area.tolist() == [90_000, 10_000]
    assert "rows [1] lie wholly in others" in caplog.text


def test_islands_keep_all_their_parts() -> None:
    islands = shapely.multipolygons([disc(160_000 + 300 * number, 420_000, 20 + number) for number in range(5)])
    outline = simplified_scales(layer([islands]), [80])[80][0]
    assert len(outline.geoms) == 5
    assert outline.area == pytest.approx(islands.area, rel=MAX_AREA_CHANGE)


def test_rows_keep_their_index_and_missing_geometry_stays_missing() -> None:
    gebieden_gdf = layer([cell(0, 0), None, Polygon(), cell(1, 0)])
    gebieden_gdf.index = [7, 5, 3, 1]
    outlines = simplified_scales(gebieden_gdf, [5])[5]
    assert outlines.index.tolist() == [7, 5, 3, 1]
    assert outlines.isna().tolist() == [False, True, True, False]
    assert outlines.crs == gebieden_gdf.crs


def test_no_areas_give_no_outlines() -> None:
    assert simplified_scales(layer([]), [5])[5].empty
    assert simplified_scales(layer([None]), [5])[5].isna().all()


def test_degrees_are_refused() -> None:
    with pytest.raises(NotRdError):
        simplified_scales(layer([cell(0, 0)], crs=WGS84))


@settings(deadline=None, max_examples=30)
@given(swing_m=st.floats(0, 9), tolerance_m=st.sampled_from([1, 5, 20, 80, 320]), size=st.integers(1, 4))
def test_no_area_is_ever_lost_or_much_changed(swing_m: float, tolerance_m: int, size: int) -> None:
    gebieden_gdf = wavy_grid(size, swing_m=swing_m)
    outlines = simplified_scales(gebieden_gdf, [tolerance_m])[tolerance_m]
    assert outlines.is_valid.all()
    assert ((outlines.area / gebieden_gdf.area) - 1).abs().max() <= MAX_AREA_CHANGE
    assert shapely.coverage_is_valid(outlines.to_numpy())


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["oss/buurten_2015", "oss/wijken_2024", "zoetermeer/wijken_2024"])
@pytest.mark.parametrize("tolerance_m", TOLERANCES_M)
def test_real_areas_stay_valid_and_become_a_clean_coverage(shared_data: Path, name: str, tolerance_m: int) -> None:
    gebieden_gdf = gpd.read_file(shared_data / f"{name}.gpkg")
    outlines = simplified_scales(gebieden_gdf, [tolerance_m])[tolerance_m]
    assert outlines.is_valid.all()
    assert shapely.coverage_is_valid(outlines.to_numpy())
    assert ((outlines.area / gebieden_gdf.area) - 1).abs().max() < 0.07

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon
from shapely.affinity import rotate, translate

from geodata.gebieden.coverage import GAP, OVERLAP, coverage_flaws
from geodata.gebieden.crs import WGS84, NotRdError
from tests.geodata.gebieden.grid import cell, layer

RING_OF_EIGHT = [cell(column, row) for row in range(3) for column in range(3) if (column, row) != (1, 1)]


def test_areas_that_share_their_borders_have_no_flaws() -> None:
    clean = layer(cell(column, row) for row in range(3) for column in range(3))
    assert coverage_flaws(clean).empty


def test_one_area_none_at_all_and_missing_geometry_have_no_flaws() -> None:
    for geometries in ([cell(0, 0)], [], [None, Polygon(), cell(0, 0)]):
        assert coverage_flaws(layer(geometries)).empty


def test_a_border_with_a_point_more_on_one_side_is_no_flaw() -> None:
    halves = [cell(0, 1, width=2), cell(0, 0), cell(1, 0)]
    assert coverage_flaws(layer(halves)).empty


def test_a_gap_is_found_with_its_size_place_and_the_areas_along_it() -> None:
    flaws_gdf = coverage_flaws(layer(RING_OF_EIGHT))
    gap = flaws_gdf.iloc[0]
    assert (len(flaws_gdf), gap["kind"], gap["area_m2"], gap["is_sliver"]) == (1, GAP, 10_000, False)
    assert gap["width_m"] == pytest.approx(100, abs=0.5)
    assert {gap["code"], gap["other_code"]} <= {"BU08280001", "BU08280003", "BU08280004", "BU08280006"}
    assert (gap["x"], gap["y"]) == (160_150, 420_150)


def test_a_gap_inside_one_area_names_that_area_alone() -> None:
    ring = cell(0, 0, width=3, height=3).difference(cell(1, 1))
    gap = coverage_flaws(layer([ring])).iloc[0]
    assert (gap["code"], gap.isna()["other_code"]) == ("BU08280000", True)


def test_a_gap_names_the_two_areas_with_the_longest_border_along_it() -> None:
    # a slit of 40 by 100 m, with its long sides along the second and the third area
    around = [cell(0, 1, width=3), cell(0, 0, width=1.3), cell(1.7, 0, width=1.3), cell(0, -1, width=3)]
    slit = coverage_flaws(layer(around)).iloc[0]
    assert (slit["code"], slit["other_code"], slit["area_m2"]) == ("BU08280001", "BU08280002", pytest.approx(4_000))
    assert (slit["width_m"], slit["is_sliver"]) == (pytest.approx(40, abs=0.5), True)


def test_an_area_missing_at_the_outside_is_no_gap() -> None:
    assert coverage_flaws(layer([RING_OF_EIGHT[0], *RING_OF_EIGHT[2:]])).empty


def test_an_overlap_is_found_with_its_share_of_the_smaller_area() -> None:
    flaws_gdf = coverage_flaws(layer([cell(0, 0, width=2), cell(1.6, 0)]))
    overlap = flaws_gdf.iloc[0]
    assert (len(flaws_gdf), overlap["kind"], overlap["code"], overlap["other_code"]) == (
        1,
        OVERLAP,
        "BU08280000",
        "BU08280001",
    )
    assert (overlap["area_m2"], overlap["share"]) == (pytest.approx(4_000), pytest.approx(0.4))


def test_pieces_of_one_overlap_are_apart_and_their_share_is_of_all_together() -> None:
    comb = MultiPolygon([cell(0, 0), cell(2, 0)])
    flaws_gdf = coverage_flaws(layer([comb, cell(0.9, 0, width=1.2)]))
    assert flaws_gdf["area_m2"].tolist() == pytest.approx([1_000, 1_000])
    assert flaws_gdf["share"].tolist() == pytest.approx([2_000 / 12_000] * 2)


def test_an_area_that_comes_twice_overlaps_itself_whole() -> None:
    flaws_gdf = coverage_flaws(layer([cell(0, 0), cell(1, 0), cell(1, 0), cell(2, 0)]))
    assert flaws_gdf[["kind", "code", "other_code", "share"]].to_numpy().tolist() == [
        [OVERLAP, "BU08280001", "BU08280002", 1.0]
    ]


def test_an_area_amid_others_that_lies_under_one_more_is_found() -> None:
    grid = [cell(column, row) for row in range(3) for column in range(3)]
    flaws_gdf = coverage_flaws(layer([*grid, cell(0.5, 0.5, width=2, height=2)]))
    assert (flaws_gdf["kind"].eq(OVERLAP).sum(), flaws_gdf["area_m2"].sum()) == (9, pytest.approx(40_000))


def test_an_invalid_area_is_repaired_before_it_is_compared() -> None:
    bow_tie = shapely.from_wkt("POLYGON ((160000 420000, 160100 420100, 160100 420000, 160000 420100, 160000 420000))")
    assert coverage_flaws(layer([bow_tie, cell(1, 0)])).empty


def test_degrees_are_refused() -> None:
    with pytest.raises(NotRdError):
        coverage_flaws(layer([cell(0, 0)], crs=WGS84))


@given(
    shift=st.tuples(st.floats(-150, 150), st.floats(-150, 150)),
    angle=st.floats(0, 90),
)
def test_overlap_is_what_the_areas_have_more_than_their_union(shift: tuple[float, float], angle: float) -> None:
    loose = translate(rotate(cell(1, 1), angle), *shift)
    areas = [cell(0, 0, width=3), cell(0, 1, width=3), loose]
    flaws_gdf = coverage_flaws(layer(areas))
    surplus_m2 = sum(area.area for area in areas) - shapely.union_all(areas).area
    assert flaws_gdf.loc[flaws_gdf["kind"] == OVERLAP, "area_m2"].sum() == pytest.approx(surplus_m2, abs=3)


@pytest.mark.real_data
def test_the_wijken_of_oss_that_were_simplified_one_by_one_have_71_gaps_and_90_overlaps(shared_data: Path) -> None:
    wijken_gdf = gpd.read_file(shared_data / "oss" / "wijken_2024.gpkg").rename(columns={"wijkcode": "code"})
    flaws_gdf = coverage_flaws(wijken_gdf)
    assert flaws_gdf["kind"].value_counts().to_dict() == {OVERLAP: 90, GAP: 71}
    assert flaws_gdf["is_sliver"].all()
    assert flaws_gdf.groupby("kind")["area_m2"].sum().to_dict() == pytest.approx(
        {GAP: 229_561, OVERLAP: 261_487}, abs=1
    )


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["oss/buurten_2016", "oss/wijken_2022", "zoetermeer/buurten_2019"])
def test_published_coverages_are_clean(shared_data: Path, name: str) -> None:
    gebieden_gdf = gpd.read_file(shared_data / f"{name}.gpkg").rename(columns={"statcode": "code"})
    assert coverage_flaws(gebieden_gdf).empty

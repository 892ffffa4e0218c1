from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.indelingen.examining.polygons import draft_from_polygons
from geodata.indelingen.parts import UNASSIGNED, Draft, Terms
from tests.geodata.gebieden.grid import cell
from tests.geodata.indelingen.handed_in import TERMS, THREE, base, points, polygons, shares

THEME = Terms("Thema", is_partial=True, is_overlapping=True)


def between(*edges: float) -> gpd.GeoDataFrame:
    """Areas a, b, … between successive borders, from west to east."""
    pairs = enumerate(pairwise(edges))
    return polygons({chr(97 + n): cell(west, 0, width=east - west) for n, (west, east) in pairs})


def kinds(found: Draft) -> list[str]:
    return [finding.kind for finding in found.findings]


def test_a_border_through_a_unit_divides_it_by_area() -> None:
    found = draft_from_polygons(between(0, 1.4, 3), base(), TERMS)
    assert shares(found.parts_gdf) == {
        ("a", THREE[0]): 1,
        ("a", THREE[1]): 0.4,
        ("b", THREE[1]): 0.6,
        ("b", THREE[2]): 1,
    }
    cut = found.parts_gdf.dropna(subset="geometry")
    assert list(cut["weight"]) == ["oppervlakte"] * 2
    assert list(cut.area) == pytest.approx([4_000, 6_000])


def test_a_border_that_strays_by_less_than_the_accuracy_of_a_line_cuts_nothing() -> None:
    found = draft_from_polygons(between(0, 1.2, 3), base(), TERMS)
    assert shares(found.parts_gdf) == {("a", THREE[0]): 1, ("b", THREE[1]): 1, ("b", THREE[2]): 1}
    assert found.parts_gdf.geometry.isna().all()
    assert [(decision.kind, decision.unit_code) for decision in found.decisions] == [("strook", THREE[1])]


def test_a_border_that_strays_past_homes_cuts_and_the_homes_decide() -> None:
    homes = points((1.1, 0.5), (1.5, 0.5), (1.6, 0.5), (1.9, 0.5))
    found = draft_from_polygons(between(0, 1.2, 3), base(points_gdf=homes), TERMS)
    assert shares(found.parts_gdf)["a", THREE[1]] == 0.25
    assert found.decisions == ()


@given(st.lists(st.integers(0, 300), min_size=1, max_size=5, unique=True))
def test_however_borders_run_each_unit_is_shared_out_once_whatever_the_order(edges: list[int]) -> None:
    drawn_gdf = between(0, *sorted(edge / 100 for edge in {*edges} - {0, 300}), 3)
    found = draft_from_polygons(drawn_gdf, base(), TERMS)
    turned = draft_from_polygons(drawn_gdf.iloc[::-1], base(), TERMS)
    totals = found.parts_gdf.groupby("base_code")["share"].sum()
    assert totals.to_dict() == pytest.approx(dict.fromkeys(THREE, 1))
    assert shares(found.parts_gdf) == shares(turned.parts_gdf)


def test_what_lies_outside_is_left_over_with_its_outline() -> None:
    found = draft_from_polygons(between(0, 2.5), base(), TERMS)
    left = found.parts_gdf[found.parts_gdf["area_code"] == UNASSIGNED]
    assert list(left["base_code"]) == [THREE[2]]
    assert list(left["share"]) == pytest.approx([0.5])
    assert left.geometry.iloc[0].area == pytest.approx(5_000)


def test_areas_of_a_theme_each_hold_what_they_cover() -> None:
    found = draft_from_polygons(polygons({"a": cell(0, 0, width=2.1), "b": cell(1, 0, width=1.5)}), base(), THEME)
    assert shares(found.parts_gdf) == {
        ("a", THREE[0]): 1,
        ("a", THREE[1]): 1,
        ("b", THREE[1]): 1,
        ("b", THREE[2]): 0.5,
    }


def test_a_polygon_without_code_and_name_is_refused_with_its_row() -> None:
    nameless_gdf = between(0, 1, 3).assign(gebied=["a", ""])
    (finding,) = draft_from_polygons(nameless_gdf, base(), TERMS).findings
    assert (finding.kind, finding.severity, finding.row) == ("geen gebied", "fout", 2)


def test_an_area_that_holds_no_part_of_any_unit_is_refused() -> None:
    found = draft_from_polygons(polygons({"a": cell(0, 0, width=3), "b": cell(5, 0)}), base(), TERMS)
    assert [(finding.kind, finding.code) for finding in found.findings] == [("leeg gebied", "b")]


def test_a_unit_without_outline_is_in_no_area() -> None:
    on = base(shapes=[cell(0, 0), None, cell(2, 0)])
    found = draft_from_polygons(between(0, 3), on, TERMS)
    assert shares(found.parts_gdf) == {("a", THREE[0]): 1, ("a", THREE[2]): 1, (UNASSIGNED, THREE[1]): 1}


def test_a_unit_that_crosses_itself_is_cut_all_the_same() -> None:
    west, south, east, north = cell(1, 0).bounds
    bow_tie = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    found = draft_from_polygons(between(0, 3), base(shapes=[cell(0, 0), bow_tie, cell(2, 0)]), TERMS)
    assert shares(found.parts_gdf) == {("a", code): 1 for code in THREE}


def test_a_coverage_drawn_by_another_hand_cuts_nothing_where_it_means_the_same() -> None:
    """The borders of the units, redrawn with a wobble of 8 m to either side, and 15 m beyond them at the outside."""
    wobbly = between(-0.15, 1, 2, 3.15).assign(geometry=lambda areas: areas.buffer(0).segmentize(5))
    wobbly["geometry"] = wobbly.geometry.transform(lambda xy: xy + 8 * np.sin(xy[:, ::-1] / 9))
    found = draft_from_polygons(wobbly, base(), TERMS)
    assert shares(found.parts_gdf) == {("a", THREE[0]): 1, ("b", THREE[1]): 1, ("c", THREE[2]): 1}
    assert {decision.kind for decision in found.decisions} == {"strook"}
    assert found.findings == ()

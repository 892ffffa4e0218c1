import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, affinity, box

from geodata.indelingen.examining.shapes import SHOWN_M, are_narrow, area_parts, joined_by, shown_widths_m

SIDES_M = st.floats(0.5, 500)


def polygons(*shapes: shapely.Geometry) -> np.ndarray:
    return np.array(shapes, dtype=object)


@given(SIDES_M, SIDES_M, st.floats(0, 90), st.floats(1, 100))
def test_a_rectangle_is_narrow_where_its_shortest_side_is(
    width_m: float, length_m: float, angle: float, limit_m: float
) -> None:
    shortest_m = min(width_m, length_m)
    turned = affinity.rotate(box(0, 0, width_m, length_m), angle)
    if abs(shortest_m - limit_m) > 0.05:
        assert are_narrow(polygons(turned), limit_m)[0] == (shortest_m < limit_m)


@given(SIDES_M, SIDES_M)
def test_a_shown_width_is_right_to_a_decimetre(width_m: float, length_m: float) -> None:
    shown_m = shown_widths_m(polygons(box(0, 0, width_m, length_m)))[0]
    assert min(width_m, length_m) - SHOWN_M <= shown_m <= min(width_m, length_m) + SHOWN_M


def test_a_strip_with_a_bulge_is_as_wide_as_its_bulge() -> None:
    strip = box(0, 0, 1_000, 5).union(Point(500, 0).buffer(30))
    assert list(are_narrow(polygons(strip, strip), 25)) == [False, False]
    assert shown_widths_m(polygons(strip))[0] == pytest.approx(60, abs=0.5)


def test_a_wide_ring_around_a_large_hole_is_narrow_where_it_is_thin() -> None:
    ring = box(0, 0, 1_000, 1_000).difference(box(10, 10, 990, 990))
    assert list(are_narrow(polygons(ring), 25)) == [True]
    assert list(are_narrow(polygons(ring), 5)) == [False]


def test_nothing_is_measured_where_there_is_nothing() -> None:
    nothing = polygons()
    assert len(are_narrow(nothing, 25)) == len(shown_widths_m(nothing)) == 0


def test_only_what_has_an_area_is_left_of_what_an_overlay_leaves() -> None:
    mixed = shapely.GeometryCollection(
        [LineString([(0, 0), (1, 1)]), box(0, 0, 1, 1), shapely.MultiPolygon([box(2, 0, 3, 1)])]
    )
    parts, owners = area_parts(polygons(Point(0, 0), mixed))
    assert [part.bounds for part in parts] == [(0, 0, 1, 1), (2, 0, 3, 1)]
    assert list(owners) == [1, 1]


def test_shapes_of_one_key_are_joined_and_none_stays_none() -> None:
    shapes = polygons(box(0, 0, 1, 1), None, box(1, 0, 2, 1))
    joined = joined_by([pd.Series(["a", "b", "a"])], shapes)
    assert joined["a"].equals(box(0, 0, 2, 1))
    assert joined["b"] is None

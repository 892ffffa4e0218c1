import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Geometry, Polygon

from geodata.indelingen.examining.cutting import cut_pieces
from geodata.indelingen.parts import UNASSIGNED
from tests.geodata.gebieden.grid import SOUTH, WEST, cell
from tests.geodata.indelingen.handed_in import THREE, base

UNITS = base().units_gdf


def cut(**outlines: Geometry) -> gpd.GeoDataFrame:
    return cut_pieces(UNITS, list(outlines), np.array(list(outlines.values()), dtype=object))


def sizes(pieces_gdf: gpd.GeoDataFrame) -> list[tuple[str, str, float]]:
    pieces = zip(pieces_gdf["unit_code"], pieces_gdf["area_code"], pieces_gdf.area.round(3), strict=True)
    return sorted(pieces)


def test_a_unit_within_an_area_keeps_its_own_outline() -> None:
    pieces_gdf = cut(a=cell(-1, -1, width=5, height=3))
    assert list(pieces_gdf["unit_code"]) == list(THREE)
    assert all(piece is unit for piece, unit in zip(pieces_gdf.geometry, UNITS.geometry, strict=True))


def test_a_border_cuts_a_unit_in_two_and_what_lies_outside_is_of_no_area() -> None:
    assert sizes(cut(a=cell(0, 0, width=1.25), b=cell(1.25, 0, width=0.5))) == [
        (THREE[0], "a", 10_000),
        (THREE[1], UNASSIGNED, 2_500),
        (THREE[1], "a", 2_500),
        (THREE[1], "b", 5_000),
        (THREE[2], UNASSIGNED, 10_000),
    ]


def test_pieces_that_are_apart_are_pieces_of_their_own() -> None:
    fork = shapely.union_all([cell(0, 0, width=1.1), cell(1, 0, height=0.2), cell(1, 0.8, height=0.2)])
    pieces_gdf = cut(a=fork.difference(cell(1, 0, width=0.1)))
    assert [piece[1:] for piece in sizes(pieces_gdf) if piece[0] == THREE[1]] == [
        ("", 6_400),
        ("a", 1_800),
        ("a", 1_800),
    ]


def test_an_area_that_only_touches_a_unit_has_nothing_of_it() -> None:
    assert ("a", THREE[1]) not in {(area, unit) for unit, area, _ in sizes(cut(a=cell(0, 0)))}


def test_without_areas_all_is_outside() -> None:
    assert set(cut()["area_code"]) == {UNASSIGNED}


@given(st.lists(st.floats(-0.5, 3.5), min_size=2, max_size=6, unique=True), st.floats(-0.4, 0.4))
def test_nothing_is_lost_or_counted_twice(edges: list[float], lean: float) -> None:
    """Areas between slanting borders, one after the other from west to east."""
    edges = sorted(edges)
    bottom, top = [[(WEST + 100 * (edge + way * lean), SOUTH + 100 * way) for edge in edges] for way in (-1, 2)]
    outlines = {f"a{n}": Polygon([*bottom[n : n + 2], *top[n : n + 2][::-1]]) for n in range(len(edges) - 1)}
    pieces_gdf = cut(**outlines)
    assert pieces_gdf.area.groupby(pieces_gdf["unit_code"]).sum().to_numpy() == pytest.approx(10_000)

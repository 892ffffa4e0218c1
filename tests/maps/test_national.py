import math
import re

import geopandas as gpd
import pytest
from shapely import MultiPolygon, Polygon, box

from maps.fragment import MapPage
from maps.frames import MapFrameError
from maps.national import NationalAddresses, figures_content, national_fragment, outlines_content
from maps.shading import MapClasses, MapSubject, Shading, shade
from tests.maps.grid import grid_areas

SUBJECT = MapSubject(title="Inwoners", period="2024", unit="%", decimals=0)
ADDRESSES = NationalAddresses("/grenzen?a=1&b=2", "/fijn", "/cijfers", "/wijkfoto/{code}", "/kaart?gemeente={gemeente}")


def national(*shapes: Polygon | MultiPolygon) -> gpd.GeoDataFrame:
    """Areas in degrees, as RD would have them: the answer is in degrees again."""
    codes = [f"WK0001{number:02d}" for number in range(len(shapes))]
    areas_gdf = gpd.GeoDataFrame({"code": codes, "name": codes}, geometry=list(shapes), crs="EPSG:4326")
    return areas_gdf.assign(gemeente_code="GM0001").to_crs("EPSG:28992")


def rings(*shapes: Polygon | MultiPolygon) -> list[list[list[int]]]:
    return [area[3] for area in outlines_content(national(*shapes), {})["gebieden"]]


def points(ring: list[int]) -> list[tuple[int, int]]:
    """The points of a ring, as the script reads them."""
    x, y, found = 0, 0, []
    for right, up in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + right, y + up
        found.append((x, y))
    return found


def shading_of(values: list[float], statuses: list[str | None] | None = None) -> Shading:
    return shade(grid_areas(values, statuses=statuses), SUBJECT, MapClasses(class_count=2))


def test_a_ring_is_its_first_point_in_steps_and_then_the_moves_without_the_last() -> None:
    ((ring,),) = rings(box(5, 52, 5.001, 52.002))
    assert sorted(points(ring)) == [(50_000, 520_000), (50_000, 520_020), (50_010, 520_000), (50_010, 520_020)]


def test_neighbours_have_the_same_points_on_their_border() -> None:
    ((west,), (east,)) = rings(box(5, 52, 5.01237, 52.01), box(5.01237, 52, 5.02, 52.01))
    assert len(set(points(west)) & set(points(east))) == 2


def test_the_largest_piece_comes_first_and_what_vanishes_is_left_out() -> None:
    islet, isle, speck = box(5, 52, 5.01, 52.01), box(5.1, 52, 5.2, 52.1), box(5.5, 52, 5.50001, 52.00001)
    ((first, second),) = rings(MultiPolygon([islet, speck, isle]))
    assert points(first)[0][0] in {51_000, 52_000}
    assert points(second)[0][0] in {50_000, 50_100}


def test_an_area_that_is_smaller_than_a_step_keeps_a_point() -> None:
    ((speck,),) = rings(box(5.5, 52, 5.50001, 52.00001))
    assert points(speck)[0] == (55_000, 520_000)


def test_a_hole_is_a_ring() -> None:
    ((outer, hole),) = rings(box(5, 52, 5.1, 52.1).difference(box(5.04, 52.04, 5.06, 52.06)))
    assert (len(points(outer)), len(points(hole))) == (4, 4)


def test_only_gemeenten_that_are_on_the_map_are_named() -> None:
    content = outlines_content(national(box(5, 52, 5.1, 52.1)), {"GM0001": "Roosterdam", "GM0002": "Elders"})
    assert content["gemeenten"] == {"GM0001": "Roosterdam"}
    assert content["gebieden"][0][:3] == ["WK000100", "WK000100", "GM0001"]


def test_outlines_in_degrees_are_refused() -> None:
    with pytest.raises(MapFrameError, match="EPSG:28992"):
        outlines_content(national(box(5, 52, 5.1, 52.1)).to_crs("EPSG:4326"), {})


def test_figures_refer_to_colours_and_hatchings_that_occur() -> None:
    content = figures_content(shading_of([10, 20, math.nan], ["exact", "exact", "geheim"]), pattern_prefix="kaart")
    assert content["vullingen"][2] == "url(#kaart-geheim)"
    assert content["gebieden"]["A0"] == [0, "10%", "", ""]
    assert content["gebieden"]["A2"][:2] == [2, "geheim"]


def test_the_page_holds_addresses_and_legend_and_no_outline() -> None:
    fragment = national_fragment(shading_of([10, 20]), ADDRESSES, page=MapPage(nonce="n"))
    assert 'data-grenzen="/grenzen?a=1&amp;b=2"' in fragment.html
    assert 'rel="preload" as="fetch" crossorigin="anonymous" href="/cijfers"' in fragment.head
    assert "Inwoners" in fragment.legend
    assert not re.search(r"\d{4,},", fragment.html)

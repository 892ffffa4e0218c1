import re

from maps.choropleth_pair import ChoroplethSide, choropleth_pair, overlaps_between
from maps.fragment import MapPage
from maps.shading import MapClasses, MapSubject, shade
from tests.maps.grid import grid_areas

SUBJECT = MapSubject(title="Inwoners", period="2024", unit="%", decimals=0)
PAGE = MapPage(href_template="/wijkfoto/{code}", nonce="n0nce")


def side(areas_gdf) -> ChoroplethSide:
    return ChoroplethSide(areas_gdf, shade(areas_gdf, SUBJECT, MapClasses()))


def test_areas_that_share_ground_point_at_each_other():
    quarters_gdf = grid_areas([1, 2, 3, 4], columns=2)
    whole_gdf = quarters_gdf.dissolve().assign(code="W")
    assert overlaps_between(quarters_gdf, whole_gdf) == {"A0": ["W"], "A1": ["W"], "A2": ["W"], "A3": ["W"]}


def test_neighbours_that_only_touch_do_not():
    areas_gdf = grid_areas([1, 2], columns=2)
    assert overlaps_between(areas_gdf, areas_gdf) == {"A0": ["A0"], "A1": ["A1"]}


def test_two_maps_have_elements_of_their_own_and_one_script():
    left, right = choropleth_pair(side(grid_areas([1, 2])), side(grid_areas([3, 4])), page=PAGE)
    assert [re.search(r'class="gebiedskaart" id="(\w+)"', one.html).group(1) for one in (left, right)] == [
        "kaart_links",
        "kaart_rechts",
    ]
    assert left.script == ""
    assert "gebiedenpaar.join({map: kaart_links, areas: kaart_links_1, overlaps:" in right.script


def test_nothing_of_two_maps_has_an_inline_style():
    left, right = choropleth_pair(side(grid_areas([1, 2])), side(grid_areas([3, 4])), page=PAGE)
    assert " style=" not in left.html + left.legend + right.html + right.legend

import pytest
import shapely

from maps.border_lines import BorderLayer, border_lines, border_paths
from maps.frames import MapFrameError
from maps.paths import canvas_of
from tests.maps.grid import grid_areas


def test_a_border_between_two_areas_is_drawn_once():
    lines = border_lines(grid_areas([1, 2], columns=2), "wijken")
    assert shapely.length(lines.geometry) == pytest.approx(7000)


def test_the_legend_names_whose_borders_they_are():
    assert border_lines(grid_areas([1]), "wijken").label == "grenzen van wijken"


def test_on_an_image_a_light_casing_lies_under_the_lines():
    areas_gdf = grid_areas([1, 2])
    paths = border_paths(border_lines(areas_gdf, "wijken"), canvas_of(areas_gdf, 400, max_height=400, margin=4))
    assert paths.index('stroke="#ffffff" stroke-width="4.8"') < paths.index('stroke="#1b1f24" stroke-width="2.4"')


def test_a_map_gets_the_lines_once_for_casing_and_line():
    layer = BorderLayer(border_lines(grid_areas([1]), "wijken"))
    assert [look["weight"] for look in layer.looks] == [4.8, 2.4]
    assert len(layer.lines["features"]) == 1


def test_areas_that_cannot_be_drawn_are_refused():
    with pytest.raises(MapFrameError, match="dubbele codes"):
        border_lines(grid_areas([1, 2]).assign(code="A0"), "wijken")

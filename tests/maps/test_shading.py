import math

import pytest

from maps.classes import BreakMethod
from maps.palettes import Palette, palette_colours
from maps.patterns import NoFigure
from maps.shading import MapClasses, MapSubject, shade
from tests.maps.grid import grid_areas

SUBJECT = MapSubject(title="Inwoners van 65 jaar en ouder", period="2024", unit="%", decimals=0)


def test_each_area_gets_the_class_of_its_figure():
    shading = shade(grid_areas([1, 2, 3, 4]), SUBJECT, MapClasses(class_count=2))
    assert [area.shade for area in shading.areas] == [0, 0, 1, 1]
    assert shading.colours == palette_colours(Palette.YELLOW_BLUE, 2)


def test_areas_without_a_figure_get_their_reason_and_no_class():
    areas_gdf = grid_areas([5, math.nan, math.nan], statuses=["exact", "geheim", None])
    shading = shade(areas_gdf, SUBJECT, MapClasses())
    assert shading.counts == {0: 1, NoFigure.SECRET: 1, NoFigure.NOT_LOADED: 1}
    assert [shading.fill(area, "k") for area in shading.areas][1:] == ["url(#k-geheim)", "url(#k-niet-geladen)"]


def test_an_incomplete_figure_gets_a_class_where_it_has_a_value_and_says_what_it_lacks():
    areas_gdf = grid_areas([5, 900, math.nan], statuses=["exact", "onvolledig", "onvolledig"])
    shading = shade(areas_gdf, SUBJECT, MapClasses(class_count=2))
    assert [area.shade for area in shading.areas] == [0, 1, NoFigure.UNCERTAIN]
    assert shading.areas[1].remark == "van een deel is geen cijfer bekend"


def test_a_rounded_figure_comes_with_its_margin():
    areas_gdf = grid_areas([20], statuses=["afgerond"]).assign(lowest=16.0, highest=24.0)
    area = shade(areas_gdf, SUBJECT, MapClasses()).areas[0]
    assert (area.figure, area.margin, area.remark) == ("20%", "16–24%", "afgerond door de bron")


def test_a_margin_finer_than_the_figure_is_written_finer_and_holds_the_figure():
    areas_gdf = grid_areas([20.25], statuses=["afgerond"]).assign(lowest=20.1, highest=20.4)
    area = shade(areas_gdf, SUBJECT, MapClasses()).areas[0]
    assert (area.figure, area.margin) == ("20,3%", "20,1–20,4%")


def test_a_margin_that_adds_nothing_is_left_out():
    areas_gdf = grid_areas([20]).assign(lowest=20.0, highest=20.0)
    assert shade(areas_gdf, SUBJECT, MapClasses()).areas[0].margin == ""


def test_of_an_incomplete_figure_the_range_is_told():
    areas_gdf = grid_areas([math.nan], statuses=["onvolledig"]).assign(lowest=10.0, highest=40.0)
    area = shade(areas_gdf, SUBJECT, MapClasses()).areas[0]
    assert (area.figure, area.margin) == ("onvolledig", "10–40%")


@pytest.mark.parametrize("status", ["geheim", "niet gepubliceerd", "niet van toepassing", "niet bepaalbaar"])
def test_a_missing_figure_is_told_by_its_status(status):
    area = shade(grid_areas([math.nan], statuses=[status]), SUBJECT, MapClasses()).areas[0]
    assert area.figure == status
    assert area.remark


def test_own_breaks_hold_whatever_the_values():
    classes = MapClasses(method=BreakMethod.OWN, own_breaks=(10, 20))
    shading = shade(grid_areas([1, 30]), SUBJECT, classes)
    assert [area.shade for area in shading.areas] == [0, 2]

import math

import pytest

from maps.classes import BreakMethod
from maps.diverging import Centre
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


def test_a_figure_whose_range_runs_over_more_than_two_classes_gets_none():
    areas_gdf = grid_areas([10, 20, 30, 40]).assign(lowest=[10, 20, 11, 40], highest=[20, 20, 40, 40])
    areas = shade(areas_gdf, SUBJECT, MapClasses(class_count=4)).areas
    assert [area.shade for area in areas] == [0, 1, NoFigure.TOO_WIDE, 3]
    assert (areas[2].figure, areas[2].margin) == ("30%", "11–40%")
    assert areas[2].remark == "te onzeker voor een klasse op de kaart"


def test_an_open_end_of_a_range_reaches_to_the_outer_class():
    areas_gdf = grid_areas([10, 20, 30]).assign(lowest=[10, math.nan, 30], highest=[10, 30, 30])
    areas = shade(areas_gdf, SUBJECT, MapClasses(class_count=3)).areas
    assert [area.shade for area in areas] == [0, NoFigure.TOO_WIDE, 2]


def test_where_nobody_lives_a_figure_about_people_gets_no_class():
    areas_gdf = grid_areas([50, 7]).assign(is_empty=[True, False], lowest=[49, math.nan], highest=[51, math.nan])
    shading = shade(areas_gdf, SUBJECT, MapClasses())
    assert [area.shade for area in shading.areas] == [NoFigure.EMPTY, 0]
    assert shading.classification.labels("%") == ("7%",)
    assert (shading.areas[0].figure, shading.areas[0].margin) == ("geen of bijna geen inwoners", "")


def test_what_cannot_be_told_apart_is_hatched_in_the_colour_of_its_class():
    areas_gdf = grid_areas([1, 2]).assign(is_noise=[True, False], comparison=["niet te onderscheiden van Oss", ""])
    shading = shade(areas_gdf, SUBJECT, MapClasses(class_count=2))
    assert [shading.fill(area, "k") for area in shading.areas] == ["url(#k-ruis-0)", shading.colours[1]]
    assert f'<rect width="8" height="8" fill="{shading.colours[0]}"/>' in shading.defs("k")
    assert shading.areas[0].remark == "niet te onderscheiden van Oss"


def test_an_area_without_a_class_is_not_hatched_as_noise():
    areas_gdf = grid_areas([math.nan], statuses=["geheim"]).assign(is_noise=True)
    assert shade(areas_gdf, SUBJECT, MapClasses()).noise_count == 0


def test_classes_are_made_of_the_pool_where_there_is_one():
    shading = shade(grid_areas([1, 2]), SUBJECT, MapClasses(class_count=2, pool=(1, 2, 3, 4)))
    assert [area.shade for area in shading.areas] == [0, 0]


def test_around_a_centre_an_equal_distance_has_an_equal_step_on_the_palette():
    classes = MapClasses(class_count=5, palette=Palette.ORANGE_PURPLE, centre=Centre("Oss", 20))
    shading = shade(grid_areas([20, 25, 30]), SUBJECT, classes)
    assert shading.colours == palette_colours(Palette.ORANGE_PURPLE, 5)[2:]

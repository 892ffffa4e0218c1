import geopandas as gpd
import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from maps.paths import Canvas, canvas_of, path_data

CANVAS = Canvas(west=0, north=100, units_per_m=0.1, width=10, height=10)


def test_north_is_up():
    assert path_data(box(0, 0, 100, 50), CANVAS) == "M10,10L10,5L0,5L0,10Z"


def test_a_hole_and_a_second_part_are_rings_of_their_own():
    with_hole = Polygon(box(0, 0, 50, 50).exterior, [box(10, 10, 20, 20).exterior])
    assert path_data(MultiPolygon([with_hole, box(60, 60, 100, 100)]), CANVAS).count("M") == 3


def test_points_that_fall_together_are_drawn_once():
    jagged = Polygon([(0, 0), (0.1, 0.2), (100, 0), (100, 50)])
    assert path_data(jagged, CANVAS).count("L") == 2


def test_an_area_smaller_than_a_tenth_of_a_unit_still_has_a_path():
    assert path_data(box(40, 40, 40.2, 40.2), CANVAS).startswith("M4,6")


@pytest.mark.parametrize(
    ("width_m", "height_m", "size"),
    [(1000, 500, (100, 60)), (500, 1000, (50, 80)), (1000, 1000, (80, 80))],
)
def test_the_canvas_fits_the_areas_within_its_width_and_height(width_m, height_m, size):
    areas_gdf = gpd.GeoDataFrame(geometry=[box(0, 0, width_m, height_m)], crs="EPSG:28992")
    canvas = canvas_of(areas_gdf, 100, max_height=80, margin=10)
    assert (canvas.width, canvas.height) == size

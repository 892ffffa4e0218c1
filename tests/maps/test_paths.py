import geopandas as gpd
import pytest
from shapely.geometry import MultiLineString, MultiPolygon, Polygon, box

from maps.paths import Canvas, canvas_of, line_data, path_data, small_path_data, stroke_path

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


def test_a_point_lies_on_the_canvas_where_its_area_is_drawn():
    assert CANVAS.place(100, 50) == (10, 5)


def test_lines_are_left_open():
    lines = MultiLineString([[(0, 0), (100, 0)], [(0, 100), (50, 50), (100, 100)]])
    assert line_data(lines, CANVAS) == "M0,10L10,10M0,0L5,5L10,0"


@pytest.mark.parametrize(("dashes", "attribute"), [("", ""), ("5 4", ' stroke-dasharray="5 4"')])
def test_a_line_is_dashed_where_asked(dashes, attribute):
    line = stroke_path("M0,0L1,1", "#000", width=2, dashes=dashes)
    assert line == f'<path d="M0,0L1,1" fill="none" stroke="#000" stroke-width="2"{attribute}/>'


def test_in_few_bytes_a_path_keeps_only_what_can_be_seen():
    jagged = Polygon([(0, 0), (30, 3), (60, -3), (100, 0), (100, 100), (0, 100)])
    assert small_path_data(jagged, CANVAS) == "M0 10h10v-10h-10z"


def test_in_few_bytes_parts_and_holes_that_cannot_be_seen_are_left_out():
    with_hole = Polygon(box(0, 0, 100, 100).exterior, [box(10, 10, 12, 12).exterior])
    assert small_path_data(MultiPolygon([with_hole, box(200, 0, 201, 1)]), CANVAS).count("M") == 1


def test_in_few_bytes_an_area_that_cannot_be_seen_is_a_point():
    assert small_path_data(box(40, 40, 40.2, 40.2), CANVAS) == "M4 6z"

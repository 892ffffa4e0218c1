import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from etl.voorbeeld.geography import WATER_ID, Bend, dense, faces_between
from etl.voorbeeld.truth import land

RD_EXTENT = (10_000, 305_000, 280_000, 625_000)


def shapes() -> np.ndarray:
    return land().geometry.to_numpy()


def test_neighbours_share_their_vertices():
    assert shapely.coverage_is_valid(shapes())
    assert shapely.is_valid(shapes()).all()


def test_the_land_has_no_gaps():
    whole = shapely.coverage_union_all(shapes())

    assert len(shapely.get_parts(whole)) == 1
    assert shapely.get_num_interior_rings(shapely.get_parts(whole)[0]) == 0


def test_the_land_is_the_size_of_a_gemeente_and_lies_in_rd():
    west, south, east, north = shapely.total_bounds(shapes())

    assert 130 < shapely.area(shapes()).sum() / 1e6 < 160
    assert RD_EXTENT[0] < west < east < RD_EXTENT[2]
    assert RD_EXTENT[1] < south < north < RD_EXTENT[3]


def test_only_the_scattered_houses_and_the_water_are_in_more_parts():
    parts = land().geometry.map(lambda shape: len(shape.geoms))

    assert parts[parts > 1].to_dict() == {"1604": 2, WATER_ID: 2}


def test_nothing_is_square():
    fill = shapely.area(shapes()) / shapely.area(shapely.oriented_envelope(shapes()))
    corners = shapely.get_num_coordinates(shapes())

    assert fill.max() < 0.93
    assert corners.min() > 20


def test_countryside_is_bigger_than_town():
    hectares = land().area / 10_000
    town = hectares[hectares.index.str[:2] <= "09"]
    countryside = hectares[hectares.index.str[:2].isin(["19", "20", "21"])]

    assert town.median() < 50
    assert countryside.median() > 250


def test_coordinates_are_rounded_to_a_decimetre():
    coordinates = shapely.get_coordinates(shapes())

    assert np.array_equal(coordinates, np.round(coordinates, 1))


points = st.tuples(st.floats(-5, 5), st.floats(-5, 5))


@given(st.lists(points, min_size=2, max_size=6, unique=True))
def test_an_edge_gets_the_same_vertices_from_both_sides(corners):
    line = np.array(corners)

    assert np.array_equal(dense(line), dense(line[::-1])[::-1])


def test_a_long_edge_gets_vertices_every_70_metres():
    assert len(dense(np.array([[0.0, 0.0], [0.7, 0.0]]))) == 11


def test_a_bend_without_waves_only_moves_to_rd():
    still = Bend(np.zeros((1, 2)), np.zeros(1), np.zeros((1, 2)))

    assert still(np.array([[1.0, 2.0]])).tolist() == [[153_000.0, 423_000.0]]


def test_crossing_lines_cut_the_plane_into_faces():
    square = shapely.LinearRing([(0, 0), (2, 0), (2, 2), (0, 2)])
    cut = shapely.LineString([(1, -1), (1, 3)])

    faces = faces_between([square, cut], grid_size=0.001)

    assert shapely.area(faces).tolist() == pytest.approx([2, 2])

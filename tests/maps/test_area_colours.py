from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maps.area_colours import AREA_COLOURS, AREA_EDGE, area_colours, best_matches, pair_colours
from maps.frames import MapFrameError
from maps.palettes import contrast_ratio
from tests.maps.clusterings import clustering, shared_people, squares

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), at full severity.
SIGHTS = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = XYZ.sum(axis=1)

labels = st.text(alphabet="abcdefgh", min_size=12, max_size=12)


def lab_of(colour: str, sight: str) -> np.ndarray:
    """CIE L*a*b* of a colour (CIE 15, 2004), as it is seen."""
    srgb = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(np.array(SIGHTS[sight]) @ linear, 0, 1) / WHITE
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def touching(areas_gdf: gpd.GeoDataFrame) -> list[tuple[str, str]]:
    rows = zip(areas_gdf["code"], areas_gdf.geometry, strict=True)
    return [(a, b) for (a, one), (b, other) in combinations(rows, 2) if shapely.intersects(one, other)]


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_two_colours_are_told_apart_also_when_colour_blind(sight):
    for one, other in combinations(AREA_COLOURS, 2):
        # A difference of 2.3 is just noticeable; areas that are far apart need several times that.
        assert np.linalg.norm(lab_of(one, sight) - lab_of(other, sight)) > 10


@pytest.mark.parametrize("colour", AREA_COLOURS)
def test_border_and_name_stand_out_from_each_colour(colour):
    assert contrast_ratio(AREA_EDGE, colour) >= 4.5


@given(labels)
def test_neighbours_never_have_one_colour(written):
    areas_gdf = clustering(written, columns=4)
    colours = area_colours(areas_gdf)
    assert [pair for pair in touching(areas_gdf) if colours[pair[0]] == colours[pair[1]]] == []


def test_areas_a_ditch_apart_are_neighbours_too():
    # More strips than colours: the last in the frame lies 20 m beside the first, and would else get its colour.
    west_m = [0, 2040, 3060, 4080, 5100, 6120, 7140, 1020]
    strips_gdf = squares("abcdefgh").assign(geometry=[shapely.box(x, 0, x + 1000, 1000) for x in west_m])
    colours = area_colours(strips_gdf)
    assert colours["A0"] != colours["A7"]


def test_the_same_areas_get_the_same_colours_whatever_else_was_drawn():
    first = area_colours(clustering("aabbcc"))
    area_colours(clustering("abcdef"))
    assert area_colours(clustering("aabbcc")) == first


def test_what_is_left_out_gets_no_colour():
    assert sorted(area_colours(clustering("aab..b"))) == ["a", "b"]


def test_degrees_are_refused():
    with pytest.raises(MapFrameError, match="EPSG:4326"):
        area_colours(clustering("aab").to_crs("EPSG:4326"))


@given(labels)
def test_equal_clusterings_look_alike(written):
    left_gdf = clustering(written, columns=4)
    right_gdf = clustering(written.upper(), columns=4)
    left, right = pair_colours(left_gdf, right_gdf, shared_people(written, written.upper()))
    assert {code.upper(): colour for code, colour in left.items()} == right


@given(labels, labels)
def test_in_a_pair_neighbours_differ_and_best_matches_look_alike(first, second):
    left_gdf, right_gdf = clustering(first, columns=4), clustering(second, columns=4)
    shared = shared_people(first, second)
    left, right = pair_colours(left_gdf, right_gdf, shared)
    assert all(left[a] != left[b] for a, b in touching(left_gdf))
    assert all(right[a] != right[b] for a, b in touching(right_gdf))
    assert all(left[a] == right[b] for a, b in best_matches(shared))


def test_a_part_that_went_to_another_area_stands_out():
    first, second = "aaabbb", "ppqqqq"
    left, right = pair_colours(clustering(first), clustering(second), shared_people(first, second))
    assert (left["a"], left["b"]) == (right["p"], right["q"])
    assert left["a"] != right["q"]


def test_where_colours_run_out_the_overlap_with_the_fewest_people_gives_in():
    left_gdf = clustering("abcdefgh", columns=8)
    right_gdf = clustering("ABCDEFGH........zzzzzzzz", columns=8)
    shared = {(letter, letter.upper()): 1000.0 for letter in "abcdefgh"}
    shared |= {(letter, "z"): 1.0 if letter == "d" else 100.0 for letter in "abcdefgh"}
    left, right = pair_colours(left_gdf, right_gdf, shared)
    assert [letter for letter in left if left[letter] == right["z"]] == ["d"]


def test_a_match_must_be_the_best_for_both():
    shared = {("a", "p"): 300.0, ("b", "p"): 100.0, ("b", "q"): 50.0, ("c", "q"): float("nan")}
    assert best_matches(shared) == [("a", "p")]


def test_of_equal_matches_the_first_by_code_counts():
    assert best_matches({("a", "q"): 1.0, ("a", "p"): 1.0}) == [("a", "p")]

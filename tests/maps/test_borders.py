import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maps.borders import borders_between
from maps.frames import MapFrameError
from tests.maps.clusterings import squares


def lengths_of(borders_gdf) -> dict[tuple[str, ...], float]:
    return dict(zip(borders_gdf["owner_names"], borders_gdf.length.round(6), strict=True))


def test_each_line_is_told_with_who_draws_it_from_many_to_few():
    # Two rows of three: zorg parts the left column, beheer the left two columns and the rows of the third.
    borders_gdf = borders_between(squares("......"), {"zorg": "abbabb", "beheer": "ppqppr"})
    assert lengths_of(borders_gdf) == {("beheer",): 3000, ("zorg",): 2000}
    both_gdf = borders_between(squares("......"), {"zorg": "abbabb", "beheer": "pqqpqr"})
    assert lengths_of(both_gdf) == {("zorg", "beheer"): 2000, ("beheer",): 2000}
    assert both_gdf["owners"].tolist() == [2, 1]


def test_a_corner_is_no_border():
    # The fourth square lies above the first: it meets the second in a corner only.
    assert lengths_of(borders_between(squares("...."), {"zorg": "abba"})) == {("zorg",): 1000}


def test_lines_of_the_same_owners_are_one_line():
    borders_gdf = borders_between(squares("......"), {"zorg": "aaabbb"})
    assert borders_gdf.geometry[0].equals(shapely.LineString([(160_000, 421_000), (163_000, 421_000)]))
    assert borders_gdf.geometry[0].geom_type == "LineString"


def test_where_all_is_one_area_there_is_no_border():
    borders_gdf = borders_between(squares("...."), {"zorg": "aaaa"})
    assert borders_gdf.empty
    assert borders_gdf.crs.to_epsg() == 28992


def test_a_corner_on_the_straight_side_of_a_neighbour_leaves_the_line_whole():
    pieces_gdf = squares("ab").assign(
        geometry=[
            shapely.Polygon([(0, 0), (700, 100), (700 / 3, 900)]),
            shapely.Polygon([(700, 100), (900, 900), (700 / 3, 900), (700 / 3 * 2, 1100 / 2 - 50)]),
        ]
    )
    edge_m = shapely.length(shapely.LineString([(700, 100), (700 / 3, 900)]))
    assert borders_between(pieces_gdf, {"zorg": "ab"}).length[0] == pytest.approx(edge_m, abs=0.1)


def test_degrees_are_refused():
    with pytest.raises(MapFrameError, match="EPSG:4326"):
        borders_between(squares("..").to_crs("EPSG:4326"), {"zorg": "ab"})


nine = st.text(alphabet="ab.", min_size=9, max_size=9)


@given(nine, nine)
def test_each_owner_finds_its_own_borders_whoever_else_draws_them(first, second):
    together_gdf = borders_between(squares(first), {"een": first, "twee": second})
    for owner, labels in (("een", first), ("twee", second)):
        is_own = together_gdf["owner_names"].map(lambda names, owner=owner: owner in names)
        alone_gdf = borders_between(squares(first), {owner: labels})
        assert together_gdf.loc[is_own.astype(bool)].length.sum() == pytest.approx(alone_gdf.length.sum())

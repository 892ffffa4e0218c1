from itertools import pairwise
from pathlib import Path
from random import Random

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, affinity, box

from geodata.indelingen.comparing.ground import NO_AREA
from geodata.indelingen.comparing.neighbours import components, disagreement, neighbour_pairs
from tests.geodata.indelingen.studies import elements, labelling, labels_of, oss_study, square


def pairs_of(*outlines: Polygon | None, units: list[str] | None = None) -> list[list[int]]:
    """The neighbours among elements with these outlines."""
    return neighbour_pairs(elements([1.0] * len(outlines), units=units, geometry=list(outlines))).tolist()


def test_squares_of_a_grid_border_on_those_beside_them_and_not_across_a_corner() -> None:
    grid_gdf = elements([1.0] * 4, columns=2)
    assert neighbour_pairs(grid_gdf).tolist() == [[0, 1], [0, 2], [1, 3], [2, 3]]


@given(st.integers(1, 4), st.integers(1, 4), st.floats(0, 90), st.randoms())
def test_a_grid_has_its_neighbours_however_it_lies_and_in_whatever_order(
    column_count: int, row_count: int, angle: float, random: Random
) -> None:
    places = [(column, row) for row in range(row_count) for column in range(column_count)]
    random.shuffle(places)
    turned = gpd.GeoSeries([square(*place) for place in places]).rotate(angle, origin=(160_000, 420_000))
    expected = [
        [one, other]
        for one in range(len(places))
        for other in range(one + 1, len(places))
        if abs(places[one][0] - places[other][0]) + abs(places[one][1] - places[other][1]) == 1
    ]
    assert pairs_of(*turned) == expected


def test_a_border_needs_no_vertices_in_common() -> None:
    tall = square(0).union(square(0, 1))
    assert pairs_of(tall, square(1), square(1, 1)) == [[0, 1], [0, 2], [1, 2]]


@pytest.mark.parametrize(("gap_m", "expected"), [(0.9, [[0, 1]]), (1.1, [])])
def test_outlines_drawn_apart_by_less_than_a_metre_are_neighbours(gap_m: float, expected: list[list[int]]) -> None:
    assert pairs_of(square(0), affinity.translate(square(1), gap_m)) == expected


def test_outlines_that_overlap_by_less_than_a_metre_are_neighbours() -> None:
    assert pairs_of(square(0), affinity.translate(square(1), -0.9)) == [[0, 1]]


@pytest.mark.parametrize(("border_m", "expected"), [(0.9, []), (1.1, [[0, 1]])])
def test_a_shared_border_counts_from_a_metre(border_m: float, expected: list[list[int]]) -> None:
    assert pairs_of(square(0), affinity.translate(square(1), yoff=1000 - border_m)) == expected


@pytest.mark.parametrize(("border_m", "expected"), [(7.0, []), (11.0, [[0, 1]])])
def test_borders_beside_a_gap_count_from_ten_metres(border_m: float, expected: list[list[int]]) -> None:
    assert pairs_of(square(0), affinity.translate(square(1), 0.5, 1000 - border_m)) == expected


def test_a_hole_borders_on_what_fills_it() -> None:
    lake = box(160_400, 420_400, 160_600, 420_600)
    assert pairs_of(square(0).difference(lake), lake) == [[0, 1]]


def test_a_piece_without_outline_borders_on_the_other_pieces_of_its_unit() -> None:
    assert pairs_of(square(0), None, None, square(1), units=["BU1", "BU2", "BU2", "BU3"]) == [[0, 3], [1, 2]]


def test_a_piece_without_outline_borders_on_a_drawn_piece_of_its_unit() -> None:
    assert pairs_of(square(0), None, square(2), units=["BU1", "BU1", "BU2"]) == [[0, 1]]


def test_a_piece_without_outline_borders_on_what_its_unit_borders_on() -> None:
    codes = ["BU1", "BU2", "BU2", "BU3"]
    row_gdf = elements([1.0] * 4, units=codes, geometry=[square(0), None, None, square(2)])
    outlines = gpd.GeoSeries([square(0), square(1), square(2)], index=["BU1", "BU2", "BU3"], crs=28992)
    assert neighbour_pairs(row_gdf, outlines).tolist() == [[0, 1], [0, 2], [1, 2], [1, 3], [2, 3]]


def test_drawn_pieces_of_a_unit_are_neighbours_only_where_they_touch() -> None:
    assert pairs_of(square(0), square(5), units=["BU1", "BU1"]) == []


def test_a_unit_without_outline_has_no_neighbours() -> None:
    assert pairs_of(square(0), square(1), None) == [[0, 1]]
    assert pairs_of(None) == []


def test_each_pair_counts_the_owners_for_and_against() -> None:
    owners = [labelling("a", [0, 0, 1]), labelling("b", [0, 0, 0]), labelling("c", [0, 1, 2])]
    found = disagreement(owners, np.array([[0, 1], [1, 2]]))
    assert (found.together.tolist(), found.apart.tolist()) == ([2, 1], [1, 2])


def test_an_element_has_the_largest_minority_over_its_neighbours() -> None:
    splits = ([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1], [0, 1, 2, 2])
    owners = [labelling(name, labels) for name, labels in zip("abcde", splits, strict=True)]
    found = disagreement(owners, np.array([[0, 1], [1, 2], [2, 3]]))
    # 0-1: one of five apart; 1-2: two of five together; 2-3: all together.
    assert found.owners_disagreeing.tolist() == [1, 2, 2, 0]
    assert found.neighbours.tolist() == [1, 2, 1, NO_AREA]
    assert found.minorities == ((4,), (0, 1), (0, 1), ())


def test_with_equal_votes_the_owners_who_part_the_two_are_named() -> None:
    found = disagreement([labelling("a", [0, 0]), labelling("b", [0, 1])], np.array([[0, 1]]))
    assert found.owners_disagreeing.tolist() == [1, 1]
    assert found.minorities == ((1,), (1,))


def test_an_owner_who_leaves_out_either_of_two_has_no_vote() -> None:
    owners = [labelling("a", [0, 0, 1]), labelling("b", [0, NO_AREA, NO_AREA])]
    found = disagreement(owners, np.array([[0, 1], [1, 2]]))
    assert (found.together.tolist(), found.apart.tolist()) == ([1, 0], [0, 1])
    assert found.owners_disagreeing.tolist() == [0, 0, 0]


@given(st.lists(st.tuples(*[st.integers(-1, 2)] * 4), min_size=2, max_size=8))
def test_the_largest_minority_is_that_of_the_most_divided_neighbour(rows: list[tuple[int, ...]]) -> None:
    # Elements in a row; each row of labels is one element under four owners.
    minorities = [0] * len(rows)
    for element, (side, other) in enumerate(pairwise(rows)):
        votes = [
            label == other_label for label, other_label in zip(side, other, strict=True) if min(label, other_label) >= 0
        ]
        size = min(votes.count(True), votes.count(False))
        minorities[element], minorities[element + 1] = max(minorities[element], size), size
    owners = [labelling(str(number), labels) for number, labels in enumerate(zip(*rows, strict=True))]
    found = disagreement(owners, np.array(list(pairwise(range(len(rows))))))
    assert found.owners_disagreeing.tolist() == minorities
    assert [len(minority) for minority in found.minorities] == minorities
    assert (found.neighbours == NO_AREA).tolist() == [size == 0 for size in minorities]


def test_without_neighbours_nobody_disagrees() -> None:
    found = disagreement([labelling("a", [0, 1]), labelling("b", [0, 0])], np.empty((0, 2), dtype=np.int64))
    assert found.owners_disagreeing.tolist() == [0, 0]
    assert found.minorities == ((), ())


def test_an_area_in_two_parts_has_two_part_numbers() -> None:
    pairs = np.array([[0, 1], [1, 2], [2, 3]])
    assert components(pairs, 4, labels_of([0, 0, 1, 0])).tolist() == [0, 0, 1, 2]


def test_what_is_in_no_area_is_in_no_part() -> None:
    pairs = np.array([[0, 1], [1, 2], [2, 3]])
    assert components(pairs, 4, labels_of([0, NO_AREA, NO_AREA, 0])).tolist() == [0, NO_AREA, NO_AREA, 1]


@pytest.mark.real_data
def test_the_buurten_of_each_wijk_of_oss_hang_together(shared_data: Path) -> None:
    oss = oss_study(shared_data, {})
    parts = components(neighbour_pairs(oss.elements_gdf), 106, oss.labellings[1].labels)
    assert parts.max() + 1 == 23

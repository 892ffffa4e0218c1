from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indelingen.comparing.ground import NO_AREA, IntArray
from geodata.indelingen.comparing.moves import Fewest, fewest_moves
from tests.geodata.indelingen.studies import labels_of

# Label, other label, people.
Row = tuple[int, int, int]
partitions = st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 3), st.integers(0, 5)), min_size=1, max_size=10)


def columns(rows: list[Row]) -> tuple[IntArray, IntArray, IntArray]:
    labels, other_labels, people = labels_of(rows).T
    return labels, other_labels, people


def moves_of_each_matching(rows: list[Row]) -> list[tuple[int, int]]:
    """Units and people that move under each way to match the four areas one to one."""
    held = [row for row in rows if NO_AREA not in row[:2]]
    moved = [[row for row in held if partners[row[0]] != row[1]] for partners in permutations(range(4))]
    return [(len(rows), sum(people for *_, people in rows)) for rows in moved]


@given(partitions)
def test_no_matching_moves_fewer_units_or_with_as_many_units_fewer_people(rows: list[Row]) -> None:
    labels, other_labels, people = columns(rows)
    found = fewest_moves(labels, other_labels, people.astype(float), by=Fewest.UNITS)
    assert (found.unit_count, found.people) == min(moves_of_each_matching(rows))


@given(partitions)
def test_no_matching_moves_fewer_people_or_with_as_many_people_fewer_units(rows: list[Row]) -> None:
    labels, other_labels, people = columns(rows)
    found = fewest_moves(labels, other_labels, people.astype(float), by=Fewest.PEOPLE)
    assert (found.people, found.unit_count) == min((people, units) for units, people in moves_of_each_matching(rows))


@given(partitions, st.sampled_from(Fewest))
def test_after_the_moves_the_two_are_equal(rows: list[Row], by: Fewest) -> None:
    labels, other_labels, people = columns(rows)
    found = fewest_moves(labels, other_labels, people.astype(float), by=by)
    stayed = np.setdiff1d(np.flatnonzero((labels != NO_AREA) & (other_labels != NO_AREA)), found.moved)
    assert {(int(labels[element]), int(other_labels[element])) for element in stayed} == set(found.pairs)
    assert len({area for area, _ in found.pairs}) == len({other for _, other in found.pairs}) == len(found.pairs)


def test_by_units_one_populous_unit_moves_and_by_people_two_small_ones() -> None:
    labels, other_labels, people = labels_of([0, 0, 0]), labels_of([0, 0, 1]), np.array([10.0, 10.0, 500.0])
    by_units = fewest_moves(labels, other_labels, people, by=Fewest.UNITS)
    by_people = fewest_moves(labels, other_labels, people, by=Fewest.PEOPLE)
    assert (by_units.moved.tolist(), by_units.people) == ([2], 500)
    assert (by_people.moved.tolist(), by_people.people) == ([0, 1], 20)


def test_equal_clusterings_need_no_moves_whatever_their_numbers() -> None:
    found = fewest_moves(labels_of([0, 1, 1, 2]), labels_of([2, 0, 0, 1]), np.ones(4), by=Fewest.UNITS)
    assert found.pairs == ((0, 2), (1, 0), (2, 1))
    assert found.moved.tolist() == []
    assert (found.unit_count, found.people) == (0, 0)


def test_an_area_that_nothing_matches_is_emptied() -> None:
    found = fewest_moves(labels_of([0, 0, 1]), labels_of([0, 0, 0]), np.ones(3), by=Fewest.UNITS)
    assert found.pairs == ((0, 0),)
    assert found.moved.tolist() == [2]


def test_what_one_of_the_two_leaves_out_is_outside_and_no_move() -> None:
    labels, other_labels = labels_of([0, 0, NO_AREA, NO_AREA]), labels_of([0, NO_AREA, 0, NO_AREA])
    found = fewest_moves(labels, other_labels, np.array([1.0, 2.0, 4.0, 8.0]), by=Fewest.PEOPLE)
    assert found.moved.tolist() == []
    assert (found.outside.tolist(), found.people_outside) == ([1, 2], 6)


def test_pieces_that_go_together_count_as_one_unit() -> None:
    # The first three elements are pieces of one unit: that unit moves, rather than two units.
    labels, other_labels, counts = labels_of([0, 0, 0, 0, 0]), labels_of([0, 0, 0, 1, 1]), labels_of([1, 0, 0, 1, 1])
    found = fewest_moves(labels, other_labels, np.ones(5), by=Fewest.UNITS, counts=counts)
    assert found.moved.tolist() == [0, 1, 2]
    assert (found.unit_count, found.people) == (1, 3)


def test_a_tenth_of_a_person_decides_between_equal_numbers_of_units() -> None:
    found = fewest_moves(labels_of([0, 0]), labels_of([0, 1]), np.array([0.4, 0.5]), by=Fewest.UNITS)
    assert found.moved.tolist() == [0]
    assert found.people == pytest.approx(0.4)

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indelingen.comparing.ground import NO_AREA
from geodata.indelingen.proposal.model import Bounds, Problem, Wishes


def problem(labels: list[list[int]], people: list[float], weights: tuple[float, ...] | None = None) -> Problem:
    wishes = Wishes(weights or (1.0,) * len(labels))
    names = tuple(f"N{number}" for number in range(len(people)))
    return Problem(names, np.array(people), np.array(labels), np.empty((0, 2), dtype=np.int64), wishes)


def counted_pair_by_pair(masses: np.ndarray, labels: np.ndarray, owner: np.ndarray) -> float:
    return sum(
        masses[one] * masses[other]
        for one, other in combinations(range(len(masses)), 2)
        if NO_AREA not in {owner[one], owner[other]} and (labels[one] == labels[other]) != (owner[one] == owner[other])
    )


def test_the_disagreement_counts_pairs_of_people_that_only_one_of_the_two_puts_together() -> None:
    asked = problem([[0, 0, 1], [0, 1, 1]], [10, 20, 30])
    assert asked.disagreements(np.array([0, 0, 1])).tolist() == [0, 10 * 20 + 20 * 30]


def test_a_node_without_people_counts_as_one_person() -> None:
    assert problem([[0, 0]], [0, 50]).disagreement(np.array([0, 1])) == 50


def test_what_an_owner_leaves_out_is_no_ground_to_disagree_on() -> None:
    assert problem([[0, NO_AREA, 1]], [10, 20, 30]).disagreement(np.array([0, 0, 1])) == 0


def test_an_owner_counts_as_heavily_as_asked() -> None:
    asked = problem([[0, 0], [0, 1]], [10, 20], (3.0, 0.5))
    assert asked.disagreement(np.array([0, 1])) == 600
    assert asked.disagreement(np.array([0, 0])) == 100


@given(st.data())
def test_the_disagreement_is_that_of_all_pairs_counted_one_by_one(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 8))
    areas = st.lists(st.integers(-1, 3), min_size=count, max_size=count)
    people = data.draw(st.lists(st.integers(0, 50), min_size=count, max_size=count))
    owner, labels = np.array(data.draw(areas)), np.abs(np.array(data.draw(areas)))
    asked = problem([owner.tolist()], [float(one) for one in people])
    assert asked.disagreement(labels) == pytest.approx(counted_pair_by_pair(asked.masses, labels, owner))


def test_bounds_hold_what_lies_within_and_none_does_not_restrict() -> None:
    assert Bounds(2, 4).holds(2)
    assert not Bounds(2, 4).holds(4.5)
    assert Bounds().holds(-1)
    assert not Bounds(lowest=1).holds(0)

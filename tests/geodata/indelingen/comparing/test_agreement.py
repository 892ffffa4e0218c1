import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, homogeneity_completeness_v_measure

from geodata.indelingen.comparing.agreement import Agreement, agreement_of, contingency
from geodata.indelingen.comparing.ground import NO_AREA, IntArray
from tests.geodata.indelingen.studies import labels_of

# Label, other label, people.
Row = tuple[int, int, int]
partitions = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 6)), max_size=20)


def agreement(labels: IntArray, other_labels: IntArray, people: list[float] | None = None) -> Agreement:
    weights = np.ones(len(labels)) if people is None else np.array(people, dtype=float)
    return agreement_of(contingency(labels, other_labels, weights))


@given(partitions)
def test_the_indices_equal_those_of_scikit_learn_with_each_person_repeated(rows: list[Row]) -> None:
    labels, other_labels, people = (labels_of([row[column] for row in rows]) for column in range(3))
    found = agreement(labels, other_labels, people.tolist())
    repeated = np.repeat(labels, people), np.repeat(other_labels, people)
    three = found.homogeneity, found.completeness, found.v_measure
    assert three == pytest.approx(homogeneity_completeness_v_measure(*repeated), abs=1e-9)
    assert found.adjusted_rand == pytest.approx(adjusted_rand_score(*repeated), abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 1e5)), min_size=1, max_size=20))
def test_a_clustering_agrees_with_itself_exactly(rows: list[tuple[int, float]]) -> None:
    labels = labels_of([label for label, _ in rows])
    assert agreement(labels, labels, [people for _, people in rows]) == Agreement(1.0, 1.0, 1.0, 1.0)


@given(partitions)
def test_homogeneity_one_way_is_completeness_the_other_way(rows: list[Row]) -> None:
    labels, other_labels, people = (labels_of([row[column] for row in rows]) for column in range(3))
    there = agreement(labels, other_labels, people.tolist())
    back = agreement(other_labels, labels, people.tolist())
    assert (there.homogeneity, there.completeness) == pytest.approx((back.completeness, back.homogeneity))
    assert there.adjusted_rand == pytest.approx(back.adjusted_rand)


def test_a_finer_clustering_is_complete_and_half_as_informative() -> None:
    found = agreement(labels_of([0, 1, 2, 3]), labels_of([0, 0, 1, 1]))
    assert found.homogeneity == pytest.approx(1 / 2)
    assert found.completeness == 1.0
    assert found.v_measure == pytest.approx(2 / 3)


def test_clusterings_that_cut_across_each_other_tell_nothing_about_each_other() -> None:
    found = agreement(labels_of([0, 0, 1, 1]), labels_of([0, 1, 0, 1]))
    assert found == Agreement(0.0, 0.0, 0.0, pytest.approx(-0.5))


def test_no_rounding_makes_the_measure_less_than_nothing() -> None:
    found = agreement(labels_of([0, 0, 0, 1, 1, 1, 2, 2, 2]), labels_of([0, 1, 2] * 3), [7] * 9)
    assert min(found.homogeneity, found.completeness, found.v_measure) >= 0


def test_the_rand_index_counts_pairs_of_people() -> None:
    # Of 15 pairs among 6 people 3 + 3 are together in the first, 1 + 1 + 1 in the other, 2 in both.
    found = agreement(labels_of([0, 0, 0, 1, 1, 1]), labels_of([0, 0, 1, 1, 2, 2]))
    expected_by_chance = 6 * 3 / 15
    assert found.adjusted_rand == pytest.approx((2 - expected_by_chance) / ((6 + 3) / 2 - expected_by_chance))


def test_an_area_without_people_has_no_say() -> None:
    without = agreement(labels_of([0, 1]), labels_of([0, 1]), [5, 5])
    assert agreement(labels_of([0, 1, 1]), labels_of([0, 1, 0]), [5, 5, 0]) == without


def test_what_either_leaves_out_counts_for_nothing() -> None:
    table = contingency(labels_of([0, 1, NO_AREA, 0]), labels_of([0, NO_AREA, 1, 1]), np.array([1.0, 2.0, 4.0, 8.0]))
    assert table.toarray().tolist() == [[1, 8], [0, 0]]


def test_a_shared_element_without_people_is_still_stored() -> None:
    table = contingency(labels_of([0, 1]), labels_of([0, 0]), np.array([3.0, 0.0]))
    assert table.nnz == 2

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indelingen.comparing.agreement import Agreement
from geodata.indelingen.comparing.comparison import AreaMatch, Crossing, Relation, compare, compare_all
from geodata.indelingen.comparing.ground import NO_AREA, Measure, MeasureMissingError
from tests.geodata.indelingen.studies import oss_study, study

labels_of_two = st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 3)), min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("labels", "other_labels", "relation"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], Relation.EQUAL),
        ([0, 1, 2, 2], [0, 0, 1, 1], Relation.REFINES),
        ([0, 0, 1, 1], [0, 1, 2, 2], Relation.COARSENS),
        ([0, 0, 1, 1], [0, 1, 1, 1], Relation.CROSSES),
        ([0, 0, 1, 1], [0, 1, 2, 3], Relation.COARSENS),
        ([0, 0, 1, NO_AREA], [0, 0, 1, 1], Relation.EQUAL),
        ([0, NO_AREA, NO_AREA, 0], [NO_AREA, 0, 1, NO_AREA], Relation.DISJOINT),
    ],
)
def test_the_relation_follows_from_what_both_hold(
    labels: list[int], other_labels: list[int], relation: Relation
) -> None:
    assert compare(study({"a": labels, "b": other_labels}), 0, 1).relation is relation


def test_a_unit_without_people_still_makes_clusterings_cross() -> None:
    found = compare(study({"a": [0, 0, 1, 1], "b": [0, 1, 1, 1]}, people=[5, 0, 5, 5]), 0, 1)
    assert found.relation is Relation.CROSSES
    assert found.agreement == Agreement(1.0, 1.0, 1.0, 1.0)
    assert [(one.area, one.other_area, one.people_concerned) for one in found.crossings] == [(0, 1, 0)]


def test_each_area_has_its_best_match_with_the_people_outside_it() -> None:
    found = compare(study({"a": [0, 0, 1], "b": [0, 1, 1]}, people=[30, 10, 60]), 0, 1)
    assert found.matches == (AreaMatch(0, 0, 40, 30, 10, 0.75), AreaMatch(1, 1, 60, 60, 0, 1.0))
    assert found.other_matches == (AreaMatch(0, 0, 30, 30, 0, 1.0), AreaMatch(1, 1, 70, 60, 10, pytest.approx(6 / 7)))


def test_what_the_other_leaves_out_lies_outside_the_best_match() -> None:
    found = compare(study({"a": [0, 0, 1], "b": [0, NO_AREA, NO_AREA]}, people=[30, 10, 60]), 0, 1)
    assert found.matches == (AreaMatch(0, 0, 40, 30, 10, 0.75), AreaMatch(1, None, 60, 0, 60, 0.0))
    assert (found.people_compared, found.people_outside) == (30, 70)


def test_an_area_without_people_matches_by_units_and_has_no_share() -> None:
    found = compare(study({"a": [0, 0, 0, 1], "b": [0, 1, 1, 0]}, people=[0, 0, 0, 5]), 0, 1).matches[0]
    assert (found.best_match, found.people) == (1, 0)
    assert np.isnan(found.share)


def test_an_empty_area_that_the_other_leaves_out_has_no_share() -> None:
    found = compare(study({"a": [0, 1], "b": [NO_AREA, 0]}, people=[0, 5]), 0, 1).matches[0]
    assert (found.best_match, found.people_outside) == (None, 0)
    assert np.isnan(found.share)


def test_a_crossing_concerns_the_smallest_of_its_three_sides() -> None:
    found = compare(study({"a": [0, 0, 0, 1], "b": [0, 1, 1, 1]}, people=[50, 20, 5, 40]), 0, 1)
    assert found.crossings == (Crossing(0, 1, 25, 50, 40, 25, ("BU00010001", "BU00010002")),)


def test_the_crossing_with_most_people_concerned_comes_first() -> None:
    two_rows = study({"a": [0, 0, 1, 2, 2, 3], "b": [0, 1, 1, 2, 3, 3]}, people=[10, 10, 10, 90, 80, 70])
    found = compare(two_rows, 0, 1).crossings
    assert [(one.area, one.other_area, one.people_concerned) for one in found] == [(2, 3, 70), (0, 1, 10)]


def test_areas_of_which_one_holds_the_other_do_not_cross() -> None:
    found = compare(study({"a": [0, 0, 1, 1, 1], "b": [0, 0, 0, 1, 1]}), 0, 1)
    assert [(one.area, one.other_area) for one in found.crossings] == [(1, 0)]


def test_what_the_other_leaves_out_makes_no_crossing() -> None:
    found = compare(study({"a": [0, 0, 1], "b": [NO_AREA, 0, 0]}), 0, 1)
    assert (found.relation, found.crossings) == (Relation.REFINES, ())


def test_a_unit_that_both_cut_is_named_once_in_a_crossing() -> None:
    cut = study({"a": [0, 0, 0, 1], "b": [0, 1, 1, 1], "c": [0, 0, 1, 1]}, units=["BU1", "BU2", "BU2", "BU3"])
    assert compare(cut, 0, 1).crossings[0].unit_codes == ("BU2",)


def test_pieces_that_only_a_third_clustering_parts_move_as_one_unit() -> None:
    cut = study({"a": [0, 0, 0, 0], "b": [0, 0, 1, 1], "c": [0, 1, 1, 1]}, units=["BU1", "BU1", "BU2", "BU3"])
    found = compare(cut, 0, 1).moves_of_units
    assert (found.moved.tolist(), found.unit_count) == ([0, 1], 1)


def test_by_units_and_by_people_other_moves_may_be_the_fewest() -> None:
    found = compare(study({"a": [0, 0, 0], "b": [0, 0, 1]}, people=[10, 10, 500]), 0, 1)
    assert found.moves_of_units.moved.tolist() == [2]
    assert found.moves_of_people.moved.tolist() == [0, 1]


def test_units_whose_people_are_unknown_are_named() -> None:
    found = compare(study({"a": [0, 0, 1], "b": [0, 1, 1]}, people=[30, np.nan, 60]), 0, 1)
    assert found.unweighed_units == ("BU00010001",)
    assert found.people_compared == 90


def test_a_measure_that_is_not_loaded_is_refused_by_name() -> None:
    with pytest.raises(MeasureMissingError, match="huishoudens"):
        compare(study({"a": [0], "b": [0]}), 0, 0, Measure.HOUSEHOLDS)


@given(labels_of_two)
def test_a_clustering_is_equal_to_itself_in_every_measure(rows: list[tuple[int, int]]) -> None:
    found = compare(study({"a": [label for label, _ in rows]}), 0, 0)
    assert found.agreement == Agreement(1.0, 1.0, 1.0, 1.0)
    assert found.relation in {Relation.EQUAL, Relation.DISJOINT}
    assert (found.crossings, found.people_outside) == ((), 0)
    assert found.moves_of_units.unit_count == found.moves_of_people.unit_count == 0
    assert {match.share for match in found.matches} <= {1.0}


@given(labels_of_two)
def test_the_other_way_round_refining_becomes_coarsening(rows: list[tuple[int, int]]) -> None:
    two = study({"a": [label for label, _ in rows], "b": [label for _, label in rows]})
    there, back = compare(two, 0, 1), compare(two, 1, 0)
    mirrored = {Relation.REFINES: Relation.COARSENS, Relation.COARSENS: Relation.REFINES}
    assert back.relation is mirrored.get(there.relation, there.relation)
    assert there.matches == back.other_matches
    assert {(one.area, one.other_area) for one in there.crossings} == {
        (one.other_area, one.area) for one in back.crossings
    }
    assert there.moves_of_units.unit_count == back.moves_of_units.unit_count


@given(labels_of_two)
def test_clusterings_cross_where_and_only_where_some_areas_do(rows: list[tuple[int, int]]) -> None:
    areas: dict[int, set[int]] = {}
    others: dict[int, set[int]] = {}
    for element, (label, other_label) in enumerate(rows):
        if NO_AREA not in (label, other_label):
            areas.setdefault(label, set()).add(element)
            others.setdefault(other_label, set()).add(element)
    expected = {
        (area, other_area)
        for area, members in areas.items()
        for other_area, other_members in others.items()
        if members & other_members and members - other_members and other_members - members
    }
    found = compare(study({"a": [label for label, _ in rows], "b": [label for _, label in rows]}), 0, 1)
    assert {(one.area, one.other_area) for one in found.crossings} == expected


def test_all_pairs_are_compared_once() -> None:
    found = compare_all(study({"a": [0, 0], "b": [0, 1], "c": [0, 0]}))
    assert {pair: one.relation for pair, one in found.items()} == {
        (0, 1): Relation.COARSENS,
        (0, 2): Relation.EQUAL,
        (1, 2): Relation.REFINES,
    }
    assert (found[0, 1].name, found[0, 1].other_name) == ("a", "b")


@pytest.mark.real_data
def test_the_buurten_of_oss_refine_its_wijken(shared_data: Path) -> None:
    found = compare(oss_study(shared_data, {}), 0, 1)
    assert (found.relation, found.crossings, found.agreement.completeness) == (Relation.REFINES, (), 1.0)
    # 106 buurten, of which each of the 23 wijken keeps one.
    assert found.moves_of_units.unit_count == 106 - 23
    assert {match.share for match in found.matches if match.people} == {1.0}

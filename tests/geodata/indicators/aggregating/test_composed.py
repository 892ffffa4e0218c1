import numpy as np
import pytest

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import STATUSES
from geodata.indicators.aggregating.composed import Composed, Counting, half_width, people_of, pieces, put_together
from geodata.indicators.aggregating.selection import counting_entries
from geodata.indicators.aggregating.sums import add_up
from geodata.indicators.catalogue import load_catalogue
from tests.geodata.indicators.aggregating.towns import (
    NOT_APPLICABLE,
    SECRET,
    UNPUBLISHED,
    WEST,
    A,
    Area,
    B,
    C,
    D,
    Published,
    cells_of,
    cover_of,
)

CARE = "jeugdzorg"


def counting_of(published: Published, *areas: Area) -> Counting:
    """How the entries count for the one indicator that is published."""
    cells, cover = cells_of(published), cover_of(*areas)
    own = cells.take(cover.unit)
    return Counting(cover, counting_entries(cover, own.has_value, own.has_cell), own.has_value, own.status)


def sums_of(*keys: str) -> Composed:
    published = {"inwoners": {A: 100, B: 50}, "mannen": {A: 60, B: 20}, "vrouwen": {A: 40, B: 30}}
    cells, cover = cells_of(published), cover_of([A], [B])
    return add_up([load_catalogue().indicator(key) for key in keys], cells.take(cover.unit), cover)


def weights(*numbers: float) -> FloatArray:
    return np.array(numbers, dtype=float)[:, np.newaxis]


def test_coverage_is_the_share_of_the_weight_that_is_known() -> None:
    counting = counting_of({CARE: {A: 20, B: SECRET}}, [A, B, C])
    coverage, _ = counting.coverage(weights(0, 60, 30, 10))
    assert coverage[0, 0] == pytest.approx(0.6)


def test_units_count_as_one_each_where_nothing_weighs_anything() -> None:
    counting = counting_of({CARE: {A: 20, C: 10, D: SECRET}}, [A, C, D])
    coverage, _ = counting.coverage(weights(0, 0, 0, 0))
    assert coverage[0, 0] == pytest.approx(2 / 3)


def test_what_does_not_apply_is_no_gap_in_coverage() -> None:
    counting = counting_of({CARE: {A: 20, B: NOT_APPLICABLE}}, [A, B])
    coverage, _ = counting.coverage(weights(0, 60, 40))
    assert coverage[0, 0] == 1


def test_of_what_is_known_the_share_that_was_estimated_is_told() -> None:
    counting = counting_of({CARE: {A: 20, B: 40, C: SECRET}}, {A: 1.0, B: 0.5, C: 1.0})
    _, estimated_share = counting.coverage(weights(60, 20, 100))
    assert estimated_share[0, 0] == pytest.approx(0.25)


def test_the_reasons_for_what_is_missing_stay_apart() -> None:
    counting = counting_of({CARE: {A: SECRET, B: 20, C: UNPUBLISHED}}, [A, B], [B, C], [B, D], [B])
    missing = counting.missing_by_status()[:, :, 0]
    named = [{STATUSES[number].value for number in np.flatnonzero(missing[:, area])} for area in range(4)]
    assert named == [{"geheim"}, {"niet gepubliceerd"}, {"niet bepaalbaar"}, set()]


def test_what_does_not_apply_is_a_reason_only_where_nothing_else_is() -> None:
    counting = counting_of({CARE: {A: NOT_APPLICABLE, B: 20}}, [A, B])
    assert not counting.is_missing.any()
    assert counting.missing_by_status()[STATUSES.index(NOT_APPLICABLE), 0, 0]


def test_a_piece_holds_none_or_all_of_its_unit() -> None:
    cells, cover = cells_of({CARE: {A: 20, B: SECRET}}), cover_of({A: 0.5, B: 1.0})
    lowest, highest = pieces(cells.take(cover.unit), cover, cover.share[:, np.newaxis])
    assert lowest.ravel().tolist() == [0, 0]
    assert highest.ravel().tolist() == [22, 7]


def test_what_cannot_occur_is_nothing_and_what_has_no_cell_may_be_any_number() -> None:
    cells, cover = cells_of({CARE: {A: NOT_APPLICABLE}}), cover_of([A, B])
    _, highest = pieces(cells.take(cover.unit), cover, cover.share[:, np.newaxis])
    assert highest.ravel().tolist() == [np.inf, 0, np.inf]  # the wijk, A and B


def test_people_who_are_not_known_are_taken_for_an_average_unit_and_not_for_nobody() -> None:
    cells, cover = cells_of({"inwoners": {WEST: 900, A: 100, B: 200}}), cover_of([A, B], {C: 0.5})
    assert people_of(cells.take(cover.unit), cover).ravel().tolist() == [900, 100, 200, 75]


def test_without_any_count_of_people_there_are_none_to_weigh_with() -> None:
    cells, cover = cells_of({CARE: {A: 20}}), cover_of([A])
    assert people_of(cells.take(cover.unit), cover).tolist() == [[0]]


def test_half_a_95_percent_range_is_normal_with_half_a_step_where_only_whole_numbers_are_true() -> None:
    variance = np.array([100.0, 0.0])
    assert half_width(variance, is_whole=np.array([False, False])) == pytest.approx([19.6, 0], abs=0.01)
    assert half_width(variance, is_whole=np.array([True, True])) == pytest.approx([20.1, 0], abs=0.01)


def test_outcomes_are_taken_put_together_and_replaced_by_indicator() -> None:
    both = put_together([([1, 2], sums_of("mannen", "vrouwen")), ([0], sums_of("inwoners"))])
    assert both.columns([2, 0]).value.tolist() == [[40, 100], [30, 50]]
    other = both.columns([1, 1, 1])
    assert both.replaced(np.array([[True, False, True], [False] * 3]), other).value.tolist() == [
        [60, 60, 60],
        [50, 20, 30],
    ]
    assert both.missing.shape == (len(STATUSES), 2, 3)

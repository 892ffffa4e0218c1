import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indicators.comparing.differences import Verdict, difference_between
from geodata.indicators.comparing.groups import GroupFigures, group_figures, same_urbanity
from geodata.indicators.comparing.similar import GebiedNotComparedError
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.comparing.figures import bounded, likely, rounded

CLASSES = pd.Series({"WK1": 2.0, "WK2": 3.0, "WK3": 2.0, "WK4": float("nan"), "WK5": 2.0, "WK6": float("nan")})


def test_the_areas_of_the_same_stedelijkheid_leave_the_area_itself_out() -> None:
    assert same_urbanity(CLASSES, "WK3") == ["WK1", "WK5"]
    assert same_urbanity(CLASSES, "WK2") == []


def test_areas_of_unknown_stedelijkheid_are_not_alike() -> None:
    assert same_urbanity(CLASSES, "WK4") == []


def test_an_area_outside_the_group_is_refused() -> None:
    with pytest.raises(GebiedNotComparedError, match="'WK9'"):
        same_urbanity(CLASSES, "WK9")


def test_the_quartiles_of_exact_figures_are_exact() -> None:
    found = group_figures([Figure(value) for value in (10, 50, 20, 40, 30)])
    assert (found.known_count, found.count) == (5, 5)
    assert (found.lower_quartile, found.median, found.upper_quartile) == (
        Figure(20, 20, 20),
        Figure(30, 30, 30),
        Figure(40, 40, 40),
    )


def test_the_range_of_a_quartile_is_that_of_the_lowest_and_of_the_highest_ends() -> None:
    median = group_figures([rounded(10, 1), rounded(20, 8), rounded(30, 2)]).median
    # Lowest ends 9, 12 and 28; highest ends 11, 28 and 32.
    assert median == Figure(20, 12, 28, status=Status.ROUNDED)


def test_the_likely_range_takes_the_ends_that_hold_for_all_together() -> None:
    median = group_figures([likely(value, 1.96, hard=10) for value in (10, 20, 30)]).median
    assert median is not None
    # One in sixty on both sides together: 2.3940 standard deviations of 1.
    assert (median.likely_lowest, median.likely_highest) == pytest.approx((20 - 2.394, 20 + 2.394), abs=1e-3)
    assert (median.lowest, median.highest) == (10, 30)


def test_the_range_allows_for_what_areas_without_a_value_can_be() -> None:
    found = group_figures([rounded(10, 1), rounded(20, 1), Figure(None, status=Status.SECRET), bounded(0, 7)])
    assert (found.known_count, found.count) == (2, 4)
    # Lowest ends: none, 0, 9 and 19; highest ends 7, 11, 21 and none.
    assert found.median == Figure(15, 4.5, 16, status=Status.ROUNDED, coverage=0.5)
    # A quarter of the way from the first to the fourth: at most 7 + 0.75 x 4; 12.5, of the known, cannot be.
    assert found.lower_quartile == Figure(10, None, 10, status=Status.ROUNDED, coverage=0.5)


def test_the_value_is_moved_inside_what_the_bounds_of_the_others_leave_possible() -> None:
    median = group_figures([Figure(10), Figure(20), bounded(200, 207)]).median
    assert median is not None
    assert (median.value, median.lowest, median.highest) == (20, 20, 20)


def test_a_group_of_which_half_is_known_is_told_from_an_area_for_certain_or_not_at_all() -> None:
    median = group_figures([rounded(10, 1), rounded(20, 1), Figure(None, status=Status.SECRET), bounded(0, 7)]).median
    assert median is not None
    assert difference_between(rounded(17, 0.5), median).verdict is Verdict.HIGHER
    assert difference_between(likely(17, 0.5), median).verdict is Verdict.INSUFFICIENT


def test_a_group_without_figures_has_no_quartiles() -> None:
    assert group_figures([bounded(0, 7)]) == GroupFigures(None, None, None, known_count=0, count=1)
    assert group_figures([]) == GroupFigures(None, None, None, known_count=0, count=0)


def test_a_group_with_an_estimate_in_it_is_an_estimate() -> None:
    median = group_figures([rounded(10, 1, status=Status.ESTIMATED, estimated_share=0.5), rounded(20, 1)]).median
    assert median is not None
    assert (median.status, median.estimated_share) == (Status.ESTIMATED, 0.25)


def test_without_hard_bounds_a_group_has_a_likely_range_only() -> None:
    median = group_figures([likely(10, 1), likely(20, 1)]).median
    assert median is not None
    assert (median.lowest, median.highest) == (None, None)
    assert median.likely_lowest == pytest.approx(15 - 2.2414 / 1.96, abs=1e-3)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), min_size=1, max_size=12), st.data())
def test_whatever_is_true_inside_the_ranges_the_quartiles_hold_it(
    ranges: list[tuple[int, int]], data: st.DataObject
) -> None:
    found = group_figures([rounded(value, width) for value, width in ranges])
    truth = [data.draw(st.integers(value - width, value + width)) for value, width in ranges]
    for figure, share in ((found.lower_quartile, 0.25), (found.median, 0.5), (found.upper_quartile, 0.75)):
        assert figure is not None
        lowest, highest = figure.hard_range() or (np.nan, np.nan)
        assert lowest <= np.quantile(truth, share) <= highest

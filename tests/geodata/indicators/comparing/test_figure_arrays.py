import numpy as np
import pandas as pd
import pytest

from geodata.indicators.comparing.figure_arrays import arrays_of, arrays_of_frame
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.comparing.figures import bounded, likely, rounded


def test_a_figure_with_a_95_percent_range_has_random_distances_and_one_without_has_fixed_ones() -> None:
    found = arrays_of([likely(100, 8, hard=16), rounded(100, 4)])
    assert found.random_below.tolist() == found.random_above.tolist() == [8, 0]
    assert found.fixed_below.tolist() == found.fixed_above.tolist() == [0, 4]


def test_the_size_of_one_error_follows_from_both_ranges() -> None:
    # Four cells that are each at most 4 off: 16 at most, 4 x sqrt(4) = 8 for 95 %.
    assert arrays_of([likely(100, 8, hard=16), rounded(100, 4), likely(100, 8)]).grain.tolist() == [4, 0, 0]


def test_an_exact_figure_is_its_own_range() -> None:
    found = arrays_of([Figure(7)])
    assert (found.lowest[0], found.highest[0], found.fixed_below[0], found.is_bounded[0]) == (7, 7, 0, True)


def test_a_figure_that_is_not_exact_and_has_no_range_is_not_bounded() -> None:
    found = arrays_of([Figure(7, status=Status.ESTIMATED), Figure(None, status=Status.SECRET)])
    assert found.is_bounded.tolist() == [False, False]
    assert found.lowest.tolist() == [-np.inf, -np.inf]


def test_a_figure_without_a_value_is_bounded_by_its_hard_range() -> None:
    found = arrays_of([bounded(200, 207)])
    assert (found.lowest[0], found.highest[0], found.is_bounded[0]) == (200, 207, True)


@pytest.mark.parametrize(
    ("figure", "is_estimated"),
    [
        (rounded(5, 1), False),
        (rounded(5, 1, status=Status.ESTIMATED), True),
        (rounded(5, 1, estimated_share=0.01), True),
    ],
)
def test_what_was_carried_over_by_estimate_is_known(figure: Figure, is_estimated: bool) -> None:
    assert arrays_of([figure]).is_estimated.tolist() == [is_estimated]


def test_a_frame_gives_what_its_figures_give() -> None:
    figures = [
        likely(100, 8, hard=16),
        rounded(100, 4),
        bounded(200, 207),
        Figure(7),
        Figure(None, status=Status.SECRET),
    ]
    of_figures, of_frame = arrays_of(figures), arrays_of_frame(pd.DataFrame([vars(figure) for figure in figures]))
    for name, expected in vars(of_figures).items():
        np.testing.assert_array_equal(getattr(of_frame, name), expected)
    assert len(of_frame) == 5


def test_no_figures_are_no_arrays() -> None:
    assert len(arrays_of([])) == 0

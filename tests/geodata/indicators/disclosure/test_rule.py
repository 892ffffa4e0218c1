import numpy as np
import pytest

from geodata.indicators.disclosure.rule import Rule, ThresholdTooLowError

COUNTS = np.array([0, 1, 4, 5, 6])


def test_counts_from_one_up_to_below_the_threshold_are_sensitive() -> None:
    assert Rule(5).are_sensitive(COUNTS).tolist() == [False, True, True, False, False]


def test_a_zero_is_sensitive_where_zeros_are_not_shown() -> None:
    assert Rule(5, shows_zeros=False).are_sensitive(COUNTS).tolist() == [True, True, True, False, False]


def test_a_zero_that_is_shown_is_never_withheld() -> None:
    assert Rule(5).can_be_withheld(COUNTS).tolist() == [False, True, True, True, True]
    assert Rule(5, shows_zeros=False).can_be_withheld(COUNTS).all()


def test_a_threshold_under_which_only_one_count_lies_is_refused() -> None:
    with pytest.raises(ThresholdTooLowError, match="Een drempel van 2"):
        Rule(2)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indicators.comparing.differences import (
    Certainty,
    Difference,
    Differences,
    Verdict,
    difference_between,
    differences_between,
)
from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.comparing.figures import (
    bounded,
    likely,
    ranged,
    rounded,
    rounded_by_lot,
    shares_by_lot,
    split,
    sums_by_lot,
)

DRAWS = 20_000
# How many buurten two equal areas are made of.
PARTS = [(1, 1), (1, 2), (1, 5), (2, 2), (2, 3), (3, 3), (3, 20), (4, 4), (6, 6), (7, 7), (11, 11), (12, 12)]


def told_apart_pct(found: Differences) -> float:
    return float(100 * (found.is_higher | found.is_lower).mean())


def said(found: Difference) -> tuple[Verdict, Certainty | None]:
    return found.verdict, found.certainty


def test_the_distances_to_both_limits_are_squared_added_and_rooted() -> None:
    found = difference_between(likely(50, 3), likely(40, 4))
    assert (found.value, found.likely_lowest, found.likely_highest) == (10, 5, 15)
    assert said(found) == (Verdict.HIGHER, Certainty.LIKELY)


def test_limits_at_unequal_distances_are_taken_from_the_side_that_matters() -> None:
    own = Figure(50, likely_lowest=47, likely_highest=58, status=Status.ROUNDED)
    other = Figure(40, likely_lowest=34, likely_highest=44, status=Status.ROUNDED)
    found = difference_between(own, other)
    # Down: 3 below and 4 above. Up: 8 above and 6 below.
    assert (found.likely_lowest, found.likely_highest) == (5, 20)


def test_a_hard_range_alone_counts_in_full() -> None:
    found = difference_between(rounded(50, 3), likely(40, 4))
    assert (found.likely_lowest, found.likely_highest) == (3, 17)


def test_half_a_step_is_added_where_both_are_sums_of_rounded_counts() -> None:
    found = difference_between(likely(100, 8, hard=16), likely(110, 8, hard=16))
    # 8 x sqrt(2) = 11.314, and half of the step of 5 that errors of at most 4 come from.
    assert (found.likely_lowest, found.likely_highest) == (-23.813708499, 3.813708499)
    assert (found.lowest, found.highest) == (-42, 22)


def test_no_half_step_is_added_where_one_of_the_two_does_not_jump() -> None:
    found = difference_between(likely(100, 8, hard=16), likely(110, 6))
    assert (found.likely_lowest, found.likely_highest) == (-20, 0)


def test_hard_ranges_that_do_not_overlap_are_certain() -> None:
    assert said(difference_between(rounded(12, 0.5), rounded(15, 0.5))) == (Verdict.LOWER, Certainty.CERTAIN)
    assert said(difference_between(rounded(15, 0.5), rounded(12, 0.5))) == (Verdict.HIGHER, Certainty.CERTAIN)


def test_hard_ranges_that_touch_tell_nothing_apart() -> None:
    assert said(difference_between(rounded(12.3, 0.05), rounded(12.2, 0.05))) == (Verdict.INDISTINGUISHABLE, None)


def test_an_estimated_part_makes_a_certain_difference_a_likely_one() -> None:
    found = difference_between(rounded(12, 0.5, estimated_share=0.1), rounded(15, 0.5))
    assert said(found) == (Verdict.LOWER, Certainty.LIKELY)


def test_exact_figures_differ_by_what_they_differ() -> None:
    found = difference_between(Figure(7), Figure(6))
    assert found == Difference(1, 1, 1, None, None, Verdict.HIGHER, Certainty.CERTAIN)
    assert difference_between(Figure(7), Figure(7)).verdict is Verdict.INDISTINGUISHABLE


def test_a_figure_without_a_value_is_compared_by_its_hard_range() -> None:
    assert said(difference_between(bounded(200, 207), rounded(190, 4))) == (Verdict.HIGHER, Certainty.CERTAIN)
    found = difference_between(bounded(200, 207), rounded(205, 4))
    assert (found.value, found.lowest, found.highest) == (None, -9, 6)
    assert found.verdict is Verdict.INDISTINGUISHABLE


@pytest.mark.parametrize(
    "figure",
    [
        Figure(None, status=Status.SECRET, coverage=0),
        Figure(None, status=Status.NOT_APPLICABLE, coverage=0),
        Figure(12, status=Status.ESTIMATED),
        Figure(12, lowest=10, status=Status.ROUNDED),
        likely(12, 1, coverage=0.79),
        bounded(9, 16, coverage=0.5),
    ],
)
def test_without_a_range_or_with_too_little_coverage_there_is_too_little_to_tell(figure: Figure) -> None:
    assert difference_between(figure, rounded(15, 0.5)).verdict is Verdict.INSUFFICIENT
    assert difference_between(rounded(15, 0.5), figure).verdict is Verdict.INSUFFICIENT


def test_a_secret_count_is_certainly_lower_than_one_beyond_its_bounds() -> None:
    secret = Figure(None, 0, 7, status=Status.SECRET, coverage=0)
    assert said(difference_between(secret, rounded(20, 2))) == (Verdict.LOWER, Certainty.CERTAIN)


def test_an_unknown_end_is_no_bound_of_the_difference() -> None:
    found = difference_between(Figure(12, lowest=10, status=Status.ROUNDED), rounded(5, 2))
    assert (found.lowest, found.highest, found.verdict) == (3, None, Verdict.HIGHER)


@pytest.mark.parametrize("limit", [0.5, 0.9])
def test_how_much_has_to_be_covered_is_a_setting(limit: float) -> None:
    found = difference_between(likely(50, 3, coverage=0.7), likely(40, 4), min_coverage=limit)
    assert found.verdict is (Verdict.HIGHER if limit == 0.5 else Verdict.INSUFFICIENT)


def test_of_many_comparisons_that_are_to_hold_together_each_takes_more() -> None:
    own, other = arrays_of([likely(50, 3)]), arrays_of([likely(40, 4)])
    # 5 x 3.0233 / 1.96: two-sided 5 % over 20 comparisons is 0.125 % on each side.
    assert differences_between(own, other, comparisons=20).likely_lowest[0] == pytest.approx(10 - 7.7125, abs=1e-3)


def test_the_likely_interval_never_reaches_beyond_the_hard_one() -> None:
    found = differences_between(arrays_of([likely(50, 3, hard=4)]), arrays_of([likely(40, 3, hard=4)]), comparisons=999)
    assert (found.likely_lowest[0], found.likely_highest[0]) == (2, 18)


@pytest.mark.parametrize(("own", "other"), PARTS)
def test_two_equal_areas_are_told_apart_by_their_counts_in_under_5_percent_of_the_draws(own: int, other: int) -> None:
    rng = np.random.default_rng(5)
    found = [
        differences_between(
            sums_by_lot(split(total, own, rng, draws=DRAWS // 10), rng),
            sums_by_lot(split(total, other, rng, draws=DRAWS // 10), rng),
        )
        for total in rng.integers(1000, 9000, 10)
    ]
    assert np.mean([told_apart_pct(one) for one in found]) < 5
    assert not any(one.is_certain.any() for one in found)


@pytest.mark.parametrize("total", [3, 11, 24, 60])
def test_small_equal_areas_are_told_apart_in_under_5_percent_of_the_draws(total: int) -> None:
    rng = np.random.default_rng(6)
    own, other = (sums_by_lot(split(total, 4, rng, draws=DRAWS), rng) for _ in range(2))
    assert told_apart_pct(differences_between(own, other)) < 5


@pytest.mark.parametrize(("own", "other"), PARTS)
def test_two_areas_of_equal_share_are_told_apart_in_under_5_percent_of_the_draws(own: int, other: int) -> None:
    rng = np.random.default_rng(7)
    # A fifth of both, of which the second is twice as large.
    one = shares_by_lot(split(600, own, rng, draws=DRAWS), split(3000, own, rng, draws=DRAWS), rng)
    two = shares_by_lot(split(1200, other, rng, draws=DRAWS), split(6000, other, rng, draws=DRAWS), rng)
    assert told_apart_pct(differences_between(one, two)) < 5


def test_squaring_and_adding_alone_would_tell_equal_areas_apart_too_often() -> None:
    rng = np.random.default_rng(8)
    own, other = (rounded_by_lot(split(2503, 3, rng, draws=DRAWS), rng).sum(axis=1) for _ in range(2))
    assert 100 * np.mean(np.abs(own - other) > 4 * np.sqrt(3 + 3)) > 9


def test_a_difference_of_twice_the_noise_is_found_in_nearly_all_draws() -> None:
    rng = np.random.default_rng(9)
    own = sums_by_lot(split(2040, 4, rng, draws=DRAWS), rng)
    other = sums_by_lot(split(2010, 4, rng, draws=DRAWS), rng)
    found = differences_between(own, other)
    assert found.is_higher.mean() > 0.99
    assert not found.is_lower.any()


@given(
    st.integers(1, 12), st.integers(1, 12), st.integers(200, 2000), st.integers(200, 2000), st.integers(0, 2**32 - 1)
)
def test_the_true_difference_lies_in_the_hard_range_and_in_19_of_20_draws_in_the_likely_one(
    own: int, other: int, first: int, second: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    found = differences_between(
        sums_by_lot(split(first, own, rng, draws=500), rng), sums_by_lot(split(second, other, rng, draws=500), rng)
    )
    truth = first - second
    assert np.all((found.lowest <= truth) & (truth <= found.highest))
    # Nominally 95 %; 500 draws have a standard error of 1 %.
    assert np.mean((found.likely_lowest <= truth) & (truth <= found.likely_highest)) > 0.90


ends = st.tuples(st.integers(-50, 50), st.integers(0, 9), st.integers(0, 9))


@given(ends, ends)
def test_turned_round_a_difference_is_the_same_with_the_other_sign(
    own: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    figures = [likely(value, reach, hard=reach + more) for value, reach, more in (own, other)]
    found, turned = difference_between(*figures), difference_between(*figures[::-1])
    assert (found.lowest, found.value) == (-turned.highest, -turned.value)  # type: ignore[operator]
    opposite = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}
    assert turned.verdict is opposite.get(found.verdict, found.verdict)


def test_one_figure_is_compared_with_many_as_with_each() -> None:
    others = [likely(40, 4), rounded(49, 2), bounded(60, 70), Figure(None, status=Status.SECRET, coverage=0)]
    found = differences_between(arrays_of([likely(50, 3)]), arrays_of(others))
    assert [found.at(index) for index in range(4)] == [difference_between(likely(50, 3), other) for other in others]


def test_a_value_outside_its_own_range_does_not_narrow_the_interval() -> None:
    found = differences_between(
        ranged(np.array([12.0]), hard=(np.array([8.0]), np.array([11.0])), likely=None), arrays_of([Figure(0)])
    )
    assert (found.lowest[0], found.highest[0], bool(found.is_higher[0])) == (8, 11, True)

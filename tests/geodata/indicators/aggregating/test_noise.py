import numpy as np
import pytest

from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.noise import (
    NOT_APART,
    rounding_variance,
    variance_of_likely,
    variance_of_range,
    variances_of,
)
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.indicator import RoundingMethod, RoundingStep
from tests.geodata.indicators.aggregating.towns import A, B, C, figure_of

EVERYWHERE = frozenset(Level)


def step(method: RoundingMethod, size: float) -> RoundingStep:
    return RoundingStep(method, size, None, EVERYWHERE, frozenset(), None, None, "Toets.")


@pytest.mark.parametrize("size", [2, 3, 5, 10])
def test_rounding_by_lot_varies_by_what_all_remainders_give_on_average(size: int) -> None:
    # A remainder r is rounded down with chance 1 - r / size, and is then r too low, else size - r too high.
    by_hand = [(1 - r / size) * r**2 + r / size * (size - r) ** 2 for r in range(size)]
    assert rounding_variance(step(RoundingMethod.RANDOM, size), is_whole=True) == pytest.approx(np.mean(by_hand))


@pytest.mark.parametrize(("size", "errors"), [(5, [0, 1, 2, -2, -1]), (3, [0, 1, -1]), (1, [0.0])])
def test_rounding_whole_numbers_to_the_nearest_varies_by_all_remainders(size: int, errors: list[float]) -> None:
    expected = np.mean(np.square(errors)) if size > 1 else 1 / 12
    assert rounding_variance(step(RoundingMethod.NEAREST, size), is_whole=True) == pytest.approx(expected)


def test_rounding_what_is_no_whole_number_spreads_evenly_over_a_step() -> None:
    assert rounding_variance(step(RoundingMethod.NEAREST, 0.1), is_whole=False) == pytest.approx(0.01 / 12)


def test_what_is_not_rounded_does_not_vary_and_what_another_rounding_decides_is_not_known() -> None:
    assert rounding_variance(step(RoundingMethod.EXACT, 0), is_whole=True) == 0
    assert np.isnan(rounding_variance(step(RoundingMethod.AFTER_NUMERATOR, 1), is_whole=False))


def test_rounding_by_lots_that_hang_together_varies_without_bound() -> None:
    assert rounding_variance(step(RoundingMethod.RANDOM_TOGETHER, 5), is_whole=True) == NOT_APART


@pytest.mark.parametrize(("year", "has_range"), [(2019, True), (2020, False), (2021, True)])
def test_people_of_2020_have_no_95_percent_range_as_their_buurten_were_not_rounded_apart(
    year: int, *, has_range: bool
) -> None:
    published = {"inwoners": {A: 100, B: 200, C: 100}, "inwoners_65_plus": {A: 20, B: 40, C: 30}}
    for key in ("inwoners", "pct_inwoners_65_plus"):
        figure = figure_of(key, published, [A, B, C], year=year)
        assert (figure.likely_lowest is not None) == has_range
        assert figure.hard_range() is not None


def test_units_vary_by_their_level() -> None:
    levels = [Level.BUURT, Level.GEMEENTE, Level.WIJK]
    found = variances_of(["inwoners", "woningvoorraad"], levels, year=2024, catalogue=load_catalogue())
    assert found.tolist() == [[4, 0], [0, 0], [4, 0]]


def test_no_units_vary_by_nothing() -> None:
    assert variances_of(["inwoners"], [], year=2024, catalogue=load_catalogue()).shape == (0, 1)


def test_a_truth_anywhere_in_a_range_varies_as_an_even_spread_does() -> None:
    spread = np.random.default_rng(1).uniform(3, 9, 200_000)
    assert variance_of_range(np.array([3.0]), np.array([9.0]))[0] == pytest.approx(spread.var(), rel=0.01)


def test_a_95_percent_range_of_a_normal_truth_gives_its_variance_back() -> None:
    draws = np.random.default_rng(1).normal(5, 3, 400_000)
    lowest, highest = np.quantile(draws, [0.025, 0.975])
    assert variance_of_likely(np.array([lowest]), np.array([highest]))[0] == pytest.approx(9, rel=0.02)

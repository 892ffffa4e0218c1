"""How much a published figure varies about the truth: the variance that its publisher's rounding gives it."""

from collections.abc import Sequence

import numpy as np

from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import RoundingMethod, RoundingStep

NORMAL_95 = 1.959963984540054
"""Two-sided 95 % point of the normal distribution."""

NOT_APART = 1e18
"""Stands for a variance without bound, and can still be added up and multiplied by nothing."""


def rounding_variance(step: RoundingStep, *, is_whole: bool) -> float:
    """Give the variance of published less true under a rounding, averaged over what the truth may be.

    Returns
    -------
    float
        In the square of the figure's unit; NaN where the rounding is of something else (``AFTER_NUMERATOR``), and
        `NOT_APART` where errors add up: no 95 % range of a sum is then narrower than its hard bounds.

    Notes
    -----
    Rounding by lot to a multiple of b leaves a remainder r with variance r(b - r), which is (b² - 1)/6 on average over
    r = 0 … b - 1 (Willenborg and De Waal, Elements of Statistical Disclosure Control, 2001, ch. 9: unbiased rounding):
    4 for b = 5. Rounding to the nearest spreads evenly over one step: (b² - 1)/12 for whole numbers, else b²/12.
    """
    if step.method is RoundingMethod.EXACT:
        return 0.0
    if step.method is RoundingMethod.AFTER_NUMERATOR:
        return np.nan
    if step.method is RoundingMethod.RANDOM_TOGETHER:
        return NOT_APART
    squared = step.step**2 - 1 if is_whole and step.step > 1 else step.step**2
    return squared / (6 if step.method is RoundingMethod.RANDOM else 12)


def variances_of(keys: Sequence[str], levels: Sequence[Level], *, year: int, catalogue: Catalogue) -> FloatArray:
    """Give the variance of each cell by the publisher's rounding: units (rows) by indicators (columns)."""
    by_level = {level: _variances(keys, level, year=year, catalogue=catalogue) for level in set(levels)}
    return np.array([by_level[level] for level in levels]).reshape(len(levels), len(keys))


def variance_of_range(lowest: FloatArray, highest: FloatArray) -> FloatArray:
    """Give the variance of a truth that may be anywhere between two bounds."""
    return (highest - lowest) ** 2 / 12


def variance_of_likely(lowest: FloatArray, highest: FloatArray) -> FloatArray:
    """Give the variance behind a 95 % range."""
    return ((highest - lowest) / (2 * NORMAL_95)) ** 2


def _variances(keys: Sequence[str], level: Level, *, year: int, catalogue: Catalogue) -> list[float]:
    indicators = [catalogue.indicator(key) for key in keys]
    return [rounding_variance(one.rounding.step_for(level, year=year), is_whole=one.is_whole) for one in indicators]

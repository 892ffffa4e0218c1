"""Tells two figures apart, or not: their difference with its hard range, its 95 % interval, and the verdict."""

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np

from geodata.indicators.comparing.figure_arrays import BoolArray, FigureArrays, FloatArray, arrays_of
from geodata.indicators.figure import Figure

MIN_COVERAGE = 0.8
"""Below this share of an area's weight a figure says too little of the area to be compared by."""

_ERROR_RATE = 0.05
# Random rounding to a step s is at most s - 1 off, for CBS 4 of 5: half a step is 5/8 of the largest error.
_HALF_STEP = 5 / 8
# 12.3 - 11.8 is 0.5, and not a hair above it.
_DECIMALS = 9


class Verdict(StrEnum):
    """How a figure compares with another, when what both are worth is taken into account."""

    HIGHER = "hoger"
    LOWER = "lager"
    INDISTINGUISHABLE = "niet te onderscheiden"
    INSUFFICIENT = "onvoldoende gegevens"


class Certainty(StrEnum):
    """Whether a verdict follows from what is possible at all, or from what is 95 % likely."""

    CERTAIN = "zeker"
    LIKELY = "waarschijnlijk"


@dataclass(frozen=True)
class Difference:
    """A figure less another.

    Parameters
    ----------
    value
        Best estimate; None where one of the two has none.
    lowest, highest
        Hard bounds of the difference; None where not known.
    likely_lowest, likely_highest
        The 95 % interval of the difference; None where no better than the hard bounds is known.
    certainty
        None where the two are not told apart.
    """

    value: float | None
    lowest: float | None
    highest: float | None
    likely_lowest: float | None
    likely_highest: float | None
    verdict: Verdict
    certainty: Certainty | None


@dataclass(frozen=True)
class Differences:
    """Figures less others, one per element; bounds are infinite where not known, the estimate is NaN.

    ``is_higher`` and ``is_lower`` are what is certain or likely; ``is_certain`` says which. Where neither holds,
    ``is_sufficient`` says whether there was enough to tell.
    """

    value: FloatArray
    lowest: FloatArray
    highest: FloatArray
    likely_lowest: FloatArray
    likely_highest: FloatArray
    is_higher: BoolArray
    is_lower: BoolArray
    is_certain: BoolArray
    is_sufficient: BoolArray

    def at(self, index: int) -> Difference:
        """Give one of them."""
        hard = self.lowest[index], self.highest[index]
        likely = self.likely_lowest[index], self.likely_highest[index]
        lowest, highest, likely_lowest, likely_highest = (
            float(end) if np.isfinite(end) else None for end in (*hard, *(likely if likely != hard else (np.nan,) * 2))
        )
        return Difference(
            value=None if np.isnan(self.value[index]) else float(self.value[index]),
            lowest=lowest,
            highest=highest,
            likely_lowest=likely_lowest,
            likely_highest=likely_highest,
            verdict=self._verdict(index),
            certainty=self._certainty(index),
        )

    def _verdict(self, index: int) -> Verdict:
        if self.is_higher[index]:
            return Verdict.HIGHER
        if self.is_lower[index]:
            return Verdict.LOWER
        return Verdict.INDISTINGUISHABLE if self.is_sufficient[index] else Verdict.INSUFFICIENT

    def _certainty(self, index: int) -> Certainty | None:
        if not (self.is_higher[index] or self.is_lower[index]):
            return None
        return Certainty.CERTAIN if self.is_certain[index] else Certainty.LIKELY


def difference_between(figure: Figure, other: Figure, *, min_coverage: float = MIN_COVERAGE) -> Difference:
    """Compare a figure with another of the same indicator; see `differences_between`.

    Examples
    --------
    >>> wijk = Figure(value=1250, lowest=1218, highest=1282, likely_lowest=1239, likely_highest=1261)
    >>> other = Figure(value=1275, lowest=1243, highest=1307, likely_lowest=1264, likely_highest=1286)
    >>> found = difference_between(wijk, other)
    >>> found.verdict.value, found.certainty.value
    ('lager', 'waarschijnlijk')
    """
    return differences_between(arrays_of([figure]), arrays_of([other]), min_coverage=min_coverage).at(0)


def differences_between(
    figures: FigureArrays, others: FigureArrays, *, min_coverage: float = MIN_COVERAGE, comparisons: int = 1
) -> Differences:
    """Compare figures with others, element by element or as numpy broadcasts them.

    Parameters
    ----------
    min_coverage
        With less, from 0 to 1, only hard ranges that do not overlap tell figures apart.
    comparisons
        Of how many comparisons all are to be right together with 95 % (Bonferroni); 1: each for itself.

    Returns
    -------
    Differences
        Hard ranges that do not overlap tell figures apart for certain, unless a part was estimated: then it is likely.
        So does, where both figures have a value, a 95 % interval of the difference that leaves 0 out.

    Notes
    -----
    The interval is MOVER (G.Y. Zou and A. Donner, "Construction of confidence limits about effect measures: a general
    approach", Statistics in Medicine 27, 2008): the distances from value to 95 % limit are squared, added and rooted.
    Two additions keep it honest for rounded figures:

    - A hard range without a 95 % range counts in full: nothing is known of how errors lie inside it, so that it has no
      variance to recover.
    - Sums of randomly rounded counts jump by whole steps, and so does the difference of two: half a step is added, the
      continuity correction for a normal approximation of what jumps (D.R. Cox, "The continuity correction", Biometrika
      57, 1970). Without it, two equal areas of three buurten each are told apart in 11 % of the draws.

    The two errors are taken as independent. That of an area and of a larger one around it go up and down together: the
    interval is then too wide, never too narrow.
    """
    scale = NormalDist().inv_cdf(1 - _ERROR_RATE / 2 / comparisons) / NormalDist().inv_cdf(1 - _ERROR_RATE / 2)
    half_step = _HALF_STEP * np.minimum(figures.grain, others.grain)
    below = _reach(figures.random_below, others.random_above, scale) + figures.fixed_below + others.fixed_above
    above = _reach(figures.random_above, others.random_below, scale) + figures.fixed_above + others.fixed_below
    is_sufficient = _is_sufficient(figures, min_coverage) & _is_sufficient(others, min_coverage)
    value = figures.value - others.value
    lowest = np.round(figures.lowest - others.highest, _DECIMALS)
    highest = np.round(figures.highest - others.lowest, _DECIMALS)
    has_interval = is_sufficient & np.isfinite(value)
    likely_lowest = np.where(has_interval, np.fmax(np.round(value - below - half_step, _DECIMALS), lowest), lowest)
    likely_highest = np.where(has_interval, np.fmin(np.round(value + above + half_step, _DECIMALS), highest), highest)
    return Differences(
        value=value,
        lowest=lowest,
        highest=highest,
        likely_lowest=likely_lowest,
        likely_highest=likely_highest,
        is_higher=likely_lowest > 0,
        is_lower=likely_highest < 0,
        is_certain=((lowest > 0) | (highest < 0)) & ~(figures.is_estimated | others.is_estimated),
        is_sufficient=is_sufficient,
    )


def _reach(own: FloatArray, others: FloatArray, scale: float) -> FloatArray:
    return scale * np.hypot(own, others)


def _is_sufficient(figures: FigureArrays, min_coverage: float) -> BoolArray:
    return figures.is_bounded & (figures.coverage >= min_coverage)

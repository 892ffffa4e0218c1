"""Percentages, rates and densities of areas: recomputed from the sums of their numerators and denominators."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import UNDETERMINABLE, BoolArray, UnitCells
from geodata.indicators.aggregating.composed import Composed, Counting, people_of
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.division import (
    SHARE_ERROR,
    mean_and_variance_between,
    odds_of_the_rest,
    times,
)
from geodata.indicators.aggregating.extremes import highest_shares, lowest_shares
from geodata.indicators.aggregating.noise import NORMAL_95, variance_of_range
from geodata.indicators.aggregating.selection import counting_entries
from geodata.indicators.aggregating.surfaces import are_surfaces, pieces_with_surfaces, shares_of
from geodata.indicators.aggregating.weights import expected_weight
from geodata.indicators.indicator import Indicator


@dataclass(frozen=True)
class _Term:
    """What entries (rows) bring to the numerators or the denominators of indicators (columns).

    ``value`` and ``variance`` are NaN where not known; the hard bounds are 0 and infinite where there are none.
    """

    value: FloatArray
    variance: FloatArray
    lowest: FloatArray
    highest: FloatArray


def divide_sums(indicators: Sequence[Indicator], cells: UnitCells, cover: Cover) -> Composed:
    """Divide the sum of numerators by the sum of denominators.

    Parameters
    ----------
    indicators
        Each with a ratio as its rule, of which numerator and denominator are columns of `cells`.
    cells
        Of the units of the entries, in their order.

    Notes
    -----
    The 95 % range is that of a quotient of two independent sums (Fieller, "Some problems in interval estimation",
    1954), without assuming that the denominator's noise is small.
    """
    rules = [one.aggregation for one in indicators]
    above_cells = cells.columns([cells.column_of[str(rule.numerator)] for rule in rules])
    below_cells = cells.columns([cells.column_of[str(rule.denominator)] for rule in rules])
    is_surface = are_surfaces(indicators)
    above = _term(above_cells, cells, cover, is_surface=np.zeros_like(is_surface))
    below = _term(below_cells, cells, cover, is_surface=is_surface)
    is_part = np.array([one.maximum == rule.factor for one, rule in zip(indicators, rules, strict=True)])
    factor = np.array([rule.factor for rule in rules])
    has_both = above_cells.has_value & below_cells.has_value
    status = np.where(above_cells.has_value, below_cells.status, above_cells.status)
    counting = Counting(cover, counting_entries(cover, has_both, status != UNDETERMINABLE), has_both, status)
    known = counting.counts & has_both
    sums = [counting.per_area(np.where(has_both, term.value, 0.0), known) for term in (above, below)]
    by_division = _division_variances(above, below, sums, cover, is_surface=is_surface)
    variances = [
        counting.per_area(term.variance + extra, known) for term, extra in zip((above, below), by_division, strict=True)
    ]
    bounds = _bounds(counting, (above, below), is_part=is_part)
    likely = _fieller(sums, variances)
    if counting.is_missing.any():
        likely = _with_missing(counting, (above, below), sums, likely, is_part=is_part)
    coverage, estimated_share = counting.coverage(expected_weight(below.value, people_of(cells, cover)))
    value = np.divide(sums[0], sums[1], out=np.full(sums[0].shape, np.nan), where=sums[1] > 0)
    ends = [factor * end for end in bounds]
    return Composed(
        value=factor * value,
        lowest=ends[0],
        highest=ends[1],
        likely_lowest=np.fmax(ends[0], factor * likely[0]),
        likely_highest=np.fmin(ends[1], factor * likely[1]),
        coverage=coverage,
        estimated_share=estimated_share,
        missing=counting.missing_by_status(),
        is_known=counting.any_per_area(known) & (sums[1] > 0),
        has_proxy=np.zeros(value.shape, dtype=np.bool_),
        variance=np.zeros(value.shape),
    )


def _term(own: UnitCells, cells: UnitCells, cover: Cover, *, is_surface: BoolArray) -> _Term:
    shares = shares_of(cover, is_surface=is_surface)
    lowest, highest = pieces_with_surfaces(own, cells, cover, is_surface=is_surface)
    return _Term(shares * own.value, shares**2 * own.variance, lowest, highest)


def _division_variances(
    above: _Term, below: _Term, sums: Sequence[FloatArray], cover: Cover, *, is_surface: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return the variances that cutting units adds: to numerators by how the ratio varies, to surfaces by their bounds.

    People too many in a piece raise its numerator as well, and move the ratio only as far as that of the piece differs.
    """
    shares = shares_of(cover, is_surface=np.zeros_like(is_surface))
    odds = odds_of_the_rest(cover, shares)
    if not odds.any():
        return np.zeros(odds.shape), np.zeros(odds.shape)
    ratio = np.divide(above.value, below.value, out=np.full(odds.shape, np.nan), where=below.value > 0)
    _, between = mean_and_variance_between(ratio, below.value, cover)
    of_area = np.divide(sums[0], sums[1], out=np.zeros(sums[0].shape), where=sums[1] > 0)[cover.area]
    off = above.value - np.where(is_surface, 0.0, of_area * below.value)
    weighed = times(below.value**2 * odds, between) + off**2 * odds * SHARE_ERROR**2
    of_surface = np.where(is_surface & (odds > 0), variance_of_range(below.lowest, below.highest), 0.0)
    return weighed, of_surface


def _bounds(counting: Counting, terms: tuple[_Term, _Term], *, is_part: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return the hard bounds of sum over sum; a part of a whole is never more than that whole."""
    per_area = counting.cover.per_area
    ends = (np.where(counting.counts, end, 0.0) for term in terms for end in (term.lowest, term.highest))
    least_above, most_above, least_below, most_below = ends
    lowest = lowest_shares(least_above, most_below, per_area=per_area)
    as_part = highest_shares(most_above, least_below, most_below, per_area=per_area)
    least = per_area(least_below)
    apart = np.divide(per_area(most_above), least, out=np.full(least.shape, np.inf), where=least > 0)
    return np.where(np.isnan(lowest), 0.0, lowest), np.where(is_part, as_part, apart)


def _fieller(sums: Sequence[FloatArray], variances: Sequence[FloatArray]) -> tuple[FloatArray, FloatArray]:
    """Return the 95 % range of a quotient; without bounds where the denominator may as well be nothing."""
    above, below = sums
    squared = NORMAL_95**2
    is_sure = np.isfinite(variances[0]) & np.isfinite(variances[1])
    of_above, of_below = (np.where(is_sure, variance, 0.0) for variance in variances)
    leading = below**2 - squared * of_below
    root = np.sqrt(np.maximum((above * below) ** 2 - leading * (above**2 - squared * of_above), 0.0))
    is_sure &= leading > 0
    lowest, highest = (
        np.divide(above * below + sign * root, leading, out=np.full(above.shape, sign * np.inf), where=is_sure)
        for sign in (-1, 1)
    )
    return lowest, highest


def _with_missing(
    counting: Counting,
    terms: tuple[_Term, _Term],
    sums: Sequence[FloatArray],
    likely: tuple[FloatArray, FloatArray],
    *,
    is_part: BoolArray,
) -> tuple[FloatArray, FloatArray]:
    """Widen a 95 % range by what the missing entries may hold: their hard bounds, a part up to its whole."""
    missing, (above, below) = counting.is_missing, terms
    most_above = np.where(is_part, np.minimum(above.highest, below.highest), above.highest)
    weight = np.where(np.isnan(below.value), below.highest, below.value)
    extra_below = counting.per_area(np.where(np.isfinite(weight), weight, 0.0), missing)
    total = sums[1] + extra_below

    def moved(end: FloatArray, extra_above: FloatArray) -> FloatArray:
        moved_above = np.where(np.isfinite(end), end, 0.0) * sums[1] + counting.per_area(extra_above, missing)
        return np.divide(moved_above, total, out=end.copy(), where=(total > 0) & np.isfinite(end))

    has_missing = counting.any_per_area(missing)
    lowest = np.where(has_missing, moved(likely[0], above.lowest), likely[0])
    highest = np.where(
        has_missing, moved(likely[1], np.where(is_part, np.minimum(most_above, weight), most_above)), likely[1]
    )
    return lowest, highest

"""Percentages, rates and densities of areas: recomputed from the sums of their numerators and denominators."""

from collections.abc import Sequence

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import BoolArray, UnitCells
from geodata.indicators.aggregating.composed import Composed, Counting, people_of, pieces
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.extremes import highest_shares, lowest_shares
from geodata.indicators.aggregating.noise import NORMAL_95
from geodata.indicators.aggregating.selection import counting_entries
from geodata.indicators.aggregating.weights import expected_weight
from geodata.indicators.indicator import Indicator


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
    above = cells.columns([cells.column_of[str(rule.numerator)] for rule in rules])
    below = cells.columns([cells.column_of[str(rule.denominator)] for rule in rules])
    is_part = np.array([one.maximum == rule.factor for one, rule in zip(indicators, rules, strict=True)])
    factor = np.array([rule.factor for rule in rules])
    has_both = above.has_value & below.has_value
    counting = Counting(
        cover, counting_entries(cover, has_both), has_both, np.where(above.has_value, below.status, above.status)
    )
    known, missing = counting.counts & has_both, counting.is_missing
    share = cover.share[:, np.newaxis]
    sums = [counting.per_area(share * np.where(has_both, part.value, 0.0), known) for part in (above, below)]
    variances = [counting.per_area(share**2 * part.variance, known) for part in (above, below)]
    bounds = _bounds(counting, (above, below), is_part=is_part)
    likely = _fieller(sums, variances)
    if missing.any():
        likely = _with_missing(counting, (above, below), sums, likely, is_part=is_part)
    weight = expected_weight(share * below.value, people_of(cells, cover))
    coverage, estimated_share = counting.coverage(weight)
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
    )


def _bounds(
    counting: Counting, terms: tuple[UnitCells, UnitCells], *, is_part: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return the hard bounds of sum over sum; a part of a whole is never more than that whole."""
    per_area = counting.cover.per_area
    bounds = [pieces(term, counting.cover, counting.cover.share[:, np.newaxis]) for term in terms]
    ends = (np.where(counting.counts, end, 0.0) for term in bounds for end in term)
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
    leading = below**2 - squared * variances[1]
    root = np.sqrt(np.maximum((above * below) ** 2 - leading * (above**2 - squared * variances[0]), 0.0))
    is_sure = leading > 0
    lowest, highest = (
        np.divide(above * below + sign * root, leading, out=np.full(above.shape, sign * np.inf), where=is_sure)
        for sign in (-1, 1)
    )
    return lowest, highest


def _with_missing(
    counting: Counting,
    terms: tuple[UnitCells, UnitCells],
    sums: Sequence[FloatArray],
    likely: tuple[FloatArray, FloatArray],
    *,
    is_part: BoolArray,
) -> tuple[FloatArray, FloatArray]:
    """Widen a 95 % range by what the missing entries may hold: their hard bounds, a part up to its whole."""
    missing, cover = counting.is_missing, counting.cover
    above, below = (pieces(term, cover, cover.share[:, np.newaxis]) for term in terms)
    most_above = np.where(is_part, np.minimum(above[1], below[1]), above[1])
    whole = terms[1].value * cover.share[:, np.newaxis]
    weight = np.where(np.isnan(whole), below[1], whole)
    extra_below = counting.per_area(np.where(np.isfinite(weight), weight, 0.0), missing)
    total = sums[1] + extra_below

    def moved(end: FloatArray, extra_above: FloatArray) -> FloatArray:
        moved_above = np.where(np.isfinite(end), end, 0.0) * sums[1] + counting.per_area(extra_above, missing)
        return np.divide(moved_above, total, out=end.copy(), where=(total > 0) & np.isfinite(end))

    has_missing = counting.any_per_area(missing)
    lowest = np.where(has_missing, moved(likely[0], above[0]), likely[0])
    highest = np.where(
        has_missing, moved(likely[1], np.where(is_part, np.minimum(most_above, weight), most_above)), likely[1]
    )
    return lowest, highest

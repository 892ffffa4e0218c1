"""Means of areas, and percentages that are published rounded only: weighted by the population that they are about."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import UNDETERMINABLE, UnitCells
from geodata.indicators.aggregating.composed import NOT_APPLICABLE, Composed, Counting, people_of, pieces
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.division import (
    ENOUGH_UNITS,
    SHARE_ERROR,
    mean_and_variance_between,
    odds_of_the_rest,
    times,
)
from geodata.indicators.aggregating.extremes import highest_means, lowest_means
from geodata.indicators.aggregating.noise import NORMAL_95, NOT_APART, variance_of_range
from geodata.indicators.aggregating.selection import counting_entries
from geodata.indicators.aggregating.weights import expected_weight
from geodata.indicators.indicator import Aggregation, Indicator

_BOUNDLESS = 1e12
"""What a weight without bound is taken for: so heavy that nothing else counts beside it, and still a number."""

_PROXY_ERROR = 0.15
"""Standard deviation of what a weight that stands in for another is off by, as a share of it: an assumption."""


@dataclass(frozen=True)
class _Weights:
    """Weight of each entry (rows) for each indicator (columns), with its bounds and variance; NaN where not known."""

    value: FloatArray
    lowest: FloatArray
    highest: FloatArray
    variance: FloatArray


def weigh_means(
    indicators: Sequence[Indicator], rules: Sequence[Aggregation], cells: UnitCells, cover: Cover
) -> Composed:
    """Weigh the means of entries.

    Parameters
    ----------
    indicators, rules
        Each a column of `cells`, with the rule by which it is weighed; its weights are columns too.
    cells
        Of the units of the entries, in their order.

    Notes
    -----
    Where the weights stand in for a population that is not published, any weights may be the true ones: the hard bounds
    are then those of the lowest and the highest part. The 95 % range is that of a linear approximation: rounding of the
    means, and of the weights. A weight that stands in for another is taken to be right on average, and off by
    `_PROXY_ERROR` in each unit by itself.
    """
    own = cells.columns([cells.column_of[one.key] for one in indicators])
    weights = _weights(rules, cells, cover)
    has_both = own.has_value & ~np.isnan(weights.value)
    weighs_nothing = weights.highest == 0
    status = np.where(own.has_value & ~has_both, UNDETERMINABLE, own.status)
    status = np.where(weighs_nothing, NOT_APPLICABLE, status)
    counting = Counting(cover, counting_entries(cover, has_both, own.has_cell), has_both, status)
    known = counting.counts & has_both
    weight = np.where(has_both, weights.value, 0.0)
    total = counting.per_area(weight, known)
    mean = np.divide(
        counting.per_area(weight * np.where(has_both, own.value, 0.0), known),
        total,
        out=np.full(total.shape, np.nan),
        where=total > 0,
    )
    lowest, highest = _bounds(indicators, rules, counting, own, weights)
    expected = expected_weight(weights.value, people_of(cells, cover))
    likely = _likely(counting, own, weights, expected, mean)
    coverage, estimated_share = counting.coverage(expected)
    return Composed(
        value=mean,
        lowest=lowest,
        highest=highest,
        likely_lowest=np.fmax(lowest, likely[0]),
        likely_highest=np.fmin(highest, likely[1]),
        coverage=coverage,
        estimated_share=estimated_share,
        missing=counting.missing_by_status(),
        is_known=counting.any_per_area(known) & (total > 0),
        has_proxy=np.broadcast_to(np.array([rule.is_approximate for rule in rules]), mean.shape),
        variance=np.zeros(mean.shape),
    )


def _weights(rules: Sequence[Aggregation], cells: UnitCells, cover: Cover) -> _Weights:
    share = cover.share[:, np.newaxis]
    distinct = list(dict.fromkeys(rule.weights for rule in rules))  # most indicators are weighed by the same few
    place = [distinct.index(rule.weights) for rule in rules]
    parts = [cells.columns([cells.column_of[key] for key in weights]) for weights in distinct]
    bounds = [pieces(part, cover, share) for part in parts]

    def added(amounts: Sequence[FloatArray]) -> FloatArray:
        return np.take(np.stack([amount.sum(axis=1) for amount in amounts], axis=1), place, axis=1)

    value = added([part.value for part in parts]) * share
    is_proxy = np.array([rule.is_approximate for rule in rules])
    return _Weights(
        value=value,
        lowest=added([low for low, _ in bounds]),
        highest=added([high for _, high in bounds]),
        variance=added([_own_variance(part) for part in parts]) * share**2
        + np.where(is_proxy, _PROXY_ERROR * value, 0.0) ** 2,
    )


def _own_variance(weights: UnitCells) -> FloatArray:
    """Return how each weight varies by itself: what moves all of them one way moves a mean hardly."""
    return np.where(weights.variance < NOT_APART, weights.variance, variance_of_range(weights.lowest, weights.highest))


def _bounds(
    indicators: Sequence[Indicator],
    rules: Sequence[Aggregation],
    counting: Counting,
    own: UnitCells,
    weights: _Weights,
) -> tuple[FloatArray, FloatArray]:
    minimum, maximum = _domain(indicators)
    # Of a unit that is cut, a piece may be anything that can be.
    is_whole = counting.cover.is_whole[:, np.newaxis]
    lowest = np.where(is_whole & ~np.isnan(own.lowest), own.lowest, minimum)
    highest = np.where(is_whole & ~np.isnan(own.highest), own.highest, maximum)
    is_proxy = np.array([rule.is_approximate for rule in rules])
    least = np.where(is_proxy, 0.0, weights.lowest)
    most = np.where(is_proxy, (weights.highest > 0).astype(np.float64), weights.highest)
    # Where a mean cannot occur there is nobody to take it of, whatever rounding leaves possible.
    has_a_say = counting.counts & (own.has_value | (counting.status != NOT_APPLICABLE))
    least, most = (np.where(has_a_say, weight, 0.0) for weight in (least, np.minimum(most, _BOUNDLESS)))
    area, per_area = counting.cover.area, counting.cover.per_area
    return (
        lowest_means(lowest, least, most, area=area, per_area=per_area),
        highest_means(highest, least, most, area=area, per_area=per_area),
    )


def _domain(indicators: Sequence[Indicator]) -> tuple[FloatArray, FloatArray]:
    return (
        np.array([-np.inf if one.minimum is None else one.minimum for one in indicators]),
        np.array([np.inf if one.maximum is None else one.maximum for one in indicators]),
    )


def _published_limits(own: UnitCells) -> tuple[FloatArray, FloatArray]:
    """Return what a missing mean is taken to lie between in a 95 % range: what is published anywhere here.

    A few figures do not show how far others may lie.
    """
    has_enough = own.has_value.sum(axis=0) >= ENOUGH_UNITS
    lowest = np.where(own.has_value, own.value, np.inf).min(axis=0, initial=np.inf)
    highest = np.where(own.has_value, own.value, -np.inf).max(axis=0, initial=-np.inf)
    return np.where(has_enough, lowest, -np.inf), np.where(has_enough, highest, np.inf)


def _likely(
    counting: Counting,
    own: UnitCells,
    weights: _Weights,
    expected: FloatArray,
    mean: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    known, missing = counting.counts & counting.is_known, counting.is_missing
    weight = np.where(counting.is_known, weights.value, 0.0)
    total = counting.per_area(weight, known)
    off = np.where(known, own.value, 0.0) - np.where(known, mean[counting.cover.area], 0.0)
    spread = weight**2 * own.variance + off**2 * weights.variance
    odds = odds_of_the_rest(counting.cover, counting.cover.share[:, np.newaxis])
    if odds.any():
        _, between = mean_and_variance_between(own.value, weights.value, counting.cover)
        spread += times(weight**2 * odds, between + (off * SHARE_ERROR) ** 2)
    half = NORMAL_95 * np.divide(
        np.sqrt(counting.per_area(spread, known)), total, out=np.full(total.shape, np.nan), where=total > 0
    )
    ends = mean - half, mean + half
    if not missing.any():
        return ends
    extra = np.where(np.isnan(weights.value), np.minimum(weights.highest, expected), weights.value)
    limits = _published_limits(own)
    extra_weight = counting.per_area(extra, missing)

    def moved(end: FloatArray, bound: FloatArray, limit: FloatArray) -> FloatArray:
        assumed = np.where(np.isnan(bound), limit, bound)
        is_told = np.isfinite(assumed)
        above = end * total + counting.per_area(np.where(is_told, assumed, 0.0) * extra, missing)
        whole = total + extra_weight
        moved = np.divide(above, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
        return np.where(counting.any_per_area(missing & ~is_told & (extra > 0)), np.nan, moved)

    return (
        moved(ends[0], np.where(np.isnan(own.lowest), np.nan, np.maximum(own.lowest, limits[0])), limits[0]),
        moved(ends[1], np.where(np.isnan(own.highest), np.nan, np.minimum(own.highest, limits[1])), limits[1]),
    )

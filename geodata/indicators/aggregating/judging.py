"""From what adding up leads to, to a figure that can be shown: is enough known, and what is it worth."""

from collections.abc import Sequence

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import NUMBER_OF, BoolArray
from geodata.indicators.aggregating.composed import NOT_APPLICABLE, Composed
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator
from geodata.indicators.status import Status

# Which reason is given where nothing of an area is known, for more reasons than one; the last has the last word.
_REASONS = (Status.NOT_APPLICABLE, Status.UNPUBLISHED, Status.UNDETERMINABLE, Status.SECRET)
_ROUNDED_OFF = 1e-9


def judged(composed: Composed, indicators: Sequence[Indicator], catalogue: Catalogue) -> AreaFigures:
    """Judge what was composed for some indicators."""
    needed = np.array([catalogue.coverage_needed[one.kind] for one in indicators])
    minimum = np.array([-np.inf if one.minimum is None else one.minimum for one in indicators])
    maximum = np.array([np.inf if one.maximum is None else one.maximum for one in indicators])
    lowest, highest = np.fmax(composed.lowest, minimum), np.fmin(composed.highest, maximum)
    is_enough = ~np.isnan(composed.value) & composed.is_known & (composed.coverage >= needed - _ROUNDED_OFF)
    value = np.where(is_enough, np.fmin(np.fmax(composed.value, lowest), highest), np.nan)
    likely = _likely(composed, lowest, highest, value)
    status = _status(composed, is_exact=(highest - lowest) <= _ROUNDED_OFF)
    has_bounds = composed.is_known | composed.missing[NUMBER_OF[Status.SECRET]]
    return AreaFigures(
        tuple(one.key for one in indicators),
        value=value,
        lowest=np.where(has_bounds & np.isfinite(lowest), lowest, np.nan),
        highest=np.where(has_bounds & np.isfinite(highest), highest, np.nan),
        likely_lowest=likely[0],
        likely_highest=likely[1],
        status=status,
        coverage=composed.coverage,
        estimated_share=composed.estimated_share,
    )


def _likely(
    composed: Composed, lowest: FloatArray, highest: FloatArray, value: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the 95 % range of a value where it is narrower than the hard bounds on either side; it holds the value."""
    lower = np.fmin(np.fmax(composed.likely_lowest, lowest), np.where(np.isnan(value), np.inf, value))
    higher = np.fmax(np.fmin(composed.likely_highest, highest), np.where(np.isnan(value), -np.inf, value))
    is_narrower = (lower > lowest + _ROUNDED_OFF) | (higher < highest - _ROUNDED_OFF)
    is_told = ~np.isnan(value) & is_narrower & np.isfinite(lower) & np.isfinite(higher)
    return np.where(is_told, lower, np.nan), np.where(is_told, higher, np.nan)


def _status(composed: Composed, *, is_exact: BoolArray) -> IntArray:
    status = np.full(composed.value.shape, NUMBER_OF[Status.UNDETERMINABLE])
    for reason in _REASONS:
        status[composed.missing[NUMBER_OF[reason]]] = NUMBER_OF[reason]
    others = [number for number in range(len(composed.missing)) if number != NOT_APPLICABLE]
    has_missing = composed.missing[others].any(axis=0)
    is_estimated = (composed.estimated_share > 0) | composed.has_proxy
    worth = np.where(
        is_estimated,
        NUMBER_OF[Status.ESTIMATED],
        np.where(is_exact, NUMBER_OF[Status.EXACT], NUMBER_OF[Status.ROUNDED]),
    )
    status = np.where(composed.is_known, np.where(has_missing, NUMBER_OF[Status.INCOMPLETE], worth), status)
    is_not_added = np.isnan(composed.value)
    return np.where(composed.is_known & is_not_added, NUMBER_OF[Status.UNDETERMINABLE], status)

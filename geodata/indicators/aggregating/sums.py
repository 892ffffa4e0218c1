"""Counts and surfaces of areas: sums, of which the bounds add up as well."""

from collections.abc import Sequence

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import UnitCells
from geodata.indicators.aggregating.composed import Composed, Counting, half_width, people_of, pieces
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.selection import counting_entries
from geodata.indicators.indicator import Indicator, Kind


def add_up(indicators: Sequence[Indicator], cells: UnitCells, cover: Cover) -> Composed:
    """Add up counts over the entries of each area.

    Parameters
    ----------
    indicators
        Each a column of `cells`.
    cells
        Of the units of the entries, in their order.

    Notes
    -----
    What is missing counts in the best estimate as the known part of the area leads to expect of its people, within the
    bounds of its secrecy rule: not as zero, and not as an average unit.
    """
    columns = [cells.column_of[one.key] for one in indicators]
    people, own = people_of(cells, cover), cells.columns(columns)
    is_surface = np.array([one.kind is Kind.AREA for one in indicators])
    shares = np.where(is_surface, cover.area_share[:, np.newaxis], cover.share[:, np.newaxis])
    counting = Counting(cover, counting_entries(cover, own.has_value), own.has_value, own.status)
    lowest, highest = pieces(own, cover, shares)
    # A surface is divided as it lies.
    is_cut_surface = is_surface & ~cover.is_whole[:, np.newaxis] & own.has_value
    lowest = np.where(is_cut_surface, shares * own.lowest, lowest)
    highest = np.where(is_cut_surface, shares * own.highest, highest)
    known, missing = counting.counts & own.has_value, counting.is_missing
    amounts = shares * np.where(own.has_value, own.value, 0.0)
    total = counting.per_area(amounts, known)
    expected = _expected(counting, amounts, people, (lowest, highest))
    variance = counting.per_area(shares**2 * own.variance + _division_variance(amounts, shares, cover), known)
    half = half_width(variance, is_whole=~is_surface)
    bounds = counting.per_area(lowest), counting.per_area(highest)
    unsure = counting.per_area(lowest, missing), counting.per_area(highest, missing)
    is_known = counting.any_per_area(known)
    coverage, estimated_share = counting.coverage(people * (cover.share > 0)[:, np.newaxis])
    return Composed(
        value=np.where(is_known, total + expected, np.nan),
        lowest=bounds[0],
        highest=bounds[1],
        likely_lowest=np.maximum(bounds[0], total - half + unsure[0]),
        likely_highest=np.minimum(bounds[1], total + half + unsure[1]),
        coverage=coverage,
        estimated_share=estimated_share,
        missing=counting.missing_by_status(),
        is_known=is_known,
    )


def _expected(
    counting: Counting, amounts: FloatArray, people: FloatArray, bounds: tuple[FloatArray, FloatArray]
) -> FloatArray:
    """Return per area what the missing entries are expected to hold, at the rate of the known ones."""
    missing = counting.is_missing
    if not missing.any():
        return np.zeros((counting.cover.area_count, missing.shape[1]))
    known = counting.counts & counting.is_known
    known_people = counting.per_area(np.broadcast_to(people, missing.shape), known)
    rate = np.divide(
        counting.per_area(amounts, known), known_people, out=np.zeros(known_people.shape), where=known_people > 0
    )
    return counting.per_area(np.clip(rate[counting.cover.area] * people, *bounds), missing)


def _division_variance(amounts: FloatArray, shares: FloatArray, cover: Cover) -> FloatArray:
    """Give the variance that dividing a unit adds, as if by lot: binomial, which is the least that it can be."""
    return np.where(cover.is_whole[:, np.newaxis], 0.0, (1 - shares) * np.abs(amounts))

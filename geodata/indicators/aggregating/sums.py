"""Counts and surfaces of areas: sums, of which the bounds add up as well."""

from collections.abc import Sequence

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import UnitCells
from geodata.indicators.aggregating.composed import Composed, Counting, half_width, inward, people_of
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.division import variance_of_pieces
from geodata.indicators.aggregating.noise import variance_of_range
from geodata.indicators.aggregating.selection import counting_entries
from geodata.indicators.aggregating.surfaces import are_surfaces, pieces_with_surfaces, shares_of
from geodata.indicators.indicator import Indicator


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
    is_surface = are_surfaces(indicators)
    shares = shares_of(cover, is_surface=is_surface)
    counting = Counting(cover, counting_entries(cover, own.has_value, own.has_cell), own.has_value, own.status)
    lowest, highest = pieces_with_surfaces(own, cells, cover, is_surface=is_surface)
    known, missing = counting.counts & own.has_value, counting.is_missing
    amounts = shares * np.where(own.has_value, own.value, 0.0)
    total = counting.per_area(amounts, known)
    expected = _expected(counting, amounts, people, (lowest, highest))
    spread = shares**2 * own.variance
    if not cover.is_whole.all():
        of_surfaces = np.where(cover.is_whole[:, np.newaxis], 0.0, variance_of_range(lowest, highest))
        spread += np.where(is_surface, of_surfaces, variance_of_pieces(amounts, people, cover, shares))
    variance = counting.per_area(spread, known)
    half = half_width(variance, is_whole=~is_surface)
    bounds = counting.per_area(lowest), counting.per_area(highest)
    unsure = counting.per_area(lowest, missing), counting.per_area(highest, missing)
    is_known = counting.any_per_area(known)
    weight = np.where(is_surface, 0.0, people * (cover.share > 0)[:, np.newaxis])
    coverage, estimated_share = counting.coverage(weight)
    return Composed(
        value=np.where(is_known, total + expected, np.nan),
        lowest=bounds[0],
        highest=bounds[1],
        likely_lowest=np.maximum(bounds[0], inward(total - half, up=True, is_whole=~is_surface) + unsure[0]),
        likely_highest=np.minimum(bounds[1], inward(total + half, up=False, is_whole=~is_surface) + unsure[1]),
        coverage=coverage,
        estimated_share=estimated_share,
        missing=counting.missing_by_status(),
        is_known=is_known,
        has_proxy=np.zeros(total.shape, dtype=np.bool_),
        variance=variance,
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

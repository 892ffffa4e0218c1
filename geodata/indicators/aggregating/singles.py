"""What is not added up: the figure of the one unit that an area is, and the reach of a median."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.cells import BoolArray, UnitCells
from geodata.indicators.aggregating.composed import Composed, Counting
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.selection import counting_entries
from geodata.indicators.indicator import AggregationRule, Indicator


@dataclass(frozen=True)
class Copied:
    """Where an area is one published unit: the row of the unit, per area and indicator; -1 where it is not."""

    unit: IntArray

    @property
    def is_copied(self) -> BoolArray:
        """Whether the unit's own figure is that of the area."""
        return self.unit >= 0


def copied_from(cells: UnitCells, cover: Cover) -> Copied:
    """Find areas that are one unit, whole and for sure: CBS's own figure of it is that of the area.

    Parameters
    ----------
    cells
        Of the units of the entries, in their order.
    """
    counts = counting_entries(cover, cells.has_value, cells.has_cell)
    is_single = cover.per_area(counts.astype(np.float64)) == 1
    is_sure = counts & cover.is_whole[:, np.newaxis]
    of_single = cover.per_area(np.where(is_sure, cover.unit[:, np.newaxis] + 1.0, 0.0)).astype(np.int64) - 1
    return Copied(np.where(is_single, of_single, -1))


def reach(indicators: Sequence[Indicator], cells: UnitCells, cover: Cover) -> Composed:
    """Give what can be said of figures that do not add up: between the lowest and the highest part, or nothing.

    Notes
    -----
    A median of all lies between the lowest and the highest median of the parts, where all of these are known. The other
    rules leave nothing to say.
    """
    own = cells.columns([cells.column_of[one.key] for one in indicators])
    counting = Counting(cover, counting_entries(cover, own.has_value, own.has_cell), own.has_value, own.status)
    is_known = counting.counts & own.has_value
    is_complete = counting.any_per_area(is_known) & ~counting.any_per_area(counting.is_missing)
    is_range = np.array([one.aggregation.rule is AggregationRule.RANGE for one in indicators])
    is_told = is_range & is_complete & ~counting.any_per_area(counting.counts & ~cover.is_whole[:, np.newaxis])
    lowest = np.where(is_told, -_highest(np.where(is_known, -own.lowest, -np.inf), cover), -np.inf)
    highest = np.where(is_told, _highest(np.where(is_known, own.highest, -np.inf), cover), np.inf)
    coverage, estimated_share = counting.coverage(np.zeros(own.value.shape))
    return Composed(
        value=np.full(lowest.shape, np.nan),
        lowest=lowest,
        highest=highest,
        likely_lowest=lowest,
        likely_highest=highest,
        coverage=coverage,
        estimated_share=estimated_share,
        missing=counting.missing_by_status(),
        is_known=counting.any_per_area(is_known),
        has_proxy=np.zeros(lowest.shape, dtype=np.bool_),
        variance=np.zeros(lowest.shape),
    )


def class_of(number: FloatArray, thresholds: Sequence[float]) -> FloatArray:
    """Return the class of a number: 1 from the first threshold on, 2 from the second; NaN for NaN."""
    classes = 1.0 + np.sum([number < threshold for threshold in thresholds], axis=0)
    return np.where(np.isnan(number), np.nan, classes)


def _highest(values: FloatArray, cover: Cover) -> FloatArray:
    highest = np.full((cover.area_count, values.shape[1]), -np.inf)
    np.maximum.at(highest, cover.area, values)
    return highest

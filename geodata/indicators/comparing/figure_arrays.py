"""Figures of many areas side by side, as arrays: what comparing one figure with thousands of others is done on."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from geodata.indicators.figure import Figure
from geodata.indicators.status import Status

FloatArray = np.ndarray[Any, np.dtype[np.float64]]
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

_RANGES = ("value", "lowest", "highest", "likely_lowest", "likely_highest")
_COLUMNS = (*_RANGES, "status", "coverage", "estimated_share")


@dataclass(frozen=True)
class FigureArrays:
    """Figures, one per element of each array.

    Parameters
    ----------
    value
        Best estimate; NaN where there is none.
    lowest, highest
        Hard bounds; infinite where none is known.
    random_below, random_above
        How far the 95 % range reaches from the value; 0 where only the hard range is known, or no value.
    fixed_below, fixed_above
        How far the hard range reaches from the value, where that is all there is: nothing is known of how errors lie
        inside it. 0 where there is a 95 % range, or no value.
    grain
        How far the hard range reaches per independent part: one error's size. 0 where there is no 95 % range.
    coverage
        Share of the area's weight behind the figure.
    is_bounded
        Whether both ends of a range are known.
    is_estimated
        Whether a part was carried over or divided by estimate, so that the hard range is not certain.
    """

    value: FloatArray
    lowest: FloatArray
    highest: FloatArray
    random_below: FloatArray
    random_above: FloatArray
    fixed_below: FloatArray
    fixed_above: FloatArray
    grain: FloatArray
    coverage: FloatArray
    is_bounded: BoolArray
    is_estimated: BoolArray

    def __len__(self) -> int:
        return len(self.value)

    def take(self, rows: Any) -> "FigureArrays":
        """Pick rows, by any index that numpy takes; ``(rows, None)`` sets them in a column."""
        return FigureArrays(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def arrays_of(figures: Iterable[Figure]) -> FigureArrays:
    """Set figures side by side, in their order."""
    listed = list(figures)
    return _arrays({name: [getattr(figure, name) for figure in listed] for name in _COLUMNS})


def arrays_of_frame(figures_df: pd.DataFrame) -> FigureArrays:
    """Set the figures of a frame side by side, in the order of its rows.

    Parameters
    ----------
    figures_df
        ``value``, ``lowest``, ``highest``, ``likely_lowest``, ``likely_highest`` (NaN: not known), ``status``,
        ``coverage`` and ``estimated_share``, as in `Figure`.
    """
    return _arrays({name: figures_df[name] for name in _COLUMNS})


def _arrays(columns: dict[str, Any]) -> FigureArrays:
    status = np.array(columns["status"], dtype=object)
    value, lowest, highest, likely_lowest, likely_highest = (_floats(columns[name]) for name in _RANGES)
    is_own_range = (status == Status.EXACT) & np.isnan(lowest) & np.isnan(highest)
    lowest, highest = np.where(is_own_range, value, lowest), np.where(is_own_range, value, highest)
    has_likely = ~(np.isnan(likely_lowest) & np.isnan(likely_highest))
    below = _distance(value, np.where(np.isnan(likely_lowest), lowest, likely_lowest))
    above = _distance(np.where(np.isnan(likely_highest), highest, likely_highest), value)
    is_bounded = np.isfinite(below) & np.isfinite(above)
    reach = _distance(highest, lowest)
    return FigureArrays(
        value=value,
        lowest=np.where(np.isnan(lowest), -np.inf, lowest),
        highest=np.where(np.isnan(highest), np.inf, highest),
        random_below=np.where(has_likely & is_bounded, below, 0.0),
        random_above=np.where(has_likely & is_bounded, above, 0.0),
        fixed_below=np.where(has_likely | ~is_bounded, 0.0, below),
        fixed_above=np.where(has_likely | ~is_bounded, 0.0, above),
        grain=_grain(below + above, reach, has_likely=has_likely & is_bounded),
        coverage=_floats(columns["coverage"]),
        is_bounded=is_bounded | np.isfinite(reach),
        is_estimated=(status == Status.ESTIMATED) | (_floats(columns["estimated_share"]) > 0),
    )


def _floats(column: Any) -> FloatArray:
    return np.array(column, dtype=np.float64)


def _distance(upper: FloatArray, lower: FloatArray) -> FloatArray:
    # A published value can lie outside what can be true (the checks of a load report that): it is then its own end.
    return np.maximum(upper - lower, 0.0)


def _grain(likely_reach: FloatArray, reach: FloatArray, *, has_likely: BoolArray) -> FloatArray:
    """Give the size of one error: of n equal ones the hard range reaches n times it, the 95 % range sqrt(n) times."""
    squared = np.where(has_likely, (likely_reach / 2) ** 2, 0.0)
    return np.divide(squared, reach / 2, out=np.zeros_like(squared), where=reach > 0)

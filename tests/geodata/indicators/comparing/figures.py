"""Builders of figures: as published, and as they come of counts that were rounded by lot."""

import numpy as np
import pandas as pd

from geodata.indicators.comparing.figure_arrays import FigureArrays, FloatArray, arrays_of_frame
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status


def likely(value: float, reach: float, *, hard: float | None = None, **facts: object) -> Figure:
    """Make a figure with a 95 % range that reaches so far to both sides, and no hard one unless given."""
    return Figure(
        value,
        lowest=None if hard is None else value - hard,
        highest=None if hard is None else value + hard,
        likely_lowest=value - reach,
        likely_highest=value + reach,
        **{"status": Status.ROUNDED, **facts},  # type: ignore[arg-type]
    )


def rounded(value: float, half_width: float, **facts: object) -> Figure:
    """Make a published figure: only the hard range of its rounding is known."""
    return Figure(value, value - half_width, value + half_width, **{"status": Status.ROUNDED, **facts})  # type: ignore[arg-type]


def bounded(lowest: float, highest: float, coverage: float = 0.9) -> Figure:
    """Make a figure without a value: a part is secret."""
    return Figure(None, lowest, highest, status=Status.INCOMPLETE, coverage=coverage)


def rounded_by_lot(counts: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Round counts up or down to a multiple of 5 by lot, so that none is moved on average."""
    below = counts // 5 * 5
    return below + 5 * (rng.random(counts.shape) * 5 < counts - below)


def sums_by_lot(parts: FloatArray, rng: np.random.Generator) -> FigureArrays:
    """Publish parts (columns) of areas (rows) rounded by lot, and add them up with the ranges of CBS's rule.

    An error of a part is at most 4, and 2 by root mean square over all remainders.
    """
    published, count = rounded_by_lot(parts, rng), parts.shape[1]
    value, reach = published.sum(axis=1), 4 * np.sqrt(count)
    lowest = np.maximum(published - 4, 0).sum(axis=1)
    has_likely = count > 1
    return ranged(
        value,
        hard=(lowest, value + 4 * count),
        likely=(np.maximum(value - reach, lowest), value + reach) if has_likely else None,
    )


def shares_by_lot(numerators: FloatArray, denominators: FloatArray, rng: np.random.Generator) -> FigureArrays:
    """Give percentages of counts that were rounded by lot; their 95 % range by the delta method."""
    count = numerators.shape[1]
    above, below = (rounded_by_lot(parts, rng).sum(axis=1) for parts in (numerators, denominators))
    share, most = above / below, 4 * count
    hard = 100 * np.maximum(above - most, 0) / (below + most), 100 * (above + most) / (below - most)
    reach = 4 * np.sqrt(count * (1 + share**2)) / below
    return ranged(100 * share, hard=hard, likely=(100 * (share - reach), 100 * (share + reach)) if count > 1 else None)


def ranged(
    value: FloatArray, *, hard: tuple[FloatArray, FloatArray], likely: tuple[FloatArray, FloatArray] | None
) -> FigureArrays:
    """Set figures with these ends side by side."""
    likely_lowest, likely_highest = likely or (np.nan, np.nan)
    ends = {"lowest": hard[0], "highest": hard[1], "likely_lowest": likely_lowest, "likely_highest": likely_highest}
    worth = {"status": "afgerond", "coverage": 1.0, "estimated_share": 0.0}
    return arrays_of_frame(pd.DataFrame({"value": value, **ends, **worth}))


def split(total: int, parts: int, rng: np.random.Generator, *, draws: int) -> FloatArray:
    """Divide a total over parts, anew in each draw (row)."""
    shares = rng.dirichlet(np.full(parts, 5.0), draws)
    divided = np.floor(shares * total)
    divided[:, -1] += total - divided.sum(axis=1)
    return divided

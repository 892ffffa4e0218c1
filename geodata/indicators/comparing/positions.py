"""The position of an area among others, with how sure it is: the best and the worst rank that it can have."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.indicators.comparing.differences import MIN_COVERAGE, Differences, differences_between
from geodata.indicators.comparing.figure_arrays import FigureArrays

# So many areas at once beside all others: a block of 128 x 3,400 numbers stays in the processor's cache.
_BLOCK = 128


@dataclass(frozen=True)
class Position:
    """The rank of an area: 1 has the highest figure, equal figures share a rank.

    Parameters
    ----------
    rank
        By the figures as they are; None where the area has a range and no value.
    best, worst
        The true rank lies between them with 95 %.
    certain_best, certain_worst
        The true rank lies between them for certain, unless a figure was estimated.
    ranked_count
        How many areas the ranks are among: those of which a range is known, the area itself included.
    count
        How many areas there are.
    """

    rank: int | None
    best: int
    worst: int
    certain_best: int
    certain_worst: int
    ranked_count: int
    count: int


def position_of(figures: FigureArrays, index: int, *, min_coverage: float = MIN_COVERAGE) -> Position | None:
    """Give the position of one of the areas; None where no range of its figure is known.

    Parameters
    ----------
    figures
        Of all areas, of one indicator and period.
    index
        Which of them.
    min_coverage
        Share of an area's weight, 0 to 1, below which only its hard range counts.

    Returns
    -------
    Position
        From the highest: where lower is better, the best figure has the last rank.

    Notes
    -----
    Count those that are higher for sure, and those that are lower: M. Mogstad, J.P. Romano, A.M. Shaikh and
    D. Wilhelm, "Inference for Ranks with Applications to Mobility across Neighbourhoods and Academic Achievement across
    Countries", Review of Economic Studies 91, 2024. Their marginal confidence set needs intervals of the area's
    differences with all others that hold together. Theirs come from a bootstrap; there is none of published figures,
    so that they are the intervals of `differences_between` with Bonferroni's correction, which is wider and never
    narrower. The guarantee is for this one area: of all areas' ranks at once, one in twenty can lie outside.
    """
    if not figures.is_bounded[index]:
        return None
    row = positions_of(figures, [index], min_coverage=min_coverage).iloc[0]
    return Position(
        rank=None if np.isnan(row["rank"]) else int(row["rank"]),
        best=int(row["best"]),
        worst=int(row["worst"]),
        certain_best=int(row["certain_best"]),
        certain_worst=int(row["certain_worst"]),
        ranked_count=int(row["ranked_count"]),
        count=len(figures),
    )


def positions_of(
    figures: FigureArrays, indices: list[int] | None = None, *, min_coverage: float = MIN_COVERAGE
) -> pd.DataFrame:
    """Give the positions of many areas, of all where no indices are given; see `position_of`.

    Returns
    -------
    pandas.DataFrame
        A row per index, in their order: ``rank``, ``best``, ``worst``, ``certain_best``, ``certain_worst`` (NaN where
        there is none) and ``ranked_count``.

    Notes
    -----
    Each area is compared with each other: the time grows with the square of their number.
    """
    rows = np.arange(len(figures)) if indices is None else np.array(indices, dtype=np.int64)
    ranked = figures.take(figures.is_bounded)
    blocks = [
        _positions(figures.take((rows[start : start + _BLOCK], None)), ranked, min_coverage=min_coverage)
        for start in range(0, len(rows), _BLOCK)
    ]
    columns = ["rank", "best", "worst", "certain_best", "certain_worst"]
    positions_df = pd.DataFrame(np.concatenate(blocks) if blocks else np.empty((0, 5)), index=rows, columns=columns)
    positions_df["ranked_count"] = len(ranked)
    return positions_df


def _positions(areas: FigureArrays, ranked: FigureArrays, *, min_coverage: float) -> np.ndarray:
    found = differences_between(areas, ranked, min_coverage=min_coverage, comparisons=max(len(ranked) - 1, 1))
    count = len(ranked)
    rank = 1 + np.sum((found.value < 0) | found.is_lower, axis=1)
    positions = np.stack([rank, *_ends(found, count), *_certain_ends(found, count)], axis=1).astype(np.float64)
    positions[np.isnan(areas.value[:, 0]), 0] = np.nan
    positions[~areas.is_bounded[:, 0]] = np.nan
    return positions


def _ends(found: Differences, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the best and worst rank; an area beside itself is neither higher nor lower."""
    return 1 + np.sum(found.is_lower, axis=1), count - np.sum(found.is_higher, axis=1)


def _certain_ends(found: Differences, count: int) -> tuple[np.ndarray, np.ndarray]:
    return (
        1 + np.sum(found.is_lower & found.is_certain, axis=1),
        count - np.sum(found.is_higher & found.is_certain, axis=1),
    )

"""A group of areas to compare with: those of the same stedelijkheid, and what is usual among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from geodata.indicators.comparing.figure_arrays import FigureArrays, FloatArray, arrays_of
from geodata.indicators.comparing.similar import GebiedNotComparedError
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status


@dataclass(frozen=True)
class GroupFigures:
    """What is usual in a group: of its areas a quarter lies below the first, half below the second figure.

    The quartiles are None where no area has a figure. Their coverage is the part of the group that has one.
    """

    lower_quartile: Figure | None
    median: Figure | None
    upper_quartile: Figure | None
    known_count: int
    count: int


def same_urbanity(classes: pd.Series, code: str) -> list[str]:
    """List the areas of the same stedelijkheid, without the area itself, in the order of the classes.

    Parameters
    ----------
    classes
        Stedelijkheid, 1 (zeer sterk) to 5 (niet), by area code; NaN where it is not known.

    Returns
    -------
    list of str
        Codes; none where the area's own class is not known.

    Raises
    ------
    GebiedNotComparedError
        The area is not among them.
    """
    if code not in classes.index:
        raise GebiedNotComparedError(code, len(classes))
    alike = classes.index[classes == classes[code]]
    return [str(one) for one in alike if one != code]


def group_figures(figures: Sequence[Figure]) -> GroupFigures:
    """Give the quartiles of the figures of a group, each with its range.

    Parameters
    ----------
    figures
        Of all areas of the group, also those without a value: they are not counted among the known.

    Returns
    -------
    GroupFigures
        Each area counts once, however large: a group is what is usual among areas, not a territory of its own. Its
        mean by weight would be that of its largest areas, and would need the numerators and weights of them all.

    Notes
    -----
    Quantiles by linear interpolation (R.J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
    Statistician 50, 1996, definition 7). A quantile never falls where a value rises: over all values inside their
    ranges its extremes are the quantiles of the lowest and of the highest ends. The 95 % range is that of the ends
    which hold for all areas together with 95 % (Bonferroni).
    """
    known = [figure for figure in figures if figure.value is not None and figure.likely_range() is not None]
    if not known:
        return GroupFigures(None, None, None, known_count=0, count=len(figures))
    worth, arrays = _worth(known, len(figures)), arrays_of(known)
    lower_quartile, median, upper_quartile = (_quantile(arrays, share, worth) for share in (0.25, 0.5, 0.75))
    return GroupFigures(lower_quartile, median, upper_quartile, known_count=len(known), count=len(figures))


@dataclass(frozen=True)
class _Worth:
    coverage: float
    estimated_share: float
    status: Status


def _worth(known: Sequence[Figure], count: int) -> _Worth:
    statuses = {figure.status for figure in known}
    status = Status.EXACT if statuses == {Status.EXACT} else Status.ROUNDED
    return _Worth(
        coverage=len(known) / count,
        estimated_share=float(np.mean([figure.estimated_share for figure in known])),
        status=Status.ESTIMATED if Status.ESTIMATED in statuses else status,
    )


def _quantile(known: FigureArrays, share: float, worth: _Worth) -> Figure:
    lowest, value, highest = (_at(ends, share) for ends in (known.lowest, known.value, known.highest))
    joint = NormalDist().inv_cdf(1 - 0.025 / len(known)) / NormalDist().inv_cdf(0.975)
    likely_lowest = _at(np.fmax(known.value - known.fixed_below - joint * known.random_below, known.lowest), share)
    likely_highest = _at(np.fmin(known.value + known.fixed_above + joint * known.random_above, known.highest), share)
    is_narrower = (likely_lowest, likely_highest) != (lowest, highest)
    return Figure(
        value=value,
        lowest=lowest,
        highest=highest,
        likely_lowest=likely_lowest if is_narrower else None,
        likely_highest=likely_highest if is_narrower else None,
        status=worth.status,
        coverage=worth.coverage,
        estimated_share=worth.estimated_share,
    )


def _at(ends: FloatArray, share: float) -> float | None:
    return float(np.quantile(ends, share)) if np.isfinite(ends).all() else None

"""A group of areas to compare with: those of the same stedelijkheid, and what is usual among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite, isinf
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
        Of all areas of the group, also those without a value: the ranges allow for what these can be.

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
    which hold for all areas together with 95 % (Bonferroni). The value is that of the known areas, moved inside the
    hard range where the bounds of others show that it cannot be that of all.
    """
    known = [figure for figure in figures if figure.value is not None and figure.likely_range() is not None]
    if not known:
        return GroupFigures(None, None, None, known_count=0, count=len(figures))
    group, worth = _ends_of(arrays_of(figures), len(known)), _worth(known, len(figures))
    lower_quartile, median, upper_quartile = (_quantile(group, share, worth) for share in (0.25, 0.5, 0.75))
    return GroupFigures(lower_quartile, median, upper_quartile, known_count=len(known), count=len(figures))


@dataclass(frozen=True)
class _Ends:
    """What quantiles are taken of, each from low to high; all but the values hold every area of the group."""

    values: FloatArray
    lowest: FloatArray
    highest: FloatArray
    likely_lowest: FloatArray
    likely_highest: FloatArray


def _ends_of(group: FigureArrays, known_count: int) -> _Ends:
    joint = NormalDist().inv_cdf(1 - 0.025 / known_count) / NormalDist().inv_cdf(0.975)
    is_known = group.is_bounded & np.isfinite(group.value)
    below, above = group.fixed_below + joint * group.random_below, group.fixed_above + joint * group.random_above
    return _Ends(
        values=np.sort(group.value[is_known]),
        lowest=np.sort(group.lowest),
        highest=np.sort(group.highest),
        likely_lowest=np.sort(np.where(is_known, np.fmax(group.value - below, group.lowest), group.lowest)),
        likely_highest=np.sort(np.where(is_known, np.fmin(group.value + above, group.highest), group.highest)),
    )


@dataclass(frozen=True)
class _Worth:
    coverage: float
    estimated_share: float
    status: Status


def _worth(known: Sequence[Figure], count: int) -> _Worth:
    statuses = {figure.status for figure in known}
    is_exact = statuses == {Status.EXACT} and len(known) == count
    status = Status.EXACT if is_exact else Status.ROUNDED
    return _Worth(
        coverage=len(known) / count,
        estimated_share=float(np.mean([figure.estimated_share for figure in known])),
        status=Status.ESTIMATED if Status.ESTIMATED in statuses else status,
    )


def _quantile(group: _Ends, share: float, worth: _Worth) -> Figure:
    lowest, highest = _at(group.lowest, share), _at(group.highest, share)
    likely_lowest, likely_highest = _at(group.likely_lowest, share), _at(group.likely_highest, share)
    is_narrower = (likely_lowest, likely_highest) != (lowest, highest)
    return Figure(
        value=min(max(_at(group.values, share), lowest), highest),
        lowest=_known(lowest),
        highest=_known(highest),
        likely_lowest=_known(likely_lowest) if is_narrower else None,
        likely_highest=_known(likely_highest) if is_narrower else None,
        status=worth.status,
        coverage=worth.coverage,
        estimated_share=worth.estimated_share,
    )


def _at(ordered: FloatArray, share: float) -> float:
    """Give a quantile of numbers from low to high, some of which can be infinite: numpy's then is NaN."""
    place = (len(ordered) - 1) * share
    below, above = float(ordered[int(place)]), float(ordered[ceil(place)])
    return below if below == above or isinf(below) else below + (place - int(place)) * (above - below)


def _known(end: float) -> float | None:
    return end if isfinite(end) else None

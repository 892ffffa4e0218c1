"""Whether two indicators go together over areas, as far as pairs of areas can be told apart by both."""

from dataclasses import dataclass

import numpy as np

from geodata.indicators.comparing.differences import Differences, differences_between
from geodata.indicators.comparing.figure_arrays import BoolArray, FigureArrays


@dataclass(frozen=True)
class PairsTold:
    """Pairs of areas: how many there are, how many both indicators tell apart, and how many of those the same way.

    ``same_way`` counts the pairs of which the area with the higher figure of the one has that of the other as well.
    """

    count: int
    told: int
    same_way: int


def pairs_told_apart(first: FigureArrays, second: FigureArrays, *, min_coverage: tuple[float, float]) -> PairsTold:
    """Count the pairs of areas that two indicators tell apart beyond the noise, and whether they agree.

    Parameters
    ----------
    first, second
        The figures of two indicators for the same areas, in the same order.
    min_coverage
        Of each indicator, as for `differences_between`.

    Notes
    -----
    What Kendall's rank correlation counts (M.G. Kendall, "A New Measure of Rank Correlation", Biometrika 30, 1938),
    with only the pairs whose order is known. No coefficient is made of them: of a gemeente's areas they are all there
    are, and no sample. The number of comparisons grows with the square of that of the areas.
    """
    one, other = np.triu_indices(len(first), 1)
    by_first = differences_between(first.take(one), first.take(other), min_coverage=min_coverage[0])
    by_second = differences_between(second.take(one), second.take(other), min_coverage=min_coverage[1])
    is_told = _is_told(by_first) & _is_told(by_second)
    is_same = is_told & (by_first.is_higher == by_second.is_higher)
    return PairsTold(count=len(one), told=int(is_told.sum()), same_way=int(is_same.sum()))


def _is_told(found: Differences) -> BoolArray:
    told: BoolArray = found.is_higher | found.is_lower
    return told

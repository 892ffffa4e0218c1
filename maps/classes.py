"""Class breaks of a choropleth, on the grid of numbers that the indicator is shown in.

Each value is first rounded to the indicator's decimals. A class runs from its first to its last such number, and the
next class starts one step higher: labels never overlap, and each shown value lies in the class that it is coloured by.
"""

import math
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import mapclassify
import numpy as np
from numpy.typing import NDArray

from geodata.errors import InvalidInputError
from maps.numbers import format_number, format_range, format_value, rounded

MAX_CLASSES = 7
_EXACT_NATURAL_BREAKS = 1000

Ticks = NDArray[np.int64]


class BreakMethod(StrEnum):
    """How the class breaks are chosen; the value is what the interface shows.

    ``FIXED`` are quantiles of the figures of all years, so that a colour means the same in each of them.
    """

    QUANTILE = "kwantielen"
    NATURAL = "natuurlijke grenzen"
    EQUAL_INTERVAL = "gelijke intervallen"
    FIXED = "vaste grenzen over de jaren"
    OWN = "eigen grenzen"


class ClassCountError(InvalidInputError):
    """A number of classes that a map cannot show."""

    def __init__(self, class_count: int) -> None:
        super().__init__(f"Het aantal klassen is {class_count}; kies een getal van 1 tot en met {MAX_CLASSES}.")


class OwnBreaksError(InvalidInputError):
    """Class breaks of one's own that do not make classes."""

    def __init__(self, breaks: Sequence[float], decimals: int) -> None:
        listed = "; ".join(f"{number:g}".replace(".", ",") for number in breaks) or "geen"
        super().__init__(
            f"De eigen klassegrenzen ({listed}) kloppen niet: geef 1 tot {MAX_CLASSES - 1} grenzen,"
            f" oplopend, met ten hoogste {decimals} decimalen; elke grens is de laagste waarde van een volgende klasse."
        )


class InfiniteValueError(InvalidInputError):
    """A value that is not a finite number."""

    def __init__(self) -> None:
        super().__init__("Een van de waarden is oneindig en past in geen klasse; verbeter de waarde bij de bron.")


class OutsideClassesError(InvalidInputError):
    """A value outside the classes that were made of other values."""

    def __init__(self, value: float, decimals: int) -> None:
        super().__init__(
            f"De waarde {format_number(value, decimals)} valt buiten de klassen; bepaal de klassen uit alle waarden."
        )


@dataclass(frozen=True)
class Classification:
    """Classes from low to high.

    ``first`` and ``last`` hold the bounds of each class, both included, in steps of the last decimal (12.3 with one
    decimal is 123). None is an open end, which only the outer classes have of breaks of one's own and of classes
    around a middle. ``middle`` is the number of the neutral class, and ``reach`` how many colours lie on either side
    of it; None and 0 where classes run from low to high.
    """

    method: BreakMethod
    decimals: int
    first: tuple[int | None, ...]
    last: tuple[int | None, ...]
    middle: int | None = None
    reach: int = 0

    @property
    def count(self) -> int:
        """Number of classes; 0 where no area has a figure."""
        return len(self.first)

    def index_of(self, value: float) -> int:
        """Return the number of the class, from 0, that `value` falls in.

        Raises
        ------
        OutsideClassesError
            The value is lower than the lowest class or higher than the highest.
        """
        tick = tick_of(value, self.decimals)
        index = bisect_left([bound for bound in self.last if bound is not None], tick)
        if index >= self.count or tick < _or_minus_infinity(self.first[index]):
            raise OutsideClassesError(value, self.decimals)
        return index

    def span_of(self, lowest: float, highest: float) -> int:
        """Return over how many classes a range runs; NaN is an open end; one beyond the classes is in the outer."""
        inner = [bound for bound in self.last[:-1] if bound is not None]
        low = 0 if math.isnan(lowest) else bisect_left(inner, tick_of(lowest, self.decimals))
        high = len(inner) if math.isnan(highest) else bisect_left(inner, tick_of(highest, self.decimals))
        return high - low + 1

    def labels(self, unit: str) -> tuple[str, ...]:
        """Return the label of each class in Dutch notation, such as "10–15%"."""
        return tuple(self._label(*bounds, unit=unit) for bounds in zip(self.first, self.last, strict=True))

    def _label(self, first: int | None, last: int | None, *, unit: str) -> str:
        step = 10.0**self.decimals
        lowest, highest = (None if bound is None else bound / step for bound in (first, last))
        if lowest is None and highest is not None:
            return f"minder dan {format_value(highest + 1 / step, unit, decimals=self.decimals)}"
        if highest is None:
            return f"{format_value(lowest, unit, decimals=self.decimals)} of meer"
        return format_range(lowest, highest, unit=unit, decimals=self.decimals)


def classify(
    values: Iterable[float | None],
    *,
    decimals: int,
    method: BreakMethod = BreakMethod.QUANTILE,
    class_count: int = 5,
    own_breaks: Sequence[float] = (),
) -> Classification:
    """Divide values into classes.

    Parameters
    ----------
    values
        The figures of all areas; None and NaN are left out.
    decimals
        Decimals that the indicator is shown with.
    method
        How the breaks are chosen.
    class_count
        Number of classes wanted, 1 to 7; fewer are made where there are fewer distinct values. Not used with
        `own_breaks`.
    own_breaks
        For ``BreakMethod.OWN``: the lowest value of the second and each next class, ascending. The outer classes are
        open, so that maps of several years can share them.

    Returns
    -------
    Classification
        Without classes where no value is given.

    Raises
    ------
    ClassCountError, OwnBreaksError, InfiniteValueError
        The wish or a value does not hold.

    Notes
    -----
    Quantiles, Fisher-Jenks and equal intervals as in mapclassify. Fisher-Jenks takes a time that grows with the square
    of the number of values: above 1,000 distinct values it works on 1,000 of their quantiles.
    """
    if method is BreakMethod.OWN:
        return _own_classes(own_breaks, decimals)
    check_class_count(class_count)
    ticks = ticks_of(values, decimals)
    last = last_ticks(ticks, method, class_count)
    first = [int(ticks.min()), *(bound + 1 for bound in last[:-1])] if last else []
    return Classification(method=method, decimals=decimals, first=tuple(first), last=tuple(last))


def quantile_classes(values: NDArray[np.float64], decimals: int) -> NDArray[np.int64]:
    """Return the number of the class that a map of quantiles would show each value in, from 0; none may be missing."""
    classification = classify(values, decimals=decimals)
    return np.array([classification.index_of(value) for value in values], dtype=np.int64)


def check_class_count(class_count: int) -> None:
    """Check that a map can show that many classes.

    Raises
    ------
    ClassCountError
        It cannot.
    """
    if not 1 <= class_count <= MAX_CLASSES:
        raise ClassCountError(class_count)


def ticks_of(values: Iterable[float | None], decimals: int) -> Ticks:
    """Return values in steps of their last decimal; None and NaN are left out."""
    known = [tick_of(value, decimals) for value in values if value is not None and not math.isnan(value)]
    return np.array(known, dtype=np.int64)


def tick_of(value: float, decimals: int) -> int:
    """Return a value in steps of its last decimal.

    Raises
    ------
    InfiniteValueError
        It is not a finite number.
    """
    if math.isinf(value):
        raise InfiniteValueError
    return int(rounded(value, decimals).scaleb(decimals))


def _or_minus_infinity(bound: int | None) -> float:
    return -math.inf if bound is None else bound


def _own_classes(breaks: Sequence[float], decimals: int) -> Classification:
    """Make classes with open ends of the lowest values of the second and next classes."""
    ticks = [tick_of(number, decimals) for number in breaks]
    is_on_grid = all(math.isclose(tick, number * 10**decimals) for tick, number in zip(ticks, breaks, strict=True))
    if not (1 <= len(ticks) < MAX_CLASSES and is_on_grid and ticks == sorted(set(ticks))):
        raise OwnBreaksError(breaks, decimals)
    return Classification(
        method=BreakMethod.OWN,
        decimals=decimals,
        first=(None, *ticks),
        last=(*(tick - 1 for tick in ticks), None),
    )


def last_ticks(ticks: Ticks, method: BreakMethod, class_count: int) -> list[int]:
    """Return the highest number of each class, ascending; none where there are no ticks."""
    distinct = np.unique(ticks)
    if len(distinct) <= class_count:
        return [int(tick) for tick in distinct]
    bounds = _upper_bounds(ticks, method, class_count)
    if method is not BreakMethod.EQUAL_INTERVAL:
        # Down to the highest value that is there, so that ties leave no class empty.
        bounds = distinct[np.searchsorted(distinct, bounds, side="right") - 1]
    bounds[-1] = distinct[-1]
    return [int(bound) for bound in np.unique(bounds)]


def _upper_bounds(ticks: Ticks, method: BreakMethod, class_count: int) -> Ticks:
    """Return mapclassify's upper bounds as whole steps."""
    with warnings.catch_warnings():
        # mapclassify warns of ties, which are dealt with here, and of numba, which is only about speed.
        warnings.simplefilter("ignore", UserWarning)
        if method in {BreakMethod.QUANTILE, BreakMethod.FIXED}:
            bins = mapclassify.Quantiles(ticks, k=class_count).bins
        elif method is BreakMethod.NATURAL:
            bins = mapclassify.FisherJenks(_at_most(ticks, _EXACT_NATURAL_BREAKS), k=class_count).bins
        else:
            bins = mapclassify.EqualInterval(ticks, k=class_count).bins
    # The margin keeps a bound that is a whole number, but for the error of the computation, at that number.
    return np.floor(np.asarray(bins, dtype=float) + 1e-6).astype(np.int64)


def _at_most(ticks: Ticks, count: int) -> Ticks:
    """Return the values, or `count` of their quantiles where more are distinct."""
    if len(np.unique(ticks)) <= count:
        return ticks
    return np.quantile(ticks, np.linspace(0, 1, count), method="nearest").astype(np.int64)

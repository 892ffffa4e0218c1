"""Classes to both sides of one figure: as wide above it as below, with what looks like it as the neutral middle."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from maps.classes import BreakMethod, Classification, check_class_count, last_ticks, tick_of, ticks_of


@dataclass(frozen=True)
class Centre:
    """The figure that classes lie around: whose it is, and the range that it stands for (None: not known)."""

    name: str
    value: float
    lowest: float | None = None
    highest: float | None = None


def classify_around(
    values: Iterable[float | None],
    centre: Centre,
    *,
    decimals: int,
    method: BreakMethod = BreakMethod.QUANTILE,
    class_count: int = 5,
) -> Classification:
    """Divide values into classes around a figure.

    Parameters
    ----------
    values
        The figures of all areas; None and NaN are left out.
    centre
        The middle class holds each number, as it is shown, that lies in the range of this figure.
    method
        How the distances to the middle are divided; those above and below it together, so that a class as far above
        as below is as wide.
    class_count
        Number of classes wanted, 1 to 7; fewer than three give three, an even number one less, and a class at either
        end without a value is left out.

    Returns
    -------
    Classification
        With ``middle`` and ``reach``. The outer classes are open, but for the middle one.

    Raises
    ------
    ClassCountError, InfiniteValueError
        The wish or a value does not hold.

    Examples
    --------
    >>> around = classify_around([10, 20, 30, 34], Centre("Oss", 20, 19, 21), decimals=0, class_count=5)
    >>> around.labels("%"), around.middle
    (('minder dan 19%', '19–21%', '22–30%', '31% of meer'), 1)
    """
    check_class_count(class_count)
    ticks, (first, last) = ticks_of(values, decimals), _middle_ticks(centre, decimals)
    below, above = first - ticks[ticks < first], ticks[ticks > last] - last
    ends = last_ticks(np.concatenate([below, above]), method, max((class_count - 1) // 2, 1))
    lower, upper = (_classes_used(side.max(initial=0), ends) for side in (below, above))
    steps_down = [first - end - 1 for end in ends[: max(lower - 1, 0)]][::-1]
    steps_up = [last + end for end in ends[: max(upper - 1, 0)]]
    inner = [*steps_down, *([first - 1] if lower else []), *([last] if upper else []), *steps_up]
    lowest = [None if lower else first, *(bound + 1 for bound in inner)]
    highest = [*inner, None if upper else last]
    return Classification(method, decimals, tuple(lowest), tuple(highest), middle=lower, reach=len(ends))


def _middle_ticks(centre: Centre, decimals: int) -> tuple[int, int]:
    """Return the lowest and highest number, as shown, within the range of the figure; its own is always one."""
    step, own = 10**decimals, tick_of(centre.value, decimals)
    lowest = own if centre.lowest is None else math.ceil(round(centre.lowest * step, 6))
    highest = own if centre.highest is None else math.floor(round(centre.highest * step, 6))
    return min(lowest, own), max(highest, own)


def _classes_used(furthest: int, ends: list[int]) -> int:
    """Return how many of the classes on a side hold a value."""
    return int(np.searchsorted(ends, furthest)) + 1 if furthest else 0

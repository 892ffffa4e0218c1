"""An axis of numbers: round ticks, few of them, and where a value lies between its ends."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from maps.numbers import format_value

_FROM_ZERO = 0.5
_ALMOST = 1e-9


@dataclass(frozen=True)
class Axis:
    """Round ticks from the lowest to the highest, which are the ends of the axis."""

    ticks: tuple[float, ...]
    decimals: int

    @property
    def lowest(self) -> float:
        """Where the axis starts."""
        return self.ticks[0]

    @property
    def begins_at_zero(self) -> bool:
        """Whether lengths along the axis may be compared, because it shows zero."""
        return self.ticks[0] <= 0 <= self.ticks[-1]

    def share(self, value: float) -> float:
        """Return how far along the axis a value lies, 0 to 1."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])

    def labels(self, unit: str) -> tuple[str, ...]:
        """Write the ticks with their unit."""
        return tuple(format_value(tick, unit, decimals=self.decimals) for tick in self.ticks)


def axis_of(lowest: float, highest: float, *, most_steps: int = 4, from_zero: bool = False) -> Axis:
    """Return an axis with round ticks that holds two values.

    Parameters
    ----------
    most_steps
        Upper bound of the number of steps between ticks.
    from_zero
        Whether zero must be on it, for bars: their length is compared. Without, zero is on it where that costs less
        than half of the axis.

    Examples
    --------
    >>> axis_of(3, 17).ticks, axis_of(22.1, 23.4).ticks, axis_of(7, 7).ticks
    ((0, 5, 10, 15, 20), (22.0, 22.5, 23.0, 23.5), (6.0, 6.5, 7.0, 7.5, 8.0))
    """
    low, high = _with_zero(lowest, highest, from_zero=from_zero)
    if low == high:
        pad = abs(low) / 10 or 1.0
        low, high = low - pad, high + pad
    fitting = (_axis(low, high, step, decimals) for step, decimals in _steps((high - low) / most_steps))
    return next(axis for axis in fitting if len(axis.ticks) <= most_steps + 1)


def _axis(low: float, high: float, step: float, decimals: int) -> Axis:
    first, last = math.floor(low / step + _ALMOST), math.ceil(high / step - _ALMOST)
    return Axis(tuple(round(number * step, decimals) for number in range(first, last + 1)), decimals)


def _with_zero(lowest: float, highest: float, *, from_zero: bool) -> tuple[float, float]:
    if lowest > 0 and (from_zero or lowest < _FROM_ZERO * highest):
        return 0.0, highest
    if highest < 0 and (from_zero or highest > _FROM_ZERO * lowest):
        return lowest, 0.0
    return lowest, highest


def _steps(smallest: float) -> Iterator[tuple[float, int]]:
    """Yield round steps, from just below one that is needed at least, each with its number of decimals."""
    for power in count(math.floor(math.log10(smallest))):
        decimals = max(0, -power)
        for digit in (1, 2, 5):
            yield (round(digit * 10.0**power, decimals) if decimals else digit * 10**power), decimals

"""How much some elements weigh, as a page writes it: people with the range that they stand for, or another measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray, IntArray, Measure, Study
from maps.numbers import NBSP, format_number, format_range

M2_PER_KM2 = 1_000_000


@dataclass(frozen=True)
class Amount:
    """A quantity in words: ``text`` with its unit, ``figure`` bare, ``margin`` the range where there is one."""

    text: str
    figure: str
    margin: str


@dataclass(frozen=True)
class Scale:
    """A study and what its elements are weighed by."""

    study: Study
    measure: Measure

    @property
    def unit(self) -> str:
        """Unit of the bare figures."""
        return "km²" if self.measure is Measure.AREA else self.measure.value

    @cached_property
    def weights(self) -> FloatArray:
        """Weight of each element, 0 where it is not known."""
        return self.study.weights(self.measure)

    def amount(self, elements: IntArray | Sequence[int]) -> Amount:
        """Write what some elements, by their numbers, weigh together."""
        numbers = np.asarray(elements, dtype=np.int64)
        if self.measure is Measure.AREA:
            figure = format_number(self.weights[numbers].sum() / M2_PER_KM2, 1)
            return Amount(f"{figure}{NBSP}km²", figure, "")
        figure = format_number(self.weights[numbers].sum())
        return Amount(f"{figure} {self.measure.value}", figure, self._margin(numbers))

    def share(self, elements: IntArray | Sequence[int], of: IntArray | Sequence[int]) -> str:
        """Write what some elements weigh as a share of others; empty where those weigh nothing."""
        whole = self.weights[np.asarray(of, dtype=np.int64)].sum()
        return share_text(self.weights[np.asarray(elements, dtype=np.int64)].sum() / whole) if whole else ""

    def _margin(self, numbers: IntArray) -> str:
        if self.measure is not Measure.PEOPLE:
            return ""
        people = self.study.people_in(numbers)
        if people.lowest == people.highest:
            return ""
        return format_range(people.lowest, people.highest, unit="", decimals=0)


def counted(count: int, words: tuple[str, str]) -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> counted(1, ("buurt", "buurten")), counted(1200, ("buurt", "buurten"))
    ('1 buurt', '1.200 buurten')
    """
    return f"{format_number(count)} {words[count != 1]}"


def share_text(share: float) -> str:
    """Write a share as a percentage; a part that is not all never reads as 100%, nor one that is not nothing as 0%.

    Examples
    --------
    >>> share_text(0.5), share_text(0.999), share_text(0.001), share_text(1), share_text(0)
    ('50%', 'meer dan 99%', 'minder dan 1%', '100%', '0%')
    """
    if 0.995 <= share < 1:
        return "meer dan 99%"
    if 0 < share < 0.005:
        return "minder dan 1%"
    return f"{format_number(100 * share)}%"

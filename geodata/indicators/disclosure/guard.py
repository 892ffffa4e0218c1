"""The check whether a withheld count follows from what is published, exactly or more tightly than the rule allows.

What is kept: of a count below the threshold an attacker (`geodata.indicators.disclosure.attacker`) can find no bound
that is tighter than what the rule alone tells, which is 1 up to the threshold - 1, both ends included. Alone, the rule
tells a little more where withheld counts lie within each other: of two buurten in an area that is itself below 5,
neither can be above 3. A count that is withheld to protect another cannot be found out exactly.

This is the protection interval of cell suppression with protection levels that reach the ends of what is sensitive
(Fischetti and Salazar-González, "Solving the Cell Suppression Problem on Tabular Data with Linear Constraints",
Management Science 47(7), 2001; Willenborg and De Waal, "Elements of Statistical Disclosure Control", 2001, chapter 4).
τ-ARGUS and sdcTable take the levels as a parameter, and stop at the relaxed program; here whole numbers are a part of
what the attacker knows.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from geodata.indelingen.comparing.ground import IntArray
from geodata.indelingen.proposal.blocks import BoolArray
from geodata.indicators.disclosure.attacker import Attacker
from geodata.indicators.disclosure.cells import CellSystem
from geodata.indicators.disclosure.rule import Rule
from geodata.indicators.disclosure.subtraction import Subtraction, subtraction_for


@dataclass(frozen=True)
class Leak:
    """A withheld cell that can be found out; it never says the count.

    Parameters
    ----------
    codes
        The unit and areas that the cell is.
    is_exact
        Whether the count itself can be found out, and not only bounds that are too tight.
    subtraction
        The published cells that it is the sum and difference of; None where it takes whole numbers or the rule as well.
    """

    codes: tuple[str, ...]
    is_exact: bool
    subtraction: Subtraction | None


class Ends(NamedTuple):
    """Per cell the lowest and highest count."""

    lowest: IntArray
    highest: IntArray


class Guard:
    """Judges what may be published of a system of cells; makes a few solutions of integer programs per cell."""

    def __init__(self, system: CellSystem, rule: Rule) -> None:
        self.system = system
        self.attacker = Attacker(system, rule)
        self._told = Ends(np.full_like(system.counts, rule.lowest), np.full_like(system.counts, rule.threshold - 1))
        self._told = self._explored(self.attacker.can_be_withheld, self.attacker.can_be_withheld)

    @property
    def is_sensitive(self) -> BoolArray:
        """The cells below the threshold, which must be withheld."""
        return self.attacker.is_sensitive

    @property
    def can_be_withheld(self) -> BoolArray:
        """The cells that may be withheld: all but the zeros that are shown."""
        return self.attacker.can_be_withheld

    @property
    def told_by_rule(self) -> Ends:
        """What the rule alone tells of each cell below the threshold."""
        return self._told

    def leaking_cells(self, is_withheld: BoolArray, among: BoolArray | None = None) -> BoolArray:
        """Mark the withheld cells that can be found out when all others are published.

        Parameters
        ----------
        among
            Restricts to these cells.
        """
        cells = is_withheld if among is None else is_withheld & among
        return cells & self._is_too_tight(self._explored(is_withheld, cells))

    def leaks(self, is_withheld: BoolArray) -> list[Leak]:
        """Name the withheld cells that can be found out when all others are published."""
        ends = self._explored(is_withheld, is_withheld)
        return [
            Leak(
                codes=self.system.names[cell],
                is_exact=bool(ends.lowest[cell] == ends.highest[cell]),
                subtraction=subtraction_for(self.system, int(cell), is_withheld),
            )
            for cell in np.flatnonzero(is_withheld & self._is_too_tight(ends))
        ]

    def attack_on(self, cell: int, is_withheld: BoolArray) -> BoolArray:
        """Find published cells that together give a leaking cell away: none of them can be missed for it.

        One of them, at least, has to be withheld, whatever else is.
        """
        proofs = [self.attacker.published_in_proof(cell, is_withheld, is_highest=side) for side in (False, True)]
        attack = np.logical_or(*proofs) & self.can_be_withheld
        if not self._gives_away(cell, attack):
            attack = ~is_withheld & self.can_be_withheld
        for other in np.flatnonzero(attack):
            attack[other] = False
            attack[other] = not self._gives_away(cell, attack)
        return attack

    def _gives_away(self, cell: int, published: BoolArray) -> bool:
        is_withheld = self.can_be_withheld & ~published
        only = np.zeros_like(is_withheld)
        only[cell] = True
        return bool(self.leaking_cells(is_withheld, only)[cell])

    def _explored(self, is_withheld: BoolArray, cells: BoolArray) -> Ends:
        """Find how far cells can lie from the truth, as far as it takes to judge them.

        Every solution tells of all cells at once: what one has shown to be possible, is not asked again.
        """
        seen = Ends(self.system.counts.copy(), self.system.counts.copy())
        for cell in map(int, np.flatnonzero(cells)):
            for is_highest in (True, False):
                if self._is_unseen(cell, seen, is_highest=is_highest):
                    sums = self.system.sums(self.attacker.extreme(cell, is_withheld, is_highest=is_highest))
                    np.minimum(seen.lowest, sums, out=seen.lowest)
                    np.maximum(seen.highest, sums, out=seen.highest)
        return seen

    def _is_unseen(self, cell: int, seen: Ends, *, is_highest: bool) -> bool:
        if not self.is_sensitive[cell]:
            return bool(seen.lowest[cell] == seen.highest[cell])
        if is_highest:
            return bool(seen.highest[cell] < self._told.highest[cell])
        return bool(seen.lowest[cell] > self._told.lowest[cell])

    def _is_too_tight(self, ends: Ends) -> BoolArray:
        is_exact, is_told = ends.lowest == ends.highest, self._told.lowest == self._told.highest
        is_narrower = (ends.lowest > self._told.lowest) | (ends.highest < self._told.highest)
        return np.where(self.is_sensitive, is_narrower, is_exact & ~is_told)

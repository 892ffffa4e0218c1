"""What an attacker can find out of counts that are withheld, from all that is published and from the rule itself.

The attacker knows
- every published count, of all units, levels and clusterings together, and which units each area holds;
- that counts are whole and not negative;
- the rule, and of every withheld count whether it is below the threshold or withheld to protect another one.

The last is more than is ever published: who knows less, finds out less. Not among what the attacker knows: counts of
other sources, other indicators that add up with this one, and which way of choosing led to what is withheld.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from geodata.errors import SetupError
from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indelingen.proposal.blocks import BoolArray
from geodata.indicators.disclosure.cells import CellSystem
from geodata.indicators.disclosure.rule import Rule

# Sharper than the solver's own, under which it may stop one short of the best where counts are large.
_OPTIONS = {"mip_rel_gap": 0.0}
_USED = 1e-9


class AttackUndecidedError(SetupError):
    """The solver stopped without an answer to a question that always has one."""

    def __init__(self, message: str) -> None:
        super().__init__(
            f"De rekenmachine voor de onthullingscontrole (HiGHS) stopte zonder antwoord: {message} Zonder antwoord "
            "wordt er niets gepubliceerd."
        )


@dataclass(frozen=True)
class Interval:
    """Between which whole numbers a count lies for all that somebody knows; ``highest`` is None without a bound."""

    lowest: int
    highest: int | None

    @property
    def is_exact(self) -> bool:
        """Whether only one number is left."""
        return self.lowest == self.highest


@dataclass(frozen=True)
class Room:
    """How far the count of each cell may lie from the truth when it is withheld, for all that the rule tells."""

    below: FloatArray
    above: FloatArray

    def turned(self) -> "Room":
        """Return the same room, seen from the other side."""
        return Room(self.above, self.below)


class Attacker:
    """Finds the tightest bounds on a cell, as the least and greatest solution of an integer program (HiGHS).

    Cells of one clustering within another make a network, of which the relaxed program has whole solutions; cells of
    clusterings that cross do not, and there a bound of the relaxed program would be wider than what can be found out.
    """

    def __init__(self, system: CellSystem, rule: Rule) -> None:
        self.system = system
        self.is_sensitive = rule.are_sensitive(system.counts)
        self.can_be_withheld = rule.can_be_withheld(system.counts)
        self._holds = csr_array(system.holds.astype(np.float64))
        self._withheld_lowest = np.where(self.is_sensitive, rule.lowest, rule.threshold).astype(np.float64)
        self._withheld_highest = np.where(self.is_sensitive, rule.threshold - 1.0, np.inf)
        # Stands for no bound at all: nobody can tell a count from one that is higher.
        self._cap = int(system.counts.max(initial=0)) + rule.threshold * (len(system.unit_codes) + 1)

    def extreme(self, cell: int, is_withheld: BoolArray, *, is_highest: bool) -> IntArray:
        """Find counts of all units that fit all that is known, with the lowest or highest sum for a cell."""
        lowest, highest = self._row_bounds(is_withheld)
        found = milp(
            self._costs(cell, is_highest=is_highest),
            integrality=np.ones(len(self.system.unit_codes)),
            bounds=Bounds(0, self._cap),
            constraints=LinearConstraint(self._holds, lowest, highest),
            options=_OPTIONS,
        )
        if found.status != 0:
            raise AttackUndecidedError(found.message)
        return np.asarray(np.rint(found.x), dtype=np.int64)

    def interval(self, cell: int, is_withheld: BoolArray) -> Interval:
        """Find the tightest bounds on a cell."""
        ends = [
            int(self.extreme(cell, is_withheld, is_highest=side)[self.system.holds[cell]].sum())
            for side in (False, True)
        ]
        return Interval(ends[0], None if ends[1] >= self._cap else ends[1])

    def published_in_proof(self, cell: int, is_withheld: BoolArray, *, is_highest: bool) -> BoolArray:
        """Mark the published cells with which the relaxed program proves its bound: those with a price (a dual)."""
        lowest, highest = self._row_bounds(is_withheld)
        has_end = is_withheld & np.isfinite(highest)
        found = linprog(
            self._costs(cell, is_highest=is_highest),
            A_ub=vstack([-self._holds[np.flatnonzero(is_withheld)], self._holds[np.flatnonzero(has_end)]]),
            b_ub=np.concatenate([-lowest[is_withheld], highest[has_end]]),
            A_eq=self._holds[np.flatnonzero(~is_withheld)],
            b_eq=self.system.counts[~is_withheld],
            bounds=(0, self._cap),
            method="highs",
        )
        if found.status != 0:
            raise AttackUndecidedError(found.message)
        used = np.zeros(len(is_withheld), dtype=np.bool_)
        used[~is_withheld] = np.abs(found.eqlin.marginals) > _USED
        return used

    def room(self) -> Room:
        """Return how far each cell may lie from the truth when it is withheld, for all that the rule tells."""
        counts = self.system.counts
        return Room(counts - self._withheld_lowest, self._withheld_highest - counts)

    def _costs(self, cell: int, *, is_highest: bool) -> FloatArray:
        return np.asarray(self.system.holds[cell] * (-1.0 if is_highest else 1.0), dtype=np.float64)

    def _row_bounds(self, is_withheld: BoolArray) -> tuple[FloatArray, FloatArray]:
        counts = self.system.counts.astype(np.float64)
        return (
            np.where(is_withheld, self._withheld_lowest, counts),
            np.where(is_withheld, self._withheld_highest, counts),
        )

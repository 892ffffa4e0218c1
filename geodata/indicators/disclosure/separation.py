"""Attacks that a choice of cells leaves open, also where the choice is in shares: by linear programs and their duals.

How far a cell can be moved from its count, when every free cell can be moved by its share of what it may at most, is a
linear program; the prices of its solution (the dual) tell which cells keep it from moving further, and so which of them
have to be withheld for it. These are the capacity constraints of Fischetti and Salazar-González (2001, section 4), with
their coefficients cut off at the move that is needed.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indelingen.proposal.blocks import BoolArray
from geodata.indicators.disclosure.attacker import AttackUndecidedError, Room
from geodata.indicators.disclosure.cells import CellSystem

_USED = 1e-7
_LITTLE = 1e-6


@dataclass(frozen=True)
class Demand:
    """What any choice that protects a cell meets: the ``weights`` of the withheld add up to at least ``needed``."""

    weights: FloatArray
    needed: float

    def is_met_by(self, shares: FloatArray) -> bool:
        """Tell whether a choice, or one in shares, meets it."""
        return bool(self.weights @ shares >= self.needed - _LITTLE)


class Separation:
    """Finds demands that a choice does not meet.

    Parameters
    ----------
    is_free
        The cells that may be withheld or not; what is neither free nor withheld is public.
    is_withheld
        The cells that are withheld whatever is chosen.
    """

    def __init__(self, system: CellSystem, is_free: BoolArray, is_withheld: BoolArray) -> None:
        self._rows = csr_array(system.holds.astype(np.float64))
        self._free, self._withheld = np.flatnonzero(is_free), np.flatnonzero(is_withheld)
        self._public_rows = self._rows[np.flatnonzero(~is_free & ~is_withheld)]

    def for_a_move(self, cell: int, by: float, room: Room, shares: FloatArray) -> Demand | None:
        """Find what a choice lacks for a cell to be able to be higher by so much; lower is higher in turned room.

        Returns
        -------
        Demand or None
            None where the choice lacks nothing that this can tell.
        """
        others = self._withheld[self._withheld != cell]
        limits = np.concatenate([np.minimum(room.above, by)[self._free], np.minimum(room.below, by)[self._free]])
        limits *= np.tile(shares[self._free], 2)
        known = np.concatenate([room.above[others], room.below[others], [by]])
        rows = [self._rows[self._free], -self._rows[self._free], self._rows[others], -self._rows[others]]
        found = self._moved(cell, [*rows, self._rows[[cell]]], np.concatenate([limits, known]))
        if -found.fun >= by - _LITTLE:
            return None
        prices = -found.ineqlin.marginals[: len(limits)]
        lacking = by + found.fun + float(prices @ limits)
        return self._demand(prices, room, lacking)

    def for_any_move(self, cell: int, by: float, shares: FloatArray) -> Demand | None:
        """Find what a choice lacks for a cell that must not be the sum and difference of public ones.

        It is to move by ``by`` either way, where all that must be withheld can move at will.
        """
        free = self._free[self._free != cell]
        rows = [self._rows[free], -self._rows[free], self._rows[[cell]]]
        found = self._moved(cell, rows, np.append(np.tile(shares[free], 2), by))
        if -found.fun >= by - _LITTLE:
            return None
        prices = np.abs(found.ineqlin.marginals[:-1]).reshape(2, -1).sum(axis=0)
        weights = np.zeros(len(shares))
        weights[free] = prices > _USED
        weights[cell] = -1.0 if cell in self._free else 0.0
        return Demand(weights, 1.0 + weights[cell])

    def _moved(self, cell: int, rows: list[csr_array], limits: FloatArray) -> Any:
        is_bound = np.isfinite(limits)
        has_public = self._public_rows.shape[0] > 0
        found = linprog(
            -self._rows[[cell]].toarray()[0],
            A_ub=vstack(rows, format="csr")[np.flatnonzero(is_bound)],
            b_ub=limits[is_bound],
            A_eq=self._public_rows if has_public else None,
            b_eq=np.zeros(self._public_rows.shape[0]) if has_public else None,
            bounds=(None, None),
            method="highs",
        )
        if found.status != 0:
            raise AttackUndecidedError(found.message)
        marginals = np.zeros(len(limits))
        marginals[is_bound] = found.ineqlin.marginals
        found.ineqlin.marginals = marginals
        return found

    def _demand(self, prices: FloatArray, room: Room, lacking: float) -> Demand:
        above, below = prices.reshape(2, -1)
        weights = np.zeros(len(room.above))
        with np.errstate(invalid="ignore"):
            most = np.where(above > _USED, above * room.above[self._free], 0.0)
            most += np.where(below > _USED, below * room.below[self._free], 0.0)
        weights[self._free] = np.minimum(most / lacking, 1.0)
        return Demand(weights, 1.0)

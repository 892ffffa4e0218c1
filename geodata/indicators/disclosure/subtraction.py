"""Whether a withheld cell is a sum and difference of published ones: linear algebra, whatever the counts are."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from geodata.indelingen.proposal.blocks import BoolArray
from geodata.indicators.disclosure.cells import CellSystem

_NOTHING = 1e-6
_INFEASIBLE = 2


@dataclass(frozen=True)
class Subtraction:
    """A cell as the sum of published cells, each times a factor (1 to add, -1 to take off), by their first code."""

    factors: Mapping[str, float]

    def __str__(self) -> str:
        ordered = sorted(self.factors.items(), key=lambda item: (-item[1], item[0]))
        return " ".join(f"{_sign(factor)}{code}" for code, factor in ordered).removeprefix("+ ")


def subtraction_for(system: CellSystem, cell: int, is_withheld: BoolArray) -> Subtraction | None:
    """Find published cells that a withheld cell is the sum and difference of, with the least factors in all.

    Returns
    -------
    Subtraction or None
        None where the cell does not lie in the row space of the published cells.
    """
    published = np.flatnonzero(~is_withheld)
    if published.size == 0:
        return None
    rows = system.holds[published].astype(np.float64).T
    found = linprog(np.ones(2 * len(published)), A_eq=np.hstack([rows, -rows]), b_eq=system.holds[cell], method="highs")
    if found.status == _INFEASIBLE:
        return None
    factors = found.x[: len(published)] - found.x[len(published) :]
    return Subtraction(
        {
            system.names[other][0]: float(factor)
            for other, factor in zip(published, factors, strict=True)
            if abs(factor) > _NOTHING
        }
    )


def _sign(factor: float) -> str:
    size = "" if abs(abs(factor) - 1) < _NOTHING else f"{abs(factor):g} × "
    return f"{'-' if factor < 0 else '+'} {size}"

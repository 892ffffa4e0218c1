"""The counts that a publication consists of: of every unit, and of every area of every clustering as a sum of units."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geodata.errors import InvalidInputError
from geodata.indelingen.comparing.ground import IntArray
from geodata.indelingen.proposal.blocks import BoolArray


class CountsRefusedError(InvalidInputError):
    """Units and areas do not belong together; no count is told."""

    def __init__(self, fault: str, codes: Iterable[str]) -> None:
        super().__init__(f"De aantallen zijn zo niet te controleren: {fault}: {', '.join(sorted(codes))}.")


@dataclass(frozen=True)
class CellSystem:
    """Every count of one indicator in one period, at all levels and in all clusterings.

    Areas of the same units are one cell with several names: to publish one of them is to publish them all.

    Parameters
    ----------
    unit_codes
        The base units, in the order of the columns of ``holds``.
    names
        Per cell the codes of the unit and the areas that it is.
    holds
        Per cell and unit, whether the cell holds the unit.
    counts
        The true count of each cell. It is never shown, not even by this object.
    """

    unit_codes: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    holds: BoolArray
    counts: IntArray

    def __repr__(self) -> str:
        return f"CellSystem({len(self.unit_codes)} units, {len(self.names)} cells)"

    @cached_property
    def cell_of(self) -> Mapping[str, int]:
        """The cell that each unit and area is, by its code."""
        return {code: cell for cell, codes in enumerate(self.names) for code in codes}

    def cells_of(self, codes: Iterable[str]) -> BoolArray:
        """Mark the cells of some units and areas."""
        marks = np.zeros(len(self.names), dtype=np.bool_)
        marks[[self.cell_of[code] for code in codes]] = True
        return marks

    def sums(self, unit_counts: IntArray) -> IntArray:
        """Add up counts of the units to one of each cell."""
        return self.holds.astype(np.int64) @ unit_counts

    def codes_of(self, cells: BoolArray) -> tuple[str, ...]:
        """Name all units and areas of some cells."""
        return tuple(sorted(code for cell in np.flatnonzero(cells) for code in self.names[cell]))


def lay_cells(counts: Mapping[str, int], areas: Mapping[str, Collection[str]]) -> CellSystem:
    """Lay units and areas down as cells.

    Parameters
    ----------
    counts
        The true count of every unit: persons or the like, whole and not negative.
    areas
        Which whole units each area holds, of all levels and clusterings together. One without units has no cell.

    Raises
    ------
    CountsRefusedError
        An area holds a unit without a count, an area has the code of a unit, or a count is negative.
    """
    held = {unit for units in areas.values() for unit in units}
    if unknown := held - counts.keys():
        raise CountsRefusedError("van deze eenheden is er geen aantal", unknown)
    if twice := areas.keys() & counts.keys():
        raise CountsRefusedError("deze codes zijn van een eenheid en van een gebied", twice)
    if negative := [code for code, count in counts.items() if count < 0]:
        raise CountsRefusedError("een aantal is lager dan nul", negative)
    names: dict[frozenset[str], list[str]] = {frozenset({code}): [code] for code in counts}
    for code, units in areas.items():
        if units:
            names.setdefault(frozenset(units), []).append(code)
    holds = np.array([[code in units for code in counts] for units in names], dtype=np.bool_)
    holds = holds.reshape(len(names), len(counts))
    return CellSystem(
        unit_codes=tuple(counts),
        names=tuple(tuple(codes) for codes in names.values()),
        holds=holds,
        counts=holds.astype(np.int64) @ np.array(list(counts.values()), dtype=np.int64),
    )

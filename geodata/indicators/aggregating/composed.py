"""What adding up leads to, before it is judged: per area (rows) and indicator (columns)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.cells import NUMBER_OF, STATUSES, BoolArray, UnitCells
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.noise import NORMAL_95
from geodata.indicators.status import Status

NOT_APPLICABLE = NUMBER_OF[Status.NOT_APPLICABLE]


@dataclass(frozen=True)
class Composed:
    """Outcome of one rule for several indicators.

    Parameters
    ----------
    value
        Best estimate from the cells that are known, whatever they cover; NaN where none is.
    lowest, highest
        Hard bounds, infinite where there is none.
    likely_lowest, likely_highest
        The 95 % range, no wider than the hard bounds.
    coverage, estimated_share
        Share of the weight that is known, and that was divided or carried over by estimate; 0 to 1.
    missing
        By status, whether a cell that counts is missing for that reason.
    is_known
        Whether any cell that counts has a figure.
    variance
        Of the best estimate about the truth, of sums only: 0 for other rules.
    has_proxy
        Whether it was weighed with what stands in for a population that is not published.
    """

    value: FloatArray
    lowest: FloatArray
    highest: FloatArray
    likely_lowest: FloatArray
    likely_highest: FloatArray
    coverage: FloatArray
    estimated_share: FloatArray
    missing: BoolArray
    is_known: BoolArray
    has_proxy: BoolArray
    variance: FloatArray

    def columns(self, columns: Sequence[int]) -> "Composed":
        """Return the outcome for some indicators, by their columns."""
        return Composed(
            **{field.name: np.take(getattr(self, field.name), columns, axis=-1) for field in fields(Composed)}
        )

    def with_columns(self, columns: Sequence[int], part: "Composed") -> "Composed":
        """Return the outcome with that for some indicators in its columns."""

        def changed(name: str) -> npt.NDArray[Any]:
            array: npt.NDArray[Any] = getattr(self, name).copy()
            array[..., columns] = getattr(part, name)
            return array

        return Composed(**{field.name: changed(field.name) for field in fields(Composed)})

    def replaced(self, where: BoolArray, other: "Composed") -> "Composed":
        """Return the outcome with that of another rule, for the same indicators, in some places."""
        names = [field.name for field in fields(Composed)]
        return Composed(**{name: np.where(where, getattr(other, name), getattr(self, name)) for name in names})


def put_together(parts: Sequence[tuple[Sequence[int], Composed]]) -> Composed:
    """Put the outcomes for several groups of indicators together, each in its columns."""
    count = sum(len(columns) for columns, _ in parts)

    def whole(name: str) -> npt.NDArray[Any]:
        arrays = [(columns, getattr(part, name)) for columns, part in parts]
        array = np.empty((*arrays[0][1].shape[:-1], count), dtype=arrays[0][1].dtype)
        for columns, part in arrays:
            array[..., columns] = part
        return array

    return Composed(**{field.name: whole(field.name) for field in fields(Composed)})


@dataclass(frozen=True)
class Counting:
    """Which entries (rows) count for which indicator (columns), and how each is known."""

    cover: Cover
    counts: BoolArray
    is_known: BoolArray
    status: IntArray

    @property
    def is_missing(self) -> BoolArray:
        """Whether an entry counts, has something to tell, and is not known."""
        has_a_say: BoolArray = self.status != NOT_APPLICABLE
        return self.counts & ~self.is_known & has_a_say

    def per_area(self, amounts: FloatArray, where: BoolArray | None = None) -> FloatArray:
        """Add up amounts per area: of all entries that count, or of some."""
        return self.cover.per_area(np.where(self.counts if where is None else where, amounts, 0.0))

    def any_per_area(self, where: BoolArray) -> BoolArray:
        """Tell of which areas any entry is among some."""
        return np.asarray(self.cover.per_area(where.astype(np.float64)) > 0)

    def missing_by_status(self) -> BoolArray:
        """Tell per status (first axis), area and indicator whether a cell is missing for that reason."""
        missing = self.is_missing
        not_applicable = self.counts & (self.status == NOT_APPLICABLE)
        return np.stack(
            [
                self.any_per_area((missing & (self.status == number)) if number != NOT_APPLICABLE else not_applicable)
                for number in range(len(STATUSES))
            ]
        )

    def coverage(self, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the share of the weight that is known, and the share that was estimated.

        Where nothing weighs anything, units count as one each.
        """
        share = self.cover.share[:, np.newaxis]
        weighed = weight + 1e-9 * share
        has_a_say = self.counts & ~((self.status == NOT_APPLICABLE) & ~self.is_known)
        total = self.per_area(weighed, has_a_say)
        known = self.per_area(weighed, self.is_known & self.counts)
        estimated = self.per_area(weighed, self.counts & self.is_known & self.cover.is_estimated[:, np.newaxis])
        return _part(known, total), _part(estimated, known)


def pieces(cells: UnitCells, cover: Cover, shares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the hard bounds of what an entry holds of a count of its unit.

    Parameters
    ----------
    cells
        Of the units of the entries.
    shares
        Share of the count that each entry is taken for.

    Notes
    -----
    Of a unit that is cut only the whole is known: a piece can hold none of it, or all. A piece that is sure to hold
    nobody holds nothing.
    """
    is_whole, is_empty = cover.is_whole[:, np.newaxis], (shares == 0) & ~cover.is_estimated[:, np.newaxis]
    is_absent = np.isnan(cells.value) & (cells.status == NOT_APPLICABLE)
    lowest = np.where(np.isnan(cells.lowest), 0.0, cells.lowest)
    highest = np.where(np.isnan(cells.highest), np.inf, cells.highest)
    lowest = np.where(is_whole, lowest, np.minimum(lowest, 0.0))
    return np.where(is_absent, 0.0, lowest), np.where(is_empty | is_absent, 0.0, highest)


def people_of(cells: UnitCells, cover: Cover) -> FloatArray:
    """Return the people of each entry, as a column: those of an average base unit where they are not known."""
    if "inwoners" not in cells.column_of:
        return np.zeros((len(cover.area), 1))
    people = cells.value[:, [cells.column_of["inwoners"]]]
    is_known = ~np.isnan(people)
    of_units = people[is_known & ~cover.has_parts[:, np.newaxis]]
    average = of_units.mean() if len(of_units) else 0.0
    return np.where(is_known, people, average) * cover.share[:, np.newaxis]


def half_width(variance: FloatArray, *, is_whole: BoolArray) -> FloatArray:
    """Return half the width of the 95 % range: normal, with half a step more where only whole numbers can be true."""
    return NORMAL_95 * np.sqrt(variance) + np.where(is_whole & (variance > 0), 0.5, 0.0)


def inward(end: FloatArray, *, up: bool, is_whole: BoolArray) -> FloatArray:
    """Round an end of the 95 % range to the nearest whole number within it, where only whole numbers can be true."""
    rounded = np.ceil(np.round(end, 9)) if up else np.floor(np.round(end, 9))
    return np.where(is_whole, rounded, end)


def _part(part: FloatArray, whole: FloatArray) -> FloatArray:
    return np.divide(part, whole, out=np.zeros(whole.shape), where=whole > 0).clip(0.0, 1.0)

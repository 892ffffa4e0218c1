"""Choosing from the areas found so far, with the solver HiGHS: at what prices, and which together make a partition."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from geodata.errors import SetupError
from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indelingen.proposal.areas import Prices
from geodata.indelingen.proposal.blocks import Blocks, BoolArray

# Below this a column of a relaxed choice is not used.
_UNUSED = 1e-9


class SolverError(SetupError):
    """The solver stopped without an answer to a question that always has one."""

    def __init__(self, status: str) -> None:
        super().__init__(f"De rekenmachine voor voorstellen (HiGHS) stopte zonder antwoord: {status}.")


@dataclass(frozen=True)
class Radius:
    """How far prices may lie from those in the middle."""

    of_block: float
    of_area: float

    def times(self, factor: float) -> "Radius":
        """Return one so many times as large."""
        return Radius(self.of_block * factor, self.of_area * factor)


@dataclass(frozen=True)
class Relaxed:
    """A choice of parts of areas.

    Parameters
    ----------
    cost
        Of it, at least that of any partition in these areas within the radius.
    prices
        At which no area found so far is worth more than its first block's ``discounts``.
    discounts
        Per block, 0 or less.
    is_held_back
        Whether the radius kept the prices from being better.
    """

    cost: float
    prices: Prices
    discounts: FloatArray
    is_held_back: bool


class Master:
    """The relaxed choice from the areas found so far.

    Rows: each block in one area; for each block at most one area of which it is the first; the number of areas. Columns
    that fill and empty the first and last kind at a cost keep the prices near those in the middle (boxstep: Marsten,
    Hogan and Blankenship, "The Boxstep Method for Large-Scale Optimization", 1975).
    """

    def __init__(self, blocks: Blocks) -> None:
        count = self._count = blocks.count
        self._blocks = blocks
        self._known: set[bytes] = set()
        self._areas: list[BoolArray] = []
        rows = np.append(np.arange(count), 2 * count)
        lower = np.concatenate([np.ones(count), np.full(count, -highspy.kHighsInf), [blocks.fewest_areas]])
        upper = np.concatenate([np.ones(2 * count), [blocks.most_areas]])
        self._highs = _quiet_solver()
        self._highs.addRows(
            2 * count + 1, lower, upper, 0, np.zeros(2 * count + 1, np.int32), np.zeros(0, np.int32), np.zeros(0)
        )
        self._box_size = 2 * len(rows)
        signs = np.repeat([1.0, -1.0], len(rows))
        _add_columns(self._highs, np.zeros(self._box_size), [np.array([row]) for row in np.tile(rows, 2)], signs)

    @property
    def areas(self) -> BoolArray:
        """Every area added so far."""
        return np.array(self._areas, dtype=np.bool_).reshape(-1, self._count)

    def add(self, areas: BoolArray) -> int:
        """Add areas; return how many were not there yet."""
        new = [area for area in areas if area.tobytes() not in self._known]
        if not new:
            return 0
        self._known.update(area.tobytes() for area in new)
        self._areas.extend(new)
        firsts = self._count + np.array(new).argmax(axis=1)
        entries = [
            np.append(np.flatnonzero(area), [first, 2 * self._count]) for area, first in zip(new, firsts, strict=True)
        ]
        _add_columns(self._highs, self._blocks.costs_of(np.array(new)), entries, np.ones(sum(map(len, entries))))
        return len(new)

    def solve(self, middle: Prices, radius: Radius) -> Relaxed:
        """Choose at least cost, with prices near the middle."""
        prices = np.append(middle.of_block, middle.of_area)
        radii = np.append(np.full(self._count, radius.of_block), radius.of_area)
        costs = np.concatenate([prices + radii, radii - prices])
        self._highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolverError(self._highs.modelStatusToString(self._highs.getModelStatus()))
        solution = self._highs.getSolution()
        duals, used = np.array(solution.row_dual), np.array(solution.col_value)
        return Relaxed(
            cost=float(self._highs.getInfo().objective_function_value),
            prices=Prices(duals[: self._count], float(duals[-1])),
            discounts=np.minimum(duals[self._count : -1], 0.0),
            is_held_back=bool(used[: self._box_size].sum() > _UNUSED),
        )


@dataclass(frozen=True)
class Chosen:
    """The best partition in some areas.

    Parameters
    ----------
    areas
        Its areas; None where none was found.
    bound
        No partition in those areas costs less; infinite where there is none.
    """

    areas: BoolArray | None
    bound: float


def choose(blocks: Blocks, areas: BoolArray, known: BoolArray | None, seconds: float) -> Chosen:
    """Choose the areas that make the partition of least cost: a set partitioning, solved as a mixed-integer program.

    Parameters
    ----------
    known
        A partition to start from; its areas are added.
    """
    start = np.zeros((0, blocks.count), dtype=np.bool_) if known is None else known
    areas = np.concatenate([areas, start])
    if not len(areas):
        return Chosen(None, np.inf)
    highs = _quiet_solver()
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("time_limit", max(seconds, 0.1))
    count = blocks.count
    lower, upper = np.append(np.ones(count), blocks.fewest_areas), np.append(np.ones(count), blocks.most_areas)
    highs.addRows(count + 1, lower, upper, 0, np.zeros(count + 1, np.int32), np.zeros(0, np.int32), np.zeros(0))
    entries = [np.append(np.flatnonzero(area), count) for area in areas]
    _add_columns(highs, blocks.costs_of(areas), entries, np.ones(sum(map(len, entries))))
    whole = np.full(len(areas), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    highs.changeColsIntegrality(len(areas), np.arange(len(areas), dtype=np.int32), whole)
    if len(start):
        ours = np.arange(len(areas) - len(start), len(areas), dtype=np.int32)
        highs.setSolution(len(ours), ours, np.ones(len(ours)))
    highs.run()
    return _chosen(highs, areas)


def _chosen(highs: highspy.Highs, areas: BoolArray) -> Chosen:
    if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Chosen(None, np.inf)
    info = highs.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Chosen(None, float(info.mip_dual_bound))
    used = np.array(highs.getSolution().col_value) > 0.5
    return Chosen(areas[used], float(info.mip_dual_bound))


class _QuietHighs(highspy.Highs):
    """Does not print: the library greets as soon as it enables its callbacks, when it is made."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _quiet_solver() -> highspy.Highs:
    highs = _QuietHighs()  # type: ignore[no-untyped-call]
    # One thread: a web server has others waiting.
    highs.setOptionValue("threads", 1)
    return highs


def _add_columns(highs: highspy.Highs, costs: FloatArray, rows: Sequence[IntArray], values: FloatArray) -> None:
    lengths = np.array([len(one) for one in rows])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32)
    indices = np.concatenate(rows).astype(np.int32)
    count = len(costs)
    highs.addCols(
        count, costs, np.zeros(count), np.full(count, highspy.kHighsInf), len(indices), starts, indices, values
    )

"""The fewest figures to withhold besides, so that none that must be withheld can be found out.

Each way to find out a cell is a set of published cells that give it away together; of every such attack one cell has to
be withheld. The fewest cells that do so are a minimum hitting set; as the attacks are too many to list, those that a
choice leaves open are added until there are none: an implicit hitting set (Moreno-Centeno and Karp, "The Implicit
Hitting Set Approach to Solve Combinatorial Optimization Problems with an Application to Multigenome Alignment",
Operations Research 61(2), 2013). It is the scheme of lazy constraints of Fischetti and Salazar-González (2001), with
constraints that hold for whole numbers too. The cost of every choice made on the way is a lower bound, and the last
one, which leaves no attack, is the best there is.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from geodata.errors import ConflictError
from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indelingen.proposal.blocks import BoolArray
from geodata.indicators.disclosure.attacker import AttackUndecidedError
from geodata.indicators.disclosure.cells import CellSystem
from geodata.indicators.disclosure.guard import Guard
from geodata.indicators.disclosure.separation import Demand, Separation

TIME_LIMIT_S = 60.0
_LITTLE = 1e-6
_SHORTEST_S = 2.0
_KEPT = 0.6
_INFEASIBLE = 2

Question = Callable[[FloatArray], Demand | None]


class NotProtectableError(ConflictError):
    """What is public already gives a count away, whatever else is withheld."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(
            f"{', '.join(codes)} moet geheim blijven, en volgt uit cijfers die al gepubliceerd zijn; daar helpt geen "
            "weglaten meer tegen. Wie dit wil publiceren, neemt eerst de publicatie terug waaruit het volgt "
            "('gebiedsmonitor etl undo')."
        )


@dataclass(frozen=True)
class Standing:
    """What is public already, and what was withheld then; neither changes."""

    is_public: BoolArray
    is_withheld: BoolArray


@dataclass(frozen=True)
class Proposal:
    """What to withhold.

    Parameters
    ----------
    is_withheld
        Per cell; in the check nothing of it can be found out.
    is_added
        The cells among them that are withheld to protect others.
    added_figures, fewest_figures
        How many figures (names of cells) are withheld besides, and what is proven to be the least.
    """

    system: CellSystem
    is_withheld: BoolArray
    is_added: BoolArray
    added_figures: int
    fewest_figures: int

    @property
    def added_codes(self) -> tuple[str, ...]:
        """The units and areas that are withheld to protect others."""
        return self.system.codes_of(self.is_added)

    @property
    def is_proven_best(self) -> bool:
        """Whether nothing less will do."""
        return self.added_figures == self.fewest_figures


def propose(guard: Guard, standing: Standing | None = None, *, time_limit_s: float = TIME_LIMIT_S) -> Proposal:
    """Choose the fewest figures to withhold besides those that must be.

    Parameters
    ----------
    time_limit_s
        About how long to search; then the best choice found passes the check, with a gap to the proven least.

    Raises
    ------
    NotProtectableError
        What is public already gives a count away.
    AttackUndecidedError
        The solver stopped without an answer.

    Notes
    -----
    A cell counts for as many figures as it has names. A choice at least cost withholds no cell that can be found out
    exactly: to publish it would change nothing else, and cost less.
    """
    return _Search(guard, standing, time_limit_s).run()


@dataclass(frozen=True)
class _Choice:
    """Which cells to withhold besides, or which share of each, and the least that it can cost."""

    shares: FloatArray
    least: int

    @property
    def cells(self) -> BoolArray:
        """The cells that are withheld, of a choice that is whole."""
        return np.asarray(self.shares > 0.5, dtype=np.bool_)


class _Search:
    """One search for the cells to withhold."""

    def __init__(self, guard: Guard, standing: Standing | None, time_limit_s: float) -> None:
        nothing = np.zeros(len(guard.system.names), dtype=np.bool_)
        standing = standing or Standing(nothing, nothing)
        self._guard = guard
        # Half of the time to prove what is the least, half to come near it where that fails.
        self._half_time = time.monotonic() + time_limit_s / 2
        self._deadline = time.monotonic() + time_limit_s
        self._costs: IntArray = np.array([len(codes) for codes in guard.system.names], dtype=np.int64)
        self._must = guard.is_sensitive | standing.is_withheld
        self._is_free = guard.can_be_withheld & ~standing.is_public & ~self._must
        self._demands: list[Demand] = []
        self._separation = Separation(guard.system, self._is_free, self._must)
        if (self._must & standing.is_public).any():
            raise NotProtectableError(guard.system.codes_of(self._must & standing.is_public))
        for equation in _equations(guard.system):
            for cell in map(int, np.flatnonzero(equation & (self._must | self._is_free))):
                self._demand(cell, equation & ~_only(cell, equation))

    def run(self) -> Proposal:
        fewest = self._relax()
        while True:
            choice = self._least_meeting(is_whole=True)
            fewest = max(fewest, choice.least)
            is_open = self._separate(choice.shares) or self._study(choice.cells)
            if not is_open and self._cost(choice.cells) == fewest:
                return self._proposal(choice.cells, fewest)
            if time.monotonic() > self._half_time:
                completed = self._without_needless(self._completed(choice.cells))
                return self._proposal(self._improved(completed, fewest), fewest)

    def _relax(self) -> int:
        """Choose in shares, as long as that leaves attacks open; return what any choice costs at least.

        Most of the demands that matter are found so.
        """
        choice = self._least_meeting(is_whole=False)
        while self._separate(choice.shares) and time.monotonic() < self._half_time:
            choice = self._least_meeting(is_whole=False)
        return choice.least

    def _separate(self, shares: FloatArray) -> bool:
        """Demand what a choice lacks for any cell, by linear programs; tell whether it lacked anything."""
        known = len(self._demands)
        for cell in np.flatnonzero(self._must | (shares > _LITTLE)):
            for question in self._questions(int(cell), shares):
                taken = shares.copy()
                demand = question(taken)
                while demand is not None and not demand.is_met_by(taken):
                    self._demands.append(demand)
                    taken[demand.weights > 0] = 1.0
                    if not demand.is_met_by(taken):  # nothing that may be withheld is enough
                        self._give_up(int(cell))
                        break
                    demand = question(taken)
        return len(self._demands) > known

    def _questions(self, cell: int, shares: FloatArray) -> Iterator[Question]:
        if not self._guard.is_sensitive[cell]:
            by = 1.0 if self._must[cell] else float(shares[cell])
            yield partial(self._separation.for_any_move, cell, by)
            return
        count, told, room = self._guard.system.counts[cell], self._guard.told_by_rule, self._guard.attacker.room()
        for by, side in ((told.highest[cell] - count, room), (count - told.lowest[cell], room.turned())):
            if by > 0:
                yield partial(self._separation.for_a_move, cell, float(by), side)

    def _cost(self, added: BoolArray) -> int:
        return int(self._costs[added].sum())

    def _demand(self, cell: int, attack: BoolArray) -> None:
        """Demand that of an attack one cell is withheld, if the cell that it gives away is."""
        if (attack & self._must).any():
            return
        is_must = bool(self._must[cell])
        if not (attack & self._is_free).any():
            self._give_up(cell)
        weights = (attack & self._is_free).astype(np.float64)
        weights[cell] -= 0.0 if is_must else 1.0
        self._demands.append(Demand(weights, 1.0 if is_must else 0.0))

    def _give_up(self, cell: int) -> None:
        """Do not withhold a cell that what is public gives away already; raise where it must be."""
        if self._must[cell]:
            raise NotProtectableError(self._guard.system.names[cell])
        self._is_free[cell] = False

    def _study(self, chosen: BoolArray) -> bool:
        """Demand of attacks that take whole numbers or the rule as well; tell whether there was one."""
        known = len(self._demands)
        added = chosen.copy()
        while (leaking := self._guard.leaking_cells(self._must | added, self._must | chosen)).any():
            for cell in map(int, np.flatnonzero(leaking)):
                if self._guard.leaking_cells(self._must | added, _only(cell, added))[cell]:
                    attack = self._guard.attack_on(cell, self._must | added)
                    self._demand(cell, attack)
                    # Without anything that helps, the cell is not to be withheld itself.
                    added[cell] &= bool((attack & self._is_free).any())
                    added |= attack & self._is_free
        return len(self._demands) > known

    def _completed(self, chosen: BoolArray) -> BoolArray:
        """Withhold more until nothing leaks, at each step the cheapest cells that will do beside those before."""
        added = self._least_meeting(is_whole=True, beside=chosen).cells
        while self._separate(added.astype(np.float64)) or self._study(added):
            added = self._least_meeting(is_whole=True, beside=added).cells
        return added

    def _improved(self, added: BoolArray, fewest: int) -> BoolArray:
        """Give up a part of a choice, complete the rest anew, and keep what is better, as long as there is time.

        Large neighbourhood search (Shaw, "Using Constraint Programming and Local Search Methods to Solve Vehicle
        Routing Problems", 1998); the same from run to run but for the time.
        """
        lot = np.random.default_rng(len(added))
        while self._cost(added) > fewest and time.monotonic() < self._deadline:
            other = self._completed(added & (lot.random(len(added)) < _KEPT))
            if self._cost(other) <= self._cost(added):
                added = other
        return added

    def _least_meeting(self, *, is_whole: bool, beside: BoolArray | None = None) -> _Choice:
        """Choose the cheapest cells that meet every demand so far; where not whole, in shares.

        Out of time, a choice that is not the cheapest will do: its ``least`` is still no more than the cheapest costs.
        """
        if not self._demands:
            return _Choice(np.zeros(len(self._costs)), 0)
        lowest = np.zeros_like(self._is_free) if beside is None else beside & self._is_free
        weights = csr_array(np.array([demand.weights for demand in self._demands]))
        found = milp(
            self._costs,
            integrality=np.full(len(self._costs), int(is_whole)),
            bounds=Bounds(lowest.astype(np.float64), self._is_free.astype(np.float64)),
            constraints=LinearConstraint(weights, [demand.needed for demand in self._demands], np.inf),
            options={"mip_rel_gap": 0.0, "time_limit": max(self._half_time - time.monotonic(), _SHORTEST_S)},
        )
        if found.status == _INFEASIBLE:
            raise NotProtectableError(self._guard.system.codes_of(self._must))
        if found.x is None:
            raise AttackUndecidedError(found.message)
        least = found.mip_dual_bound if is_whole else found.fun
        return _Choice(np.asarray(found.x, dtype=np.float64), ceil(least - _LITTLE))

    def _without_needless(self, added: BoolArray) -> BoolArray:
        """Publish again what need not be withheld, the cells of most figures first."""
        has_changed = True
        while has_changed:
            has_changed = False
            for cell in sorted(np.flatnonzero(added), key=lambda one: -self._costs[one]):
                added[cell] = False
                is_needed = bool(self._guard.leaking_cells(self._must | added, self._must).any())
                added[cell] = is_needed
                has_changed |= not is_needed
        return added

    def _proposal(self, added: BoolArray, fewest: int) -> Proposal:
        is_withheld = self._must | added
        if self._guard.leaking_cells(is_withheld).any():
            raise AttackUndecidedError("het voorstel komt niet door de controle.")
        return Proposal(self._guard.system, is_withheld, added, self._cost(added), fewest)


def _only(cell: int, like: BoolArray) -> BoolArray:
    marks = np.zeros_like(like)
    marks[cell] = True
    return marks


def _equations(system: CellSystem) -> Iterator[BoolArray]:
    """Yield for each area the cells of an equation: itself and its units. Who knows all but one of them, knows it."""
    unit_cells = np.array([system.cell_of[code] for code in system.unit_codes])
    for cell in np.flatnonzero(system.holds.sum(axis=1) > 1):
        marks = _only(int(cell), np.zeros(len(system.names), dtype=np.bool_))
        marks[unit_cells[system.holds[cell]]] = True
        yield marks

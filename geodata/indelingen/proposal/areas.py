"""Areas worth having at given prices: a branch and bound over all contiguous areas, many partial ones at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from math import inf

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indelingen.proposal.blocks import Blocks, BoolArray
from geodata.indelingen.proposal.clock import Clock

# Partial areas that are carried on together: enough for numpy to be quick, few enough for the cache.
_BATCH = 1024
# Where only the best area is sought, another has to be this share better to be looked for.
_WORTHWHILE = 0.02


@dataclass(frozen=True)
class Prices:
    """What a partition pays for each block that it holds, and for each area."""

    of_block: FloatArray
    of_area: float


@dataclass
class Allowance:
    """How far a search may go; it ends at whichever comes first."""

    clock: Clock
    states: float = inf
    areas: float = inf

    @property
    def is_spent(self) -> bool:
        """Whether to end."""
        return self.states <= 0 or self.areas <= 0 or self.clock.is_up


@dataclass(frozen=True)
class Found:
    """Areas that cost less than they pay for, by more than was asked.

    Parameters
    ----------
    lowest
        Per block a bound: no area of which it is the first costs less above what it pays for. Infinite: there is none.
    areas
        By rows of blocks.
    reduced
        What each costs above what it pays for.
    is_complete
        Whether the search came to its end.
    """

    lowest: FloatArray
    areas: BoolArray
    reduced: FloatArray
    is_complete: bool


@dataclass(frozen=True)
class _States:
    """Partial areas: of each what it costs by now, which blocks are in, may yet come in, and border on it.

    ``marginal`` is what a block would add, at its price; ``hoped`` what it may save yet with others that are free, half
    of what each pair of them gains.
    """

    cost: FloatArray
    people: FloatArray
    marginal: FloatArray
    hoped: FloatArray
    inside: BoolArray
    free: BoolArray
    near: BoolArray

    def __len__(self) -> int:
        return len(self.cost)

    def pick(self, rows: "BoolArray | slice") -> "_States":
        return _States(*(getattr(self, one.name)[rows] for one in fields(self)))

    def bounds(self) -> FloatArray:
        outlook = np.where(self.free, np.minimum(self.marginal + self.hoped, 0.0), 0.0)
        return np.asarray(self.cost + outlook.sum(axis=1))


class AreaSearch:
    """Finds areas by their first block; made once for a problem, asked at many prices."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._reach = _reach(blocks)
        self._half_gains = np.minimum(blocks.costs, 0.0) / 2
        self._with_another = np.maximum(blocks.costs, 0.0) + self._half_gains

    def find(self, prices: Prices, thresholds: FloatArray, allowance: Allowance, *, only_best: bool) -> Found:
        """Find areas that cost less above what they pay for than a threshold.

        Parameters
        ----------
        thresholds
            Per block, for areas of which it is the first.
        only_best
            Whether it is enough to find the best of each first block, or nearly so.

        Notes
        -----
        Grows connected sets from their first block, each once, by taking in or leaving out the most promising
        neighbour. A partial area is left when even half of every gain that is still to be had, all neighbours counted
        as if they could be chosen apart, does not bring it below the threshold.
        """
        count = self._blocks.count
        lowest = np.full(count, inf)
        found: list[BoolArray] = [np.zeros((0, count), dtype=np.bool_)]
        reduced: list[FloatArray] = [np.zeros(0)]
        bounds, with_block = self._outlooks(prices)
        is_complete = True
        for root in sorted(self._roots(), key=lambda one: float(bounds[one] - thresholds[one])):
            lowest[root] = bounds[root]
            if bounds[root] >= thresholds[root] or not is_complete:
                continue
            may_come = self._reach[root] & (with_block[root] < thresholds[root])
            members = np.flatnonzero(may_come & (np.arange(count) != root))
            members = np.concatenate([[root], members])
            tree = _Tree(self._blocks, members, float(thresholds[root]), only_best=only_best)
            is_complete = tree.grow(prices, allowance)
            lowest[root] = min(tree.lowest, np.min(with_block[root], where=self._reach[root] & ~may_come, initial=inf))
            found.append(tree.areas())
            reduced.extend(tree.reduced)
        return Found(lowest, np.concatenate(found), np.concatenate(reduced), is_complete)

    def _roots(self) -> IntArray:
        return np.flatnonzero(self._reach.diagonal())

    def _outlooks(self, prices: Prices) -> tuple[FloatArray, FloatArray]:
        """Return a bound for all areas of a first block, and for those of them that hold a second one."""
        count = self._blocks.count
        others = self._reach & ~np.eye(count, dtype=np.bool_)
        costs = -prices.of_block - prices.of_area
        hoped = np.einsum("rv,vw->rw", others.astype(np.float64), self._half_gains)
        outlook = np.where(others, self._blocks.costs - prices.of_block + hoped, inf)
        bounds = np.full(count, inf)
        with_block = np.full((count, count), inf)
        for root in self._roots():
            rest = np.flatnonzero(others[root])
            bounds[root] = costs[root] + np.minimum(outlook[root, rest], 0.0).sum()
            added = outlook[root, rest] + self._with_another[np.ix_(rest, rest)]
            np.fill_diagonal(added, 0.0)
            marginal = self._blocks.costs[root, rest] - prices.of_block[rest]
            with_block[root, rest] = costs[root] + marginal + np.minimum(added, 0.0).sum(axis=1)
        return bounds, with_block


def every_area(blocks: Blocks, allowance: Allowance) -> Found:
    """Find all areas that are allowed, whatever they cost."""
    free = Prices(np.zeros(blocks.count), 0.0)
    return AreaSearch(blocks).find(free, np.full(blocks.count, inf), allowance, only_best=False)


class _Tree:
    """All areas with one first block, in some members: that one first."""

    def __init__(self, blocks: Blocks, members: IntArray, threshold: float, *, only_best: bool) -> None:
        self._blocks, self._members, self._only_best = blocks, members, only_best
        square = np.ix_(members, members)
        self._costs = blocks.costs[square]
        self._half_gains = np.minimum(self._costs, 0.0) / 2
        self._borders, self._are_apart = blocks.borders[square], blocks.are_apart[square]
        self._people = blocks.people[members]
        self._threshold = threshold
        self._found: list[BoolArray] = []
        self.lowest = inf
        self.reduced: list[FloatArray] = []

    def areas(self) -> BoolArray:
        """Return the areas found as rows of blocks."""
        found = np.concatenate([np.zeros((0, len(self._members)), dtype=np.bool_), *self._found])
        areas: BoolArray = np.zeros((len(found), self._blocks.count), dtype=np.bool_)
        areas[:, self._members] = found
        return areas

    def grow(self, prices: Prices, allowance: Allowance) -> bool:
        """Search until nothing is left or the allowance is spent; tell whether nothing is left."""
        first = self._first(prices)
        allowance.areas -= self._keep(first)
        waiting = [first]
        while waiting and not allowance.is_spent:
            states = waiting.pop()
            allowance.states -= len(states)
            states = self._still_promising(states)
            if len(states):
                without, with_it = self._branch(states)
                allowance.areas -= self._keep(with_it)
                waiting.extend(_batches(without))
                waiting.extend(_batches(with_it))
        self.lowest = min([self.lowest, *(float(states.bounds().min()) for states in waiting)])
        return not waiting

    def _first(self, prices: Prices) -> _States:
        inside: BoolArray = np.zeros((1, len(self._members)), dtype=np.bool_)
        inside[0, 0] = True
        people = self._people[:1].copy()
        free = ~inside & ~self._are_apart[:1] & (people[:, None] + self._people <= self._blocks.most_people)
        return _States(
            cost=np.array([-prices.of_block[self._members[0]] - prices.of_area]),
            people=people,
            marginal=(self._costs[0] - prices.of_block[self._members])[None],
            hoped=np.einsum("sv,vw->sw", free.astype(np.float64), self._half_gains),
            inside=inside,
            free=free,
            near=self._borders[:1] & free,
        )

    def _keep(self, states: _States) -> int:
        """Keep the areas that are enough by themselves and below the threshold; return how many."""
        is_area = states.people >= self._blocks.least_people
        if self._blocks.node_borders is not None:
            areas: BoolArray = np.zeros((len(states), self._blocks.count), dtype=np.bool_)
            areas[:, self._members] = states.inside
            is_area &= self._blocks.hang_together(areas)
        if not is_area.any():
            return 0
        self.lowest = min(self.lowest, float(states.cost[is_area].min()))
        is_kept = is_area & (states.cost < self._threshold)
        self._found.append(states.inside[is_kept])
        self.reduced.append(states.cost[is_kept])
        if self._only_best:
            self._threshold = min(self._threshold, self.lowest - _WORTHWHILE * abs(self.lowest))
        return int(is_kept.sum())

    def _still_promising(self, states: _States) -> _States:
        states = states.pick(np.asarray(states.near.any(axis=1) & self._may_be_enough(states)))
        bounds = states.bounds()
        self._note(bounds[bounds >= self._threshold])
        is_open = bounds < self._threshold
        states, bounds = states.pick(is_open), bounds[is_open]
        # What would add so much that nothing can make up for it cannot come in any more.
        with_block = bounds[:, None] + states.marginal + states.hoped
        is_out = states.free & (with_block >= self._threshold)
        self._note(with_block[is_out])
        states = self._without(states, is_out)
        return states.pick(np.asarray(states.near.any(axis=1)))

    def _may_be_enough(self, states: _States) -> BoolArray:
        rest = np.where(states.free, self._people, 0.0).sum(axis=1)
        return np.asarray(states.people + rest >= self._blocks.least_people)

    def _note(self, bounds: FloatArray) -> None:
        self.lowest = min(self.lowest, float(bounds.min(initial=inf)))

    def _without(self, states: _States, is_out: BoolArray) -> _States:
        rows = np.flatnonzero(is_out.any(axis=1))
        if not len(rows):
            return states
        hoped = states.hoped.copy()
        hoped[rows] -= np.einsum("sv,vw->sw", is_out[rows].astype(np.float64), self._half_gains)
        free = states.free & ~is_out
        return _States(states.cost, states.people, states.marginal, hoped, states.inside, free, states.near & free)

    def _branch(self, states: _States) -> tuple[_States, _States]:
        """Leave out, and take in, the neighbour that promises most."""
        outlook = np.where(states.near, states.marginal + states.hoped, inf)
        chosen, rows = outlook.argmin(axis=1), np.arange(len(states))
        free, near, inside = states.free.copy(), states.near.copy(), states.inside.copy()
        free[rows, chosen] = near[rows, chosen] = False
        inside[rows, chosen] = True
        hoped = states.hoped - self._half_gains[chosen]
        without = _States(states.cost, states.people, states.marginal, hoped, states.inside, free, near)
        people = states.people + self._people[chosen]
        with_it = _States(
            cost=states.cost + states.marginal[rows, chosen],
            people=people,
            marginal=states.marginal + self._costs[chosen],
            hoped=hoped,
            inside=inside,
            free=free,
            near=(states.near | self._borders[chosen]) & free,
        )
        is_too_many = people[:, None] + self._people > self._blocks.most_people
        return without, self._without(with_it, free & (is_too_many | self._are_apart[chosen]))


def _batches(states: _States) -> Iterator[_States]:
    for begin in range(0, len(states), _BATCH):
        yield states.pick(slice(begin, begin + _BATCH))


def _reach(blocks: Blocks) -> BoolArray:
    """Tell which blocks an area may hold that has a block as its first: over later ones, with few enough people."""
    order = np.arange(blocks.count)
    fewest = np.where(np.eye(blocks.count, dtype=np.bool_), blocks.people, inf)
    steps = [np.flatnonzero(row) for row in blocks.borders]
    while True:
        over = np.stack([fewest[:, near].min(axis=1, initial=inf) for near in steps], axis=1) + blocks.people
        nearer = np.minimum(fewest, np.where(order > order[:, None], over, inf))
        nearer = np.where((nearer <= blocks.most_people) & ~blocks.are_apart, nearer, inf)
        if (nearer >= fewest).all():
            break
        fewest = nearer
    can_reach = np.isfinite(fewest)
    is_enough = np.where(can_reach, blocks.people, 0.0).sum(axis=1) >= blocks.least_people
    return np.asarray(can_reach & is_enough[:, None])

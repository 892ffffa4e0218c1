"""Partitions by small changes: simulated annealing over moves of blocks between areas that border on each other."""

from collections.abc import Sequence
from math import exp, isinf

import numpy as np

from geodata.indelingen.comparing.ground import IntArray
from geodata.indelingen.proposal.blocks import Blocks, BoolArray, pieces
from geodata.indelingen.proposal.clock import Clock

_STEPS_PER_BLOCK = 150
# In the costs of `Blocks`, which are 1000 together.
_HOTTEST, _COLDEST = 30.0, 0.3
# One block is moved as often as all that an owner and the proposal both have in one area.
_CHUNKS_ANEW = 200
_LARGE = 1e6


def anneal(blocks: Blocks, start: IntArray, owners: Sequence[IntArray], seed: int, clock: Clock) -> BoolArray | None:
    """Seek the partition of least cost that is as the wishes want it, from one that need not be.

    Parameters
    ----------
    start
        The label of each block.
    owners
        Clusterings of the blocks: what they have in common with an area may move at once.

    Returns
    -------
    numpy.ndarray
        The areas by rows of blocks; None where no partition that will do came by. The same seed gives the same, unless
        the clock stops it.
    """
    random = np.random.default_rng(seed)
    walk = _Walk(blocks, start)
    best: tuple[float, IntArray] | None = (walk.cost, walk.labels.copy()) if walk.is_allowed else None
    chunks: list[set[int]] = []
    steps = _STEPS_PER_BLOCK * blocks.count
    for step in range(steps):
        if step % _CHUNKS_ANEW == 0:
            if clock.is_up:
                break
            chunks = walk.chunks(owners)
        temperature = _HOTTEST * (_COLDEST / _HOTTEST) ** (step / steps)
        walk.step(chunks[random.integers(len(chunks))], random, temperature)
        if walk.is_allowed and (best is None or walk.cost < best[0]):
            best = (walk.cost, walk.labels.copy())
    if best is None:
        return None
    areas = blocks.areas_of(best[1])
    return areas if blocks.can_partition(areas) else None


class _Walk:
    """A partition that changes: labels, members and people of its areas, its cost and its faults."""

    def __init__(self, blocks: Blocks, start: IntArray) -> None:
        self._blocks = blocks
        self._costs = blocks.costs + _LARGE * blocks.are_apart
        self._near = [set(np.flatnonzero(row).tolist()) for row in blocks.borders]
        self._people = blocks.people.tolist()
        self.labels: IntArray = np.zeros(blocks.count, dtype=np.int64)
        self._members: dict[int, set[int]] = {}
        for label in np.unique(start):
            for part in pieces(np.flatnonzero(start == label), blocks.borders):
                self._members[len(self._members)] = set(part.tolist())
                self.labels[part] = len(self._members) - 1
        self._next = len(self._members)
        self._sums = {label: sum(self._people[one] for one in area) for label, area in self._members.items()}
        self.cost = float(self._costs[self.labels[:, None] == self.labels].sum() / 2)
        self._fault = sum(map(self._misfit, self._sums.values())) + self._miscount(len(self._members))

    @property
    def is_allowed(self) -> bool:
        """Whether people and number of areas are within bounds, and what must be apart is."""
        return self._fault < 1e-6 and self.cost < _LARGE / 2

    def chunks(self, owners: Sequence[IntArray]) -> list[set[int]]:
        """Return what may move at once: each block, as often as all the rest, and what areas share with owners'."""
        singles = [{block} for block in range(len(self.labels))]
        shared = []
        for owner in owners:
            both = self.labels * (int(owner.max(initial=0)) + 2) + owner
            for value in np.unique(both):
                parts = pieces(np.flatnonzero(both == value), self._blocks.borders)
                shared += [set(part.tolist()) for part in parts if len(part) > 1]
        whole = [set(area) for area in self._members.values()]
        return (
            [*singles, *shared, *whole] if len(shared) + len(whole) > len(singles) else [*singles * 2, *shared, *whole]
        )

    def step(self, chunk: set[int], random: np.random.Generator, temperature: float) -> None:
        """Try a move of a chunk to a bordering area, or to a new one; make it where it does not cost too much."""
        label = int(self.labels[next(iter(chunk))])
        moved = {block for block in chunk if self.labels[block] == label}
        rest = self._members[label] - moved
        targets = sorted({int(self.labels[near]) for block in moved for near in self._near[block]} - {label})
        if rest:
            targets.append(self._next)
        if not targets:
            return
        target = targets[random.integers(len(targets))]
        added, fault = self._change(moved, rest, label, target)
        is_taken = added + fault <= 0 or random.random() < exp(-(added + fault) / temperature)
        if is_taken and self._hang_together(rest) and self._hang_together(moved):
            self._make(moved, label, target)
            self.cost += added
            self._fault += fault

    def _change(self, moved: set[int], rest: set[int], label: int, target: int) -> tuple[float, float]:
        joined = self._members.get(target, set())
        people = sum(self._people[block] for block in moved)
        added = self._between(moved, joined) - self._between(moved, rest)
        fault = self._misfit(self._sums.get(target, 0.0) + people) - self._misfit(self._sums[label])
        fault += self._misfit(self._sums[label] - people) if rest else 0.0
        fault -= self._misfit(self._sums[target]) if joined else 0.0
        count = len(self._members)
        fault += self._miscount(count + (not joined) - (not rest)) - self._miscount(count)
        return added, fault

    def _make(self, moved: set[int], label: int, target: int) -> None:
        people = sum(self._people[block] for block in moved)
        self._members.setdefault(target, set()).update(moved)
        self._sums[target] = self._sums.get(target, 0.0) + people
        self._members[label] -= moved
        self._sums[label] -= people
        if not self._members[label]:
            del self._members[label], self._sums[label]
        self.labels[list(moved)] = target
        self._next = max(self._next, target + 1)

    def _between(self, some: set[int], others: set[int]) -> float:
        return float(self._costs[np.ix_(list(some), list(others))].sum()) if others else 0.0

    def _misfit(self, people: float) -> float:
        """Return what an area costs for the people that it has too few or too many: as much as all costs together."""
        most = people if isinf(self._blocks.most_people) else self._blocks.most_people
        outside = max(0.0, self._blocks.least_people - people) + max(0.0, people - most)
        return 4_000.0 * outside / max(float(sum(self._people)), 1.0)

    def _miscount(self, count: int) -> float:
        return 1_000.0 * max(0, self._blocks.fewest_areas - count, count - self._blocks.most_areas)

    def _hang_together(self, members: set[int]) -> bool:
        if not members:
            return True
        waiting = [next(iter(members))]
        left = members - set(waiting)
        while waiting:
            reached = self._near[waiting.pop()] & left
            left -= reached
            waiting.extend(reached)
        return not left

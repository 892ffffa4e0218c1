"""A bound below which no partition can cost, by prices for blocks and areas; and the areas worth having at those."""

from math import inf

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indelingen.proposal.areas import Allowance, AreaSearch, Found, Prices
from geodata.indelingen.proposal.blocks import Blocks, BoolArray
from geodata.indelingen.proposal.clock import Clock
from geodata.indelingen.proposal.master import Master, Radius, Relaxed

# Costs that differ less than this are equal: a thousand millionth of all costs together, which are 1000.
EXACT = 1e-6
# Of what a better partition might gain, the share that the prices may leave; the rest is for trying areas.
_CLOSE = 0.03
_AREAS_PER_BLOCK = 3
_STATES = 300_000
_MOST_ROUNDS = 1_000


class Relaxation:
    """Prices that are improved round by round.

    At any prices, no partition costs less than all blocks pay, less what the best areas cost below that (Lagrange);
    each round prices the areas found so far, finds areas that are worth more, and keeps the prices of the best bound in
    the middle.

    Parameters
    ----------
    start
        A partition: its blocks pay for what they cost in it.
    """

    def __init__(self, blocks: Blocks, start: BoolArray, clock: Clock) -> None:
        self._blocks, self._clock = blocks, clock
        self.search = AreaSearch(blocks)
        self._master = Master(blocks)
        self._master.add(start)
        alone: BoolArray = np.eye(blocks.count, dtype=np.bool_)
        self._master.add(alone[blocks.can_be(alone)])
        self.middle = self._prices = _prices_of(blocks, start)
        self.bound = -inf
        self.rounds = 0
        self._discounts: FloatArray = np.zeros(blocks.count)
        self._states = _STATES
        self._radius: Radius | None = None
        self._relaxed: Relaxed | None = None

    @property
    def areas(self) -> BoolArray:
        """Every area found so far."""
        return self._master.areas

    def is_done(self, best: float) -> bool:
        """Tell whether more rounds would add little to the bound, given the cost of the best partition so far."""
        if self._clock.is_up or self.rounds >= _MOST_ROUNDS or best - self.bound <= EXACT:
            return True
        return self._relaxed is not None and not self._relaxed.is_held_back and self._is_close(self._relaxed, best)

    def improve(self, best: float) -> None:
        """Go on for one round."""
        hoped = best if self._relaxed is None else self._relaxed.cost
        allowance = Allowance(self._clock, states=self._states)
        thresholds = self._discounts - self._fineness(best, hoped)
        found = self.search.find(self._prices, thresholds, allowance, only_best=True)
        bound, last = self._bound(found), self.bound
        if bound > self.bound:
            self.bound, self.middle = bound, self._prices
        self._master.add(_best_of_each(found, self._discounts))
        self._radius = self._next_radius(found, bound - last, hoped - last, best)
        self._price(best)
        self.rounds += 1

    def _bound(self, found: Found) -> float:
        prices, blocks = self._prices, self._blocks
        below = np.sort(np.minimum(np.where(np.isfinite(found.lowest), found.lowest, 0.0), 0.0))
        count = blocks.fewest_areas if prices.of_area > 0 else blocks.most_areas
        return float(prices.of_block.sum() + below[: blocks.most_areas].sum() + prices.of_area * count)

    def _fineness(self, best: float, hoped: float) -> float:
        """Return by how much an area has to be worth more to be looked for: it is lost from the bound."""
        if self._relaxed is None:
            return 1.0 / min(self._blocks.most_areas, 20)
        lost = min(0.02 * (best - self.bound), 0.1 * max(hoped - self.bound, 0.0))
        return max(EXACT / 10, lost / min(self._blocks.most_areas, 20))

    def _next_radius(self, found: Found, gained: float, hoped: float, best: float) -> Radius:
        usual = max(best - self.bound, EXACT) / self._blocks.count
        if self._radius is None:
            areas = max(1, min(self._blocks.most_areas, self._blocks.count // 5))
            return Radius(usual, usual * self._blocks.count / areas)
        if not found.is_complete:
            # So far from the middle that too many areas seem worth having.
            if self._radius.of_block < 0.02 * usual:
                self._states *= 2
            return self._radius.times(0.25)
        if gained > 0.1 * hoped:
            return self._radius.times(1.5)
        return self._radius.times(0.5) if gained < -hoped else self._radius

    def _price(self, best: float) -> None:
        radius = self._radius or Radius(inf, inf)
        relaxed = self._master.solve(self.middle, radius)
        while relaxed.is_held_back and self._is_close(relaxed, best):
            radius = radius.times(4.0)
            relaxed = self._master.solve(self.middle, radius)
        self._radius, self._relaxed = radius, relaxed
        self._prices, self._discounts = relaxed.prices, relaxed.discounts

    def _is_close(self, relaxed: Relaxed, best: float) -> bool:
        return relaxed.cost - self.bound <= max(_CLOSE * (best - self.bound), EXACT)


def _prices_of(blocks: Blocks, areas: BoolArray) -> Prices:
    label: IntArray = areas.argmax(axis=0)
    is_shared = label[:, None] == label
    return Prices(np.where(is_shared, blocks.costs, 0.0).sum(axis=1) / 2, 0.0)


def _best_of_each(found: Found, discounts: FloatArray) -> BoolArray:
    firsts = found.areas.argmax(axis=1) if len(found.areas) else np.zeros(0, dtype=np.int64)
    order = np.argsort(found.reduced - discounts[firsts])
    kept: list[int] = []
    counts = np.zeros(len(discounts), dtype=np.int64)
    for area in order:
        if counts[firsts[area]] < _AREAS_PER_BLOCK:
            counts[firsts[area]] += 1
            kept.append(int(area))
    return found.areas[kept]

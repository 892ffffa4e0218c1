"""Proposals for 22, 60 and 120 units with four owners; part of ``make bench-indelingen``, some minutes.

Made-up gemeenten: a plane of cells with the people of real buurten. Each owner starts from most of the same kernels and
grows areas around them, along borders that it weighs in its own way, so that the owners resemble each other as
departments do. Every unit is a node: what the owners happen to agree on is not joined beforehand.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Voronoi

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indelingen.proposal.model import Bounds, Problem, Solution, Wishes
from geodata.indelingen.proposal.solver import solve
from tests.bench.scratch import say

OWNERS, SPARE_KERNELS, WILFULNESS = 4, 2, 0.35
TIME_LIMIT_S = 60.0
SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Size:
    """How many units, and about how many areas each owner makes of them."""

    units: int
    areas: int


SIZES = (Size(22, 6), Size(60, 8), Size(120, 11))


def main() -> None:
    """Measure and print."""
    say(f"== voorstel, {OWNERS} eigenaren, hoogstens {TIME_LIMIT_S:g} s")
    for size in SIZES:
        for seed in SEEDS:
            say_one("zonder wensen", size, seed, Wishes((1.0,) * OWNERS, time_limit_s=TIME_LIMIT_S))
        say_one("aantal en inwoners begrensd", size, SEEDS[0], bounded(size))


def bounded(size: Size) -> Wishes:
    """Ask for about as many areas as the owners have, none very small or large."""
    mean = 2_000.0 * size.units / size.areas
    return Wishes(
        owner_weights=(1.0,) * OWNERS,
        area_count=Bounds(size.areas - 1, size.areas + 1),
        people=Bounds(0.3 * mean, 2.5 * mean),
        time_limit_s=TIME_LIMIT_S,
    )


def say_one(title: str, size: Size, seed: int, wishes: Wishes) -> None:
    """Find one proposal and print how long that took, and how sure it is."""
    found = solve(made_up(size, seed, wishes))
    what = f"{size.units:4} eenheden, gemeente {seed}, {title:28}"
    say(f"  {what} {found.seconds:6.1f} s, {found.rounds:4} ronden, {worth(found)}")


def worth(found: Solution) -> str:
    """Say how good a proposal is."""
    proof = "bewezen" if found.is_optimal else f"kloof {100 * found.gap:.3f}%"
    best = found.best_input
    beside = (
        "" if best is None else f"; {100 * (1 - found.disagreement / best.disagreement):.1f}% onder de beste bestaande"
    )
    return f"{len(set(found.labels.tolist()))} gebieden, {proof}{beside}"


def made_up(size: Size, seed: int, wishes: Wishes) -> Problem:
    """Make a gemeente with its owners."""
    random = np.random.default_rng(seed)
    points, pairs = cells(size.units, random)
    people = np.round(random.lognormal(7.2, 0.8, size.units) / 5) * 5
    people[random.random(size.units) < 0.05] = 0
    lengths = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    kernels = spread(points, size.areas + SPARE_KERNELS, random)
    labels = np.stack([grown(pairs, lengths, kernels, random) for _ in range(OWNERS)])
    names = tuple(f"Buurt {number}" for number in range(size.units))
    return Problem(names, people, labels, pairs, wishes)


def cells(count: int, random: np.random.Generator) -> tuple[FloatArray, IntArray]:
    """Divide the unit square in cells of about one size; return their middles and which border on each other."""
    points: FloatArray = random.uniform(0, 1, (count, 2))
    for _ in range(2):
        diagram = Voronoi(mirrored(points))
        regions = [diagram.regions[diagram.point_region[number]] for number in range(count)]
        points = np.array([diagram.vertices[region].mean(axis=0) for region in regions])
    borders = np.sort(Voronoi(mirrored(points)).ridge_points, axis=1)
    return points, np.unique(borders[borders[:, 1] < count], axis=0).astype(np.int64)


def mirrored(points: FloatArray) -> FloatArray:
    """Add the points as the four sides mirror them, so that the cells end at the sides."""
    x, y = points.T
    around = [np.column_stack(side) for side in ((-x, y), (x, -y), (2 - x, y), (x, 2 - y))]
    return np.vstack([points, *around])


def spread(points: FloatArray, count: int, random: np.random.Generator) -> list[int]:
    """Choose kernels that lie about as far apart as they can."""
    chosen = [int(random.integers(len(points)))]
    while len(chosen) < count:
        distances = np.linalg.norm(points[:, None] - points[chosen][None], axis=2).min(axis=1)
        chosen.append(int((distances * random.uniform(0.5, 1, len(points))).argmax()))
    return chosen


def grown(pairs: IntArray, lengths: FloatArray, kernels: list[int], random: np.random.Generator) -> IntArray:
    """Grow one owner's areas around some of the kernels: each unit goes to the nearest by its way of measuring."""
    count = len(kernels) - int(random.integers(0, 2 * SPARE_KERNELS + 1))
    chosen = random.permutation(kernels)[:count]
    measured = lengths * np.exp(WILFULNESS * random.standard_normal(len(lengths)))
    size = int(pairs.max()) + 1
    graph = csr_array((measured, (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    nearest: IntArray = dijkstra(graph, directed=False, indices=chosen).argmin(axis=0).astype(np.int64)
    return nearest


if __name__ == "__main__":
    main()

"""Nodes that wishes keep together, as one: what an area of them costs, who borders on whom, and what an area may be."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, inf
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray
from geodata.indelingen.proposal.model import Problem

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

# All costs together, in the solver's numbers: its tolerances are absolute.
_SCALE = 1_000.0
# People are sums of shares.
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Blocks:
    """What a proposal is made of, in order of people, the most first.

    Parameters
    ----------
    of_node
        The block of each node.
    costs
        Blocks by blocks: what it costs to put two in one area rather than in two; negative where it gains.
    unit, apart_disagreement
        The disagreement of a partition is ``apart_disagreement`` plus ``unit`` times the cost of its areas.
    people
        Of each block.
    borders
        Whether two blocks border on each other.
    are_apart
        Whether two blocks must lie in two areas.
    node_borders
        The same as ``borders`` for nodes; None where each block is in one piece, so that ``borders`` says enough.
    least_people, most_people
        Of an area.
    fewest_areas, most_areas
        Of a partition.
    """

    of_node: IntArray
    costs: FloatArray
    unit: float
    apart_disagreement: float
    people: FloatArray
    borders: BoolArray
    are_apart: BoolArray
    node_borders: BoolArray | None
    least_people: float
    most_people: float
    fewest_areas: int
    most_areas: int

    @cached_property
    def count(self) -> int:
        """Number of blocks."""
        return len(self.people)

    def costs_of(self, areas: BoolArray) -> FloatArray:
        """Return the cost of each area (rows), given by the blocks that it holds."""
        held = areas.astype(np.float64)
        return np.asarray(((held @ self.costs) * held).sum(axis=1) / 2)

    def areas_of(self, labels: IntArray) -> BoolArray:
        """Return the areas of a partition of blocks as rows of blocks."""
        return np.asarray(labels == np.unique(labels)[:, None])

    def labels_of(self, node_labels: IntArray) -> IntArray:
        """Return the label of each block: that of its first node."""
        _, firsts = np.unique(self.of_node, return_index=True)
        return np.asarray(node_labels[firsts])

    def partition_of(self, node_labels: IntArray) -> BoolArray | None:
        """Return the areas of a clustering of all nodes; None where it is not as the wishes want it."""
        labels = self.labels_of(node_labels)
        areas = self.areas_of(labels)
        does_hold = NO_AREA not in node_labels and bool((labels[self.of_node] == node_labels).all())
        return areas if does_hold and self.can_partition(areas) else None

    def can_be(self, areas: BoolArray) -> BoolArray:
        """Tell of each area whether it is in one piece, with people within bounds, and without blocks kept apart."""
        people = areas @ self.people
        held = areas.astype(np.float64)
        has_strangers = ((held @ self.are_apart) * held).any(axis=1)
        is_within = (people >= self.least_people) & (people <= self.most_people)
        return np.asarray(is_within & ~has_strangers & self.hang_together(areas))

    def hang_together(self, areas: BoolArray) -> BoolArray:
        """Tell of each area whether its nodes are in one piece."""
        if self.node_borders is not None:
            return in_one_piece(areas[:, self.of_node], self.node_borders)
        return in_one_piece(areas, self.borders)

    def can_partition(self, areas: BoolArray) -> bool:
        """Tell whether areas that hold each block once are as the wishes want them."""
        is_counted = self.fewest_areas <= len(areas) <= self.most_areas
        return is_counted and bool(self.can_be(areas).all())

    def disagreement(self, cost: float) -> float:
        """Return the disagreement of a partition from the cost of its areas."""
        return self.apart_disagreement + self.unit * cost


def blocks_of(problem: Problem) -> Blocks:
    """Join the nodes that have to lie in one area, and lay down what they cost."""
    of_node = _joined(problem)
    people = np.bincount(of_node, weights=problem.people).astype(np.float64)
    order = np.argsort(-people, kind="stable")
    of_node, people = np.argsort(order)[of_node], people[order]
    costs = _between_blocks(_pair_costs(problem), of_node)
    unit = float(np.abs(costs).sum() / 2 / _SCALE) or 1.0
    node_borders, borders = _borders(problem, of_node)
    wished, total = problem.wishes, float(people.sum())
    least, most = wished.people.lowest or 0.0, _or_else(wished.people.highest, inf)
    return Blocks(
        of_node=of_node,
        costs=costs / unit,
        unit=unit,
        apart_disagreement=problem.disagreement(of_node),
        people=people,
        borders=borders,
        are_apart=_apart(problem, of_node),
        node_borders=node_borders,
        least_people=least - _ROUNDING,
        most_people=most + _ROUNDING,
        fewest_areas=max(ceil(wished.area_count.lowest or 1), ceil(total / most - _ROUNDING) if most else 1, 1),
        most_areas=floor(
            min(_or_else(wished.area_count.highest, inf), (total + _ROUNDING) / least if least else inf, len(people))
        ),
    )


def in_one_piece(members: BoolArray, borders: BoolArray) -> BoolArray:
    """Tell of each row of members whether they hang together over the borders."""
    reached: BoolArray = np.zeros_like(members)
    rows = np.arange(len(members))
    reached[rows, members.argmax(axis=1)] = members.any(axis=1)
    steps = borders.astype(np.float32)
    while True:
        further = reached | ((reached.astype(np.float32) @ steps > 0) & members)
        if (further == reached).all():
            return np.asarray((reached == members).all(axis=1))
        reached = further


def pieces(members: IntArray, borders: BoolArray) -> list[IntArray]:
    """Return the parts of some nodes or blocks that hang together."""
    _, numbers = connected_components(borders[np.ix_(members, members)], directed=False)
    return [members[numbers == number] for number in range(int(numbers.max(initial=-1)) + 1)]


def _or_else(value: float | None, other: float) -> float:
    return other if value is None else value


def _joined(problem: Problem) -> IntArray:
    count = len(problem.people)
    ends = [(group[0], node) for group in problem.wishes.together for node in group]
    rows, columns = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    graph = coo_array((np.ones(len(rows)), (rows, columns)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _pair_costs(problem: Problem) -> FloatArray:
    costs: FloatArray = np.zeros((len(problem.people), len(problem.people)))
    for labels, weight in zip(problem.labels, problem.wishes.owner_weights, strict=True):
        are_held = (labels != NO_AREA)[:, None] & (labels != NO_AREA)
        costs += weight * np.where(are_held, np.where(labels[:, None] == labels, -1.0, 1.0), 0.0)
    return np.asarray(costs * problem.masses[:, None] * problem.masses)


def _between_blocks(costs: FloatArray, of_node: IntArray) -> FloatArray:
    holds = np.equal.outer(np.arange(int(of_node.max(initial=-1)) + 1), of_node).astype(np.float64)
    between: FloatArray = holds @ costs @ holds.T
    np.fill_diagonal(between, 0.0)
    return between


def _borders(problem: Problem, of_node: IntArray) -> tuple[BoolArray | None, BoolArray]:
    count = int(of_node.max(initial=-1)) + 1
    if not problem.wishes.is_contiguous:
        return None, ~np.eye(count, dtype=np.bool_)
    node_borders: BoolArray = np.zeros((len(of_node), len(of_node)), dtype=np.bool_)
    node_borders[problem.pairs[:, 0], problem.pairs[:, 1]] = True
    node_borders |= node_borders.T
    borders: BoolArray = np.zeros((count, count), dtype=np.bool_)
    borders[of_node[problem.pairs[:, 0]], of_node[problem.pairs[:, 1]]] = True
    borders |= borders.T
    np.fill_diagonal(borders, val=False)
    blocks = np.equal.outer(np.arange(count), of_node)
    is_whole = bool(in_one_piece(blocks, node_borders).all())
    return None if is_whole else node_borders, borders


def _apart(problem: Problem, of_node: IntArray) -> BoolArray:
    count = int(of_node.max(initial=-1)) + 1
    are_apart: BoolArray = np.zeros((count, count), dtype=np.bool_)
    for one, other in problem.wishes.apart:
        are_apart[of_node[one], of_node[other]] = are_apart[of_node[other], of_node[one]] = True
    return are_apart

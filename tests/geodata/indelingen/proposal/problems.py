"""Problems small enough to try every partition."""

from collections.abc import Iterator

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geodata.indelingen.comparing.ground import NO_AREA, IntArray
from geodata.indelingen.proposal.model import UNBOUNDED, Bounds, Problem, Wishes


def problem(
    node_people: list[float], labels: list[list[int]], pairs: list[tuple[int, int]], **wishes: object
) -> Problem:
    """A problem on nodes N0, N1, ...; each owner counts once unless the wishes say otherwise."""
    usual: dict[str, object] = {"owner_weights": (1.0,) * len(labels), "time_limit_s": 30.0}
    names = tuple(f"N{number}" for number in range(len(node_people)))
    borders = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    asked = Wishes(**(usual | wishes))  # type: ignore[arg-type]
    return Problem(names, np.array(node_people, dtype=float), np.array(labels), borders, asked)


def row(count: int) -> list[tuple[int, int]]:
    """Nodes in a row."""
    return [(number, number + 1) for number in range(count - 1)]


def partitions(count: int) -> Iterator[IntArray]:
    """Every partition of so many nodes, as labels by first occurrence."""

    def grow(labels: list[int]) -> Iterator[list[int]]:
        if len(labels) == count:
            yield labels
            return
        for label in range(max(labels, default=-1) + 2):
            yield from grow([*labels, label])

    return (np.array(labels, dtype=np.int64) for labels in grow([]))


def meets_wishes(asked: Problem, labels: IntArray) -> bool:
    """Tell by definition whether a partition is what was asked for."""
    wishes = asked.wishes
    sums = np.bincount(labels, weights=asked.people)
    return (
        wishes.area_count.holds(len(sums))
        and all(wishes.people.holds(people) for people in sums)
        and all(len({labels[node] for node in group}) == 1 for group in wishes.together)
        and all(labels[one] != labels[other] for one, other in wishes.apart)
        and (not wishes.is_contiguous or is_contiguous(asked, labels))
    )


def is_contiguous(asked: Problem, labels: IntArray) -> bool:
    """Tell whether each area is in one piece."""
    inside = asked.pairs[labels[asked.pairs[:, 0]] == labels[asked.pairs[:, 1]]]
    count = len(labels)
    graph = coo_array((np.ones(len(inside)), (inside[:, 0], inside[:, 1])), shape=(count, count))
    return int(connected_components(graph, directed=False)[0]) == len(set(labels.tolist()))


def least_by_trying_all(asked: Problem) -> float | None:
    """The least disagreement of all partitions that meet the wishes; None where none does."""
    found = [asked.disagreement(labels) for labels in partitions(len(asked.people)) if meets_wishes(asked, labels)]
    return min(found, default=None)


@st.composite
def small_problems(draw: st.DrawFn, most_nodes: int = 7) -> Problem:
    """A random graph with owners, of which some leave nodes out, and wishes that may or may not be met."""
    count = draw(st.integers(2, most_nodes))
    nodes = st.integers(0, count - 1)
    people = draw(st.lists(st.integers(0, 90), min_size=count, max_size=count))
    owners = draw(st.lists(st.lists(st.integers(NO_AREA, 3), min_size=count, max_size=count), min_size=1, max_size=4))
    loose = draw(st.lists(st.tuples(nodes, nodes), max_size=2 * count))
    pairs = sorted({(min(pair), max(pair)) for pair in [*loose, *row(count)] if pair[0] != pair[1]})
    pairs = [pair for pair in pairs if draw(st.integers(0, 9))] or [(0, 1)]
    distinct = st.tuples(nodes, nodes).filter(lambda pair: pair[0] < pair[1])
    return problem(
        people,
        owners,
        pairs,
        owner_weights=tuple(
            draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.0]), min_size=len(owners), max_size=len(owners)))
        ),
        area_count=draw(bounds(count)),
        people=draw(bounds(200)),
        together=tuple(draw(st.lists(distinct, max_size=1))),
        apart=tuple(draw(st.lists(distinct, max_size=2))),
        is_contiguous=draw(st.booleans()),
    )


def bounds(most: int) -> st.SearchStrategy[Bounds]:
    """No bounds half of the time, else a lowest, a highest, or both."""
    ends = st.tuples(st.none() | st.integers(1, most), st.none() | st.integers(1, most))
    return st.just(UNBOUNDED) | ends.map(lambda pair: Bounds(*_in_order(pair)))


def _in_order(pair: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    lowest, highest = pair
    return (highest, lowest) if lowest is not None and highest is not None and lowest > highest else pair

"""What a proposal is asked to be, on nodes with people, owners' labels and borders; and what came out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geodata.errors import InvalidInputError
from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray


class ProposalImpossibleError(InvalidInputError):
    """No clustering meets the wishes."""

    def __init__(self, reasons: list[str]) -> None:
        listed = "\n".join(f"  - {reason}" for reason in reasons)
        super().__init__(f"Er is geen indeling die aan alle wensen voldoet:\n{listed}")


class NoProposalInTimeError(InvalidInputError):
    """The time was up before any clustering that meets the wishes was found."""

    def __init__(self, time_limit_s: float) -> None:
        super().__init__(
            f"Binnen {time_limit_s:g} s is geen indeling gevonden die aan alle wensen voldoet, en ook niet bewezen dat "
            "die er niet is. Geef meer tijd, of maak een wens ruimer."
        )


@dataclass(frozen=True)
class Bounds:
    """A lowest and a highest number; None does not restrict."""

    lowest: float | None = None
    highest: float | None = None

    def holds(self, value: float) -> bool:
        """Tell whether a number lies within."""
        is_enough = self.lowest is None or value >= self.lowest
        return is_enough and (self.highest is None or value <= self.highest)


UNBOUNDED = Bounds()


@dataclass(frozen=True)
class Wishes:
    """What a proposal has to be.

    Parameters
    ----------
    owner_weights
        How heavily each owner's clustering counts, 0 or more.
    area_count
        Number of areas.
    people
        People per area.
    together
        Groups of nodes that lie in one area.
    apart
        Pairs of nodes that lie in two.
    is_contiguous
        Whether each area is in one piece.
    time_limit_s
        Seconds after which the best that was found is the answer.
    """

    owner_weights: tuple[float, ...]
    area_count: Bounds = UNBOUNDED
    people: Bounds = UNBOUNDED
    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    is_contiguous: bool = True
    time_limit_s: float = 60.0


@dataclass(frozen=True)
class Problem:
    """A proposal to find.

    Parameters
    ----------
    names
        What each node is called in an explanation.
    people
        Per node, 0 or more.
    labels
        Owners (rows) by nodes: the number of the owner's area, or `NO_AREA`.
    pairs
        Nodes that border on each other: two numbers per row, the lower first.
    """

    names: tuple[str, ...]
    people: FloatArray
    labels: IntArray
    pairs: IntArray
    wishes: Wishes

    @property
    def masses(self) -> FloatArray:
        """What a node weighs in the disagreement: its people; 1 where nobody lives, so that it follows its owners."""
        return np.maximum(self.people, 1.0)

    def disagreements(self, labels: IntArray) -> FloatArray:
        """Return per owner the pairs of people that a clustering puts together and the owner apart, or the reverse.

        Notes
        -----
        The Mirkin distance between partitions, over what both hold: half of the sum of squares of the areas of the one
        and of the other, less twice that of what they have in common (B. Mirkin, "Mathematical Classification and
        Clustering", 1996).
        """
        return np.array([_mirkin(self.masses, labels, owner) for owner in self.labels])

    def disagreement(self, labels: IntArray) -> float:
        """Return the disagreement with all owners, each with its weight: what a proposal makes least."""
        return float(self.disagreements(labels) @ np.array(self.wishes.owner_weights))


@dataclass(frozen=True)
class ProgressOfProposal:
    """How far the search is: what it does, the best disagreement so far, and below which none can be."""

    phase: str
    best: float | None
    bound: float | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """Share of the best that may yet be gained; None where nothing is known."""
        return None if self.best is None or self.bound is None else relative_gap(self.best, self.bound)


@dataclass(frozen=True)
class BestInput:
    """The existing clustering that disagrees least with all owners, and whether it meets the wishes itself."""

    owner: int
    disagreement: float
    meets_wishes: bool


@dataclass(frozen=True)
class Solution:
    """A proposal on the nodes.

    Parameters
    ----------
    labels
        The area of each node, by first occurrence.
    disagreement
        With all owners, each with its weight.
    bound
        No clustering that meets the wishes disagrees less than this.
    is_optimal
        Whether that is proven to be this one.
    best_input
        The best of the owners' own; None where no owner holds every node.
    rounds, seconds
        What it took.
    """

    labels: IntArray
    disagreement: float
    bound: float
    is_optimal: bool
    best_input: BestInput | None
    rounds: int
    seconds: float

    @property
    def gap(self) -> float:
        """Share of the disagreement that a better proposal might yet gain; 0 where this one is proven best."""
        return 0.0 if self.is_optimal else relative_gap(self.disagreement, self.bound)


Report = Callable[[ProgressOfProposal], None]
IsCancelled = Callable[[], bool]


def relative_gap(best: float, bound: float) -> float:
    """Return which share of the best may yet be gained.

    Examples
    --------
    >>> relative_gap(200.0, 190.0), relative_gap(0.0, 0.0)
    (0.05, 0.0)
    """
    return max(0.0, (best - bound) / best) if best > 0 else 0.0


def _mirkin(masses: FloatArray, labels: IntArray, other_labels: IntArray) -> float:
    is_held = (labels != NO_AREA) & (other_labels != NO_AREA)
    masses, labels, other_labels = masses[is_held], labels[is_held], other_labels[is_held]
    both = labels * (int(other_labels.max(initial=0)) + 1) + other_labels
    first, other, shared = (_sum_of_squares(masses, one) for one in (labels, other_labels, both))
    return (first + other - 2 * shared) / 2


def _sum_of_squares(masses: FloatArray, labels: IntArray) -> float:
    sums = np.bincount(np.unique(labels, return_inverse=True)[1], weights=masses)
    return float((sums**2).sum())

"""The fewest moves that would make two clusterings equal."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.optimize import linear_sum_assignment

from geodata.indelingen.agreement import contingency
from geodata.indelingen.ground import NO_AREA, FloatArray, IntArray

# Lexicographic order in one number needs whole weights; a piece may hold a part of a person.
WEIGHT_STEPS = 1000


class Fewest(StrEnum):
    """Of what the moves are to be fewest; the other breaks ties."""

    UNITS = "eenheden"
    PEOPLE = "inwoners"


@dataclass(frozen=True)
class Moves:
    """What has to move for two clusterings to become equal.

    Parameters
    ----------
    pairs
        Which area stands for which: (number of the area, number of the other's area). An area of either side occurs at
        most once; one that is in no pair is emptied.
    moved
        Numbers of the elements that move, in order.
    people
        Their weight.
    outside
        Numbers of the elements that only one of the two holds: no move, but not equal either.
    people_outside
        Their weight.
    """

    pairs: tuple[tuple[int, int], ...]
    moved: IntArray
    people: float
    outside: IntArray
    people_outside: float


def fewest_moves(labels: IntArray, other_labels: IntArray, weights: FloatArray, *, by: Fewest) -> Moves:
    """Match the areas of two clusterings so that as little as possible has to move.

    Parameters
    ----------
    labels, other_labels
        A label per element.
    weights
        People per element; where pieces hold parts of people, a choice is made to a thousandth of a person.
    by
        What is to be fewest: elements (with the fewest people among those solutions), or people (with the fewest
        elements).

    Notes
    -----
    The partition distance, solved exactly as an assignment: A. Almudevar and C. Field, "Estimation of single-generation
    sibling relationships based on DNA markers", JABES 4, 1999; D. Gusfield, "Partition-distance: a problem and class of
    perfect graphs arising in clustering", Information Processing Letters 82, 2002. Elements that either clustering
    leaves out do not weigh in the choice.
    """
    kept_counts = contingency(labels, other_labels, np.ones(len(labels))).toarray()
    kept_weights = contingency(labels, other_labels, np.rint(weights * WEIGHT_STEPS)).toarray()
    if by is Fewest.UNITS:
        kept = kept_counts * (kept_weights.sum() + 1) + kept_weights
    else:
        kept = kept_weights * (kept_counts.sum() + 1) + kept_counts
    rows, columns = linear_sum_assignment(kept, maximize=True)
    pairs = tuple((int(row), int(column)) for row, column in zip(rows, columns, strict=True) if kept[row, column])
    return _moves(labels, other_labels, weights, pairs)


def _moves(labels: IntArray, other_labels: IntArray, weights: FloatArray, pairs: tuple[tuple[int, int], ...]) -> Moves:
    partners = np.full(labels.max(initial=NO_AREA) + 1, NO_AREA)
    for area, other_area in pairs:
        partners[area] = other_area
    is_held, is_held_by_other = labels != NO_AREA, other_labels != NO_AREA
    is_moved = is_held & is_held_by_other
    is_moved[is_moved] = partners[labels[is_moved]] != other_labels[is_moved]
    is_outside = is_held ^ is_held_by_other
    return Moves(
        pairs,
        np.flatnonzero(is_moved),
        float(weights[is_moved].sum()),
        np.flatnonzero(is_outside),
        float(weights[is_outside].sum()),
    )

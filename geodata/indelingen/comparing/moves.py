"""The fewest moves that would make two clusterings equal."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from geodata.indelingen.comparing.agreement import contingency
from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray

# Lexicographic order in one number needs whole weights; a piece may hold a part of a person.
WEIGHT_STEPS = 1000

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]


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
    unit_count
        How many units, or pieces of units, these are.
    people
        Their weight.
    outside
        Numbers of the elements that only one of the two holds: no move, but not equal either.
    people_outside
        Their weight.
    """

    pairs: tuple[tuple[int, int], ...]
    moved: IntArray
    unit_count: int
    people: float
    outside: IntArray
    people_outside: float


def fewest_moves(
    labels: IntArray, other_labels: IntArray, weights: FloatArray, *, by: Fewest, counts: IntArray | None = None
) -> Moves:
    """Match the areas of two clusterings so that as little as possible has to move.

    Parameters
    ----------
    labels, other_labels
        A label per element.
    weights
        People per element; where pieces hold parts of people, a choice is made to a thousandth of a person.
    by
        What is to be fewest: units (with the fewest people among those solutions), or people (with the fewest units).
    counts
        Per element for how many units it counts: 1 by default; 0 for a piece that goes wherever another piece of its
        unit goes.

    Notes
    -----
    The partition distance, solved exactly as an assignment: A. Almudevar and C. Field, "Estimation of single-generation
    sibling relationships based on DNA markers", JABES 4, 1999; D. Gusfield, "Partition-distance: a problem and class of
    perfect graphs arising in clustering", Information Processing Letters 82, 2002. Elements that either clustering
    leaves out do not weigh in the choice.
    """
    counts = np.ones(len(labels), dtype=np.int64) if counts is None else counts
    kept_counts = contingency(labels, other_labels, counts).toarray()
    kept_weights = contingency(labels, other_labels, np.rint(weights * WEIGHT_STEPS)).toarray()
    if by is Fewest.UNITS:
        kept = kept_counts * (kept_weights.sum() + 1) + kept_weights
    else:
        kept = kept_weights * (kept_counts.sum() + 1) + kept_counts
    rows, columns = linear_sum_assignment(kept, maximize=True)
    pairs = tuple((int(row), int(column)) for row, column in zip(rows, columns, strict=True) if kept[row, column])
    is_moved, is_outside = _is_moved(labels, other_labels, pairs), (labels == NO_AREA) ^ (other_labels == NO_AREA)
    return Moves(
        pairs=pairs,
        moved=np.flatnonzero(is_moved),
        unit_count=int(counts[is_moved].sum()),
        people=float(weights[is_moved].sum()),
        outside=np.flatnonzero(is_outside),
        people_outside=float(weights[is_outside].sum()),
    )


def _is_moved(labels: IntArray, other_labels: IntArray, pairs: tuple[tuple[int, int], ...]) -> BoolArray:
    partners = np.full(labels.max(initial=NO_AREA) + 1, NO_AREA)
    for area, other_area in pairs:
        partners[area] = other_area
    is_moved: BoolArray = (labels != NO_AREA) & (other_labels != NO_AREA)
    is_moved[is_moved] = partners[labels[is_moved]] != other_labels[is_moved]
    return is_moved

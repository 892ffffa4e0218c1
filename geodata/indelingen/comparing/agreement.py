"""How alike two clusterings are, in the published indices, each person counting once."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray


@dataclass(frozen=True)
class Agreement:
    """The agreement of a clustering with another; 1.0 is full agreement.

    Parameters
    ----------
    homogeneity
        1 where each area of the other lies in one area of the first.
    completeness
        1 where each area of the first lies in one area of the other.
    v_measure
        The harmonic mean of the two.
    adjusted_rand
        The pairs of people that both put together or both apart, less what chance would give; about 0 for clusterings
        that have nothing to do with each other, and below 0 for worse.
    """

    homogeneity: float
    completeness: float
    v_measure: float
    adjusted_rand: float


def contingency(labels: IntArray, other_labels: IntArray, weights: FloatArray | IntArray) -> csr_array:
    """Return the weight that each area of a clustering has in common with each area of another.

    Parameters
    ----------
    labels, other_labels
        A label per element.
    weights
        Per element, 0 or more.

    Returns
    -------
    scipy.sparse.csr_array
        Areas of the first (rows) by areas of the other (columns). Pairs of areas that share an element are stored, also
        where its weight is 0; elements that either clustering leaves out count for nothing.
    """
    is_shared = (labels != NO_AREA) & (other_labels != NO_AREA)
    shape = (labels.max(initial=NO_AREA) + 1, other_labels.max(initial=NO_AREA) + 1)
    return coo_array((weights[is_shared], (labels[is_shared], other_labels[is_shared])), shape=shape).tocsr()


def agreement_of(table: csr_array) -> Agreement:
    """Return the agreement of two clusterings from what their areas have in common.

    Parameters
    ----------
    table
        As `contingency` gives it.

    Notes
    -----
    Homogeneity h = 1 - H(C|K) / H(C), completeness c = 1 - H(K|C) / H(K), V = 2hc / (h + c), with C the first and K the
    other clustering: A. Rosenberg and J. Hirschberg, "V-Measure: a conditional entropy-based external cluster
    evaluation measure", EMNLP-CoNLL 2007. A clustering of one area has no entropy, and then the index is 1.

    Adjusted Rand index: L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2, 1985, with
    n(n - 1) / 2 pairs among n people: a weight of n equals n elements of weight 1. Weights below 1 have no pairs: on
    parts of a few people it says nothing. Two clusterings of nobody agree.
    """
    cells = table.tocoo()
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    homogeneity = _share_explained(cells.data, columns[cells.col], rows)
    completeness = _share_explained(cells.data, rows[cells.row], columns)
    both = homogeneity + completeness
    v_measure = 2 * homogeneity * completeness / both if both else 0.0
    return Agreement(homogeneity, completeness, v_measure, _adjusted_rand(cells.data, rows, columns))


def _share_explained(cells: FloatArray, given: FloatArray, margins: FloatArray) -> float:
    total = margins.sum()
    entropy = _entropy(margins, total)
    # Where nothing is explained, rounding would make it a hair less than nothing.
    return max(0.0, 1 - _entropy(cells, given) / entropy) if entropy else 1.0


def _entropy(weights: FloatArray, whole: FloatArray | np.float64) -> float:
    """Return minus the sum of w log(w / whole); an empty part adds nothing."""
    wholes = np.broadcast_to(whole, weights.shape)[weights > 0]
    parts = weights[weights > 0]
    return -math.fsum(parts * (np.log(parts) - np.log(wholes)))


def _adjusted_rand(cells: FloatArray, rows: FloatArray, columns: FloatArray) -> float:
    # Sums that do not depend on the order, so that equal clusterings come out as exactly 1.
    total = math.fsum(cells)
    together = math.fsum(cells**2)
    only_first = math.fsum(rows**2) - together
    only_other = math.fsum(columns**2) - together
    if only_first == 0 and only_other == 0:
        return 1.0
    both = together - total
    neither = total**2 - together - only_first - only_other
    chance = (both + only_first) * (only_first + neither) + (both + only_other) * (only_other + neither)
    return 2 * (both * neither - only_first * only_other) / chance

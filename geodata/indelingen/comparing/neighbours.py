"""Which elements border on each other, and where clusterings disagree about that: the verschilkaart."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray, Labelling
from geodata.indelingen.comparing.refinement import canonical

# Areas that meet in a point only are no neighbours; a metre is above the noise of computed intersections.
MIN_BORDER_M = 1.0
# Borders that were simplified one by one, or cut at a point that the neighbour has not, run beside each other.
MAX_GAP_M = 1.0
# Two areas that meet in a point stay within a gap of each other for a few metres, the longer the sharper the corner.
MIN_BORDER_BESIDE_GAP_M = 10.0


@dataclass(frozen=True)
class Disagreement:
    """Where clusterings disagree about neighbours. A clustering that leaves out either of two has no vote on them.

    Parameters
    ----------
    pairs
        Numbers of two elements that are neighbours (rows).
    together, apart
        Per pair how many clusterings put the two in one area, and in two.
    owners_disagreeing
        Per element the largest minority over its neighbours: 0 where all agree about each neighbour.
    neighbours
        Per element the neighbour that this is about, the first of equals; `NO_AREA` where all agree.
    minorities
        Per element the numbers of the clusterings in that minority; where votes are equal, those that put them apart.
    """

    pairs: IntArray
    together: IntArray
    apart: IntArray
    owners_disagreeing: IntArray
    neighbours: IntArray
    minorities: tuple[tuple[int, ...], ...]


def neighbour_pairs(elements_gdf: gpd.GeoDataFrame, unit_outlines: gpd.GeoSeries | None = None) -> IntArray:
    """Return which elements border on each other.

    Parameters
    ----------
    elements_gdf
        ``unit_code`` and the outline in RD, None where a unit was divided by shares alone.
    unit_outlines
        Outlines of whole units by code, in RD: a piece without outline may lie anywhere in its unit, so that it borders
        on whatever the unit borders on. Without them it borders on the other pieces of its unit only.

    Returns
    -------
    numpy.ndarray
        Two element numbers per row, the lower first, in order.

    Notes
    -----
    Neighbours share at least 1 m of border, or have borders that run within 1 m of each other for at least 10 m: room
    for outlines that do not fit exactly. Meeting in a corner is not enough.
    """
    outlines = elements_gdf.geometry.to_numpy()
    is_missing = shapely.is_missing(outlines)
    if unit_outlines is not None:
        found = elements_gdf["unit_code"].map(unit_outlines).to_numpy(dtype=object)
        outlines = np.where(is_missing, found, outlines)
    pairs = np.concatenate([_bordering(outlines), _siblings(elements_gdf["unit_code"], is_missing)])
    return np.unique(pairs, axis=0)


def disagreement(labellings: Sequence[Labelling], pairs: IntArray) -> Disagreement:
    """Count per pair of neighbours, and per element, how many clusterings disagree.

    Parameters
    ----------
    labellings
        At least one, on the same elements; each has one vote.
    pairs
        Neighbours, as `neighbour_pairs` gives them.
    """
    labels = np.stack([labelling.labels for labelling in labellings])
    sides, others = labels[:, pairs[:, 0]], labels[:, pairs[:, 1]]
    has_vote = (sides != NO_AREA) & (others != NO_AREA)
    is_together, is_apart = has_vote & (sides == others), has_vote & (sides != others)
    together, apart = is_together.sum(axis=0), is_apart.sum(axis=0)
    is_minority = np.where(together < apart, is_together, is_apart)
    sizes = np.minimum(together, apart)
    owners_disagreeing = np.zeros(labels.shape[1], dtype=np.int64)
    neighbours = np.full(labels.shape[1], NO_AREA)
    minorities: list[tuple[int, ...]] = [()] * labels.shape[1]
    for element, neighbour, pair in _worst_pairs(pairs, sizes):
        owners_disagreeing[element], neighbours[element] = sizes[pair], neighbour
        minorities[element] = tuple(np.flatnonzero(is_minority[:, pair]).tolist())
    return Disagreement(pairs, together, apart, owners_disagreeing, neighbours, tuple(minorities))


def components(pairs: IntArray, element_count: int, labels: IntArray) -> IntArray:
    """Return the connected part of its area that each element lies in.

    Parameters
    ----------
    pairs
        Neighbours, as `neighbour_pairs` gives them.
    labels
        A label per element. An area whose elements have more than one part number is in several parts.

    Returns
    -------
    numpy.ndarray
        Per element the number of the part, by first occurrence over all areas; `NO_AREA` where the label is.
    """
    within = pairs[labels[pairs[:, 0]] == labels[pairs[:, 1]]]
    graph = coo_array((np.ones(len(within)), (within[:, 0], within[:, 1])), shape=(element_count, element_count))
    parts = connected_components(graph, directed=False)[1]
    return canonical(np.where(labels == NO_AREA, NO_AREA, parts))


def _bordering(outlines: np.ndarray) -> IntArray:
    lefts, rights = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=MAX_GAP_M)
    candidates = np.stack([lefts, rights], axis=1)[lefts < rights]
    borders = shapely.boundary(outlines)
    is_bordering = _common_m(borders, borders, candidates) >= MIN_BORDER_M
    doubtful = np.flatnonzero(~is_bordering)
    strips = np.full(len(borders), None)
    near = np.unique(candidates[doubtful, 0])
    strips[near] = shapely.buffer(borders[near], MAX_GAP_M)
    is_bordering[doubtful] = _common_m(strips, borders, candidates[doubtful]) >= MIN_BORDER_BESIDE_GAP_M
    pairs: IntArray = candidates[is_bordering]
    return pairs


def _common_m(shapes: np.ndarray, borders: np.ndarray, pairs: IntArray) -> FloatArray:
    lengths_m: FloatArray = shapely.length(shapely.intersection(shapes[pairs[:, 0]], borders[pairs[:, 1]]))
    return lengths_m


def _siblings(unit_codes: pd.Series, is_missing: np.ndarray) -> IntArray:
    pieces = pd.DataFrame({"unit_code": unit_codes.to_numpy(), "element": np.arange(len(unit_codes))})
    both = pieces.merge(pieces, on="unit_code")[["element_x", "element_y"]].to_numpy()
    pairs: IntArray = both[(both[:, 0] < both[:, 1]) & is_missing[both].any(axis=1)]
    return pairs


def _worst_pairs(pairs: IntArray, minority_sizes: IntArray) -> IntArray:
    """Return each element that there is a minority about: element, neighbour and number of its most divided pair."""
    numbers = np.arange(len(pairs))
    seen = np.concatenate([np.column_stack([pairs, numbers]), np.column_stack([pairs[:, ::-1], numbers])])
    seen = seen[minority_sizes[seen[:, 2]] > 0]
    elements, neighbours, found = seen.T
    order = np.lexsort((neighbours, -minority_sizes[found], elements))
    worst: IntArray = seen[order[np.unique(elements[order], return_index=True)[1]]]
    return worst

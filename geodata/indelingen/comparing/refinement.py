"""The lattice of clusterings: their coarsest common refinement (the atoms) and their finest common coarsening."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geodata.indelingen.comparing.ground import COLUMN_OF_MEASURE, NO_AREA, IntArray, Labelling, Measure, Study


@dataclass(frozen=True)
class Atoms:
    """The smallest common areas of some clusterings: what none of them divides.

    Parameters
    ----------
    labels
        Per element the number of its atom, in the order in which the atoms first occur. Each element has one: what no
        clustering holds is an atom as well, of no area.
    areas
        Per atom (row) the number of the area in each clustering (column) that it lies in; `NO_AREA` where that
        clustering leaves it out.
    """

    labels: IntArray
    areas: IntArray


def canonical(labels: IntArray) -> IntArray:
    """Renumber labels by first occurrence, so that clusterings that are equal but for their numbers become identical.

    Examples
    --------
    >>> canonical(np.array([7, 7, -1, 2, 7]))
    array([ 0,  0, -1,  1,  0])
    """
    is_held = labels != NO_AREA
    _, firsts, numbers = np.unique(labels[is_held], return_index=True, return_inverse=True)
    renumbered = np.full(len(labels), NO_AREA, dtype=np.int64)
    renumbered[is_held] = np.argsort(np.argsort(firsts))[numbers]
    return renumbered


def coarsest_common_refinement(label_arrays: Sequence[IntArray]) -> Atoms:
    """Return the atoms of clusterings: elements are together where every clustering has them together.

    Parameters
    ----------
    label_arrays
        At least one clustering, as a label per element; all on the same elements.

    Notes
    -----
    What a clustering leaves out is kept, as if it were one more area of it, so that the atoms cover the whole ground.
    The meet in the lattice of partial clusterings is the same atoms without those that some clustering leaves out.
    """
    rows = np.stack(label_arrays, axis=1).astype(np.int64, copy=False)
    labels = canonical(np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1))
    return Atoms(labels, rows[np.unique(labels, return_index=True)[1]])


def finest_common_coarsening(label_arrays: Sequence[IntArray]) -> IntArray:
    """Return the finest clustering of which each area of every clustering lies in one area.

    Parameters
    ----------
    label_arrays
        At least one clustering, as a label per element; all on the same elements.

    Returns
    -------
    numpy.ndarray
        A label per element, by first occurrence; `NO_AREA` for what no clustering holds.

    Notes
    -----
    The connected components of the graph of elements and the areas that hold them. A clustering ties nothing that it
    leaves out: together with the meet of `coarsest_common_refinement` this is the lattice of partial equivalence
    relations, which on clusterings of everything is the lattice of partitions.
    """
    labels = np.stack(label_arrays, axis=1)
    element_count, clustering_count = labels.shape
    area_count = int(labels.max(initial=NO_AREA)) + 1
    elements, clusterings = np.nonzero(labels != NO_AREA)
    areas = element_count + clusterings * area_count + labels[elements, clusterings]
    node_count = element_count + clustering_count * area_count
    graph = coo_array((np.ones(len(elements)), (elements, areas)), shape=(node_count, node_count))
    components = connected_components(graph, directed=False)[1][:element_count]
    return canonical(np.where((labels != NO_AREA).any(axis=1), components, NO_AREA))


def atoms_gdf(study: Study, atoms: Atoms) -> gpd.GeoDataFrame:
    """Describe the atoms of the clusterings of a study.

    Parameters
    ----------
    atoms
        Of all the study's clusterings, in its order.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per atom: ``atom`` (its number); ``areas`` (tuple of the codes of its areas, None where a clustering
        leaves it out); ``people``, ``households``, ``addresses``, ``area_m2``: the sum over the elements of which it is
        known, NaN where it is known of none; ``unweighed``: the number of elements of which the people are not known;
        the outline in RD: of all elements that have one, None where none has.
    """
    elements = study.elements_gdf.groupby(atoms.labels)
    columns = list(COLUMN_OF_MEASURE.values())
    unweighed = study.elements_gdf[COLUMN_OF_MEASURE[Measure.PEOPLE]].isna()
    frame = elements[columns].sum(min_count=1).reset_index(names="atom")
    frame.insert(1, "areas", pd.Series(_area_codes(study.labellings, atoms.areas), dtype=object))
    frame["unweighed"] = unweighed.groupby(atoms.labels).sum().to_numpy()
    outlines = [_union(outlines) for _, outlines in elements.geometry]
    return gpd.GeoDataFrame(frame, geometry=outlines, crs=study.elements_gdf.crs)


def _area_codes(labellings: Sequence[Labelling], areas: IntArray) -> list[tuple[str | None, ...]]:
    return [
        tuple(
            None if area == NO_AREA else labelling.area_codes[area]
            for labelling, area in zip(labellings, row, strict=True)
        )
        for row in areas
    ]


def _union(outlines: gpd.GeoSeries) -> shapely.Geometry | None:
    known = outlines[outlines.notna()]
    return shapely.union_all(known.to_numpy()) if len(known) else None

"""Which ground two coverages have in common: what did not change between them is recognised, only the rest is overlaid.

Two years of the same areas differ in one unit of a hundred, and intersecting the ninety-nine others is nearly all work.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from geodata.gebieden.crs import require_rd
from geodata.gebieden.repair import GeometryArray, is_broken, repaired

OVERLAY_COLUMNS = ("code", "other_code", "area_m2", "is_identical", "tolerance_m2")

_NUMERIC_NOISE_M2 = 1e-4
_THREADS = 2
_CHUNK = 1_000

IntArray = np.ndarray[Any, np.dtype[np.int64]]
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]
FloatArray = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class _Match:
    """Two coverages, and which of their units are the same.

    Parameters
    ----------
    mine, others
        Outlines of either side; those of the other side as the tolerance made them.
    twins
        Per unit of mine the number of the same unit of the others, -1 where it has none.
    moved_m2
        Per unit of the others the area that its outline went over at most, when the tolerance moved it.
    """

    mine: GeometryArray
    others: GeometryArray
    twins: IntArray
    moved_m2: FloatArray

    @property
    def is_changed(self) -> BoolArray:
        """Which of mine have no twin."""
        return self.twins < 0

    @property
    def is_changed_other(self) -> BoolArray:
        """Which of the others have no twin."""
        changed = np.ones(len(self.others), dtype=bool)
        changed[self.twins[self.twins >= 0]] = False
        return changed


def coverage_overlay(
    from_gdf: gpd.GeoDataFrame, to_gdf: gpd.GeoDataFrame, *, same_within_m: float = 0.0
) -> pd.DataFrame:
    """Calculate the area that each unit of one coverage has in common with each unit of another.

    Parameters
    ----------
    from_gdf, to_gdf
        Two coverages in RD New with ``code``, one row per code; rows without geometry are passed over, an invalid
        outline that changed is repaired first.
    same_within_m
        A vertex of `to_gdf` at most so far from one of `from_gdf` is taken to be that vertex. Years are drawn anew: two
        may differ by millimetres everywhere without any border having moved.

    Returns
    -------
    One row per pair that has area in common, by ``code`` and ``other_code``: ``area_m2``; ``is_identical``, whether the
    two have the same outline; ``tolerance_m2``, what ``area_m2`` can differ at most from the area without
    `same_within_m`: the area that the outline of ``other_code`` went over when its vertices were moved, at most the
    tolerance times the length of the outline.

    Raises
    ------
    NotRdError
        The geometry is not in RD New.

    Notes
    -----
    Units with the same vertices, wherever their rings begin, are the same and need no overlay. In a coverage without
    overlaps the twin of a unit has all its ground. In a real one it need not: units that changed are therefore overlaid
    with all that they may touch, twins too. Not looked for is ground that two twins share with each other: it was drawn
    twice in both years, is no change, and `geodata.gebieden.coverage.coverage_flaws` names it. Areas equal those of
    intersecting all pairs but for that; below 1 cm2 they are rounding, and left out.

    With a tolerance, units whose vertices lie one by one within it are the same. Of what is left, vertices of `to_gdf`
    and of `from_gdf` that are each other's nearest and lie within it are made one, but for an outline that this would
    make invalid. The area that an outline went over is bounded edge by edge.

    A national pair of years takes about a second; one in which no unit is the same, about 0.2 ms per pair and thread.
    """
    require_rd(from_gdf)
    require_rd(to_gdf)
    codes, mine = _outlines(from_gdf)
    other_codes, others = _outlines(to_gdf)
    match = _matched(mine, others, same_within_m)
    left, right, area_m2 = _common_ground(match)
    same = np.flatnonzero(match.twins >= 0)
    overlay_df = pd.DataFrame(
        {
            "code": codes[np.concatenate([same, left])],
            "other_code": other_codes[np.concatenate([match.twins[same], right])],
            "area_m2": np.concatenate([shapely.area(match.mine[same]), area_m2]),
            "is_identical": np.arange(len(same) + len(left)) < len(same),
            "tolerance_m2": match.moved_m2[np.concatenate([match.twins[same], right])],
        },
        columns=list(OVERLAY_COLUMNS),
    )
    return overlay_df.sort_values(["code", "other_code"], ignore_index=True)


def _outlines(gdf: gpd.GeoDataFrame) -> tuple[GeometryArray, GeometryArray]:
    """Return the codes and outlines of what has one; a MultiPolygon of one part becomes a Polygon, to compare them."""
    polygons = gdf.geometry.to_numpy()
    there = ~(shapely.is_missing(polygons) | shapely.is_empty(polygons))
    polygons = polygons[there]
    single = shapely.get_num_geometries(polygons) == 1
    polygons[single] = shapely.get_geometry(polygons[single], 0)
    return gdf["code"].to_numpy(dtype=object)[there], polygons


def _matched(mine: GeometryArray, others: GeometryArray, same_within_m: float) -> _Match:
    """Find the units that are the same, first as they are, then with what is left of the vertices made one."""
    nothing_yet = _Match(mine, others, np.full(len(mine), -1), np.zeros(len(others)))
    match = _with_changed_repaired(_with_twins(nothing_yet, same_within_m))
    if same_within_m > 0 and match.is_changed.any() and match.is_changed_other.any():
        match = _with_twins(_with_vertices_made_one(match, same_within_m), 0.0)
    return match


def _with_twins(match: _Match, same_within_m: float) -> _Match:
    """Pair those without a twin that have the same vertices, within a tolerance where they come in the same order."""
    changed, changed_others = np.flatnonzero(match.is_changed), np.flatnonzero(match.is_changed_other)
    mine, others = match.mine[changed], match.others[changed_others]
    left, right = shapely.STRtree(others).query(mine)
    boxes_differ_m = np.abs(shapely.bounds(mine[left]) - shapely.bounds(others[right]))
    is_near = np.all(boxes_differ_m <= same_within_m, axis=1)
    left, right = left[is_near], right[is_near]
    is_same = shapely.equals_exact(mine[left], others[right], tolerance=same_within_m)
    rest = np.flatnonzero(~is_same)
    is_same[rest] = shapely.equals_exact(mine[left[rest]], others[right[rest]], normalize=True)
    left, right = _one_to_one(changed[left[is_same]], changed_others[right[is_same]])
    twins = match.twins.copy()
    twins[left] = right
    return _redrawn(replace(match, twins=twins), right, match.mine[left], is_moved=same_within_m > 0)


def _one_to_one(left: IntArray, right: IntArray) -> tuple[IntArray, IntArray]:
    """Keep one pair per unit: one that is drawn twice has a single twin."""
    pairs_df = pd.DataFrame({"left": left, "right": right}).drop_duplicates("left").drop_duplicates("right")
    return pairs_df["left"].to_numpy(), pairs_df["right"].to_numpy()


def _redrawn(match: _Match, numbers: IntArray, outlines: GeometryArray, *, is_moved: bool) -> _Match:
    """Give units of the others another outline, and count what it went over."""
    others, moved_m2 = match.others.copy(), match.moved_m2.copy()
    others[numbers] = outlines
    if is_moved:
        moved_m2[numbers] += _gone_over_m2(match.others[numbers], outlines)
    return replace(match, others=others, moved_m2=moved_m2)


def _with_vertices_made_one(match: _Match, same_within_m: float) -> _Match:
    """Move the vertices of changed units of the others to those of mine; an outline that would be invalid stays."""
    changed = np.flatnonzero(match.is_changed_other)
    before = match.others[changed]
    near = np.unique(shapely.STRtree(match.mine).query(before)[1])
    vertices = shapely.get_coordinates(before)
    after = shapely.set_coordinates(before.copy(), _snapped(vertices, match.mine[near], same_within_m))
    is_kept = ~shapely.is_valid(after)
    after[is_kept] = before[is_kept]
    return _redrawn(match, changed, after, is_moved=True)


def _snapped(vertices: FloatArray, polygons: GeometryArray, same_within_m: float) -> FloatArray:
    """Give each vertex the place of the polygon vertex within a tolerance, where the two are each other's nearest."""
    places, place_of_vertex = np.unique(vertices, axis=0, return_inverse=True)
    targets = np.unique(shapely.get_coordinates(polygons), axis=0)
    distance_m, target = cKDTree(targets).query(places, distance_upper_bound=same_within_m, workers=_THREADS)
    _, back = cKDTree(places).query(targets, workers=_THREADS)
    found = np.flatnonzero(np.isfinite(distance_m))
    found = found[back[target[found]] == found]
    places[found] = targets[target[found]]
    moved: FloatArray = places[place_of_vertex]
    return moved


def _gone_over_m2(before: GeometryArray, after: GeometryArray) -> FloatArray:
    """Bound the area between outlines and the same with their vertices moved; 0 for those with the same vertices."""
    gone_over_m2 = np.zeros(len(before))
    moved = np.flatnonzero(~shapely.equals_exact(before, after, normalize=True))
    rings, owners = _rings(before[moved])
    start, ring = shapely.get_coordinates(rings, return_index=True)
    end = shapely.get_coordinates(_rings(after[moved])[0])
    is_edge = ring[1:] == ring[:-1]
    edges_m2 = _swept_m2(start, end)[is_edge]
    gone_over_m2[moved] = np.bincount(owners[ring[1:][is_edge]], weights=edges_m2, minlength=len(moved))
    return gone_over_m2


def _swept_m2(start: FloatArray, end: FloatArray) -> FloatArray:
    """Bound the area that the edge between each two successive points goes over when the points move.

    An edge sweeps the integral of |edge x step| over its length and its way; both go linearly from one end to the
    other, so that the product is at most the mean of what it is in the four corners.
    """
    edges, steps = (np.diff(start, axis=0), np.diff(end, axis=0)), ((end - start)[:-1], (end - start)[1:])
    corners = [np.abs(edge[:, 0] * step[:, 1] - edge[:, 1] * step[:, 0]) for edge in edges for step in steps]
    swept_m2: FloatArray = np.mean(corners, axis=0)
    return swept_m2


def _rings(polygons: GeometryArray) -> tuple[GeometryArray, IntArray]:
    """Return all rings, and the number of the polygon that each belongs to."""
    parts, owners = shapely.get_parts(polygons, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    return rings, owners[part_of_ring]


def _with_changed_repaired(match: _Match) -> _Match:
    """Repair the invalid outlines among the changed; a twin is not intersected but with those."""
    mine = _with_repaired(match.mine, np.flatnonzero(match.is_changed))
    return replace(match, mine=mine, others=_with_repaired(match.others, np.flatnonzero(match.is_changed_other)))


def _with_repaired(polygons: GeometryArray, numbers: IntArray) -> GeometryArray:
    """Repair the invalid among some of the polygons."""
    broken = numbers[is_broken(polygons[numbers])]
    result = polygons.copy()
    result[broken] = repaired(polygons[broken])
    return result


def _common_ground(match: _Match) -> tuple[IntArray, IntArray, FloatArray]:
    """Intersect all that changed with what it may touch on the other side."""
    left, right = shapely.STRtree(match.others).query(match.mine)
    is_open = match.is_changed[left] | match.is_changed_other[right]
    left, right = left[is_open], right[is_open]
    chunks = np.array_split(np.arange(len(left)), len(left) // _CHUNK + 1)

    def areas_of(pairs: IntArray) -> FloatArray:
        common: FloatArray = shapely.area(shapely.intersection(match.mine[left[pairs]], match.others[right[pairs]]))
        return common

    with ThreadPoolExecutor(_THREADS) as pool:
        area_m2 = np.concatenate(list(pool.map(areas_of, chunks)))
    is_common = area_m2 > _NUMERIC_NOISE_M2
    return left[is_common], right[is_common], area_m2[is_common]

"""Gaps and overlaps between areas that should cover the land without either, with their size and whom they concern."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.gebieden.crs import RD, require_rd
from geodata.gebieden.repair import GeometryArray, is_broken, repaired

SLIVER_WIDTH_M = 50.0
"""CBS's wijk and buurt borders are 10-50 m accurate (Toelichting Wijk- en Buurtkaart 2024, 1.1): narrower is noise."""

GAP = "gat"
OVERLAP = "overlap"
FLAW_COLUMNS = ("kind", "code", "other_code", "area_m2", "width_m", "share", "is_sliver", "x", "y")

_NUMERIC_NOISE_M = 0.01
_TOUCHING_M = 0.002

IntArray = np.ndarray[Any, np.dtype[np.int64]]


def coverage_flaws(gebieden_gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Find every gap and overlap in areas of one level.

    Parameters
    ----------
    gebieden_gdf
        Areas of one level in RD New with ``code``; rows without geometry are passed over, invalid ones repaired first.

    Returns
    -------
    One row per gap or piece of overlap, largest first, geometry the piece itself: ``kind`` (``gat``, ``overlap``);
    ``code``, ``other_code`` (the areas that overlap, or the two with the longest border along the gap, the second
    missing where one area surrounds it); ``area_m2``; ``width_m`` (of the largest circle in it); ``share`` (of all
    overlap of that pair in the smaller of the two areas; missing for a gap); ``is_sliver`` (width at most
    `SLIVER_WIDTH_M`); ``x``, ``y`` (a point in it).

    Raises
    ------
    NotRdError
        The geometry is not in RD New.

    Notes
    -----
    A border that two areas share, point for point and from either side, cannot bound a gap or an overlap. Only the
    other edges are noded and made into faces; a face that no area covers is a gap, one that more than one may cover
    is looked into. A clean national layer so costs little more than sorting its edges. Land that is missing at the
    outside is no gap: it cannot be told from abroad. Pieces narrower than a centimetre are left out as numeric noise.
    """
    require_rd(gebieden_gdf)
    polygons = gebieden_gdf.geometry.to_numpy().copy()
    broken = is_broken(polygons)
    polygons[broken] = repaired(polygons[broken])
    has_area = shapely.area(polygons) > 0  # not so for missing ones either
    polygons, codes = polygons[has_area], gebieden_gdf["code"].to_numpy(dtype=object)[has_area]
    faces = _faces(_unmatched_edges(polygons))
    tree = shapely.STRtree(polygons)
    covered = np.zeros(len(faces), dtype=np.int64)
    np.add.at(covered, tree.query(shapely.point_on_surface(faces), predicate="intersects")[0], 1)
    flaws_df = pd.concat(
        [_gaps(faces[covered == 0], tree, codes), _overlaps(faces[covered > 1], tree, codes)], ignore_index=True
    )
    return _measured(flaws_df)


def _unmatched_edges(polygons: GeometryArray) -> GeometryArray:
    """Find the edges that are not shared by exactly two areas, one on either side."""
    rings = shapely.get_rings(shapely.get_parts(shapely.orient_polygons(polygons)))
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    _, vertices = np.unique(np.ascontiguousarray(points).view(np.complex128).ravel(), return_inverse=True)
    starts = np.flatnonzero((ring_of_point[1:] == ring_of_point[:-1]) & (vertices[1:] != vertices[:-1]))
    origin, target = vertices[starts], vertices[starts + 1]
    edge_numbers = np.minimum(origin, target) * len(points) + np.maximum(origin, target)
    _, first, edges, uses = np.unique(edge_numbers, return_index=True, return_inverse=True, return_counts=True)
    uses_forward = np.bincount(edges, weights=origin < target, minlength=len(uses))
    unmatched = starts[first[(uses != 2) | (uses_forward != 1)]]
    return np.asarray(shapely.linestrings(np.stack([points[unmatched], points[unmatched + 1]], axis=1)))


def _faces(lines: GeometryArray) -> GeometryArray:
    """Make the faces that lines enclose, crossing where they may."""
    noded = shapely.get_parts(shapely.union_all(lines))
    faces: GeometryArray = shapely.get_parts(shapely.polygonize(noded))
    return faces


def _overlaps(faces: GeometryArray, tree: shapely.STRtree, codes: GeometryArray) -> pd.DataFrame:
    """Intersect, pair by pair, the areas that faces covered more than once belong to."""
    members = np.unique(tree.query(faces, predicate="intersects")[1])
    polygons = tree.geometries[members]
    left, right = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    left, right = left[left < right], right[left < right]
    pieces, pairs = shapely.get_parts(shapely.intersection(polygons[left], polygons[right]), return_index=True)
    pieces_df = pd.DataFrame({"pair": pairs, "area_m2": shapely.area(pieces)})
    smaller_m2 = np.minimum(shapely.area(polygons[left]), shapely.area(polygons[right]))
    share = pieces_df.groupby("pair")["area_m2"].transform("sum").to_numpy() / smaller_m2[pairs]
    pair_codes = codes[members]
    return pd.DataFrame(
        {
            "kind": OVERLAP,
            "code": pair_codes[left][pairs],
            "other_code": pair_codes[right][pairs],
            "share": share,
            "geometry": pieces,
        }
    )


def _gaps(faces: GeometryArray, tree: shapely.STRtree, codes: GeometryArray) -> pd.DataFrame:
    """Name the two areas with the longest border along each gap."""
    rings, ring_faces = shapely.get_rings(faces, return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(ring_of_point[1:] == ring_of_point[:-1])
    middles = shapely.points((points[starts] + points[starts + 1]) / 2)
    edges, owners = tree.query(middles, predicate="dwithin", distance=_TOUCHING_M)
    borders_df = pd.DataFrame(
        {
            "face": ring_faces[ring_of_point[starts[edges]]],
            "owner": owners,
            "length_m": np.hypot(*(points[starts[edges] + 1] - points[starts[edges]]).T),
        }
    )
    totals_df = borders_df.groupby(["face", "owner"])["length_m"].sum().reset_index()
    totals_df = totals_df.sort_values("length_m", ascending=False, kind="stable")
    rank = totals_df.groupby("face").cumcount()
    return pd.DataFrame(
        {
            "kind": GAP,
            "code": _codes_at(totals_df[rank == 0], codes),
            "other_code": _codes_at(totals_df[rank == 1], codes),
            "share": np.nan,
            "geometry": faces,
        },
        index=range(len(faces)),
    )


def _codes_at(borders_df: pd.DataFrame, codes: GeometryArray) -> pd.Series:
    """Give the code of the owner under the number of its face."""
    return pd.Series(codes[borders_df["owner"].to_numpy()], index=borders_df["face"].to_numpy(), dtype="str")


def _measured(flaws_df: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add size and place to the pieces, leave out numeric noise, and put the largest first."""
    flaws_gdf = gpd.GeoDataFrame(flaws_df, geometry="geometry", crs=RD)
    flaws_gdf["area_m2"] = shapely.area(flaws_gdf.geometry.to_numpy())
    flaws_gdf = flaws_gdf[flaws_gdf["area_m2"] > 0]
    pieces = flaws_gdf.geometry.to_numpy()
    places = shapely.point_on_surface(pieces)
    flaws_gdf = flaws_gdf.assign(width_m=widths_m(pieces), x=shapely.get_x(places), y=shapely.get_y(places))
    flaws_gdf["is_sliver"] = flaws_gdf["width_m"] <= SLIVER_WIDTH_M
    flaws_gdf = flaws_gdf[flaws_gdf["width_m"] > _NUMERIC_NOISE_M]
    flaws_gdf = flaws_gdf.sort_values(["area_m2", "x", "y"], ascending=[False, True, True], ignore_index=True)
    return flaws_gdf[[*FLAW_COLUMNS, "geometry"]]


def widths_m(polygons: GeometryArray) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Measure how wide polygons are: the diameter of the largest circle that fits in."""
    widths: np.ndarray[Any, np.dtype[np.float64]] = 2 * shapely.length(shapely.maximum_inscribed_circle(polygons))
    return widths

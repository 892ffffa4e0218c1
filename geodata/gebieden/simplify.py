"""Outlines simplified for drawing at several scales, the borders of neighbours kept common and no area lost."""

import logging
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geodata.gebieden.coverage import SLIVER_WIDTH_M, widths_m
from geodata.gebieden.crs import require_rd
from geodata.gebieden.repair import GeometryArray, is_broken, repaired

TOLERANCES_M = (5, 20, 80)
"""Scales that are stored: one pixel on a screen of about 1,000 is 3-5 m for a wijk (wijkfoto), 20-25 m for a gemeente,
300 m for the country. At 5 and 20 m simplified lines stay within a pixel; at 80 m they do for a province."""

COUNTRY_TOLERANCE_M = 320
"""A pixel of a map of the country. For gemeenten and wijken only: it takes half the points of 80 m off, and a tenth of
the time of a load on. At this scale one buurt in four would change by more than a tenth of its area."""

MAX_AREA_CHANGE = 0.1
"""Share of its area that an outline may gain or lose before it keeps a finer one."""

logger = logging.getLogger(__name__)

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]


def simplified_scales(
    gebieden_gdf: gpd.GeoDataFrame, tolerances_m: Collection[int] = TOLERANCES_M
) -> dict[int, gpd.GeoSeries]:
    """Simplify the outlines of areas of one level together, each scale from the next finer one.

    Parameters
    ----------
    gebieden_gdf
        Areas of one level in RD New; rows without geometry are passed over, invalid ones repaired first.
    tolerances_m
        Per scale about the square root of the area, in metres, of the details that go.

    Returns
    -------
    Per tolerance, finest first, one valid outline per row, under the same index; missing where the geometry is.
    Neighbours share their border point for point, and what did not overlap still does not. An area that would change
    by more than `MAX_AREA_CHANGE` keeps the outline of the next finer scale (at the finest: its own), which its
    neighbours follow.

    Raises
    ------
    NotRdError
        The geometry is not in RD New.

    Notes
    -----
    Visvalingam-Whyatt on the edges of the coverage (GEOS CoverageSimplifier). It drops the smallest detail first, so
    that going on from a finer scale gives what starting anew would give, at a fraction of the time. Where the areas
    overlap, their borders do not match, or gaps up to `SLIVER_WIDTH_M` lie between them, the coverage is cleaned first:
    an overlap or gap goes to the neighbour with the longest border along it. Wider gaps stay. The change of an area is
    then counted from the cleaned outline. An area that lies wholly in others would lose all its ground that way: it
    keeps its own outline, on top of theirs, and the log names its row. Takes seconds for a level of the whole country.
    """
    require_rd(gebieden_gdf)
    outlines = gebieden_gdf.geometry.to_numpy().copy()
    broken = is_broken(outlines)
    outlines[broken] = repaired(outlines[broken])
    has_area = shapely.area(outlines) > 0
    rows = gebieden_gdf.index[has_area]
    scales = _scales(outlines[has_area], sorted(tolerances_m), rows)
    return {
        tolerance_m: gpd.GeoSeries(shapes, index=rows, crs=gebieden_gdf.crs).reindex(gebieden_gdf.index)
        for tolerance_m, shapes in scales
    }


def _scales(polygons: GeometryArray, tolerances_m: Sequence[int], rows: Any) -> Iterator[tuple[int, GeometryArray]]:
    """Yield the polygons at each scale, first cleaning the coverage that they make where it is not clean."""
    coverage = clean_coverage(polygons)
    swallowed = shapely.area(coverage) == 0
    if swallowed.any():
        logger.warning("rows %s lie wholly in others and keep an outline of their own", list(rows[swallowed]))
    finer = coverage = coverage[~swallowed]
    for tolerance_m in tolerances_m:
        finer = _simplified(finer, tolerance_m, coverage)
        shapes = polygons.copy()
        shapes[~swallowed] = finer
        shapes[swallowed] = shapely.simplify(polygons[swallowed], tolerance_m)
        yield tolerance_m, shapes


def clean_coverage(polygons: GeometryArray) -> GeometryArray:
    """Give each overlap and each sliver between areas to one of them; an area that lies wholly in others is emptied.

    What is clean is returned as it is.
    """
    if _is_clean(polygons):
        return polygons
    logger.info("cleaning a coverage of %d areas before simplifying it", len(polygons))
    cleaned: GeometryArray = shapely.coverage_clean(polygons, gap_width=SLIVER_WIDTH_M)  # type: ignore[attr-defined]  # stubs are of 2.1
    return cleaned


def _is_clean(polygons: GeometryArray) -> bool:
    """Tell whether borders match and no gap between the areas is a sliver."""
    if not shapely.coverage_is_valid(polygons):
        return False
    gaps = _holes(shapely.coverage_union_all(polygons))
    return not np.any(widths_m(gaps) <= SLIVER_WIDTH_M)


def _simplified(finer: GeometryArray, tolerance_m: float, originals: GeometryArray) -> GeometryArray:
    """Simplify a clean coverage; areas that would change too much stay as they are, and their neighbours follow."""
    coarse = shapely.coverage_simplify(finer, tolerance_m)
    kept = newly_kept = _changed_too_much(coarse, originals)
    if not kept.any():
        return coarse
    around = _ground_around(finer)
    while newly_kept.any():
        coarse = _simplified_around(finer, kept, around=around, tolerance_m=tolerance_m)
        newly_kept = _changed_too_much(coarse, originals) & ~kept
        kept = kept | newly_kept
    return coarse


def _simplified_around(
    polygons: GeometryArray, kept: BoolArray, *, around: GeometryArray, tolerance_m: float
) -> GeometryArray:
    """Simplify a clean coverage but for the areas to keep.

    Those are left out, so that borders along them are outer borders, which stay as they are; the ground around makes
    the coverage's own outer borders inner ones, which are simplified.
    """
    others = np.concatenate([polygons[~kept], around])
    result = polygons.copy()
    result[~kept] = shapely.coverage_simplify(others, tolerance_m, simplify_boundary=False)[: (~kept).sum()]
    return result


def _ground_around(polygons: GeometryArray) -> GeometryArray:
    """Make the polygons that fill the gaps of a clean coverage and surround it."""
    union = shapely.coverage_union_all(polygons)
    west, south, east, north = shapely.total_bounds(polygons)
    frame = shapely.box(west - 1, south - 1, east + 1, north + 1)
    shells = shapely.get_exterior_ring(shapely.get_parts(union))
    outside = shapely.polygons(shapely.get_exterior_ring(frame), holes=shells)
    return np.append(_holes(union), outside)


def _holes(polygon: shapely.Geometry) -> GeometryArray:
    """Make a polygon of each hole."""
    parts = shapely.get_parts(polygon)
    rings, owners = shapely.get_rings(parts, return_index=True)
    is_hole = np.flatnonzero(owners[1:] == owners[:-1]) + 1  # the first ring of a polygon is its outer one
    holes: GeometryArray = np.asarray(shapely.polygons(rings[is_hole]))
    return holes


def _changed_too_much(outlines: GeometryArray, originals: GeometryArray) -> BoolArray:
    """Tell which outlines are invalid, lost a part, or gained or lost too much of their area."""
    change = np.abs(shapely.area(outlines) / shapely.area(originals) - 1)
    lost_part = shapely.get_num_geometries(outlines) < shapely.get_num_geometries(originals)
    too_much: BoolArray = (change > MAX_AREA_CHANGE) | lost_part | ~shapely.is_valid(outlines)
    return too_much

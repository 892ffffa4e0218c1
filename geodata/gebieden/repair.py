"""Invalid polygons made valid, with a record of what was changed in them."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gebieden.crs import require_rd

REPAIR_COLUMNS = ("code", "reason", "area_before_m2", "area_after_m2")

_REASONS = {
    "Ring Self-intersection": "de rand raakt zichzelf",
    "Self-intersection": "de rand snijdt zichzelf",
    "Hole lies outside shell": "een gat ligt buiten de rand",
    "Holes are nested": "een gat ligt in een ander gat",
    "Nested shells": "een deel ligt in een ander deel",
    "Duplicate Rings": "een rand staat er dubbel in",
    "Interior is disconnected": "een gat knipt het vlak in stukken",
    "Too few points in geometry component": "een rand heeft te weinig punten",
    "Invalid Coordinate": "een coördinaat is geen getal",
    "Ring is not closed": "een rand is niet gesloten",
}
_POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

GeometryArray = np.ndarray[Any, np.dtype[np.object_]]


def repair_polygons(gebieden_gdf: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Make each invalid polygon a valid MultiPolygon; what is valid stays as it is, also in its order of points.

    Parameters
    ----------
    gebieden_gdf
        Areas in RD New with ``code``.

    Returns
    -------
    gebieden_gdf
        The same rows. A geometry that is missing or empty is missing; so is one of which no area is left.
    repairs_df
        One row per changed geometry: ``code``, ``reason`` (Dutch, with the place), ``area_before_m2`` (as the outline
        was drawn) and ``area_after_m2`` (0 where no area is left). A missing geometry is no repair and not in it.

    Raises
    ------
    NotRdError
        The geometry is not in RD New.

    Notes
    -----
    GEOS's MakeValid with method "structure": overlapping parts are joined and holes stay holes, so that an area that
    was drawn twice is not punched out, as the method "linework" would do.
    """
    require_rd(gebieden_gdf)
    before = gebieden_gdf.geometry.to_numpy()
    broken = is_broken(before)
    after = _without_empty(before)
    after[broken] = repaired(before[broken])
    repairs_df = pd.DataFrame(
        {
            "code": gebieden_gdf["code"].to_numpy()[broken],
            "reason": [explain(polygon) for polygon in before[broken]],
            "area_before_m2": shapely.area(before[broken]),
            "area_after_m2": np.nan_to_num(shapely.area(after[broken])),
        },
        columns=list(REPAIR_COLUMNS),
    )
    return gebieden_gdf.set_geometry(gpd.GeoSeries(after, index=gebieden_gdf.index, crs=gebieden_gdf.crs)), repairs_df


def is_broken(geometries: GeometryArray) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Tell which geometries are no valid polygon; one that is missing or empty is not broken."""
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    is_polygonal: np.ndarray[Any, np.dtype[np.bool_]] = np.isin(shapely.get_type_id(geometries), _POLYGONAL)
    return there & ~(is_polygonal & shapely.is_valid(geometries))


def repaired(geometries: GeometryArray) -> GeometryArray:
    """Make geometries valid MultiPolygons of their polygonal parts; None where no area is left."""
    valid = shapely.make_valid(geometries, method="structure", keep_collapsed=False)
    parts, owners = shapely.get_parts(valid, return_index=True)
    # a collection may hold MultiPolygons: take it apart once more
    parts, inner = shapely.get_parts(parts, return_index=True)
    is_area = shapely.area(parts) > 0
    result: GeometryArray = np.full(len(geometries), None, dtype=object)
    shapely.multipolygons(parts[is_area], indices=owners[inner][is_area], out=result)
    return result


def explain(geometry: BaseGeometry) -> str:
    """Say in Dutch what is wrong with a geometry, and where in whole metres.

    Examples
    --------
    >>> explain(shapely.from_wkt("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"))
    'de rand snijdt zichzelf bij (1, 1)'
    """
    if shapely.is_valid(geometry):
        return f"{geometry.geom_type}: alleen de vlakken blijven over"
    reason, _, place = shapely.is_valid_reason(geometry).partition("[")
    x, _, y = place.rstrip("]").partition(" ")
    dutch = _REASONS.get(reason, reason)
    return f"{dutch} bij ({float(x):.0f}, {float(y):.0f})" if y else dutch


def _without_empty(geometries: GeometryArray) -> GeometryArray:
    result = geometries.copy()
    result[shapely.is_empty(geometries)] = None
    return result

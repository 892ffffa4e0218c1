"""RD coordinates on an SVG canvas: one scale for both axes, north up."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely import Geometry


@dataclass(frozen=True)
class Canvas:
    """A canvas of `width` by `height` units, with its north-west corner and units per metre in RD."""

    west: float
    north: float
    units_per_m: float
    width: float
    height: float


def canvas_of(areas_gdf: gpd.GeoDataFrame, width: float, *, max_height: float, margin: float) -> Canvas:
    """Return the canvas that areas in RD New (EPSG:28992) fit on, with a margin in units.

    The canvas is `width` wide, or narrower where the areas would otherwise be higher than `max_height`.
    """
    west, south, east, north = areas_gdf.total_bounds
    units_per_m = min((width - 2 * margin) / (east - west), (max_height - 2 * margin) / (north - south))
    return Canvas(
        west=west - margin / units_per_m,
        north=north + margin / units_per_m,
        units_per_m=units_per_m,
        width=round((east - west) * units_per_m + 2 * margin, 1),
        height=round((north - south) * units_per_m + 2 * margin, 1),
    )


def path_data(geometry: Geometry, canvas: Canvas) -> str:
    """Return a (multi)polygon in RD New as the data of an SVG path, to a tenth of a unit; holes need fill-rule evenodd.

    Examples
    --------
    >>> canvas = Canvas(west=0, north=20, units_per_m=0.5, width=10, height=10)
    >>> path_data(shapely.box(0, 0, 20, 10), canvas)
    'M10,10L10,5L0,5L0,10Z'
    """
    return "".join(f"M{'L'.join(points)}Z" for points in _rings(geometry, canvas))


def _rings(geometry: Geometry, canvas: Canvas) -> Iterator[list[str]]:
    """Yield the points of each ring, once where neighbouring points fall together, without the closing one."""
    for polygon in shapely.get_parts(geometry):
        for ring in shapely.get_rings(polygon):
            metres = shapely.get_coordinates(ring)
            units = (metres - (canvas.west, canvas.north)) * (canvas.units_per_m, -canvas.units_per_m)
            tenths = np.round(units * 10).astype(int)
            is_kept = np.any(np.diff(tenths, axis=0) != 0, axis=1)
            is_kept[0] |= not is_kept.any()  # a ring within a tenth of a unit stays as a point
            yield [f"{_tenth(x)},{_tenth(y)}" for x, y in tenths[:-1][is_kept].tolist()]


def _tenth(tenths: int) -> str:
    return f"{tenths / 10:g}"

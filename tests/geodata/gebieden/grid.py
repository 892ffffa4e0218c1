"""A small grid of square areas of 100 m that anyone can add up."""

from collections.abc import Iterable

import geopandas as gpd
from shapely import Geometry, box

from geodata.gebieden.crs import RD

WEST, SOUTH = 160_000, 420_000


def cell(column: float, row: float, *, width: float = 1, height: float = 1) -> Geometry:
    """Make the area `column` cells to the east and `row` cells to the north, cells of 100 m."""
    west, south = WEST + 100 * column, SOUTH + 100 * row
    return box(west, south, west + 100 * width, south + 100 * height)


def layer(geometries: Iterable[Geometry | None], crs: str = RD) -> gpd.GeoDataFrame:
    """Make areas BU08280000, BU08280001, ... in one wijk."""
    shapes = list(geometries)
    codes = [f"BU082800{number:02}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs=crs)

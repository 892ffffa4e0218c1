"""A grid of square areas of 1 km near Oss, in RD, that anyone can add up."""

import math
from collections.abc import Sequence

import geopandas as gpd
from shapely.geometry import box

WEST, SOUTH = 160_000, 420_000


def grid_areas(
    values: Sequence[float], *, statuses: Sequence[str | None] | None = None, columns: int = 3
) -> gpd.GeoDataFrame:
    """Lay areas A0, A1, … row by row from the south-west; a status is "exact" where none is named."""
    squares = [
        box(x := WEST + 1000 * (number % columns), y := SOUTH + 1000 * (number // columns), x + 1000, y + 1000)
        for number in range(len(values))
    ]
    columns_by_name = {
        "code": [f"A{number}" for number in range(len(values))],
        "name": [f"Buurt {number}" for number in range(len(values))],
        "value": [float(value) for value in values],
        "lowest": [math.nan] * len(values),
        "highest": [math.nan] * len(values),
        "status": list(statuses or ["exact"] * len(values)),
    }
    return gpd.GeoDataFrame(columns_by_name, geometry=squares, crs="EPSG:28992")

"""RD coordinates on an SVG canvas: one scale for both axes, north up."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely
from shapely import Geometry

# Of a unit: what a line may be off without anyone seeing it.
_LESS_THAN_SEEN = 0.6


@dataclass(frozen=True)
class Canvas:
    """A canvas of `width` by `height` units, with its north-west corner and units per metre in RD."""

    west: float
    north: float
    units_per_m: float
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point in RD New lies on the canvas."""
        return (x - self.west) * self.units_per_m, (self.north - y) * self.units_per_m


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


def line_data(geometry: Geometry, canvas: Canvas) -> str:
    """Return (multi)lines in RD New as the data of an SVG path, to a tenth of a unit.

    Examples
    --------
    >>> canvas = Canvas(west=0, north=20, units_per_m=0.5, width=10, height=10)
    >>> line_data(shapely.linestrings([(0, 0), (20, 10)]), canvas)
    'M0,10L10,5'
    """
    lines = (_points(line, canvas, per_unit=10) for line in shapely.get_parts(geometry))
    return "".join(f"M{'L'.join(f'{_tenth(x)},{_tenth(y)}' for x, y in points)}" for points in lines)


def stroke_path(data: str, colour: str, *, width: float, dashes: str = "") -> str:
    """Return a line as an SVG element; `dashes` as in stroke-dasharray, empty for a whole line."""
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dash}/>'


def small_path_data(geometry: Geometry, canvas: Canvas) -> str:
    """Return a (multi)polygon in RD New as the data of an SVG path in few bytes: to a whole unit, and relative.

    Parts smaller than a unit are left out, unless there is nothing else.

    Examples
    --------
    >>> canvas = Canvas(west=0, north=20, units_per_m=0.5, width=10, height=10)
    >>> small_path_data(shapely.box(0, 0, 20, 10), canvas)
    'M10 10v-5h-10v5z'
    """
    simpler = shapely.simplify(geometry, _LESS_THAN_SEEN / canvas.units_per_m)
    rings = [_points(ring, canvas, per_unit=1) for ring in _rings_of(simpler)]
    seen = [points[:-1] for points in rings if len(points) > 3] or [points[:1] for points in rings[:1]]
    return "".join(_relative(points) for points in seen)


def _relative(points: list[tuple[int, int]]) -> str:
    (first_x, first_y), *_ = points
    steps = [(x - last_x, y - last_y) for (last_x, last_y), (x, y) in pairwise(points)]
    return f"M{first_x} {first_y}{''.join(_step(right, down) for right, down in steps)}z"


def _step(right: int, down: int) -> str:
    """Return one step in the shortest form: a minus sign needs no space before it."""
    if not down:
        return f"h{right}"
    if not right:
        return f"v{down}"
    return f"l{right}{'' if down < 0 else ' '}{down}"


def _rings(geometry: Geometry, canvas: Canvas) -> Iterator[list[str]]:
    """Yield the points of each ring, without the closing one."""
    for ring in _rings_of(geometry):
        points = _points(ring, canvas, per_unit=10)
        yield [f"{_tenth(x)},{_tenth(y)}" for x, y in points[:-1] or points]


def _rings_of(geometry: Geometry) -> Iterator[Geometry]:
    for polygon in shapely.get_parts(geometry):
        yield from shapely.get_rings(polygon)


def _points(line: Geometry, canvas: Canvas, *, per_unit: int) -> list[tuple[int, int]]:
    """Return the points of a line in parts of a unit, once where neighbouring points fall together."""
    units = (shapely.get_coordinates(line) - (canvas.west, canvas.north)) * (canvas.units_per_m, -canvas.units_per_m)
    parts = np.round(units * per_unit).astype(int)
    is_new = np.concatenate([[True], np.any(np.diff(parts, axis=0) != 0, axis=1)])
    return [(x, y) for x, y in parts[is_new].tolist()]


def _tenth(tenths: int) -> str:
    return f"{tenths / 10:g}"

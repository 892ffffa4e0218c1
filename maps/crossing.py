"""A mini map of two areas that cross, for a list with many of them: few bytes, its look in map.css."""

from html import escape

import geopandas as gpd
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from maps.frames import RD
from maps.paths import Canvas, canvas_of, small_path_data

_WIDTH, _HEIGHT, _MARGIN = 120, 80, 3
_SMALL = 7


def crossing_svg(area: Geometry, other: Geometry, *, title: str) -> str:
    """Draw two areas with what they share standing out.

    Parameters
    ----------
    area, other
        (Multi)polygons in RD New (EPSG:28992): an area of one clustering, and of another.
    title
        What it shows, for who cannot see it.

    Returns
    -------
    str
        An ``<svg>`` element with class ``kruising``: the area as a light plane, the shared part as a dark one, the
        other area as a dashed outline, so that they can be told apart without colour; a ring where the shared part
        would else be overlooked.
    """
    canvas = canvas_of(gpd.GeoDataFrame(geometry=[area, other], crs=RD), _WIDTH, max_height=_HEIGHT, margin=_MARGIN)
    shared = _plane(shapely.intersection(area, other))
    planes = {"een": area, "samen": shared, "twee": other}
    paths = "".join(
        f'<path class="{name}" d="{small_path_data(plane, canvas)}"/>'
        for name, plane in planes.items()
        if not shapely.is_empty(plane)
    )
    return (
        f'<svg class="kruising" viewBox="0 0 {canvas.width:g} {canvas.height:g}" role="img">'
        f"<title>{escape(title)}</title>{paths}{_ring(shared, canvas)}</svg>"
    )


def _plane(shared: Geometry) -> MultiPolygon:
    """Leave out the lines and points that outlines share besides a plane."""
    parts = shapely.get_parts(shapely.get_parts(shared))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])


def _ring(shared: MultiPolygon, canvas: Canvas) -> str:
    if shapely.is_empty(shared):
        return ""
    west, south, east, north = shapely.bounds(shared).tolist()
    if max(east - west, north - south) * canvas.units_per_m >= _SMALL:
        return ""
    x, y = canvas.place((west + east) / 2, (south + north) / 2)
    return f'<circle class="ring" cx="{x:.0f}" cy="{y:.0f}" r="{_SMALL}"/>'

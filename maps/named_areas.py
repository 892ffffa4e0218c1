"""A map of areas without figures: their outlines and names, as an SVG without script."""

import textwrap
from html import escape
from urllib.parse import quote

import geopandas as gpd
import shapely
from shapely import MultiPolygon, Polygon

from maps.frames import check_shapes
from maps.paths import Canvas, canvas_of, path_data

_FILL = "#e8edf2"
_EDGE = "#4b5a68"
_INK = "#17202a"
_FONT_SIZE = 13
_LETTERS_PER_LINE = 16


def named_areas_svg(
    areas_gdf: gpd.GeoDataFrame, *, title: str, href_template: str | None = None, width: int = 900
) -> str:
    """Draw areas with their names.

    Parameters
    ----------
    areas_gdf
        Columns ``code``, ``name`` and ``geometry`` in RD New (EPSG:28992), simplified to the scale of the map.
    title
        What the map shows, for who cannot see it.
    href_template
        Address of an area's own page with ``{code}`` in it; without it, the areas are no links.
    width
        Width in units of the viewBox; the page sets the size by CSS.

    Returns
    -------
    str
        An ``<svg>`` element with class ``gebieden``, without inline styles; also a document by itself.

    Raises
    ------
    MapFrameError
        The areas cannot be drawn.
    """
    check_shapes(areas_gdf)
    canvas = canvas_of(areas_gdf, width, max_height=width, margin=4)
    rows = list(zip(areas_gdf["code"], areas_gdf["name"], areas_gdf.geometry, strict=True))
    shapes = "".join(
        _shape(code, name, data=path_data(outline, canvas), href=href_template) for code, name, outline in rows
    )
    names = "".join(_label(name, outline, canvas) for _, name, outline in rows)
    role = "group" if href_template else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gebieden" viewBox="0 0 {canvas.width:g} {canvas.height:g}"'
        f' role="{role}" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f'<g fill="{_FILL}" fill-rule="evenodd" stroke="{_EDGE}" stroke-width="1.2"'
        f' stroke-linejoin="round">{shapes}</g>'
        f'<g class="namen" aria-hidden="true" pointer-events="none" text-anchor="middle" font-size="{_FONT_SIZE}"'
        f' font-family="system-ui, Arial, sans-serif" fill="{_INK}" stroke="#ffffff" stroke-width="3"'
        f' stroke-linejoin="round" paint-order="stroke">{names}</g></svg>'
    )


def _shape(code: str, name: str, *, data: str, href: str | None) -> str:
    path = f'<path d="{data}"><title>{escape(name)}</title></path>'
    if not href:
        return path
    address = escape(href.replace("{code}", quote(code, safe="")))
    return f'<a href="{address}" aria-label="{escape(name)}">{path}</a>'


def _label(name: str, outline: Polygon | MultiPolygon, canvas: Canvas) -> str:
    """Return a name in the middle of the widest part of its area."""
    middle_x, middle_y = shapely.get_coordinates(shapely.maximum_inscribed_circle(outline))[0]
    x, y = canvas.place(middle_x, middle_y)
    lines = textwrap.wrap(name, _LETTERS_PER_LINE) or [""]
    top = y - _FONT_SIZE * (len(lines) - 1) / 2 + _FONT_SIZE / 3
    return "".join(
        f'<text x="{x:.1f}" y="{top + number * _FONT_SIZE:.1f}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )

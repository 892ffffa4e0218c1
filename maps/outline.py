"""A small map of areas with one standing out, as an SVG without script, for a page about that area."""

from html import escape
from urllib.parse import quote

import geopandas as gpd

from maps.frames import MapFrameError, check_shapes
from maps.paths import Canvas, canvas_of, path_data

_PLAIN = "#dde3ea"
_HIGHLIGHT = "#225ea8"
_SMALL = 16


class HighlightError(MapFrameError):
    """The area that should stand out is not among the areas."""

    def __init__(self, code: str) -> None:
        super().__init__([f"het uit te lichten gebied {code} is er niet bij"])


def outline_svg(
    areas_gdf: gpd.GeoDataFrame,
    highlight_code: str,
    *,
    title: str,
    href_template: str | None = None,
    width: int = 320,
) -> str:
    """Draw areas with one standing out.

    Parameters
    ----------
    areas_gdf
        Columns ``code``, ``name`` and ``geometry`` in RD New (EPSG:28992), simplified to the scale of the map.
    highlight_code
        Code of the area that stands out.
    title
        What the map shows, for who cannot see it: "Ligging van Krinkelhoek in Oss".
    href_template
        Address of an area's own page with ``{code}`` in it; without it, the areas are no links.
    width
        Width in units of the viewBox; the page sets the size by CSS.

    Returns
    -------
    str
        An ``<svg>`` element with classes ``ligging``, ``gebied`` and ``uitgelicht``, without inline styles.

    Raises
    ------
    MapFrameError
        The areas cannot be drawn, or the area that should stand out is not among them.
    """
    check_shapes(areas_gdf)
    if highlight_code not in set(areas_gdf["code"]):
        raise HighlightError(highlight_code)
    canvas = canvas_of(areas_gdf, width, max_height=width, margin=3)
    # The area that stands out comes last, so that its border lies over those of its neighbours.
    ordered_gdf = areas_gdf.sort_values("code", key=lambda codes: codes == highlight_code, kind="stable")
    shapes = "".join(
        _shape(code, name, data=path_data(geometry, canvas), is_highlight=code == highlight_code, href=href_template)
        for code, name, geometry in zip(ordered_gdf["code"], ordered_gdf["name"], ordered_gdf.geometry, strict=True)
    )
    ring = _ring_around_small(ordered_gdf.iloc[[-1]], canvas)
    role = "group" if href_template else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ligging" viewBox="0 0 {canvas.width:g} {canvas.height:g}"'
        f' role="{role}" aria-label="{escape(title)}" fill-rule="evenodd" stroke="#ffffff" stroke-width="0.7"'
        f' stroke-linejoin="round"><title>{escape(title)}</title>{shapes}{ring}</svg>'
    )


def _ring_around_small(highlight_gdf: gpd.GeoDataFrame, canvas: Canvas) -> str:
    """Return a ring around an area that would else be overlooked, and nothing around a larger one."""
    west, south, east, north = highlight_gdf.total_bounds
    size = max(east - west, north - south) * canvas.units_per_m
    if size >= _SMALL:
        return ""
    x, y = canvas.place((west + east) / 2, (south + north) / 2)
    return (
        f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{_SMALL / 2 + 3:g}" fill="none" stroke="{_HIGHLIGHT}"'
        ' stroke-width="1.5"/>'
    )


def _shape(code: str, name: str, *, data: str, is_highlight: bool, href: str | None) -> str:
    """Return one area as a path with its name, within a link where it has a page of its own."""
    look = f'class="gebied uitgelicht" fill="{_HIGHLIGHT}"' if is_highlight else f'class="gebied" fill="{_PLAIN}"'
    path = f'<path {look} d="{data}"><title>{escape(name)}</title></path>'
    if not href or is_highlight:
        return path
    address = escape(href.replace("{code}", quote(code, safe="")))
    return f'<a href="{address}" aria-label="{escape(name)}">{path}</a>'

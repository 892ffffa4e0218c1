"""Two clusterings over each other as a small SVG without script: one in colours, the other as outlines."""

from html import escape

import geopandas as gpd

from maps.area_colours import AREA_EDGE, area_colours
from maps.frames import check_shapes, is_left_out
from maps.paths import canvas_of, small_path_data

_LEFT_OUT = "#eceff2"
_CASING = "#ffffff"


def overlay_svg(filled_gdf: gpd.GeoDataFrame, outlined_gdf: gpd.GeoDataFrame, *, title: str, width: int = 480) -> str:
    """Draw one clustering in colours, and the borders of another over it.

    Parameters
    ----------
    filled_gdf, outlined_gdf
        Columns ``code``, ``name`` and ``geometry`` in RD New (EPSG:28992); optionally ``left_out``, as for
        `maps.area_map.area_map_fragment`: grey in the one, not drawn in the other.
    title
        What the map shows, for who cannot see it.
    width
        Width in units of the viewBox; the page sets the size by CSS.

    Returns
    -------
    str
        An ``<svg>`` element with class ``overlap-kaart``, without inline styles; also a document by itself.

    Raises
    ------
    MapFrameError
        The areas cannot be drawn.
    """
    for areas_gdf in (filled_gdf, outlined_gdf):
        check_shapes(areas_gdf)
    canvas = canvas_of(filled_gdf, width, max_height=width, margin=4)
    colours = area_colours(filled_gdf)
    fills = "".join(
        f'<path fill="{colours.get(code, _LEFT_OUT)}" d="{small_path_data(outline, canvas)}">'
        f"<title>{escape(name)}</title></path>"
        for code, name, outline in zip(filled_gdf["code"], filled_gdf["name"], filled_gdf.geometry, strict=True)
    )
    held = outlined_gdf.geometry[~is_left_out(outlined_gdf)]
    lines = f'<path d="{"".join(small_path_data(outline, canvas) for outline in held)}"/>'
    view = f"0 0 {canvas.width:g} {canvas.height:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="overlap-kaart" viewBox="{view}"'
        f' role="img" aria-label="{escape(title)}" stroke-linejoin="round" fill-rule="evenodd"><title>{escape(title)}'
        f'</title><g stroke="{_CASING}" stroke-width="0.8">{fills}</g><g fill="none" stroke="{_CASING}"'
        f' stroke-width="4.5">{lines}</g><g fill="none" stroke="{AREA_EDGE}" stroke-width="2.2">{lines}</g></svg>'
    )

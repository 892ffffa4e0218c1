"""A choropleth as one element of a page that stands alone: few bytes, each area a link to its place in that page."""

from collections.abc import Mapping
from html import escape

import geopandas as gpd

from maps.paths import canvas_of, small_path_data
from maps.shading import Shading

_WIDTH = 640.0


def inline_choropleth(areas_gdf: gpd.GeoDataFrame, shading: Shading, *, prefix: str, hrefs: Mapping[str, str]) -> str:
    """Draw a choropleth without title or legend around it.

    Parameters
    ----------
    areas_gdf
        The frame that `shading` was made of, in RD New (EPSG:28992).
    prefix
        Start of the ids in it, unique within the page.
    hrefs
        Address within the page of each area by its code; an area without one is no link.

    Returns
    -------
    str
        An ``<svg class="kaartbeeld">`` without inline styles.
    """
    canvas = canvas_of(areas_gdf, _WIDTH, max_height=_WIDTH, margin=4)
    shapes = "".join(
        _linked(
            f'<path fill="{shading.fill(area, prefix)}" d="{small_path_data(geometry, canvas)}">'
            f"<title>{escape(f'{area.name}: {area.figure}')}</title></path>",
            name=f"{area.name}: {area.figure}",
            href=hrefs.get(area.code, ""),
        )
        for area, geometry in zip(shading.areas, areas_gdf.geometry, strict=True)
    )
    title = escape(f"Kaart van {shading.subject.title}, {shading.subject.period}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="kaartbeeld" role="group" aria-label="{title}"'
        f' viewBox="0 0 {canvas.width:g} {canvas.height:g}">{shading.defs(prefix)}'
        f'<g fill-rule="evenodd" stroke="#ffffff" stroke-width="0.8" stroke-linejoin="round">{shapes}</g></svg>'
    )


def _linked(shape: str, *, name: str, href: str) -> str:
    return f'<a href="{escape(href)}" aria-label="{escape(name)}">{shape}</a>' if href else shape

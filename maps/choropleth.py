"""A choropleth to click on: folium draws it, our own Leaflet and a small script of ours serve it.

A page gets only the addresses in `maps.fragment.head_tags`, and asks nothing of another host but the background map.
"""

from html import escape
from typing import Any

import geopandas as gpd

from maps.fragment import MapFragment, MapPage, head_tags, map_element, script_tag
from maps.leaflet import bounds_of, draw_script, features_of, fill_opacity, href_of, layer_of
from maps.legend import legend_html
from maps.patterns import pattern_defs
from maps.shading import MapClasses, MapSubject, ShadedArea, Shading, shade

_BORDER = {"color": "#ffffff", "weight": 1, "opacity": 1}


def choropleth_fragment(
    areas_gdf: gpd.GeoDataFrame, subject: MapSubject, *, classes: MapClasses, page: MapPage
) -> MapFragment:
    """Draw a choropleth to put into a page.

    Parameters
    ----------
    areas_gdf
        One row per area, in RD New (EPSG:28992), simplified to the scale of the map; columns as for
        `maps.shading.shade`.
    subject
        The indicator and period.
    classes
        How values become classes and colours.
    page
        Where the map links to, what lies under it, and how the page loads its assets.

    Returns
    -------
    MapFragment
        ``head`` and ``script`` hold complete tags with the nonce; nothing has an inline style.

    Raises
    ------
    MapFrameError
        The frame of areas cannot be drawn.
    """
    shading = shade(areas_gdf, subject, classes)
    return MapFragment(
        head=head_tags(page),
        html=map_element(
            page, title=f"Kaart van {subject.title}, {subject.period}", defs=pattern_defs(page.element_id)
        ),
        legend=legend_html(shading, id_prefix=f"{page.element_id}-legenda"),
        script=script_tag(page, _map_script(areas_gdf, shading, page)),
    )


def choropleth_document(areas_gdf: gpd.GeoDataFrame, subject: MapSubject, *, classes: MapClasses, page: MapPage) -> str:
    """Draw a choropleth as a complete HTML document, to show by itself or in an iframe of the same origin.

    Parameters and errors are those of `choropleth_fragment`.
    """
    fragment = choropleth_fragment(areas_gdf, subject, classes=classes, page=page)
    title = escape(f"{subject.title}, {subject.period}")
    return (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{fragment.head}\n</head>\n"
        f'<body class="kaartblad">\n<main><h1 class="alleen-voorlezen">{title}</h1>'
        f"{fragment.html}</main>\n<aside>{fragment.legend}</aside>\n"
        f"{fragment.script}\n</body>\n</html>\n"
    )


def _map_script(areas_gdf: gpd.GeoDataFrame, shading: Shading, page: MapPage) -> str:
    """Return the script of the map: the fill of an area's class or hatching, between thin white borders."""
    look = _BORDER | {"fillOpacity": fill_opacity(page)}
    styles = {area.code: look | {"fillColor": shading.fill(area, page.element_id)} for area in shading.areas}
    layer = layer_of(feature_collection(areas_gdf, shading, page), styles)
    return draw_script(page, layer, bounds=bounds_of(areas_gdf), options={"source": escape(shading.subject.source)})


def feature_collection(areas_gdf: gpd.GeoDataFrame, shading: Shading, page: MapPage) -> dict[str, Any]:
    """Return the areas as GeoJSON in WGS84, with what the tooltip says."""
    codes = [area.code for area in shading.areas]
    return features_of(areas_gdf.geometry, codes, [_properties(area, page) for area in shading.areas])


def _properties(area: ShadedArea, page: MapPage) -> dict[str, str]:
    texts = {"naam": area.name, "label": area.label, "cijfer": area.figure, "marge": area.margin, "uitleg": area.remark}
    return texts | {"href": href_of(area.code, page)}

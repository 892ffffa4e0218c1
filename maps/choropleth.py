"""A choropleth to click on: folium draws it, our own Leaflet and a small script of ours serve it.

A page gets only the addresses in `maps.fragment.head_tags`, and asks nothing of another host but the background map.
"""

import hashlib
from html import escape
from typing import Any

import folium
import geopandas as gpd
import shapely

from maps.border_lines import BorderLayer, BorderLines, border_features
from maps.fragment import MapFragment, MapPage, head_tags, map_element, script_tag
from maps.leaflet import bounds_of, draw_script, features_of, fill_opacity, href_of, layer_of
from maps.legend import legend_html
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
    return shaded_fragment(areas_gdf, shade(areas_gdf, subject, classes), page=page)


def shaded_fragment(
    areas_gdf: gpd.GeoDataFrame, shading: Shading, *, page: MapPage, lines: BorderLines | None = None
) -> MapFragment:
    """Draw a choropleth of which the classes are made, with the borders of another clustering over it where given.

    Parameters and errors are those of `choropleth_fragment`; `shading` is of the same frame.
    """
    over = [BorderLayer(lines)] if lines else []
    options = {"source": escape(shading.subject.source)}
    script = draw_script(
        page, choropleth_layer(areas_gdf, shading, page), bounds=bounds_of(areas_gdf), options=options, over=over
    )
    return MapFragment(
        head=head_tags(page),
        html=choropleth_element(shading, page),
        legend=legend_html(shading, id_prefix=f"{page.element_id}-legenda", lines=lines),
        script=script_tag(page, script),
    )


def choropleth_element(shading: Shading, page: MapPage, *, name: str = "") -> str:
    """Return the element that a choropleth is drawn in; `name` tells two on one page apart."""
    title = f"{name}: {shading.subject.title}, {shading.subject.period}" if name else title_of(shading)
    return map_element(page, title=title, defs=shading.defs(page.element_id))


def title_of(shading: Shading) -> str:
    """Return what a map shows, for who cannot see it."""
    return f"Kaart van {shading.subject.title}, {shading.subject.period}"


def shape_key(areas_gdf: gpd.GeoDataFrame) -> str:
    """Return what tells the outlines of one frame of areas from those of another."""
    content = b"".join(shapely.to_wkb(areas_gdf.geometry.array)) + "|".join(areas_gdf["code"]).encode()
    return hashlib.sha256(content).hexdigest()[:16]


def recolouring(
    areas_gdf: gpd.GeoDataFrame,
    shading: Shading,
    *,
    page: MapPage,
    known_key: str,
    lines: BorderLines | None = None,
) -> dict[str, Any]:
    """Return what ``gebiedskaart.recolour`` in map.js needs to show other figures on a map that is drawn.

    Parameters
    ----------
    known_key
        The `shape_key` of the outlines that the map has; where these are others, they come along.

    Returns
    -------
    dict
        ``titel``; ``patronen`` and ``legenda``, as HTML; ``kleuren`` by code; ``vorm``, the key of the outlines; and
        where it is the known one ``teksten`` by code, else ``vormen`` and ``lijnen``, GeoJSON of outlines and borders.
    """
    collection, key = feature_collection(areas_gdf, shading, page), shape_key(areas_gdf)
    is_other = key != known_key
    return {
        "titel": title_of(shading),
        "patronen": shading.defs(page.element_id),
        "legenda": legend_html(shading, id_prefix=f"{page.element_id}-legenda", lines=lines),
        "kleuren": {area.code: shading.fill(area, page.element_id) for area in shading.areas},
        "teksten": None if is_other else {one["id"]: one["properties"] for one in collection["features"]},
        "vorm": key,
        "vormen": collection if is_other else None,
        "lijnen": border_features(lines) if lines and is_other else None,
    }


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


def choropleth_layer(areas_gdf: gpd.GeoDataFrame, shading: Shading, page: MapPage) -> folium.GeoJson:
    """Return the areas as a layer: the fill of an area's class or hatching, between thin white borders."""
    look = _BORDER | {"fillOpacity": fill_opacity(page)}
    styles = {area.code: look | {"fillColor": shading.fill(area, page.element_id)} for area in shading.areas}
    return layer_of(feature_collection(areas_gdf, shading, page), styles)


def feature_collection(areas_gdf: gpd.GeoDataFrame, shading: Shading, page: MapPage) -> dict[str, Any]:
    """Return the areas as GeoJSON in WGS84, with what the tooltip says."""
    codes = [area.code for area in shading.areas]
    return features_of(areas_gdf.geometry, codes, [_properties(area, page) for area in shading.areas])


def _properties(area: ShadedArea, page: MapPage) -> dict[str, str]:
    texts = {"naam": area.name, "label": area.label, "cijfer": area.figure, "marge": area.margin, "uitleg": area.remark}
    return texts | {"href": href_of(area.code, page)}

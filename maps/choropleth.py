"""A choropleth to click on: folium draws it, our own Leaflet and a small script of ours serve it.

Folium's own header, which loads libraries from other hosts, is left out: a page gets only the addresses in
`head_tags`, and asks nothing of another host but the background map. Coordinates leave RD New here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

import folium
import geopandas as gpd
import shapely
from branca.element import Element, MacroElement
from folium.map import FitBounds
from folium.template import Template
from shapely.geometry import mapping

from geodata.settings import Settings
from maps.legend import legend_html
from maps.patterns import pattern_defs
from maps.shading import MapClasses, MapSubject, ShadedArea, Shading, shade

WGS84 = "EPSG:4326"
_DEGREE_DECIMALS = 6
_MAX_ZOOM = 17
_BORDER = {"color": "#ffffff", "weight": 1, "opacity": 1}
_EMPHASIS = {"color": "#1b1f24", "weight": 3, "opacity": 1}


@dataclass(frozen=True)
class BackgroundMap:
    """Tiles under the areas: an address with {z}, {x} and {y}, and who made them."""

    url: str
    attribution: str


def background_of(settings: Settings) -> BackgroundMap | None:
    """Return the background map that the operator set; None for a plain background."""
    if not settings.background_map_url:
        return None
    return BackgroundMap(settings.background_map_url, settings.background_map_attribution)


@dataclass(frozen=True)
class MapPage:
    """How a map sits in its page.

    ``href_template`` is the address of an area's own page, with ``{code}`` in it; without it, areas are no links.
    ``highlight_code`` gives one area a heavy border; a code that is not on the map highlights nothing.
    ``nonce`` is put on every script tag. ``element_id`` is unique within the page and may be part of a script name.
    """

    href_template: str | None = None
    highlight_code: str | None = None
    background: BackgroundMap | None = None
    static_root: str = "/static"
    nonce: str | None = None
    element_id: str = "kaart"


@dataclass(frozen=True)
class MapFragment:
    """The parts of a page with a map: tags for its head, the map, its legend, and the script after both."""

    head: str
    html: str
    legend: str
    script: str


class _Behaviour(MacroElement):
    """Tooltips, links, keyboard and controls, by our own script."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "gebiedskaart.enliven({{ this.area_map.get_name() }}, {{ this.layer.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, area_map: folium.Map, layer: folium.GeoJson, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Behaviour"
        self.area_map = area_map
        self.layer = layer
        self.options = options


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
        html=_map_html(shading, page),
        legend=legend_html(shading, id_prefix=f"{page.element_id}-legenda"),
        script=f"<script{_nonce(page)}>{_map_script(areas_gdf, shading, page)}</script>",
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


def head_tags(page: MapPage) -> str:
    """Return the tags that load Leaflet and our own style and script from the platform itself."""
    root = escape(page.static_root.rstrip("/"))
    return "\n".join(
        [f'<link rel="stylesheet" href="{root}/{sheet}">' for sheet in ("vendor/leaflet/leaflet.css", "maps/map.css")]
        + [
            f'<script{_nonce(page)} src="{root}/{script}"></script>'
            for script in ("vendor/leaflet/leaflet.js", "maps/map.js")
        ]
    )


def _nonce(page: MapPage) -> str:
    return f' nonce="{escape(page.nonce)}"' if page.nonce else ""


def _map_html(shading: Shading, page: MapPage) -> str:
    """Return the element that the map is drawn in, with the hatching that its shapes refer to."""
    title = escape(f"Kaart van {shading.subject.title}, {shading.subject.period}")
    element_id = escape(page.element_id)
    return (
        f'<svg class="legenda-patronen" width="0" height="0" aria-hidden="true">{pattern_defs(page.element_id)}</svg>'
        f'<div class="gebiedskaart" id="{element_id}" role="region" aria-label="{title}"'
        f' aria-describedby="{element_id}-uitleg"></div>'
        f'<p class="alleen-voorlezen" id="{element_id}-uitleg">Loop met de pijltjestoetsen langs de gebieden'
        f"{' en open met Enter de pagina van een gebied' if page.href_template else ''}.</p>"
    )


def _map_script(areas_gdf: gpd.GeoDataFrame, shading: Shading, page: MapPage) -> str:
    """Return folium's script for the map, in a scope of its own, under names that do not change between requests."""
    collection = feature_collection(areas_gdf, shading, page)
    area_map = folium.Map(tiles=None, zoom_control=False, max_zoom=_MAX_ZOOM, zoom_snap=0.25, scroll_wheel_zoom=False)
    layer = folium.GeoJson(collection, style_function=_style_of(shading, page), smooth_factor=0.5)
    parts: list[Element] = [area_map, layer, FitBounds(_bounds(areas_gdf), padding=(12, 12))]
    options = {"highlight": page.highlight_code, "emphasis": _EMPHASIS, "source": escape(shading.subject.source)}
    if page.background:
        tiles = folium.TileLayer(page.background.url, attr=escape(page.background.attribution), max_zoom=_MAX_ZOOM)
        parts.insert(1, tiles)
    parts.append(_Behaviour(area_map, layer, options))
    return _render(parts, page.element_id)


def _render(parts: list[Element], element_id: str) -> str:
    """Return the script of a map (the first part) and what lies on it."""
    area_map, *children = parts
    for child in children:
        child.add_to(area_map)
    figure: Any = area_map.get_root()
    figure.render()
    script = figure.script.render()
    for number, part in enumerate(parts):
        script = script.replace(part.get_name(), f"{element_id}_{number}" if number else element_id)
    return f"(function () {{{script}}})();"


def feature_collection(areas_gdf: gpd.GeoDataFrame, shading: Shading, page: MapPage) -> dict[str, Any]:
    """Return the areas as GeoJSON in WGS84, to a millionth of a degree (7 to 11 cm), with what the tooltip says."""
    shapes = shapely.transform(areas_gdf.geometry.to_crs(WGS84).array, lambda degrees: degrees.round(_DEGREE_DECIMALS))
    features = [
        {"type": "Feature", "id": area.code, "properties": _properties(area, page), "geometry": mapping(shape)}
        for area, shape in zip(shading.areas, shapes, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _properties(area: ShadedArea, page: MapPage) -> dict[str, str]:
    """Return what the script needs of an area; what is empty is left out."""
    href = page.href_template.replace("{code}", quote(area.code, safe="")) if page.href_template else ""
    texts = {"naam": area.name, "label": area.label, "cijfer": area.figure, "marge": area.margin, "uitleg": area.remark}
    return {key: text for key, text in (texts | {"href": href}).items() if text}


def _style_of(shading: Shading, page: MapPage) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return folium's style function: the fill of an area's class or hatching, between thin white borders."""
    opacity = 0.8 if page.background else 1
    fills = {area.code: shading.fill(area, page.element_id) for area in shading.areas}
    return lambda feature: _BORDER | {"fillColor": fills[feature["id"]], "fillOpacity": opacity}


def _bounds(areas_gdf: gpd.GeoDataFrame) -> list[list[float]]:
    """Return the south-west and north-east corner as latitude, longitude."""
    west, south, east, north = areas_gdf.geometry.to_crs(WGS84).total_bounds.tolist()
    return [[south, west], [north, east]]

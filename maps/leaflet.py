"""What folium writes for our maps: shapes as GeoJSON, and the script that draws them. Coordinates leave RD New here.

Folium's own header, which loads libraries from other hosts, is left out; so is its style.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

import folium
import geopandas as gpd
import shapely
from branca.element import Element, MacroElement
from folium.template import Template
from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping

from maps.fragment import MapPage
from maps.frames import RD
from maps.labels import place_label

WGS84 = "EPSG:4326"
_DEGREE_DECIMALS = 5
_MAX_ZOOM = 17
EMPHASIS = {"color": "#1b1f24", "weight": 3, "opacity": 1}

Style = Mapping[str, Any]


class ScriptCall(MacroElement):
    """A call of a function of our own script, with objects that folium made and with options."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this.function }}({% for one in this.objects %}{{ one.get_name() }}, {% endfor %}{{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, function: str, objects: Sequence[Element], options: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ScriptCall"
        self.function = function
        self.objects = objects
        self.options = options


def features_of(shapes: gpd.GeoSeries, codes: Sequence[str], properties: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return shapes in RD New as GeoJSON in WGS84, to a hundred-thousandth of a degree (0.7 to 1.1 m).

    Parameters
    ----------
    codes
        Id of each shape.
    properties
        What the script needs to know of each; what is empty is left out.
    """
    rounded = shapely.transform(shapes.to_crs(WGS84).array, lambda degrees: degrees.round(_DEGREE_DECIMALS))
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {key: value for key, value in known.items() if value},
            "geometry": mapping(shape),
        }
        for code, known, shape in zip(codes, properties, rounded, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def href_of(code: str, page: MapPage) -> str:
    """Return the address of an area's own page; empty where areas have none."""
    return page.href_template.replace("{code}", quote(code, safe="")) if page.href_template else ""


def fill_opacity(page: MapPage) -> float:
    """Return how much of a background map shows through the areas."""
    return 0.8 if page.background else 1


def layer_of(features: dict[str, Any], styles: Mapping[str, Style], **options: Any) -> folium.GeoJson:
    """Return features as a layer, each in the style of its id."""
    return folium.GeoJson(
        features, style_function=lambda feature: dict(styles[feature["id"]]), smooth_factor=0.5, **options
    )


def name_places(name: str, outline: Polygon | MultiPolygon) -> list[dict[str, Any]]:
    """Return the places that the name of an area in RD New can have, as the script takes them.

    Returns
    -------
    list
        The lines, the middle as latitude and longitude, and the metres that one em may take.
    """
    labels = place_label(name, outline)
    points = gpd.GeoSeries(gpd.points_from_xy([one.x for one in labels], [one.y for one in labels]), crs=RD)
    return [
        {"regels": list(one.lines), "plek": [round(point.y, 6), round(point.x, 6)], "em": round(one.em_m)}
        for one, point in zip(labels, points.to_crs(WGS84), strict=True)
    ]


def number_places(number: int, outline: Polygon | MultiPolygon) -> list[dict[str, Any]]:
    """Return the places of the number that stands in an area where its name does not fit."""
    return [place | {"isNummer": True} for place in name_places(str(number), outline)]


def draw_script(
    page: MapPage,
    areas: folium.GeoJson,
    *,
    bounds: Sequence[Sequence[float]],
    options: Mapping[str, Any],
    over: Sequence[Element] = (),
) -> str:
    """Return the script that draws areas, with tooltips, links, keyboard and controls.

    Parameters
    ----------
    bounds
        What the map shows at first, as `bounds_of` gives it.
    options
        What ``gebiedskaart.enliven`` in map.js takes besides the bounds, the emphasis and the highlighted area.
    over
        What is drawn over the areas, and what is called of our script after that.

    Returns
    -------
    str
        The map is named as the page's element, the areas ``<element>_1``: names do not change between requests.
    """
    # Whoever reads the page scrolls past the map: the wheel does not zoom it.
    area_map = folium.Map(tiles=None, zoom_control=False, max_zoom=_MAX_ZOOM, zoom_snap=0, scroll_wheel_zoom=False)
    known = {"bounds": bounds, "emphasis": EMPHASIS, "highlight": page.highlight_code}
    enliven = ScriptCall("gebiedskaart.enliven", [area_map, areas], known | dict(options))
    return _rendered(page.element_id, [area_map, areas, *_tiles(page), enliven, *over])


def _tiles(page: MapPage) -> list[Element]:
    if not page.background:
        return []
    return [folium.TileLayer(page.background.url, attr=escape(page.background.attribution), max_zoom=_MAX_ZOOM)]


def _rendered(element_id: str, parts: list[Element]) -> str:
    """Return the script of a map (the first part) and what lies on it."""
    area_map, *children = parts
    for child in children:
        child.add_to(area_map)
    figure: Any = area_map.get_root()
    figure.render()
    script: str = figure.script.render()
    for number, part in enumerate(parts):
        script = script.replace(part.get_name(), f"{element_id}_{number}" if number else element_id)
    return script


def bounds_of(*areas_gdfs: gpd.GeoDataFrame) -> list[list[float]]:
    """Return the south-west and north-east corner of frames in RD New, as latitude and longitude."""
    corners = [gdf.geometry.to_crs(WGS84).total_bounds for gdf in areas_gdfs]
    west, south = (float(min(corner[axis] for corner in corners)) for axis in (0, 1))
    east, north = (float(max(corner[axis] for corner in corners)) for axis in (2, 3))
    return [[south, west], [north, east]]

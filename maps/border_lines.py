"""The borders of another clustering, drawn over the areas of a map as heavy lines that keep clear of any colour."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely
from branca.element import MacroElement
from folium.template import Template
from shapely import Geometry

from maps.frames import RD, check_shapes
from maps.leaflet import features_of
from maps.paths import Canvas, line_data, stroke_path


@dataclass(frozen=True)
class _Look:
    """A line and the lighter casing on either side of it."""

    colour: str
    width: float
    casing: str
    casing_width: float


BORDER_LOOK = _Look(colour="#1b1f24", width=2.4, casing="#ffffff", casing_width=2.4)


@dataclass(frozen=True)
class BorderLines:
    """The border lines of a clustering in RD New, each once, and what the legend calls it."""

    name: str
    geometry: Geometry

    @property
    def label(self) -> str:
        """What the legend says of the lines."""
        return f"grenzen van {self.name}"


def border_lines(areas_gdf: gpd.GeoDataFrame, name: str) -> BorderLines:
    """Return the borders of areas.

    Parameters
    ----------
    areas_gdf
        Columns ``code``, ``name`` and ``geometry`` in RD New (EPSG:28992), simplified together, so that neighbours
        have one line between them.
    name
        What the clustering is called within a sentence: "wijken".

    Raises
    ------
    MapFrameError
        The areas cannot be drawn.
    """
    check_shapes(areas_gdf)
    edges = shapely.union_all(shapely.boundary(areas_gdf.geometry.array))
    return BorderLines(name, shapely.line_merge(edges))


class BorderLayer(MacroElement):
    """A call of our own script, which draws casing and lines over the areas from one geometry."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "gebiedskaart.drawBorders({{ this._parent.get_name() }}, {{ this.lines|tojson }}, {{ this.looks|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, lines: BorderLines) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "BorderLayer"
        self.lines = border_features(lines)
        self.looks = [
            {"color": BORDER_LOOK.casing, "weight": BORDER_LOOK.width + BORDER_LOOK.casing_width},
            {"color": BORDER_LOOK.colour, "weight": BORDER_LOOK.width},
        ]


def border_features(lines: BorderLines) -> dict[str, Any]:
    """Return the lines as GeoJSON in WGS84."""
    return features_of(gpd.GeoSeries([lines.geometry], crs=RD), ["grenzen"], [{}])


def border_paths(lines: BorderLines, canvas: Canvas) -> str:
    """Return the casing and the lines as SVG elements on a canvas."""
    data = line_data(lines.geometry, canvas)
    casing = stroke_path(data, BORDER_LOOK.casing, width=BORDER_LOOK.width + BORDER_LOOK.casing_width)
    return (
        f'<g stroke-linejoin="round" stroke-linecap="round">{casing}'
        f"{stroke_path(data, BORDER_LOOK.colour, width=BORDER_LOOK.width)}</g>"
    )

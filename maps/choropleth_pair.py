"""Two choropleths that move together: what is pointed at on one is outlined on the other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import shapely
from jinja2.utils import htmlsafe_json_dumps

from maps.border_lines import BorderLayer, BorderLines
from maps.choropleth import choropleth_element, choropleth_layer
from maps.fragment import MapFragment, MapPage, head_tags, script_tag
from maps.leaflet import bounds_of, draw_script
from maps.legend import legend_html
from maps.shading import Shading

# Of the smaller of two areas: less is what two outlines of one border differ by.
_LEAST_SHARE = 0.02
SIDES = ("Eerste kaart", "Tweede kaart")
"""What the maps are called."""


@dataclass(frozen=True)
class ChoroplethSide:
    """One of two choropleths: its frame, its classes, and the borders over it."""

    areas_gdf: gpd.GeoDataFrame
    shading: Shading
    lines: BorderLines | None = None


def choropleth_pair(left: ChoroplethSide, right: ChoroplethSide, *, page: MapPage) -> tuple[MapFragment, MapFragment]:
    """Draw two choropleths to put into a page.

    Parameters
    ----------
    left, right
        The frames in RD New (EPSG:28992), with the shading of each. A code may occur on both sides.
    page
        As for `maps.choropleth.choropleth_fragment`; the elements are ``<element_id>_links`` and ``_rechts``.

    Returns
    -------
    tuple
        The left and the right map. The right one's script draws both, and goes after both; the left one has none.
    """
    bounds = bounds_of(left.areas_gdf, right.areas_gdf)
    pages = [replace(page, element_id=f"{page.element_id}_{side}") for side in ("links", "rechts")]
    overlaps = overlaps_between(left.areas_gdf, right.areas_gdf)
    sides = list(zip((left, right), pages, strict=True))
    joints = [_joint(one, found) for one, found in zip(pages, (overlaps, _swapped(overlaps)), strict=True)]
    script = "".join(_script(side, one, bounds) for side, one in sides) + f"gebiedenpaar.join({', '.join(joints)});"
    head = head_tags(page, "pair.js")
    first, second = (_fragment(side, one, name, head=head) for (side, one), name in zip(sides, SIDES, strict=True))
    return first, replace(second, script=script_tag(page, script))


def _fragment(side: ChoroplethSide, page: MapPage, name: str, *, head: str) -> MapFragment:
    label = f"Legenda van de {name.lower()}"
    legend = legend_html(side.shading, id_prefix=f"{page.element_id}-legenda", lines=side.lines, label=label)
    return MapFragment(head=head, html=choropleth_element(side.shading, page, name=name), legend=legend, script="")


def _script(side: ChoroplethSide, page: MapPage, bounds: list[list[float]]) -> str:
    layer = choropleth_layer(side.areas_gdf, side.shading, page)
    over = [BorderLayer(side.lines)] if side.lines else []
    return draw_script(page, layer, bounds=bounds, options={"source": side.shading.subject.source}, over=over)


def _joint(page: MapPage, overlaps: Mapping[str, list[str]]) -> str:
    """Return what pair.js takes of one side: the map, its areas, and which areas of the other each overlaps."""
    name = page.element_id
    return f"{{map: {name}, areas: {name}_1, overlaps: {htmlsafe_json_dumps(overlaps)}}}"


def overlaps_between(left_gdf: gpd.GeoDataFrame, right_gdf: gpd.GeoDataFrame) -> dict[str, list[str]]:
    """Return per code of the left frame the codes of the right one that share ground with it."""
    lefts, rights = left_gdf.geometry.array, right_gdf.geometry.array
    first, second = shapely.STRtree(rights).query(lefts, predicate="intersects")
    shared = shapely.area(shapely.intersection(lefts[first], rights[second]))
    smaller = shapely.area([lefts[first], rights[second]]).min(axis=0)
    left_codes, right_codes = left_gdf["code"].tolist(), right_gdf["code"].tolist()
    overlaps: dict[str, list[str]] = {}
    for one, other in zip(first[shared > _LEAST_SHARE * smaller], second[shared > _LEAST_SHARE * smaller], strict=True):
        overlaps.setdefault(left_codes[one], []).append(right_codes[other])
    return overlaps


def _swapped(overlaps: Mapping[str, list[str]]) -> dict[str, list[str]]:
    swapped: dict[str, list[str]] = {}
    for code, others in overlaps.items():
        for other in others:
            swapped.setdefault(other, []).append(code)
    return swapped

"""A map to click on of the areas of one clustering: each in a colour that its neighbours do not have, with its name."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any

import folium
import geopandas as gpd

from maps.area_colours import AREA_EDGE, area_colours
from maps.fragment import MapFragment, MapPage, head_tags, map_element, script_tag
from maps.frames import check_shapes, is_left_out
from maps.leaflet import (
    bounds_of,
    draw_script,
    features_of,
    fill_opacity,
    href_of,
    layer_of,
    name_places,
    number_places,
)
from maps.legend import legend_item, legend_list, swatch
from maps.numbers import format_number
from maps.patterns import left_out_defs, left_out_fill

AREA_COLUMNS = ("people", "units")
_BORDER = {"color": AREA_EDGE, "weight": 1.5, "opacity": 1}


@dataclass(frozen=True)
class AreasSubject:
    """What a map of areas is of: a clustering, and where its outlines and numbers of people come from."""

    title: str
    source: str


def area_map_fragment(areas_gdf: gpd.GeoDataFrame, subject: AreasSubject, *, page: MapPage) -> MapFragment:
    """Draw the areas of a clustering to put into a page.

    Parameters
    ----------
    areas_gdf
        One row per area, in RD New (EPSG:28992), simplified to the scale of the map: ``code``, ``name``, ``geometry``,
        ``people`` (NaN where unknown) and ``units``, a text on what the area consists of ("8 buurten", or empty).
        Optionally ``left_out``: True for what lies in no area; it is hatched, and is no link. Areas are numbered in
        the order of the frame.
    subject
        The clustering.
    page
        Where the map links to, what lies under it, and how the page loads its assets.

    Returns
    -------
    MapFragment
        ``head`` and ``script`` hold complete tags with the nonce; nothing has an inline style.

    Raises
    ------
    MapFrameError
        The areas cannot be drawn.
    """
    check_shapes(areas_gdf, *AREA_COLUMNS)
    fills = area_fills(areas_gdf, area_colours(areas_gdf), page)
    options = {"source": escape(subject.source)}
    script = draw_script(page, area_layer(areas_gdf, fills, page), bounds=bounds_of(areas_gdf), options=options)
    return MapFragment(
        head=head_tags(page),
        html=area_map_element(subject, page),
        legend=_legend_html(areas_gdf, subject, page=page, fills=fills),
        script=script_tag(page, script),
    )


def area_map_element(subject: AreasSubject, page: MapPage) -> str:
    """Return the element that the areas are drawn in."""
    return map_element(page, title=f"Kaart van {subject.title}", defs=left_out_defs(page.element_id))


def area_fills(areas_gdf: gpd.GeoDataFrame, colours: Mapping[str, str], page: MapPage) -> dict[str, str]:
    """Return the fill of each area: its colour, or the hatching of what is left out."""
    hatched = left_out_fill(page.element_id)
    return {code: colours.get(code, hatched) for code in areas_gdf["code"]}


def area_layer(
    areas_gdf: gpd.GeoDataFrame, fills: Mapping[str, str], page: MapPage, *, remarks: Mapping[str, str] | None = None
) -> folium.GeoJson:
    """Return the areas as a layer, with what their tooltips say and where their names stand.

    Parameters
    ----------
    remarks
        A last line of the tooltip per code, as far as there is one.
    """
    look = _BORDER | {"fillOpacity": fill_opacity(page)}
    styles = {code: look | {"fillColor": fill} for code, fill in fills.items()}
    properties = [
        _properties(row, number, page=page) | {"uitleg": (remarks or {}).get(row["code"], "")}
        for row, number in _numbered(areas_gdf)
    ]
    return layer_of(features_of(areas_gdf.geometry, areas_gdf["code"].tolist(), properties), styles)


def area_list(areas_gdf: gpd.GeoDataFrame, fills: Mapping[str, str], *, label: str) -> str:
    """Return the legend: each area with its colour, number, name and people; last what is left out."""
    items = [
        legend_item(
            row["name"],
            swatch(fills[row["code"]], "" if number is None else str(number)),
            amount="onbekend" if math.isnan(row["people"]) else format_number(row["people"]),
            unit="inwoners",
        )
        for row, number in sorted(_numbered(areas_gdf), key=lambda numbered: numbered[1] is None)
    ]
    return legend_list(label, items)


def _numbered(areas_gdf: gpd.GeoDataFrame) -> Iterator[tuple[dict[str, Any], int | None]]:
    """Yield each row with its number on the map; what is left out has none."""
    numbers = count(1)
    for row, is_out in zip(areas_gdf.to_dict("records"), is_left_out(areas_gdf), strict=True):
        yield row, None if is_out else next(numbers)


def _properties(row: Mapping[str, Any], number: int | None, *, page: MapPage) -> dict[str, Any]:
    """Return what the script needs of an area; what is left out has no page, and no one place for a name."""
    people = "inwoners onbekend" if math.isnan(row["people"]) else f"{format_number(row['people'])} inwoners"
    known = {"naam": row["name"], "cijfer": people, "label": row["units"]}
    if number is None:
        return known
    places = name_places(row["name"], row["geometry"]) + number_places(number, row["geometry"])
    return known | {"href": href_of(row["code"], page), "opschrift": places}


def _legend_html(areas_gdf: gpd.GeoDataFrame, subject: AreasSubject, *, page: MapPage, fills: Mapping[str, str]) -> str:
    element_id = escape(f"{page.element_id}-legenda")
    return (
        f'<section class="legenda" aria-labelledby="{element_id}-kop"><h2 id="{element_id}-kop">'
        f'{escape(subject.title)}</h2><p class="legenda-periode">Gebieden met hun aantal inwoners</p>'
        f"{area_list(areas_gdf, fills, label='Gebieden')}"
        '<p class="legenda-voet">De kleuren onderscheiden alleen buren van elkaar. '
        f"Bron: {escape(subject.source)}.</p></section>"
    )

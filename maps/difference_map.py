"""The verschilkaart to click on: how many owners disagree about each element, and the borders that they draw there."""

from html import escape

import folium
import geopandas as gpd
from branca.element import Element
from folium.map import CustomPane

from maps.difference import (
    BORDER_CASING,
    BORDER_HEADING,
    BORDER_INK,
    CASING_WIDTH,
    ELEMENT_EDGE,
    DifferenceSubject,
    border_class,
    border_classes,
    check_difference,
    class_numbers,
    difference_classes,
    disagreement_label,
    owner_names,
    unknown_people_note,
)
from maps.fragment import MapFragment, MapPage, head_tags, map_element, script_tag
from maps.leaflet import ScriptCall, bounds_of, draw_script, features_of, fill_opacity, href_of, layer_of, number_places
from maps.legend import legend_heading, legend_item, legend_list, stroke_sign, swatch
from maps.numbers import format_number

_PANE = "grenzen"


def difference_map_fragment(
    elements_gdf: gpd.GeoDataFrame, borders_gdf: gpd.GeoDataFrame, subject: DifferenceSubject, *, page: MapPage
) -> MapFragment:
    """Draw a verschilkaart to put into a page.

    Parameters
    ----------
    elements_gdf
        One row per unit, piece or atom, in RD New (EPSG:28992), simplified to the scale of the map: ``code``,
        ``name``, ``geometry``; ``disagreeing``, the number of owners that disagree with the others about its
        neighbours; ``people`` (NaN where unknown); ``note``, what the tooltip says further (may be empty).
    borders_gdf
        As `maps.borders.borders_between` gives it, or with lines of another making.
    subject
        What is compared.
    page
        Where the map links to, what lies under it, and how the page loads its assets.

    Returns
    -------
    MapFragment
        ``head`` and ``script`` hold complete tags with the nonce; nothing has an inline style. The legend has a choice
        of owners that the script shows: with it, only the borders of one owner stand out.

    Raises
    ------
    MapFrameError
        The elements or the borders cannot be drawn.
    """
    check_difference(elements_gdf, borders_gdf)
    options = {"source": escape(subject.source)}
    script = draw_script(
        page,
        _element_layer(elements_gdf, subject, page),
        bounds=bounds_of(elements_gdf),
        options=options,
        over=_borders(borders_gdf, subject, page) if len(borders_gdf) else [],
    )
    return MapFragment(
        head=head_tags(page, "borders.js"),
        html=map_element(page, title=f"Kaart: {subject.title}", defs=""),
        legend=_legend_html(elements_gdf, borders_gdf, subject, page=page),
        script=script_tag(page, script),
    )


def _element_layer(elements_gdf: gpd.GeoDataFrame, subject: DifferenceSubject, page: MapPage) -> folium.GeoJson:
    colours = [one.colour for one in difference_classes(elements_gdf, subject)]
    look = {"color": ELEMENT_EDGE, "weight": 0.8, "opacity": 1, "fillOpacity": fill_opacity(page)}
    rows = list(zip(elements_gdf.to_dict("records"), class_numbers(elements_gdf), strict=True))
    styles = {row["code"]: look | {"fillColor": colours[number]} for row, number in rows}
    properties = [
        {
            "naam": row["name"],
            "label": disagreement_label(int(row["disagreeing"]), subject.owner_count),
            "uitleg": row["note"],
            "href": href_of(row["code"], page),
            "opschrift": number_places(number, row["geometry"]) if number else [],
        }
        for row, number in rows
    ]
    return layer_of(features_of(elements_gdf.geometry, elements_gdf["code"].tolist(), properties), styles)


def _borders(borders_gdf: gpd.GeoDataFrame, subject: DifferenceSubject, page: MapPage) -> list[Element]:
    """Return what lies over the elements: a white casing, the lines, and the choice of whose lines stand out.

    They lie in a pane of their own, so that an element that is pointed at does not cover them.
    """
    codes = [str(number) for number in range(len(borders_gdf))]
    properties = [{"eigenaren": list(names)} for names in borders_gdf["owner_names"]]
    features = features_of(borders_gdf.geometry, codes, properties)
    looks = [border_class(int(owners), subject) for owners in borders_gdf["owners"]]
    line = {"color": BORDER_INK, "opacity": 1, "lineCap": "butt", "lineJoin": "round"}
    casings = {
        code: line | {"color": BORDER_CASING, "weight": one.weight + CASING_WIDTH}
        for code, one in zip(codes, looks, strict=True)
    }
    lines = {
        code: line | {"weight": one.weight, "dashArray": one.dashes} for code, one in zip(codes, looks, strict=True)
    }
    casing_layer, line_layer = (
        layer_of(features, styles, pane=_PANE, interactive=False) for styles in (casings, lines)
    )
    choose = ScriptCall(
        "gebiedsgrenzen.choose", [casing_layer, line_layer], {"keuze": _choice_id(page), "rand": CASING_WIDTH}
    )
    return [CustomPane(_PANE, z_index=450), casing_layer, line_layer, choose]


def _choice_id(page: MapPage) -> str:
    return f"{page.element_id}-eigenaren"


def _legend_html(
    elements_gdf: gpd.GeoDataFrame, borders_gdf: gpd.GeoDataFrame, subject: DifferenceSubject, *, page: MapPage
) -> str:
    element_id = escape(f"{page.element_id}-legenda")
    classes = [
        legend_item(one.label, swatch(one.colour, one.sign), amount=format_number(one.people), unit="inwoners")
        for one in reversed(difference_classes(elements_gdf, subject))
    ]
    borders = [
        legend_item(one.label, stroke_sign(BORDER_INK, width=one.weight, dashes=one.dashes), amount="", unit="")
        for one in reversed(border_classes(borders_gdf, subject))
    ]
    border_list = legend_heading(BORDER_HEADING) + legend_list(BORDER_HEADING, borders) if borders else ""
    foot = unknown_people_note(elements_gdf) + f"Bron: {subject.source}."
    return (
        f'<section class="legenda" aria-labelledby="{element_id}-kop"><h2 id="{element_id}-kop">'
        f'{escape(subject.title)}</h2><p class="legenda-periode">Met het aantal inwoners</p>'
        f"{legend_list('Klassen', classes)}{border_list}{_choice_html(borders_gdf, page)}"
        f'<p class="legenda-voet">{escape(foot)}</p></section>'
    )


def _choice_html(borders_gdf: gpd.GeoDataFrame, page: MapPage) -> str:
    """Return the choice of whose borders stand out; hidden until the script that it needs is there."""
    group = escape(_choice_id(page))
    options = [("", "alle eigenaren", ' checked=""'), *((name, name, "") for name in owner_names(borders_gdf))]
    choices = "".join(
        f'<label><input type="radio" name="{group}" value="{escape(value)}"{checked}/> {escape(text)}</label>'
        for value, text, checked in options
    )
    legend = "<legend>Toon de grenzen van</legend>"
    return f'<fieldset class="grenskeuze" id="{group}" hidden="">{legend}{choices}</fieldset>'

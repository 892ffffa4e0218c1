"""The verschilkaart as one SVG file, for documents, print and pages without script."""

from collections.abc import Iterator
from datetime import date
from html import escape

import geopandas as gpd

from maps.difference import (
    BORDER_CASING,
    BORDER_HEADING,
    BORDER_INK,
    CASING_WIDTH,
    ELEMENT_EDGE,
    BorderClass,
    DifferenceClass,
    DifferenceSubject,
    border_class,
    border_classes,
    check_difference,
    class_numbers,
    difference_classes,
    disagreement_label,
    unknown_people_note,
)
from maps.labels import place_label
from maps.numbers import format_number
from maps.paths import Canvas, line_data, path_data, stroke_path
from maps.sheet import Sheet, SheetRow, colour_sign, sheet_canvas, sheet_svg

_SMALLEST_TEXT, _LARGEST_TEXT = 8.0, 13.0


def difference_svg(
    elements_gdf: gpd.GeoDataFrame, borders_gdf: gpd.GeoDataFrame, subject: DifferenceSubject, *, drawn_on: date
) -> str:
    """Draw a verschilkaart as an SVG document.

    Parameters
    ----------
    elements_gdf, borders_gdf
        As for `maps.difference_map.difference_map_fragment`.
    drawn_on
        Date that is put under the map.

    Raises
    ------
    MapFrameError
        The elements or the borders cannot be drawn.
    """
    check_difference(elements_gdf, borders_gdf)
    classes = difference_classes(elements_gdf, subject)
    borders = border_classes(borders_gdf, subject)
    canvas = sheet_canvas(elements_gdf)
    sheet = Sheet(
        title=subject.title,
        description="; ".join(f"{one.label}: {_amount(one)}" for one in reversed(classes)) + ".",
        rows=(*_class_rows(classes), *_border_rows(borders)),
        note=f"{unknown_people_note(elements_gdf)}Bron: {subject.source}.",
    )
    drawing = (
        _elements(elements_gdf, subject, canvas) + _lines(borders_gdf, subject, canvas) + _numbers(elements_gdf, canvas)
    )
    return sheet_svg(sheet, canvas, drawing=drawing, drawn_on=drawn_on)


def _class_rows(classes: list[DifferenceClass]) -> Iterator[SheetRow]:
    for one in reversed(classes):
        yield SheetRow(colour_sign(one.colour, one.sign), one.label, _amount(one))


def _amount(one: DifferenceClass) -> str:
    return f"{format_number(one.people)} inwoners"


def _border_rows(borders: list[BorderClass]) -> Iterator[SheetRow]:
    if borders:
        yield SheetRow("", BORDER_HEADING)
    for one in reversed(borders):
        yield SheetRow(stroke_path("M0,9 h30", BORDER_INK, width=one.weight, dashes=one.dashes), one.label)


def _elements(elements_gdf: gpd.GeoDataFrame, subject: DifferenceSubject, canvas: Canvas) -> str:
    colours = [one.colour for one in difference_classes(elements_gdf, subject)]
    names = zip(elements_gdf["name"], elements_gdf["disagreeing"], strict=True)
    titles = [f"{name}: {disagreement_label(int(disagreeing), subject.owner_count)}" for name, disagreeing in names]
    paths = "".join(
        f'<path fill="{colours[number]}" d="{path_data(outline, canvas)}"><title>{escape(title)}</title></path>'
        for number, title, outline in zip(class_numbers(elements_gdf), titles, elements_gdf.geometry, strict=True)
    )
    return f'<g fill-rule="evenodd" stroke="{ELEMENT_EDGE}" stroke-width="0.7" stroke-linejoin="round">{paths}</g>'


def _lines(borders_gdf: gpd.GeoDataFrame, subject: DifferenceSubject, canvas: Canvas) -> str:
    """Return all casings, and over them all lines: a line is not cut by the casing of another."""
    looks = [border_class(int(owners), subject) for owners in borders_gdf["owners"]]
    data = [line_data(line, canvas) for line in borders_gdf.geometry]
    casings = (
        stroke_path(one, BORDER_CASING, width=look.weight + CASING_WIDTH) for one, look in zip(data, looks, strict=True)
    )
    lines = (
        stroke_path(one, BORDER_INK, width=look.weight, dashes=look.dashes)
        for one, look in zip(data, looks, strict=True)
    )
    return f'<g stroke-linejoin="round">{"".join(casings)}{"".join(lines)}</g>'


def _numbers(elements_gdf: gpd.GeoDataFrame, canvas: Canvas) -> str:
    """Return the number of its class in each element that has room for it."""
    texts = ""
    for number, outline in zip(class_numbers(elements_gdf), elements_gdf.geometry, strict=True):
        label, *_ = place_label(str(number), outline)
        size = min(label.em_m * canvas.units_per_m, _LARGEST_TEXT)
        if number and size >= _SMALLEST_TEXT:
            x, y = canvas.place(label.x, label.y)
            texts += f'<text x="{x:.1f}" y="{y + size / 3:.1f}" font-size="{size:.1f}">{number}</text>'
    return f'<g text-anchor="middle" font-weight="600" aria-hidden="true">{texts}</g>'

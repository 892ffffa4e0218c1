"""A choropleth as one SVG file with its title, legend, source and date, for print and documents."""

import textwrap
from datetime import date
from html import escape

import geopandas as gpd

from maps.legend import class_rows, legend_note, reason_rows
from maps.paths import canvas_of, path_data
from maps.patterns import pattern_defs, pattern_fill
from maps.shading import MapClasses, MapSubject, Shading, shade

_WIDTH = 1040
_LEGEND_WIDTH = 310
_MARGIN = 24
_TITLE_LINE = 30
_ROW = 26
_INK = "#1b1f24"
_GREY = "#57606a"
_PATTERNS = "patroon"


def choropleth_svg(areas_gdf: gpd.GeoDataFrame, subject: MapSubject, *, classes: MapClasses, drawn_on: date) -> str:
    """Draw a choropleth as an SVG document.

    Parameters
    ----------
    areas_gdf
        Columns as for `maps.shading.shade`, in RD New (EPSG:28992), simplified to the scale of the map.
    drawn_on
        Date that is put under the map.

    Raises
    ------
    MapFrameError
        The frame of areas cannot be drawn.
    """
    shading = shade(areas_gdf, subject, classes)
    title_lines = textwrap.wrap(f"{subject.title}, {subject.period}", width=72)
    top = _MARGIN + _TITLE_LINE * len(title_lines)
    canvas = canvas_of(areas_gdf, _WIDTH - _LEGEND_WIDTH - 2 * _MARGIN, max_height=_WIDTH, margin=16)
    legend, legend_height = _legend(shading)
    height = top + max(canvas.height, legend_height) + 2 * _MARGIN
    paths = "".join(
        f'<path fill="{shading.fill(area, _PATTERNS)}" d="{path_data(geometry, canvas)}">'
        f"<title>{escape(f'{area.name}: {area.figure}')}</title></path>"
        for area, geometry in zip(shading.areas, areas_gdf.geometry, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" role="img"'
        f' aria-labelledby="titel omschrijving" font-family="system-ui, Arial, sans-serif" fill="{_INK}">'
        f'<title id="titel">{escape(" ".join(title_lines))}</title>'
        f'<desc id="omschrijving">{escape(_description(shading))}</desc>{pattern_defs(_PATTERNS)}'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{_title(title_lines)}'
        f'<rect x="{_MARGIN}" y="{top}" width="{canvas.width:g}" height="{canvas.height:g}" rx="6" fill="#eef1f4"/>'
        f'<g transform="translate({_MARGIN},{top})" fill-rule="evenodd" stroke="#ffffff" stroke-width="0.8"'
        f' stroke-linejoin="round">{paths}</g>'
        f'<g transform="translate({_WIDTH - _LEGEND_WIDTH - _MARGIN + 16},{top + 8})" font-size="15">{legend}</g>'
        f'<text x="{_MARGIN}" y="{height - 16:g}" font-size="13" fill="{_GREY}">'
        f"{escape(legend_note(shading))} Getekend op {drawn_on.day}-{drawn_on.month}-{drawn_on.year}.</text></svg>\n"
    )


def _title(lines: list[str]) -> str:
    return "".join(
        f'<text x="{_MARGIN}" y="{_MARGIN + 14 + _TITLE_LINE * number}" font-size="22" font-weight="600">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    )


def _legend(shading: Shading) -> tuple[str, float]:
    """Return the rows of the legend, and their height."""
    rows = class_rows(shading)
    rows += [(reason.value, pattern_fill(reason, _PATTERNS), count) for reason, count in reason_rows(shading)]
    items = "".join(
        f'<rect y="{number * _ROW}" width="30" height="18" rx="2" fill="{fill}" stroke="#9ca3af"/>'
        f'<text x="42" y="{number * _ROW + 14}">{escape(label)} <tspan fill="{_GREY}">({count})</tspan></text>'
        for number, (label, fill, count) in enumerate(rows)
    )
    return items, len(rows) * _ROW


def _description(shading: Shading) -> str:
    """Return the number of areas per class and per reason in words."""
    rows = [(label, count) for label, _, count in class_rows(shading)]
    rows += [(reason.value, count) for reason, count in reason_rows(shading)]
    return "; ".join(f"{label}: {count} {'gebied' if count == 1 else 'gebieden'}" for label, count in rows) + "."

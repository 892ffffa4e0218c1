"""A map as one SVG file: title, drawing, legend, source and date, for print, documents and pages without script."""

import textwrap
from dataclasses import dataclass
from datetime import date
from html import escape

import geopandas as gpd

from maps.paths import Canvas, canvas_of

_WIDTH = 1040
_LEGEND_WIDTH = 310
_MARGIN = 24
_TITLE_LINE = 30
_ROW = 26
_TEXT_LINE = 18
_ABOVE_HEADING = 10
_LETTERS_PER_ROW = 32
_LETTERS_PER_NOTE = 132
_INK = "#1b1f24"
_GREY = "#57606a"


@dataclass(frozen=True)
class SheetRow:
    """A row of the legend: a sign of 30 by 18 as SVG (empty in a heading), its meaning, and how much there is of it."""

    sign: str
    label: str
    amount: str = ""


@dataclass(frozen=True)
class Sheet:
    """What stands around the drawing: title, a description for who cannot see it, legend, and the note below."""

    title: str
    description: str
    rows: tuple[SheetRow, ...]
    note: str


def sheet_canvas(areas_gdf: gpd.GeoDataFrame) -> Canvas:
    """Return the canvas that areas in RD New are drawn on."""
    return canvas_of(areas_gdf, _WIDTH - _LEGEND_WIDTH - 2 * _MARGIN, max_height=_WIDTH, margin=16)


def colour_sign(fill: str, text: str = "") -> str:
    """Return the sign of a colour or hatching, with the text in it that stands for it on the map."""
    rect = f'<rect width="30" height="18" rx="2" fill="{escape(fill)}" stroke="#9ca3af"/>'
    written = f'<text x="15" y="14" text-anchor="middle" font-size="13" font-weight="600">{escape(text)}</text>'
    return rect + (written if text else "")


def sheet_svg(sheet: Sheet, canvas: Canvas, *, drawing: str, defs: str = "", drawn_on: date) -> str:
    """Put a drawing into its sheet.

    Parameters
    ----------
    drawing
        SVG elements in units of the canvas.
    defs
        SVG ``<defs>`` that drawing and legend refer to.
    drawn_on
        Date that is put under the map.
    """
    title_lines = textwrap.wrap(sheet.title, width=72)
    top = _MARGIN + _TITLE_LINE * len(title_lines)
    legend, legend_height = _legend(sheet.rows)
    dated = f"{sheet.note} Getekend op {drawn_on.day}-{drawn_on.month}-{drawn_on.year}."
    note = textwrap.wrap(dated, _LETTERS_PER_NOTE)
    bottom = top + max(canvas.height, legend_height) + 2 * _MARGIN - 16
    height = bottom + _TEXT_LINE * (len(note) - 1) + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" role="img"'
        f' aria-labelledby="titel omschrijving" font-family="system-ui, Arial, sans-serif" fill="{_INK}">'
        f'<title id="titel">{escape(" ".join(title_lines))}</title>'
        f'<desc id="omschrijving">{escape(sheet.description)}</desc>{defs}'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{_title(title_lines)}'
        f'<rect x="{_MARGIN}" y="{top}" width="{canvas.width:g}" height="{canvas.height:g}" rx="6" fill="#eef1f4"/>'
        f'<g transform="translate({_MARGIN},{top})">{drawing}</g>'
        f'<g transform="translate({_WIDTH - _LEGEND_WIDTH - _MARGIN + 16},{top + 8})" font-size="15">{legend}</g>'
        f'<text font-size="13" fill="{_GREY}">{_note(note, bottom)}</text></svg>\n'
    )


def _note(lines: list[str], top: float) -> str:
    return " ".join(
        f'<tspan x="{_MARGIN}" y="{top + _TEXT_LINE * number:g}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )


def _title(lines: list[str]) -> str:
    return "".join(
        f'<text x="{_MARGIN}" y="{_MARGIN + 14 + _TITLE_LINE * number}" font-size="22" font-weight="600">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    )


def _legend(rows: tuple[SheetRow, ...]) -> tuple[str, int]:
    """Return the rows of the legend, and their height."""
    drawn, top = "", 0
    for row in rows:
        lines = textwrap.wrap(row.label, _LETTERS_PER_ROW)
        top += 0 if row.sign else _ABOVE_HEADING
        drawn += f'<g transform="translate(0,{top})">{row.sign}{_row_text(row, lines)}</g>'
        top += _ROW + _TEXT_LINE * (len(lines) - 1)
    return drawn, top


def _row_text(row: SheetRow, lines: list[str]) -> str:
    x, look = (42, "") if row.sign else (0, ' font-weight="600"')
    first, *more = lines
    below = "".join(f' <tspan x="{x}" dy="{_TEXT_LINE}">{escape(line)}</tspan>' for line in more)
    amount = f' <tspan fill="{_GREY}">({escape(row.amount)})</tspan>' if row.amount else ""
    return f'<text x="{x}" y="14"{look}>{escape(first)}{below}{amount}</text>'

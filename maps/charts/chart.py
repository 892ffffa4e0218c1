"""A chart with its words: as an element for a page, and as a sheet with title, legend, source and date."""

from dataclasses import dataclass
from datetime import date
from html import escape

from maps.charts.look import FONT, INK, PAPER
from maps.paths import Canvas
from maps.sheet import Sheet, SheetRow, sheet_svg


@dataclass(frozen=True)
class ChartSubject:
    """What a chart is of, and how its numbers are written: ``unit`` is the one that stands behind a number."""

    title: str
    unit: str
    decimals: int


@dataclass(frozen=True)
class Chart:
    """A drawing, and what says the same in words.

    Parameters
    ----------
    kind
        Part of the class of the element, so that a page can set its look.
    drawing
        SVG elements from 0, 0 to `width`, `height`.
    description
        The numbers in words, for who cannot see it.
    rows
        The legend: what each sign means.
    remark
        What has to be known to read it right, such as where the axis begins; may be empty.
    """

    kind: str
    width: float
    height: float
    drawing: str
    title: str
    description: str
    rows: tuple[SheetRow, ...]
    remark: str = ""


def chart_svg(chart: Chart, *, element_id: str) -> str:
    """Return a chart as an ``<svg>`` element.

    Parameters
    ----------
    element_id
        Start of the ids in it, unique within the page.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="grafiek grafiek-{chart.kind}" role="img"'
        f' viewBox="0 0 {chart.width:g} {chart.height:g}"'
        f' aria-labelledby="{escape(element_id)}-titel {escape(element_id)}-tekst"'
        f' font-family="{FONT}" font-size="13" fill="{INK}">'
        f'<title id="{escape(element_id)}-titel">{escape(chart.title)}</title>'
        f'<desc id="{escape(element_id)}-tekst">{escape(chart.description)}</desc>{chart.drawing}</svg>'
    )


def chart_sheet(chart: Chart, *, source: str, drawn_on: date) -> str:
    """Return a chart as an SVG document with title, legend, source and date.

    Parameters
    ----------
    source
        Where the figures come from, as for a map.
    drawn_on
        Date that is put under the chart.
    """
    paper = f'<rect width="{chart.width:g}" height="{chart.height:g}" fill="{PAPER}"/>'
    remark = f"{chart.remark} " if chart.remark else ""
    sheet = Sheet(chart.title, chart.description, chart.rows, note=f"{remark}Bron: {source}.")
    canvas = Canvas(west=0, north=0, units_per_m=1, width=chart.width, height=chart.height)
    drawing = f'{paper}<g font-size="13">{chart.drawing}</g>'
    return sheet_svg(sheet, canvas, drawing=drawing, drawn_on=drawn_on)

"""Wijkfoto's as one HTML document to print: its template, style and figures, with nothing outside itself."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from api.exports.area_view import AreaView
from api.exports.tokens import token_sheet
from geodata.settings import Settings
from maps.charts.chart import Chart, chart_svg

TEMPLATE = "export/wijkfotos.html"
STYLE = Path(__file__).with_name("wijkfotos.css")


def wijkfotos_html(areas: Sequence[AreaView], environment: Environment, settings: Settings, *, title: str) -> str:
    """Write wijkfoto's as one document; more than one get a list of contents before them.

    Parameters
    ----------
    title
        Title of the document, as readers show it.
    """
    return environment.get_template(TEMPLATE).render(
        areas=areas,
        title=title,
        author=settings.contact_name,
        made_at=datetime.now(UTC),
        style=Markup(token_sheet(settings) + STYLE.read_text(encoding="utf-8")),  # noqa: S704 (our own files)
        figure=chart_image,
        place=place_image,
    )


def chart_image(chart: Chart, name: str) -> Markup:
    """Return a chart as an image that says its numbers to who cannot see it."""
    return drawing_image(chart_svg(chart, element_id="g"), f"{chart.title}. {chart.description}", name)


def place_image(area: AreaView) -> Markup:
    """Return where an area lies, as an image."""
    text = f"Kaartje: de ligging van {area.name} tussen de gebieden eromheen."
    return drawing_image(area.shown["front"].outline, text, "ligging")


def drawing_image(svg: str, text: str, name: str) -> Markup:
    """Return a drawing as an image within the document, with its text for who cannot see it."""
    data = b64encode(svg.encode()).decode()
    source = f"data:image/svg+xml;base64,{data}"
    return Markup('<img class="{}" src="{}" alt="{}">').format(name, Markup(source), escape(text))  # noqa: S704 (base64)

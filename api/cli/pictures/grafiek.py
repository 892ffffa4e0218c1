"""``grafiek teken``: a chart of an area into a file."""

from typing import Annotated

import typer

from api.cli.dutch import DutchTyper
from api.cli.options import read_day
from api.cli.pictures.writing import USUAL_WIDTH, Target, Width, format_of, write_picture
from api.cli.reading import open_reading
from api.exports.picture import ChartKind
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.disclosure.queries import list_registers
from geodata.indicators.disclosure.register_indicators import with_registers
from geodata.wijkfoto.choice import load_choice

grafiek = DutchTyper(help="Grafieken van een gebied tekenen als SVG of PNG.")


@grafiek.callback()
def _group() -> None:
    """Grafieken van een gebied tekenen als SVG of PNG."""


@grafiek.command("teken")
def draw(  # noqa: PLR0913 (each is an option of the command)
    code: Annotated[str, typer.Argument(help="Code van het gebied, zoals WK082801.", metavar="CODE")],
    target: Target,
    *,
    kind: Annotated[ChartKind, typer.Option("--soort", help="Wat voor grafiek.")] = ChartKind.TREND,
    indicator: Annotated[
        str, typer.Option(help="Sleutel van de indicator; bij leeftijd niet nodig.", metavar="SLEUTEL")
    ] = "",
    period: Annotated[
        int | None, typer.Option("--jaar", help="Jaar, bij een vergelijking; anders het nieuwste.", metavar="JAAR")
    ] = None,
    peildatum: Annotated[
        str | None, typer.Option(help="Het gebied zoals het op deze dag was.", metavar="DATUM")
    ] = None,
    width: Width = USUAL_WIDTH,
) -> None:
    """Teken een grafiek van een gebied als SVG of PNG, met titel, legenda, bron en datum."""
    format_of(target)
    # Charts read what pages read, which other commands should not import.
    from api.exports.chart_pictures import ChartWish, read_chart  # noqa: PLC0415

    wish = ChartWish(code, kind, indicator, period, read_day(peildatum) if peildatum else None)
    catalogue = load_catalogue()
    choice = load_choice(catalogue)
    with open_reading() as reader:
        picture = read_chart(reader, wish, with_registers(catalogue, list_registers(reader)), choice)
    write_picture(picture, target, width=width)

"""``kaart teken``: a map into a file, with every choice that the page has."""

from typing import Annotated

import typer
from pydantic import ValidationError

from api.cli.dutch import DutchTyper
from api.cli.options import read_gemeente_code
from api.cli.pictures.writing import USUAL_WIDTH, Target, Width, format_of, write_picture
from api.cli.reading import open_reading
from api.faults import faults_of
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.disclosure.queries import list_registers
from geodata.indicators.disclosure.register_indicators import with_registers

kaart = DutchTyper(help="Kaarten tekenen als SVG of PNG.")


@kaart.callback()
def _group() -> None:
    """Kaarten tekenen als SVG of PNG."""


@kaart.command("teken")
def draw(  # noqa: PLR0913 (each is an option of the command)
    target: Target,
    gemeente: Annotated[
        str, typer.Option(help="CBS-code van de gemeente.", metavar="GM####", callback=read_gemeente_code)
    ],
    *,
    indicator: Annotated[str, typer.Option(help="Sleutel van de indicator.", metavar="SLEUTEL")] = "",
    indeling: Annotated[str, typer.Option(help="buurt, wijk of de naam van een indeling.", metavar="NAAM")] = "",
    period: Annotated[str, typer.Option("--jaar", help="Jaar; anders het nieuwste.", metavar="JAAR")] = "",
    options: Annotated[
        list[str] | None,
        typer.Option(
            "--keuze",
            help="Elke andere keuze van de kaartpagina, zoals klassen='gelijke intervallen' of aantal=4.",
            metavar="NAAM=WAARDE",
        ),
    ] = None,
    width: Width = USUAL_WIDTH,
) -> None:
    """Teken een indicator voor de gebieden van een gemeente, met titel, legenda, bron en datum."""
    format_of(target)
    # The pages take a second to import, which other commands should not cost.
    from api.exports.map_picture import read_map_picture  # noqa: PLC0415
    from api.pages.kaart.parameters import KaartParameters  # noqa: PLC0415

    chosen = {"gemeente": gemeente, "indicator": indicator, "indeling": indeling, "periode": period}
    try:
        parameters = KaartParameters.model_validate(chosen | dict(_pairs(options or [])))
    except ValidationError as error:
        said = " ".join(f"{fault['plaats']}: {fault['melding']}" for fault in faults_of(error.errors()))
        raise typer.BadParameter(said) from error
    with open_reading() as reader:
        catalogue = with_registers(load_catalogue(), list_registers(reader))
        picture = read_map_picture(reader, parameters, catalogue)
    write_picture(picture, target, width=width)


def _pairs(written: list[str]) -> list[tuple[str, str]]:
    pairs = [one.partition("=") for one in written]
    for name, equals, _ in pairs:
        if not equals:
            raise typer.BadParameter(f"'{name}' is geen keuze. Schrijf naam=waarde, zoals aantal=4.")
    return [(name, value) for name, _, value in pairs]

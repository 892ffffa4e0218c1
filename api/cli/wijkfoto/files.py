"""``wijkfoto pdf`` and ``wijkfoto bundel``: wijkfoto's as PDF, and all of a clustering in one file without internet."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import read_day, read_gemeente_code
from geodata.errors import InvalidInputError


class WhichAreaError(InvalidInputError):
    """Neither one area nor a clustering is named, or both."""

    def __init__(self) -> None:
        super().__init__(
            "Noem één gebied (een code, zoals WK082801), of met --indeling alle gebieden van een indeling."
        )


Gemeente = Annotated[
    str | None,
    typer.Option(
        help="Bij een indeling van het CBS: van welke gemeente.", metavar="GM####", callback=read_gemeente_code
    ),
]


def pdf(
    target: Annotated[
        Path,
        typer.Option("--naar", help="PDF om te maken; bij --indeling ook een .zip of een map.", metavar="BESTAND"),
    ],
    code: Annotated[str, typer.Argument(help="Code van het gebied, zoals WK082801.", metavar="CODE")] = "",
    *,
    indeling: Annotated[str, typer.Option(help="Alle gebieden van deze indeling.", metavar="NAAM")] = "",
    gemeente: Gemeente = None,
    peildatum: Annotated[str | None, typer.Option(help="Het gebied zoals het toen was.", metavar="DATUM")] = None,
) -> None:
    """Maak een wijkfoto als toegankelijke PDF, of die van alle gebieden van een indeling."""
    if bool(code) == bool(indeling):
        raise WhichAreaError
    # It reads what pages read, which other commands should not import.
    from api.cli.wijkfoto.making import make_all, make_one  # noqa: PLC0415

    if code:
        make_one(code, target, peildatum=read_day(peildatum) if peildatum else None)
    else:
        make_all(indeling, target, gemeente_code=gemeente or "")


def bundle(
    indeling: Annotated[str, typer.Argument(help="Naam van de indeling, zoals GM0828.wijkgebieden.1.", metavar="NAAM")],
    target: Annotated[Path, typer.Option("--naar", help="HTML-bestand om te maken.", metavar="BESTAND")],
    *,
    gemeente: Gemeente = None,
) -> None:
    """Zet alle wijkfoto's van een indeling in één bestand dat zonder internet te lezen is, ook van een USB-stick."""
    from api.cli.wijkfoto.making import make_offline  # noqa: PLC0415 (as above)

    make_offline(indeling, target, gemeente_code=gemeente or "")

"""Options and arguments that several commands share."""

from datetime import date
from typing import Annotated

import typer

from etl.pipeline import gemeente_code_from


def read_gemeente_code(written: str | None) -> str | None:
    """Read the code of a gemeente as somebody typed it; None where nothing was."""
    return None if written is None else gemeente_code_from(written)


def read_day(written: str) -> date:
    """Read a date as somebody typed it.

    Raises
    ------
    typer.BadParameter
        It is none.
    """
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise typer.BadParameter(f"'{written}' is geen datum. Schrijf jaar-maand-dag, zoals 2024-06-01.") from error


AsJson = Annotated[bool, typer.Option("--json", help="Schrijf JSON, voor een programma.", metavar="")]
Gemeente = Annotated[
    str | None,
    typer.Option(help="CBS-code van een gemeente, zoals GM0828.", metavar="GM####", callback=read_gemeente_code),
]
Year = Annotated[
    int | None,
    typer.Option("--jaar", help="Jaar van de grenzen en cijfers.", min=2003, max=2100, metavar="JAAR"),
]
Force = Annotated[bool, typer.Option("--opnieuw", help="Lees ook wat al geladen is.", metavar="")]
LoadNumber = Annotated[int, typer.Argument(help="Nummer van de lading, zie 'etl status'.", metavar="NUMMER", min=1)]

"""What is said of a clustering on the command line, instead of in a register: the options, and the header they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from psycopg import Connection
from pydantic import ValidationError

from api.cli.options import read_day, read_gemeente_code
from etl.register.below import below_of
from etl.register.ground import newest_peildatum
from etl.sources.indeling import IndelingFile, IndelingHeader, read_indeling
from etl.sources.validation import found_in, said_of
from geodata.errors import InvalidInputError
from geodata.gebieden.levels import Level
from geodata.indelingen.tables import IndelingStatus

# What a header cannot do without, and how it is called here.
REQUIRED = {
    "gemeente_code": "--gemeente",
    "key": "--sleutel",
    "name": "--naam",
    "owner": "--eigenaar",
    "purpose": "--doel",
    "valid_from": "--geldig-vanaf",
}
OPTIONS = REQUIRED | {
    "version": "--versie",
    "legal_basis": "--grondslag",
    "valid_to": "--geldig-tot",
    "status": "--status",
    "base": "--basis",
    "base_peildatum": "--peildatum",
    "is_partial": "--gedeeltelijk",
    "is_overlapping": "--overlappend",
    "rest_name": "--rest",
    "sliver_width_m": "--speling",
    "contact_role": "--rol",
    "contact_team": "--team",
}


OwnGemeente = Annotated[
    str | None,
    typer.Option("--gemeente", help="CBS-code van de gemeente.", metavar="GM####", callback=read_gemeente_code),
]
Key = Annotated[str | None, typer.Option("--sleutel", help="Korte naam in adressen, zoals wijkfoto.", metavar="WOORD")]
VersionNumber = Annotated[int | None, typer.Option("--versie", help="Versie; anders 1.", metavar="NUMMER", min=1)]
Title = Annotated[str | None, typer.Option("--naam", help="Hoe de indeling heet.", metavar="NAAM")]
Owner = Annotated[str | None, typer.Option("--eigenaar", help="Welke afdeling erover gaat.", metavar="AFDELING")]
Purpose = Annotated[str | None, typer.Option("--doel", help="Waar de indeling voor is.", metavar="TEKST")]
LegalBasis = Annotated[str | None, typer.Option("--grondslag", help="Besluit of wet.", metavar="TEKST")]
ValidFrom = Annotated[
    date | None, typer.Option("--geldig-vanaf", help="Eerste dag.", metavar="JJJJ-MM-DD", parser=read_day)
]
ValidTo = Annotated[
    date | None, typer.Option("--geldig-tot", help="Laatste dag.", metavar="JJJJ-MM-DD", parser=read_day)
]
Status = Annotated[
    IndelingStatus | None,
    typer.Option("--status", help="concept, vastgesteld of vervallen; anders concept.", metavar="STATUS"),
]
BaseName = Annotated[
    str | None,
    typer.Option("--basis", help="Waaruit de gebieden bestaan; anders buurt.", metavar="buurt|wijk|INDELING"),
]
BaseDay = Annotated[
    date | None,
    typer.Option("--peildatum", help="Van de grenzen; anders de nieuwste.", metavar="JJJJ-MM-DD", parser=read_day),
]
IsPartial = Annotated[bool | None, typer.Option("--gedeeltelijk", help="Niet alles is ingedeeld.", metavar="")]
IsOverlapping = Annotated[bool | None, typer.Option("--overlappend", help="Gebieden overlappen.", metavar="")]
RestName = Annotated[str | None, typer.Option("--rest", help="Naam van het gebied van al het andere.", metavar="NAAM")]
SliverWidth = Annotated[
    float | None, typer.Option("--speling", help="Smaller is geen snede; anders 25.", metavar="METERS")
]
ContactRole = Annotated[str | None, typer.Option("--rol", help="Rol om te benaderen.", metavar="ROL")]
ContactTeam = Annotated[str | None, typer.Option("--team", help="Team om te benaderen.", metavar="TEAM")]


class HeaderRefusedError(InvalidInputError):
    """What is said of a clustering with options cannot be."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))


@dataclass(frozen=True)
class Asked:
    """What was said with options: fields of a header by their name (``base`` for what it is built on)."""

    facts: Mapping[str, Any]
    is_check: bool

    def option_given(self) -> str | None:
        """Return the first option that was given."""
        return next((OPTIONS[name] for name in self.facts), None)

    def read(self, connection: Connection, path: Path) -> IndelingFile:
        """Read the file under the header that the options make.

        Raises
        ------
        typer.BadParameter
            Options are missing; all are named.
        HeaderRefusedError
            Options are wrong; all are named.
        """
        self._require()
        facts: dict[str, Any] = {"status": IndelingStatus.CONCEPT, "file": path} | self._base(connection)
        if self.is_check:
            facts |= {"key": "controle", "name": path.name, "owner": "-", "purpose": "-"}
            facts["valid_from"] = facts["base_peildatum"]
        facts |= {name: value for name, value in self.facts.items() if name != "base"}
        try:
            header = IndelingHeader.model_validate(facts)
        except ValidationError as error:
            raise HeaderRefusedError(_sentences(error)) from error
        return read_indeling(path, header)

    def _require(self) -> None:
        needed = {"gemeente_code": REQUIRED["gemeente_code"]} if self.is_check else REQUIRED
        missing = [option for name, option in needed.items() if name not in self.facts]
        if missing:
            raise typer.BadParameter(f"Geef ook {', '.join(missing)}; of zet alles in een register (.toml).")

    def _base(self, connection: Connection) -> dict[str, Any]:
        name = self.facts.get("base", Level.BUURT.value)
        if name not in {Level.BUURT, Level.WIJK}:
            _, level, peildatum = below_of(connection, name)
            return {"base_indeling": name, "base_level": level, "base_peildatum": peildatum}
        level = Level(name)
        peildatum = self.facts.get("base_peildatum") or newest_peildatum(connection, self.facts["gemeente_code"], level)
        return {"base_level": level, "base_peildatum": peildatum}


def _sentences(error: ValidationError) -> list[str]:
    sentences = []
    for fault in error.errors(include_url=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        sentences.append(f"{OPTIONS.get(field, field)} {said_of(fault)}{found_in(fault)}.".strip())
    return sentences

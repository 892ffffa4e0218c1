"""``register lees`` and ``publiceer``: counts into the database, and what is cleared of them among the figures."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.options import AsJson
from api.cli.output import out, print_json
from api.cli.workbench import open_connection, tell
from etl.register_data import enter_register, publish_register
from geodata.indicators.catalogue import load_catalogue

Name = Annotated[str, typer.Argument(help="Sleutel van het register; zie 'register lijst'.", metavar="NAAM")]
Also = Annotated[
    list[str] | None,
    typer.Option("--ook", help="Laat ook dit gebied weg (herhaalbaar).", metavar="CODE"),
]


def enter(
    path: Annotated[Path, typer.Argument(help="Tabel (CSV of XLSX) met aantallen per buurt.", metavar="BESTAND")],
    declaration: Annotated[
        Path,
        typer.Option(
            "--verklaring", help="TOML: wat er geteld is, met welke drempel, en in welke kolommen.", metavar="TOML"
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Lees aantallen per buurt van een eigen register; er wordt nog niets gepubliceerd."""
    with open_connection() as connection:
        entered = enter_register(connection, path, declaration, load_catalogue())
    if as_json:
        print_json({"register": entered.key, "jaren": list(entered.years), "buurten": entered.buurten})
        return
    years = ", ".join(map(str, entered.years))
    out.print(f"Register {entered.key} is gelezen: {entered.buurten} buurten, {years}. Er is niets gepubliceerd.")
    out.print(f"Verder: gebiedsmonitor register controleer {entered.key}")


def publish(
    name: Name,
    also: Also = None,
    accepts_proposal: Annotated[
        bool, typer.Option("--met-voorstel", help="Laat ook weg wat het voorstel noemt.", metavar="")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Publiceer een register, als er over alle indelingen en niveaus samen niets geheims uit volgt.

    Zonder --met-voorstel wordt een register waaruit iets volgt geweigerd, met het voorstel erbij.
    """
    with open_connection() as connection:
        report = publish_register(connection, name, also or [], accepts_proposal=accepts_proposal)
    tell([report], as_json=as_json)
    if not as_json:
        out.print(f"Register {escape(name)} is gepubliceerd. Terugnemen: gebiedsmonitor etl undo {report.load_id}")

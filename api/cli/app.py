"""The program: its groups of commands, what starts and serves all, and the exit code that an error ends with."""

import logging
import signal
import sys
from typing import Annotated, NoReturn

import psycopg
import typer
from pydantic import ValidationError
from rich.logging import RichHandler
from rich.markup import escape
from typer.exceptions import TyperException

from api.cli.database import db, require_schema, running_database
from api.cli.dutch import DutchTyper, settings_sentence, speak_dutch, usage_sentence
from api.cli.etl import etl
from api.cli.indeling.group import indeling
from api.cli.options import Gemeente, Year
from api.cli.output import err, invitation, out
from api.cli.pictures.grafiek import grafiek
from api.cli.pictures.kaart import kaart
from api.cli.reconciling.commands import reconciling
from api.cli.register_data.group import register
from api.cli.wijkfoto.group import wijkfoto
from api.cli.workbench import client_of, input_dir, open_workbench, tell
from api.serving import require_free_port, serve
from etl import gemeente as gemeenten
from etl import sample
from etl.load import LoadReport
from etl.pipeline import Workbench
from geodata.errors import ConflictError, InvalidInputError, MonitorError, NotFoundError, SetupError, SourceError
from geodata.settings import Settings, load_settings
from geodata.store.database import database_url

EXIT_CODES: dict[type[MonitorError], int] = {
    NotFoundError: 3,
    InvalidInputError: 4,
    SourceError: 5,
    ConflictError: 6,
    SetupError: 7,
}
EPILOGUE = (
    "Uitgangscodes: 0 gelukt, 1 onverwachte fout, 2 verkeerde aanroep, 3 niet gevonden, 4 invoer geweigerd, "
    "5 bron niet bereikbaar of onleesbaar, 6 in strijd met wat er staat, 7 machine of database niet in orde."
)

cli = DutchTyper(
    name="gebiedsmonitor",
    help="Gebiedsmonitor: cijfers van het CBS per wijk, buurt en eigen indeling, met eerlijke marges.",
    epilog=EPILOGUE,
    pretty_exceptions_enable=False,
    add_completion=False,
)
cli.add_typer(db, name="db")
cli.add_typer(etl, name="etl")
indeling.add_typer(reconciling)
cli.add_typer(indeling, name="indeling")
cli.add_typer(register, name="register")
cli.add_typer(wijkfoto, name="wijkfoto")
cli.add_typer(kaart, name="kaart")
cli.add_typer(grafiek, name="grafiek")


def main() -> None:
    """Run the command line; an error of ours is one Dutch sentence and an exit code with a meaning."""
    speak_dutch()
    try:
        sys.exit(cli(standalone_mode=False, prog_name="gebiedsmonitor") or 0)
    except MonitorError as error:
        _fail(str(error), next((code for family, code in EXIT_CODES.items() if isinstance(error, family)), 1))
    except TyperException as error:
        _fail(usage_sentence(error), error.exit_code)
    except ValidationError as error:
        _fail(settings_sentence(error), EXIT_CODES[SetupError])
    except psycopg.OperationalError as error:
        _fail(f"De verbinding met de database viel weg: {error}. Wat niet af was, is niet geladen.", 7)


def _fail(sentence: str, exit_code: int) -> NoReturn:
    err.print("[bold red]FOUT[/]:", escape(sentence), soft_wrap=True)
    sys.exit(exit_code)


@cli.callback()
def _configure_logging(
    is_verbose: Annotated[
        bool, typer.Option("--uitgebreid", "-v", help="Toon ook het logboek van elke stap.", metavar="")
    ] = False,
) -> None:
    handler = RichHandler(console=err, show_path=False, markup=False)
    # What a user must know is said by the commands themselves, in Dutch.
    logging.basicConfig(level=logging.INFO if is_verbose else logging.ERROR, format="%(message)s", handlers=[handler])


@cli.command()
def start(gemeente: Gemeente = None, year: Year = None) -> None:
    """Doe alles: database starten, laden en de website tonen tot Ctrl-C.

    Zonder gemeente wordt de (fictieve) voorbeeldgemeente geladen.
    """
    if (gemeente is None) != (year is None):
        raise typer.BadParameter("Geef gemeente én jaar, bijvoorbeeld --gemeente GM0828 --jaar 2024.")
    settings = load_settings()
    require_free_port(settings)
    # Told to terminate, it stops what it started, as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with running_database(settings) as url:
        with open_workbench(url=url) as bench:
            reports = _load_at_start(bench, settings, gemeente, year)
        tell(reports)
        out.print(invitation(f"http://{settings.host}:{settings.port}", gemeente or sample.SAMPLE_GEMEENTE))
        serve(settings, url)


@cli.command("serve")
def serve_command() -> None:
    """Toon de website met wat er geladen is, tot Ctrl-C."""
    settings = load_settings()
    require_free_port(settings)
    url = database_url(settings)
    require_schema(url)
    out.print(f"Open http://{settings.host}:{settings.port}/ (stoppen: Ctrl-C)")
    serve(settings, url)


def _load_at_start(bench: Workbench, settings: Settings, gemeente: str | None, year: int | None) -> list[LoadReport]:
    if gemeente is None or year is None:
        out.print("Voorbeeldgemeente laden (fictief)")
        return sample.load_sample(bench)
    out.print(f"{gemeente} laden, {year}")
    with client_of(bench, settings) as client:
        return gemeenten.load_gemeente(
            bench, client, gemeente_code=gemeente, year=year, input_dir=input_dir(settings, year)
        )

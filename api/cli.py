"""The command line: where the parts are put together. The only module of ``api`` that knows ``etl``."""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import psycopg
import typer
from pydantic import ValidationError
from rich.logging import RichHandler
from rich.markup import escape
from typer.exceptions import TyperException

from api.cli_database import require_schema, running_database, upgrade_schema
from api.cli_dutch import DutchTyper, settings_sentence, speak_dutch, usage_sentence
from api.cli_output import (
    err,
    fetch_phrase,
    in_words,
    invitation,
    out,
    print_faults,
    print_json,
    print_loads,
    print_reports,
    progress_bar,
)
from api.serving import require_free_port, serve
from etl import gemeente as gemeenten
from etl import pipeline, sample, status
from etl.http import Client
from etl.load import ALREADY_LOADED, LoadReport
from etl.lock import exclusive_load
from etl.pipeline import Workbench
from etl.undo import undo_load
from geodata.errors import ConflictError, InvalidInputError, MonitorError, NotFoundError, SetupError, SourceError
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import Settings, load_settings
from geodata.store.cluster import cluster_under, is_running, stop_cluster
from geodata.store.database import database_url, prepare_database, require_reachable, without_password
from geodata.store.engine import engine_from_url
from geodata.store.migrate import current_revision, head_revision

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
db = DutchTyper(help="De database: starten, stoppen, bijwerken en bekijken.")
etl = DutchTyper(help="Laden uit bestanden en van uitgevers, en nagaan wat er geladen is.")
cli.add_typer(db, name="db")
cli.add_typer(etl, name="etl")


def _gemeente_code(written: str | None) -> str | None:
    return None if written is None else pipeline.gemeente_code_from(written)


AsJson = Annotated[bool, typer.Option("--json", help="Schrijf JSON, voor een programma.", metavar="")]
Gemeente = Annotated[
    str | None,
    typer.Option(help="CBS-code van een gemeente, zoals GM0828.", metavar="GM####", callback=_gemeente_code),
]
Year = Annotated[
    int | None,
    typer.Option("--jaar", help="Jaar van de grenzen en cijfers.", min=2003, max=2100, metavar="JAAR"),
]
Force = Annotated[bool, typer.Option("--opnieuw", help="Lees ook wat al geladen is.", metavar="")]
LoadNumber = Annotated[int, typer.Argument(help="Nummer van de lading, zie 'etl status'.", metavar="NUMMER", min=1)]


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
        with _workbench(url) as bench:
            reports = _load_at_start(bench, settings, gemeente, year)
        _tell(reports)
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


@db.command("start")
def db_start() -> None:
    """Start het eigen PostGIS-cluster en maak de database klaar voor gebruik."""
    settings = load_settings()
    url = prepare_database(settings)
    upgrade_schema(url)
    out.print(f"De database is klaar: {without_password(url)}", soft_wrap=True)


@db.command("stop")
def db_stop() -> None:
    """Stop het eigen PostGIS-cluster."""
    settings = load_settings()
    is_ours = settings.database_url is None and stop_cluster(cluster_under(settings.local_dir))
    out.print("Het cluster is gestopt." if is_ours else "Er draaide geen eigen cluster.")


@db.command("upgrade")
def db_upgrade() -> None:
    """Werk het schema van de database bij naar deze versie van het programma."""
    url = database_url(load_settings())
    upgrade_schema(url)


@db.command("status")
def db_status(as_json: AsJson = False) -> None:
    """Laat zien welke database er gebruikt wordt, of die draait en welke versie het schema heeft."""
    settings = load_settings()
    facts: dict[str, object] = {"eigen_cluster": settings.database_url is None, "schema_programma": head_revision()}
    if settings.database_url is None:
        cluster = cluster_under(settings.local_dir)
        facts |= {"map": str(cluster.root_dir), "draait": is_running(cluster), "gebruiker": cluster.os_user}
    if facts.get("draait", True):
        url = database_url(settings)
        require_reachable(url)
        engine = engine_from_url(url)
        facts |= {"adres": without_password(url), "schema_database": current_revision(engine)}
        engine.dispose()
    if as_json:
        print_json(facts)
    else:
        for name, value in facts.items():
            out.print(f"{name.replace('_', ' '):18} {in_words(value)}", soft_wrap=True, markup=False)


@etl.command("voorbeeld")
def etl_sample(force: Force = False, as_json: AsJson = False) -> None:
    """Laad de fictieve voorbeeldgemeente en haar indelingen."""
    with _open_workbench(force) as bench:
        _tell(sample.load_sample(bench), as_json=as_json)


@etl.command("gemeente")
def etl_gemeente(
    code: Annotated[str, typer.Argument(help="CBS-code, zoals GM0828.", metavar="GM####", callback=_gemeente_code)],
    year: Annotated[int, typer.Argument(help="Jaar van de grenzen en cijfers.", min=2003, max=2100, metavar="JAAR")],
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Haal de grenzen (PDOK) en cijfers (CBS) van een gemeente op en laad ze."""
    settings = load_settings()
    with _open_workbench(force) as bench, _client(bench, settings) as client:
        reports = gemeenten.load_gemeente(
            bench, client, gemeente_code=code, year=year, input_dir=_input_dir(settings, year)
        )
        _tell(reports, as_json=as_json)


@etl.command("cbs")
def etl_cbs(
    year: Annotated[int, typer.Argument(help="Jaar van de cijfers.", min=2013, max=2100, metavar="JAAR")],
    gemeente: Gemeente = None,
    has_v4: Annotated[bool, typer.Option("--v4", help="Gebruik OData v4 in plaats van v3.", metavar="")] = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Haal de Kerncijfers wijken en buurten van een jaar op bij het CBS: heel Nederland, of één gemeente."""
    with _open_workbench(force) as bench, _client(bench, load_settings()) as client:
        reports = pipeline.load_cbs(bench, client, year=year, gemeente_code=gemeente, has_v4=has_v4)
        _tell(reports, as_json=as_json)


@etl.command("pdok")
def etl_pdok(
    year: Annotated[int, typer.Argument(help="Jaar van de kaart.", min=2012, max=2100, metavar="JAAR")],
    gemeente: Gemeente = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Haal de wijk- en buurtkaart van een jaar op bij PDOK: heel Nederland (ruim 200 MB), of één gemeente."""
    with _open_workbench(force) as bench, _client(bench, load_settings()) as client:
        _tell(pipeline.load_pdok(bench, client, year=year, gemeente_code=gemeente), as_json=as_json)


@etl.command("kaart")
def etl_map(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    sources: Annotated[
        list[str],
        typer.Argument(help="Eén of meer bestanden die samen een kaart zijn, of een adres.", metavar="BESTAND"),
    ],
    year: Year = None,
    gemeente: Gemeente = None,
    crs: Annotated[
        str | None,
        typer.Option(help="Stelsel van een kaart die het niet noemt, zoals EPSG:28992.", metavar="EPSG:####"),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Laad een wijk- en buurtkaart: GeoPackage, shapefile, GeoJSON of TopoJSON, ook in een zip."""
    is_address = len(sources) == 1 and "://" in sources[0]
    with _open_workbench(force) as bench, _client(bench, load_settings()) as client:
        if is_address:
            reports = pipeline.load_map_from_address(
                bench, client, sources[0], year=year, crs=crs, gemeente_code=gemeente
            )
        else:
            paths = [Path(name) for name in sources]
            reports = pipeline.load_map(bench, paths, year=year, crs=crs, gemeente_code=gemeente)
        _tell(reports, as_json=as_json)


@etl.command("kwb")
def etl_kwb(
    path: Annotated[Path, typer.Argument(help="kwb-<jaar>.xlsx, .xls of .csv van het CBS.", metavar="BESTAND")],
    year: Year = None,
    gemeente: Gemeente = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Laad een spreadsheet met Kerncijfers wijken en buurten."""
    with _open_workbench(force) as bench:
        _tell(pipeline.load_kwb(bench, path, year=year, gemeente_code=gemeente), as_json=as_json)


@etl.command("tabel")
def etl_table(
    path: Annotated[Path, typer.Argument(help="Een tabel met cijfers: csv of xlsx.", metavar="BESTAND")],
    column_map: Annotated[
        str, typer.Option("--kolommen", help="Naam van een kolommenkaart, of een eigen .toml.", metavar="NAAM")
    ],
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Laad een tabel met cijfers volgens een kolommenkaart."""
    with _open_workbench(force) as bench:
        _tell(pipeline.load_table(bench, path, column_map), as_json=as_json)


@etl.command("indelingen")
def etl_indelingen(
    register: Annotated[
        Path, typer.Argument(help="Een register (.toml) dat indelingen en hun bestanden noemt.", metavar="BESTAND")
    ],
    as_json: AsJson = False,
) -> None:
    """Publiceer de indelingen die een register noemt."""
    with _open_workbench(is_forced=False) as bench:
        _tell(pipeline.load_indelingen(bench, register), as_json=as_json)


@etl.command("status")
def etl_status(as_json: AsJson = False) -> None:
    """Laat zien wat er geladen is, van wie, en wanneer."""
    with _connection(database_url(load_settings())) as connection:
        rows = [load.as_json() for load in status.loads(connection)]
    if as_json:
        print_json(rows)
    else:
        print_loads(rows)


@etl.command("fouten")
def etl_faults(load_id: LoadNumber, as_json: AsJson = False) -> None:
    """Laat de fouten en waarschuwingen zien die bij een lading zijn bewaard."""
    with _connection(database_url(load_settings())) as connection:
        rows = [vars(fault) for fault in status.faults_of(connection, load_id)]
    if as_json:
        print_json(rows)
    else:
        print_faults(rows)


@etl.command("undo")
def etl_undo(load_id: LoadNumber, as_json: AsJson = False) -> None:
    """Draai een lading terug: wat zij verving keert terug, wat zij bracht verdwijnt."""
    with _connection(database_url(load_settings())) as connection, exclusive_load(connection):
        report = undo_load(connection, load_id)
    if as_json:
        print_json(vars(report))
    else:
        out.print(
            f"Lading {load_id} is teruggedraaid. Cijfers: {report.figures_restored} hersteld, "
            f"{report.figures_removed} verwijderd; gebieden: {report.gebieden_restored} hersteld, "
            f"{report.gebieden_removed} verwijderd."
        )


def _load_at_start(bench: Workbench, settings: Settings, gemeente: str | None, year: int | None) -> list[LoadReport]:
    if gemeente is None or year is None:
        out.print("Voorbeeldgemeente laden (fictief)")
        return sample.load_sample(bench)
    out.print(f"{gemeente} laden, {year}")
    with _client(bench, settings) as client:
        return gemeenten.load_gemeente(
            bench, client, gemeente_code=gemeente, year=year, input_dir=_input_dir(settings, year)
        )


@contextmanager
def _connection(url: str) -> Iterator[psycopg.Connection]:
    require_schema(url)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@contextmanager
def _open_workbench(is_forced: bool) -> Iterator[Workbench]:
    with _workbench(database_url(load_settings()), is_forced=is_forced) as bench:
        yield bench


@contextmanager
def _workbench(url: str, *, is_forced: bool = False) -> Iterator[Workbench]:
    with _connection(url) as connection, progress_bar() as bar:
        task = bar.add_task("lezen", total=None)

        def say(sentence: str) -> None:
            bar.console.print(f"  {sentence}")
            bar.update(task, description="lezen")

        yield Workbench(connection, load_catalogue(), say, lambda step: bar.update(task, description=step), is_forced)


def _client(bench: Workbench, settings: Settings) -> Client:
    return Client(settings, progress=lambda step: bench.progress(fetch_phrase(**vars(step))))


def _input_dir(settings: Settings, year: int) -> Path:
    return settings.local_dir / "invoer" / str(year)


def _tell(reports: list[LoadReport], *, as_json: bool = False) -> None:
    rows = [vars(report) | {"warnings": len(report.warnings)} for report in reports]
    if as_json:
        print_json(rows)
        return
    fresh = [row for row in rows if row["result"] != ALREADY_LOADED]
    if fresh:
        print_reports(fresh)
    if len(fresh) < len(rows):
        out.print(f"Al geladen: {len(rows) - len(fresh)} van de {len(rows)}.")

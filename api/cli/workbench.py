"""What commands work with: the database, a workbench to load on, a client of publishers; and what became of loads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from api.cli.database import require_schema
from api.cli.output import fetch_phrase, out, print_json, print_reports, progress_bar
from etl.http import Client
from etl.load import ALREADY_LOADED, LoadReport
from etl.pipeline import Workbench
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import Settings, load_settings
from geodata.store.database import database_url


@contextmanager
def open_connection(url: str | None = None) -> Iterator[psycopg.Connection]:
    """Connect, in autocommit, with a database that has this program's schema; without `url` with that of the settings.

    Raises
    ------
    geodata.store.migrate.SchemaOutdatedError
        It has another schema.
    """
    address = url or database_url(load_settings())
    require_schema(address)
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


@contextmanager
def open_workbench(*, url: str | None = None, is_forced: bool = False) -> Iterator[Workbench]:
    """Open what loads need, with a bar that shows how far they are."""
    with open_connection(url) as connection, progress_bar() as bar:
        task = bar.add_task("lezen", total=None)

        def say(sentence: str) -> None:
            bar.console.print(f"  {sentence}")
            bar.update(task, description="lezen")

        yield Workbench(connection, load_catalogue(), say, lambda step: bar.update(task, description=step), is_forced)


def client_of(bench: Workbench, settings: Settings) -> Client:
    """Return a client of publishers that tells the workbench how far it is."""
    return Client(settings, progress=lambda step: bench.progress(fetch_phrase(**vars(step))))


def input_dir(settings: Settings, year: int) -> Path:
    """Return where files may be put by hand of a year that the publishers do not give."""
    return settings.local_dir / "invoer" / str(year)


def tell(reports: list[LoadReport], *, as_json: bool = False) -> None:
    """Print what became of loads."""
    rows = [vars(report) | {"warnings": len(report.warnings)} for report in reports]
    if as_json:
        print_json(rows)
        return
    fresh = [row for row in rows if row["result"] != ALREADY_LOADED]
    if fresh:
        print_reports(fresh)
    if len(fresh) < len(rows):
        out.print(f"Al geladen: {len(rows) - len(fresh)} van de {len(rows)}.")

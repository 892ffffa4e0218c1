"""The database of the command line: reachable, with the schema of this program, and stopped where we started it."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.cli.dutch import DutchTyper
from api.cli.options import AsJson
from api.cli.output import in_words, out, print_json
from geodata.settings import Settings, load_settings
from geodata.store.cluster import cluster_under, is_running, stop_cluster
from geodata.store.database import database_url, prepare_database, require_reachable, without_password
from geodata.store.engine import engine_from_url
from geodata.store.migrate import current_revision, head_revision, require_current_schema, upgrade

db = DutchTyper(help="De database: starten, stoppen, bijwerken en bekijken.")


@contextmanager
def running_database(settings: Settings) -> Iterator[str]:
    """Start the private cluster where it is ours and does not run yet, and stop it afterwards where we started it."""
    cluster = cluster_under(settings.local_dir)
    was_stopped = settings.database_url is None and not is_running(cluster)
    try:
        if was_stopped:
            out.print("Database starten")
        url = prepare_database(settings)
        upgrade_schema(url)
        yield url
    finally:
        if was_stopped and stop_cluster(cluster):
            out.print("Database gestopt.")


def require_schema(url: str) -> None:
    """Raise where the database does not answer, or has another schema than this program's."""
    require_reachable(url)
    engine = engine_from_url(url)
    require_current_schema(engine)
    engine.dispose()


def upgrade_schema(url: str) -> None:
    """Bring the schema to the version of this program, and say so where it changed."""
    require_reachable(url)
    engine = engine_from_url(url)
    before = current_revision(engine)
    upgrade(engine)
    engine.dispose()
    if before != head_revision():
        out.print(f"Databaseschema bijgewerkt: {before or '(leeg)'} → {head_revision()}")


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

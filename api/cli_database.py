"""The database of the command line: reachable, with the schema of this program, and stopped where we started it."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.cli_output import out
from geodata.settings import Settings
from geodata.store.cluster import cluster_under, is_running, stop_cluster
from geodata.store.database import prepare_database, require_reachable
from geodata.store.engine import engine_from_url
from geodata.store.migrate import current_revision, head_revision, require_current_schema, upgrade


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

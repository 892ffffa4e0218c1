"""What the benchmarks share: a scratch database in a throwaway cluster of their own, and a way to print at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from geodata.settings import PROJECT_DIR
from geodata.store.cluster import cluster_under, start_cluster, stop_cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url
from geodata.store.migrate import upgrade


@contextmanager
def scratch_database(name: str) -> Iterator[str]:
    """Yield the address of a new database with the current schema; drop it afterwards, and stop what was started."""
    cluster = cluster_under(PROJECT_DIR / ".local", "bench")
    was_started = start_cluster(cluster, is_throwaway=True)
    try:
        drop_database(cluster, name)
        create_database(cluster, name)
        engine = engine_from_url(cluster.url(name))
        upgrade(engine)
        engine.dispose()
        yield cluster.url(name)
        drop_database(cluster, name)
    finally:
        if was_started:
            stop_cluster(cluster)


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()

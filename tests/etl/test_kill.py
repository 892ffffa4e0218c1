"""Loads that are killed, and databases that are killed under a load: the old state stands, the next run works."""

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

import psycopg
import pytest

from etl.load import load_batch
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import PROJECT_DIR
from geodata.store.cluster import Cluster, cluster_under, start_cluster, stop_cluster
from geodata.store.database import create_database
from geodata.store.engine import engine_from_url
from geodata.store.migrate import upgrade
from tests.batches import grid_batch
from tests.etl.test_load import everything

TIMES = 10
OLD, NEW = 20.0, 25.0
# From the first check to the commit a load of this size takes about half a second here.
LAST_MOMENT_S = 0.6

processes = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A cluster that may be killed; with fsync on, as users have it."""
    cluster = cluster_under(PROJECT_DIR / ".local", f"killed-{os.getpid()}")
    start_cluster(cluster)
    create_database(cluster, "gebiedsmonitor")
    engine = engine_from_url(cluster.url())
    upgrade(engine)
    engine.dispose()
    yield cluster
    stop_cluster(cluster)
    shutil.rmtree(cluster.root_dir)


def load(url: str, value: float, steps: Connection | None = None) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        tell = steps.send if steps else lambda _: None
        load_batch(connection, grid_batch(value), catalogue=load_catalogue(), progress=tell)


def loader_that_has_begun(url: str, value: float, *, moment_s: float) -> SpawnProcess:
    """Start a load in a process of its own and return `moment_s` after its checks began."""
    receiving, sending = processes.Pipe(duplex=False)
    loader = processes.Process(target=load, args=(url, value, sending))
    loader.start()
    sending.close()
    assert receiving.recv() == "controleren"
    time.sleep(moment_s)
    return loader


def figures(url: str) -> set[float]:
    with psycopg.connect(url) as connection:
        return {value for (value,) in connection.execute("SELECT DISTINCT value FROM observation")}


def state(url: str) -> dict[str, object]:
    with psycopg.connect(url, autocommit=True) as connection:
        return everything(connection)


def kill_loader(loader: SpawnProcess, _: Cluster) -> None:
    loader.kill()
    loader.join()


def kill_database(loader: SpawnProcess, cluster: Cluster) -> None:
    os.kill(int((cluster.data_dir / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    loader.join()
    start_cluster(cluster)


@pytest.mark.xdist_group("kill")
@pytest.mark.parametrize("kill", [kill_loader, kill_database])
def test_what_is_killed_at_any_moment_leaves_the_old_state_or_the_new_and_the_next_load_works(
    own_cluster: Cluster, kill: Callable[[SpawnProcess, Cluster], None]
) -> None:
    url = own_cluster.url()
    random_moments = random.Random(8)
    was_cut = 0
    for _ in range(TIMES):
        load(url, OLD)
        old = state(url)
        kill(loader_that_has_begun(url, NEW, moment_s=random_moments.uniform(0, LAST_MOMENT_S)), own_cluster)
        is_old = state(url) == old
        assert is_old or figures(url) == {NEW}
        was_cut += is_old
        load(url, NEW)
        assert figures(url) == {NEW}
    assert was_cut, "no load was cut short: the moments are too late"

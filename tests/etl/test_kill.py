"""Loads that are killed, and databases that are killed under a load: the old state stands, the next run works."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from etl.load import load_batch
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import PROJECT_DIR
from geodata.store.cluster import Cluster, cluster_under, is_running, start_cluster, stop_cluster
from geodata.store.database import create_database
from geodata.store.engine import engine_from_url
from geodata.store.migrate import upgrade
from tests.batches import grid_batch
from tests.etl.test_load import everything

TIMES = 10
OLD, NEW = 20.0, 25.0
LOADER = """
import sys, psycopg
from etl.load import load_batch
from geodata.indicators.catalogue import load_catalogue
from tests.batches import grid_batch
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    load_batch(connection, grid_batch(float(sys.argv[2])), catalogue=load_catalogue(),
               progress=lambda step: print(step, flush=True))
"""


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
    subprocess.run(["rm", "-rf", str(cluster.root_dir)], check=True)


def start_loader(url: str, value: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", LOADER, url, str(value)]
    return subprocess.Popen(command, cwd=PROJECT_DIR, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def load(url: str, value: float) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        return load_batch(connection, grid_batch(value), catalogue=load_catalogue()).result


def state(url: str) -> dict[str, object]:
    with psycopg.connect(url, autocommit=True) as connection:
        return everything(connection)


def wait_until_it_has_begun(loader: subprocess.Popen[str], moment_s: float) -> None:
    assert loader.stdout is not None
    assert loader.stdout.readline().strip() == "controleren"
    time.sleep(moment_s)


def kill_postmaster(data_dir: Path) -> None:
    os.kill(int((data_dir / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


@pytest.mark.xdist_group("kill")
def test_a_loader_that_is_killed_at_any_moment_leaves_the_old_state_or_the_new(own_cluster: Cluster) -> None:
    url = own_cluster.url()
    load(url, OLD)
    old = state(url)
    random_moments = random.Random(8)
    was_cut = 0
    for _ in range(TIMES):
        loader = start_loader(url, NEW)
        wait_until_it_has_begun(loader, random_moments.uniform(0, 0.6))
        loader.kill()
        loader.wait()
        was_cut += state(url) == old
        assert load(url, NEW) in {"gelukt", "al geladen"}
        assert load(url, OLD) == "gelukt"
        with psycopg.connect(url, autocommit=True) as connection:
            # What the repeated loads replaced is history; only the present state is compared.
            connection.execute("TRUNCATE gebied_history, observation_history")
            connection.execute("UPDATE observation SET load_id = 1; UPDATE gebied SET load_id = 1")
        old = state(url)
    assert was_cut > 0, "no load was cut short: the moments are too late"


@pytest.mark.xdist_group("kill")
def test_a_database_that_is_killed_under_a_load_comes_back_as_it_was(own_cluster: Cluster) -> None:
    url = own_cluster.url()
    load(url, OLD)
    random_moments = random.Random(9)
    for _ in range(TIMES):
        old = state(url)
        loader = start_loader(url, NEW)
        wait_until_it_has_begun(loader, random_moments.uniform(0, 0.6))
        kill_postmaster(own_cluster.data_dir)
        loader.wait()
        start_cluster(own_cluster)
        assert is_running(own_cluster)
        is_old = state(url) == old
        assert is_old or loader.returncode == 0
        assert load(url, NEW) in {"gelukt", "al geladen"}
        assert load(url, OLD) == "gelukt"

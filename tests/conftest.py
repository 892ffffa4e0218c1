"""Resources that tests share: a PostGIS with the current schema, sessions that roll back, a browser, the real data."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from geodata.settings import PROJECT_DIR
from geodata.store.cluster import Cluster, cluster_under, start_cluster, stop_cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url
from geodata.store.migrate import upgrade
from tests.browser import chromium

# How long an example takes says more of the machine than of the code; hypothesis' own profile for CI says the same.
settings.register_profile("gebiedsmonitor", deadline=None)
if "CI" not in os.environ:
    settings.load_profile("gebiedsmonitor")

# No test asks PDOK for an address: those about addresses have a server of their own.
os.environ["LOCATIESERVER_URL"] = ""

SHARED_DATA = PROJECT_DIR.parent / "shared" / "data"


@contextmanager
def claim_number(local_dir: Path) -> Iterator[int]:
    """Claim the first number that no other test process holds."""
    local_dir.mkdir(exist_ok=True)
    for number in count():
        with (local_dir / f"test-{number}.lock").open("w") as lock_file:
            try:
                fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield number
            return


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, for the tests of one file."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostGIS cluster for this test process alone; its files are kept for the next run."""
    local_dir = PROJECT_DIR / ".local"
    with claim_number(local_dir) as number:
        cluster = cluster_under(local_dir, f"test-{number}")
        start_cluster(cluster, is_throwaway=True)
        yield cluster
        stop_cluster(cluster)


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> str:
    """The name of a database with the current schema, to copy from."""
    drop_database(cluster, "template_schema")
    create_database(cluster, "template_schema")
    engine = engine_from_url(cluster.url("template_schema"))
    upgrade(engine)
    engine.dispose()
    return "template_schema"


@pytest.fixture
def scratch_url(cluster: Cluster, template: str) -> str:
    """The address of a database of this test alone, for code that commits."""
    drop_database(cluster, "scratch")
    create_database(cluster, "scratch", template)
    return cluster.url("scratch")


@pytest.fixture(scope="session")
def database_url(cluster: Cluster, template: str) -> str:
    """The address of a database with the current schema and nothing in it, for tests that roll back."""
    drop_database(cluster, "empty")
    create_database(cluster, "empty", template)
    return cluster.url("empty")


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    engine = engine_from_url(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose work is rolled back, also where the tested code commits."""
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the publishers' real files."""
    if not SHARED_DATA.is_dir():
        pytest.skip("de map met echte gegevens (../shared/data) is er niet")
    return SHARED_DATA

from pathlib import Path

import psycopg
import pytest

from geodata.settings import Settings
from geodata.store.cluster import Cluster, cluster_under
from geodata.store.database import (
    DatabaseUnreachableError,
    create_database,
    database_url,
    drop_database,
    prepare_database,
    without_password,
)


def test_a_database_of_ones_own_is_used_and_gets_postgis(cluster: Cluster) -> None:
    drop_database(cluster, "bare")
    create_database(cluster, "bare")
    url = prepare_database(Settings(database_url=cluster.url("bare")))
    assert url == cluster.url("bare")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'").fetchone() == (1,)


def test_without_an_address_the_private_cluster_is_the_database(tmp_path: Path) -> None:
    url = database_url(Settings(database_url=None, local_dir=tmp_path))
    assert url == cluster_under(tmp_path).url("gebiedsmonitor")


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    settings = Settings(database_url="postgresql://jan:geheim@127.0.0.1:1/monitor")
    with pytest.raises(DatabaseUnreachableError, match=r"jan:\*\*\*@127.0.0.1") as caught:
        prepare_database(settings)
    assert "geheim" not in str(caught.value)


def test_an_address_without_a_password_is_shown_as_it_is() -> None:
    assert without_password("postgresql:///monitor?host=/run") == "postgresql:///monitor?host=/run"

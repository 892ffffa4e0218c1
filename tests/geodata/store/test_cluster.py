import os
import pwd
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from geodata.store import cluster as clusters
from geodata.store.cluster import (
    Cluster,
    ClusterBrokenError,
    PostgresMissingError,
    cluster_under,
    is_running,
    start_cluster,
    stop_cluster,
)


@pytest.fixture
def open_dir() -> Iterator[Path]:
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def own_cluster(open_dir: Path) -> Iterator[Cluster]:
    """A cluster that does not exist yet, stopped when the test ends."""
    cluster = cluster_under(open_dir / "local")
    yield cluster
    stop_cluster(cluster)


def answer(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.url("postgres")) as connection:
        (value,) = connection.execute(question).fetchall()[0]
        return value


def test_a_cluster_is_made_started_and_stopped_and_each_second_call_does_nothing(own_cluster: Cluster) -> None:
    assert not is_running(own_cluster)
    assert start_cluster(own_cluster, is_throwaway=True)
    assert not start_cluster(own_cluster, is_throwaway=True)
    assert answer(own_cluster, "SELECT 1") == 1
    assert stop_cluster(own_cluster)
    assert not stop_cluster(own_cluster)


def test_a_cluster_listens_on_no_network_address_and_its_folder_is_closed_to_others(own_cluster: Cluster) -> None:
    start_cluster(own_cluster, is_throwaway=True)
    assert answer(own_cluster, "SHOW listen_addresses") == ""
    for folder in (own_cluster.root_dir, own_cluster.socket_dir):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_cluster_that_was_killed_starts_again(own_cluster: Cluster) -> None:
    start_cluster(own_cluster, is_throwaway=True)
    os.kill(int((own_cluster.data_dir / "postmaster.pid").read_text().split()[0]), 9)
    start_cluster(own_cluster, is_throwaway=True)
    assert answer(own_cluster, "SELECT 1") == 1


def test_a_broken_cluster_is_reported_with_the_end_of_its_log(own_cluster: Cluster) -> None:
    start_cluster(own_cluster, is_throwaway=True)
    stop_cluster(own_cluster)
    (own_cluster.data_dir / "global" / "pg_control").unlink()
    with pytest.raises(ClusterBrokenError, match="pg_control"):
        start_cluster(own_cluster)


def test_a_long_path_gets_a_short_socket_elsewhere(open_dir: Path) -> None:
    cluster = cluster_under(open_dir / ("m" * 60) / ("n" * 60))
    assert len(os.fsencode(cluster.socket_dir)) <= clusters.MAX_SOCKET_DIR_BYTES
    assert cluster.root_dir not in cluster.socket_dir.parents


@pytest.mark.skipif(os.geteuid() != 0, reason="alleen root draait het cluster als een ander")
def test_root_runs_the_cluster_as_another_user(own_cluster: Cluster) -> None:
    start_cluster(own_cluster, is_throwaway=True)
    owner = pwd.getpwuid(own_cluster.data_dir.stat().st_uid).pw_name
    assert owner == clusters.SERVICE_USER


@pytest.mark.skipif(os.geteuid() != 0, reason="alleen root draait het cluster als een ander")
def test_a_folder_that_the_other_user_cannot_enter_puts_the_cluster_elsewhere(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    cluster = cluster_under(tmp_path / "local")
    assert cluster.root_dir.parent == clusters.SYSTEM_DIR


def test_without_postgresql_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "DEBIAN_BIN_DIR", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PostgresMissingError, match="make setup"):
        cluster_under(tmp_path)

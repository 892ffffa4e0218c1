"""Figures of areas of a clustering follow what is loaded and taken back, in the same transaction."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from etl.lock import exclusive_load
from etl.register.entry import enter_indeling
from etl.undo import undo_load
from geodata.indicators.deriving.publishing import publish_indeling
from geodata.store.engine import engine_from_url, open_session
from geodata.store.lock import LoadRunningError, lock_until_commit
from tests.batches import figures_batch, map_batch
from tests.etl.register.entries import TOGETHER, listed
from tests.etl.test_load import FIGURES, load

OWN = """
    SELECT o.value, o.lowest, o.highest FROM observation o
    JOIN gebied g ON g.id = o.gebied_id JOIN indicator i ON i.id = o.indicator_id
    WHERE g.level = 'gebied' AND i.key = 'inwoners'
"""
NAME = "GM0001.beheer.1"


@pytest.fixture
def connection(scratch_url: str, tmp_path: Path) -> Iterator[psycopg.Connection]:
    """A gemeente with figures and the concept of a clustering, of one area: both of its buurten."""
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        load(connection, map_batch())
        load(connection, figures_batch(FIGURES))
        enter_indeling(connection, listed(tmp_path, TOGETHER))
        yield connection


def publish(url: str) -> None:
    engine = engine_from_url(url)
    try:
        with open_session(engine) as session:
            publish_indeling(session, NAME)
    finally:
        engine.dispose()


def own(connection: psycopg.Connection) -> list[tuple[float, float, float]]:
    return connection.execute(OWN).fetchall()


def load_people(connection: psycopg.Connection, people: float, number: int) -> int:
    figures = figures_batch(FIGURES | {"GM0001": people, "WK000101": people}, sha256=str(number) * 64)
    return load(connection, figures).load_id


def test_publishing_derives_the_figures(connection: psycopg.Connection, scratch_url: str) -> None:
    assert own(connection) == []
    publish(scratch_url)
    # both buurten are the whole gemeente, of which the number is exact
    assert own(connection) == [(33.0, 33.0, 33.0)]


def test_a_load_derives_what_depends_on_it_and_says_how_much(connection: psycopg.Connection, scratch_url: str) -> None:
    publish(scratch_url)
    report = load(connection, figures_batch(FIGURES | {"GM0001": 40.0, "WK000101": 40.0}, sha256="9" * 64))
    assert own(connection) == [(40.0, 40.0, 40.0)]
    assert report.counts["afgeleid"] == 1


def test_the_same_load_twice_derives_nothing(connection: psycopg.Connection, scratch_url: str) -> None:
    publish(scratch_url)
    load_people(connection, 40.0, 9)
    before = connection.execute("SELECT derived_at FROM derivation").fetchall()
    load_people(connection, 40.0, 9)
    assert connection.execute("SELECT derived_at FROM derivation").fetchall() == before


def test_taking_a_load_back_derives_what_there_was_before(connection: psycopg.Connection, scratch_url: str) -> None:
    publish(scratch_url)
    newest = load_people(connection, 40.0, 9)
    with exclusive_load(connection):
        undo_load(connection, newest)
    assert own(connection) == [(33.0, 33.0, 33.0)]


def test_taking_the_clustering_back_takes_its_figures(connection: psycopg.Connection, scratch_url: str) -> None:
    publish(scratch_url)
    load_people(connection, 40.0, 9)
    (load_id,) = connection.execute("SELECT load_id FROM indeling WHERE key = 'beheer'").fetchone() or (0,)
    with exclusive_load(connection):
        undo_load(connection, load_id)
    assert own(connection) == []
    assert connection.execute("SELECT count(*) FROM derivation").fetchone() == (0,)


def test_publishing_waits_for_a_load_that_runs(connection: psycopg.Connection, scratch_url: str) -> None:
    engine = engine_from_url(scratch_url)
    with exclusive_load(connection), open_session(engine) as session, pytest.raises(LoadRunningError, match="geladen"):
        lock_until_commit(session, timeout_s=0.1)
    engine.dispose()

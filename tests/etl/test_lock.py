from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from etl.lock import exclusive_load
from geodata.store.lock import LoadRunningError


@contextmanager
def connection(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True) as opened:
        yield opened


def test_two_loads_do_not_run_at_once(scratch_url: str) -> None:
    with (
        connection(scratch_url) as first,
        connection(scratch_url) as second,
        exclusive_load(first),
        pytest.raises(LoadRunningError, match=r"gewacht: 0\.2 s"),
        exclusive_load(second, timeout_s=0.2),
    ):
        pytest.fail("the second load began")


def test_the_next_load_begins_when_the_first_is_done_or_has_failed(scratch_url: str) -> None:
    with connection(scratch_url) as first, connection(scratch_url) as second:
        with pytest.raises(ZeroDivisionError), exclusive_load(first):
            raise ZeroDivisionError
        with exclusive_load(second, timeout_s=0.2):
            pass


def test_a_lost_connection_leaves_no_lock_behind(scratch_url: str) -> None:
    with connection(scratch_url) as first, connection(scratch_url) as second:
        with exclusive_load(first):
            first.close()
        with exclusive_load(second, timeout_s=5):
            pass


def test_the_record_of_a_load_that_was_killed_is_closed_by_the_next(scratch_url: str) -> None:
    with connection(scratch_url) as first:
        first.execute(
            "INSERT INTO load (source, table_id, scope, peildatum, version, precedence, fingerprint, address, licence, "
            "sha256, byte_count, fetched_at, who, started_at, result, counts) VALUES "
            "('kwb', 't', 'alles', '2024-01-01', '1', 20, 'f', 'a', 'l', 's', 1, now(), 'w', now(), 'bezig', '{}')"
        )
        with exclusive_load(first):
            pass
        assert first.execute("SELECT result::text FROM load").fetchall() == [("afgebroken",)]

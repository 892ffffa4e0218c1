"""One load at a time: an advisory lock of the database, which a killed loader cannot leave behind."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import Connection

from geodata.store.lock import LOCK_KEY, LOCK_TIMEOUT_S, LoadRunningError


@contextmanager
def exclusive_load(connection: Connection, timeout_s: float = LOCK_TIMEOUT_S) -> Iterator[None]:
    """Hold the lock of the loads while the block runs; records that a killed load left open are closed first.

    Parameters
    ----------
    connection
        In autocommit.

    Raises
    ------
    geodata.store.lock.LoadRunningError
        Another load held the lock for longer than `timeout_s`.
    """
    connection.execute(f"SET lock_timeout = {round(timeout_s * 1000)}")
    # A loader that is killed must not hold the lock for as long as its last statement takes.
    connection.execute("SET client_connection_check_interval = '1s'")
    try:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [LOCK_KEY])
    except psycopg.errors.LockNotAvailable as error:
        raise LoadRunningError(timeout_s) from error
    try:
        connection.execute("UPDATE load SET result = 'afgebroken', finished_at = now() WHERE result = 'bezig'")
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(hashtext(%s))", [LOCK_KEY])

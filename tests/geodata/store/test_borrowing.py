import psycopg
import pytest
from sqlalchemy import text

from geodata.store.borrowing import borrowed_session


def test_a_borrowed_session_reads_what_is_not_committed_and_leaves_the_transaction_open(scratch_url: str) -> None:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        with connection.transaction():
            connection.execute("INSERT INTO indicator (key) VALUES ('inwoners')")
            with borrowed_session(connection) as reader:
                assert reader.scalar(text("SELECT count(*) FROM indicator")) == 1
            connection.execute("INSERT INTO indicator (key) VALUES ('huishoudens')")
        assert connection.execute("SELECT count(*) FROM indicator").fetchone() == (2,)


def insert_and_fail(connection: psycopg.Connection) -> None:
    with connection.transaction():
        connection.execute("INSERT INTO indicator (key) VALUES ('inwoners')")
        with borrowed_session(connection) as reader:
            reader.scalar(text("SELECT 1"))
        raise ZeroDivisionError


def test_a_borrowed_session_does_not_save_a_transaction_that_fails(scratch_url: str) -> None:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        with pytest.raises(ZeroDivisionError):
            insert_and_fail(connection)
        assert connection.execute("SELECT count(*) FROM indicator").fetchone() == (0,)

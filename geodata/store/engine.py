"""Engines and sessions on PostGIS; `Session` is for code that only hands one on to the queries."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session as Session  # noqa: PLC0414 - handed on, see above


def engine_from_url(database_url: str) -> Engine:
    """Create an engine for a PostgreSQL address, with psycopg as its driver.

    Parameters
    ----------
    database_url
        ``postgresql://…`` or ``postgres://…``, as libpq writes it.
    """
    _, _, rest = database_url.partition("://")
    return create_engine(f"postgresql+psycopg://{rest}", pool_pre_ping=True)


@contextmanager
def open_session(engine: Engine) -> Iterator[Session]:
    """Open a session in one transaction: committed when the block ends well, else rolled back."""
    with Session(engine) as session, session.begin():
        yield session

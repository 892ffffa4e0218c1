"""A session in the transaction that somebody else has open, on a bare connection: it sees what is not committed."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool


@contextmanager
def borrowed_session(connection: Connection) -> Iterator[Session]:
    """Open a session on a connection that is in use, to work in its transaction; that is neither ended nor begun.

    Notes
    -----
    A load works on a bare connection, for COPY; what it derives is asked for by the same questions as a page's.
    """
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        use_native_hstore=False,
    )
    for ending in ("do_begin", "do_commit", "do_rollback", "do_close", "do_terminate"):
        setattr(engine.dialect, ending, lambda _: None)
    with Session(engine) as session:
        yield session
        session.flush()

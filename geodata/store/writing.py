"""Sessions that write, for the web service: most requests have no need of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from geodata.settings import Settings
from geodata.store.database import database_url
from geodata.store.engine import engine_from_url, open_session
from geodata.store.reading import DatabaseLostError


class WriteAccess:
    """The way to write to the database; no engine is made before it is used."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._engine: Engine | None = None

    @contextmanager
    def open(self) -> Iterator[Session]:
        """Open a session in one transaction: committed when the block ends well, else rolled back.

        Raises
        ------
        DatabaseLostError
            The database cannot be reached, or went away in between.
        """
        with self._lock:
            self._engine = self._engine or engine_from_url(database_url(self._settings))
        try:
            with open_session(self._engine) as session:
                yield session
        except OperationalError as error:
            raise DatabaseLostError from error

    def close(self) -> None:
        """Close the connections, where there are any."""
        if self._engine is not None:
            self._engine.dispose()

"""Sessions that only read: on the replica where there is one, in a transaction that cannot write."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from geodata.errors import SetupError
from geodata.settings import Settings
from geodata.store.database import database_url
from geodata.store.engine import engine_from_url


class DatabaseLostError(SetupError):
    """The database stopped answering while it was read."""

    def __init__(self) -> None:
        super().__init__(
            "De database geeft geen antwoord. Probeer het over een minuut opnieuw; beheerders zien met "
            "'gebiedsmonitor db status' hoe zij ervoor staat."
        )


class Reader(Session):
    """A session of which the transaction cannot write."""


def reading_engine(settings: Settings) -> Engine:
    """Create an engine for reading: on the replica where one is set."""
    return engine_from_url(settings.database_read_url or database_url(settings))


@contextmanager
def open_reader(engine: Engine) -> Iterator[Reader]:
    """Open a session in which all questions see the same state of the database.

    Raises
    ------
    DatabaseLostError
        The database cannot be reached, or went away in between.
    """
    try:
        with Reader(engine) as reader:
            reader.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield reader
    except OperationalError as error:
        raise DatabaseLostError from error

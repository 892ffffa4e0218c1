"""A session of the command line that only reads, on a database with this program's schema."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.cli.database import require_schema
from geodata.settings import load_settings
from geodata.store.database import database_url
from geodata.store.reading import Reader, open_reader, reading_engine


@contextmanager
def open_reading() -> Iterator[Reader]:
    """Open a session that cannot write.

    Raises
    ------
    geodata.store.migrate.SchemaOutdatedError
        The database has another schema.
    """
    settings = load_settings()
    require_schema(settings.database_read_url or database_url(settings))
    engine = reading_engine(settings)
    try:
        with open_reader(engine) as reader:
            yield reader
    finally:
        engine.dispose()

"""The schema's versions, by Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from geodata.errors import SetupError


class SchemaOutdatedError(SetupError):
    """The database's schema is not the one that this version of the program works with."""

    def __init__(self, current: str | None, head: str) -> None:
        super().__init__(
            f"Het databaseschema is versie {current or '(leeg)'}, dit programma werkt met {head}. "
            "Voer 'gebiedsmonitor db upgrade' uit."
        )


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema to `revision`, in one transaction per step."""
    with engine.begin() as connection:
        # Two starts at once must not both migrate; the lock ends with the transaction.
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('gebiedsmonitor.migrate'))"))
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to `revision` (``base`` for an empty database). What the later schema held is dropped."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def current_revision(engine: Engine) -> str | None:
    """Return the version of the database's schema; None where it holds none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """Return the version that this program works with."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    if head is None:
        raise SchemaOutdatedError(None, "(geen enkele migratie)")
    return head


def require_current_schema(engine: Engine) -> None:
    """Raise where the database's schema is another than the program's.

    Raises
    ------
    SchemaOutdatedError
        They differ.
    """
    current, head = current_revision(engine), head_revision()
    if current != head:
        raise SchemaOutdatedError(current, head)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config

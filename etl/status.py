"""What is loaded, from where and when; and the faults that were kept with a load."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from psycopg import Connection
from psycopg.rows import class_row

from etl.batch import Fault, Severity
from geodata.errors import NotFoundError

LOADS = """
    SELECT l.id, l.source, l.table_id, l.scope, l.peildatum, l.version, l.address, l.licence, l.sha256, l.fetched_at,
           l.who, l.started_at, l.finished_at, l.result::text AS result, l.counts, l.error,
           count(f.id) FILTER (WHERE f.severity = 'fout') AS error_count,
           count(f.id) FILTER (WHERE f.severity = 'waarschuwing') AS warning_count
    FROM load l LEFT JOIN load_fault f ON f.load_id = l.id
    GROUP BY l.id ORDER BY l.id
"""
FAULTS = """
    SELECT "check", severity, message, "row", "column", value FROM load_fault WHERE load_id = %s ORDER BY id
"""


class UnknownLoadError(NotFoundError):
    """There is no load of that number."""

    def __init__(self, load_id: int) -> None:
        super().__init__(f"Lading {load_id} bestaat niet. 'gebiedsmonitor etl status' noemt de ladingen.")


@dataclass(frozen=True)
class LoadStatus:
    """The record of one load, with how many faults were kept with it."""

    id: int
    source: str
    table_id: str
    scope: str
    peildatum: date
    version: str
    address: str
    licence: str
    sha256: str
    fetched_at: datetime
    who: str
    started_at: datetime
    finished_at: datetime | None
    result: str
    counts: dict[str, object]
    error: str | None
    error_count: int
    warning_count: int

    def as_json(self) -> dict[str, object]:
        """Return the record with dates as ISO 8601 text."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


def loads(connection: Connection) -> list[LoadStatus]:
    """Return the records of all loads, oldest first."""
    with connection.cursor(row_factory=class_row(LoadStatus)) as cursor:
        return cursor.execute(LOADS).fetchall()


def faults_of(connection: Connection, load_id: int) -> list[Fault]:
    """Return the faults that were kept with a load, in the order in which they were found.

    Raises
    ------
    UnknownLoadError
        There is no such load.
    """
    if connection.execute("SELECT FROM load WHERE id = %s", [load_id]).fetchone() is None:
        raise UnknownLoadError(load_id)
    rows = connection.execute(FAULTS, [load_id]).fetchall()
    return [Fault(check, Severity(severity), *rest) for check, severity, *rest in rows]

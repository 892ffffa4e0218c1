"""The record of a load: opened before anything changes, closed with what came of it, kept either way."""

import getpass
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import TracebackType

import pandas as pd
from psycopg import Connection, Cursor
from psycopg.types.json import Jsonb

from etl.batch import Fault, Provenance
from etl.weighing import weighing_of

OPEN_RECORD = """
    INSERT INTO load (source, table_id, scope, peildatum, version, precedence, fingerprint, address, licence, sha256,
                      byte_count, fetched_at, who, started_at, result, counts)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, now(), 'bezig', '{}') RETURNING id
"""
CLOSE_RECORD = """
    UPDATE load SET result = %s::load_result, counts = %s, error = %s, finished_at = clock_timestamp() WHERE id = %s
"""
STANDING_RECORD = """
    SELECT id, sha256, fingerprint FROM load
    WHERE source = %s AND table_id = %s AND peildatum = %s AND scope = %s AND result IN ('gelukt', 'ongewijzigd')
    ORDER BY id DESC LIMIT 1
"""
KEEP_REPAIR = """
    INSERT INTO gebied_repair (gebied_id, load_id, reason, area_before_m2, area_after_m2)
    SELECT id, %s, %s, %s, %s FROM gebied WHERE code = %s AND peildatum = %s
"""


def open_record(
    connection: Connection, provenance: Provenance, *, peildatum: date, scope: str, fingerprint: str
) -> int:
    """Write down that a load begins and return its number."""
    values = [
        *(provenance.source, provenance.table_id, scope, peildatum, provenance.version),
        *(
            weighing_of(provenance.source).precedence,
            fingerprint,
            provenance.address,
            provenance.licence,
            provenance.sha256,
        ),
        *(provenance.byte_count, provenance.fetched_at, getpass.getuser()),
    ]
    (load_id,) = connection.execute(OPEN_RECORD, values).fetchall()[0]
    return int(load_id)


def close_record(
    connection: Connection, load_id: int, *, result: str, counts: Mapping[str, object], error: str | None = None
) -> None:
    """Write down how a load ended; a connection that is lost leaves that to the next load."""
    if not connection.closed:
        connection.execute(CLOSE_RECORD, [result, Jsonb(counts, dumps=json.dumps), error, load_id])


def standing_record(
    connection: Connection, provenance: Provenance, *, peildatum: date, scope: str, fingerprint: str
) -> int | None:
    """Return the number of the newest load of this table, if it read this very input under these very definitions."""
    values = [provenance.source, provenance.table_id, peildatum, scope]
    row = connection.execute(STANDING_RECORD, values).fetchone()
    is_same = row is not None and (row[1], row[2]) == (provenance.sha256, fingerprint)
    return int(row[0]) if row is not None and is_same else None


@dataclass(frozen=True)
class FailureRecord:
    """Closes the record of a load whose block fails, whatever ends it, Ctrl-C included; the error goes on its way.

    ``counts`` is what is known of the load by then.
    """

    connection: Connection
    load_id: int
    counts: Mapping[str, object]

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the record as failed where the block raised."""
        if error is not None:
            close_record(self.connection, self.load_id, result="mislukt", counts=self.counts, error=str(error))


def keep_faults(connection: Connection, load_id: int, faults: Iterable[Fault]) -> None:
    """Store the faults of a load, warnings as well as errors."""
    columns = '(load_id, "check", severity, message, "row", "column", value)'
    with connection.cursor() as cursor, cursor.copy(f"COPY load_fault {columns} FROM STDIN") as copy:
        for fault in faults:
            where = (fault.row, fault.column, fault.value)
            copy.write_row((load_id, fault.check, fault.severity.value, fault.message, *where))


def keep_repairs(cursor: Cursor, load_id: int, repairs_df: pd.DataFrame, peildatum: date) -> None:
    """Store which outlines were repaired: ``code``, ``reason``, ``area_before_m2``, ``area_after_m2``."""
    columns = ["reason", "area_before_m2", "area_after_m2", "code"]
    rows = repairs_df[columns].itertuples(index=False)
    cursor.executemany(KEEP_REPAIR, [(load_id, *row, peildatum) for row in rows])

"""Figures from the database as arrays, by binary COPY: a hundred thousand cells in a tenth of a second."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from psycopg import Connection

from geodata.indicators.status import Status

# PostgreSQL documentation, "COPY", binary format: signature, flags and length of the header's extension; the trailer.
_HEADER_BYTES = len(b"PGCOPY\n\xff\r\n\0") + struct.calcsize("!ii")
_TRAILER_BYTES = struct.calcsize("!h")
_INTEGERS = {"gebied_id": ">i4", "indicator_id": ">i4", "period": ">i4", "load_id": ">i4", "status": ">i4"}
_NUMBERS = ("value", "lowest", "highest", "likely_lowest", "likely_highest")

# NULL would make rows of unequal length; no figure is NaN.
READ_CELLS = """
    COPY (
        SELECT gebied_id::int4, indicator_id::int4, period::int4, load_id::int4,
               array_position(%(statuses)s::observation_status[], status)::int4 - 1,
               coalesce(value, 'NaN')::float8, coalesce(lowest, 'NaN')::float8, coalesce(highest, 'NaN')::float8,
               coalesce(likely_lowest, 'NaN')::float8, coalesce(likely_highest, 'NaN')::float8
        FROM observation
        WHERE gebied_id = ANY(%(gebied_ids)s::int4[])
          AND (%(periods)s::int4[] IS NULL OR period = ANY(%(periods)s::int4[]))
    ) TO STDOUT (FORMAT BINARY)
"""


@dataclass(frozen=True)
class CellColumns:
    """Which columns a row of the stream has, in their order."""

    names: tuple[str, ...] = (*_INTEGERS, *_NUMBERS)

    def record(self) -> "np.dtype[np.void]":
        """Return the layout of a row: a count of fields, and the length of each before it."""
        fields: list[tuple[str, str]] = [("count", ">i2")]
        for name in self.names:
            fields += [(f"{name}_length", ">i4"), (name, _INTEGERS.get(name, ">f8"))]
        return np.dtype(fields)


def read_cell_rows(
    connection: Connection, gebied_ids: Sequence[int], periods: Sequence[int] | None = None
) -> pd.DataFrame:
    """Read every figure of some areas, of some periods or all.

    Returns
    -------
    pandas.DataFrame
        ``gebied_id``, ``indicator_id``, ``period``, ``load_id``, ``status`` (number in `Status`), ``value``,
        ``lowest``, ``highest``, ``likely_lowest`` and ``likely_highest`` (NaN where there is none).
    """
    wanted = {
        "statuses": [status.value for status in Status],
        "gebied_ids": list(gebied_ids),
        "periods": None if periods is None else list(periods),
    }
    with connection.cursor() as cursor, cursor.copy(READ_CELLS, wanted) as copy:
        stream = b"".join(bytes(block) for block in copy)
    rows = np.frombuffer(stream[_HEADER_BYTES:-_TRAILER_BYTES], dtype=CellColumns().record())
    return pd.DataFrame({name: rows[name].astype(rows[name].dtype.newbyteorder("=")) for name in CellColumns().names})

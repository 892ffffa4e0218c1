"""Rows to PostgreSQL by binary COPY: fixed-width ones encoded by numpy at once, areas with their outline one by one."""

import struct
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from psycopg import Cursor

from geodata.gebieden.tables import RD_SRID

# PostgreSQL documentation, "COPY", binary format: signature, flags, length of the header's extension.
COPY_HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)
COPY_TRAILER = struct.pack("!h", -1)
# PostgreSQL type → numpy's big-endian type.
WIRE_TYPES = {"int4": ">i4", "int2": ">i2", "float8": ">f8", "float4": ">f4"}
# About 1 MB, which stays in the processor's cache.
ROWS_PER_PIECE = 16_384


def encode_fixed_width(columns: Sequence[tuple[str, NDArray[np.generic]]]) -> Iterator[bytes]:
    """Encode columns of fixed width as one binary COPY stream, piece by piece.

    Parameters
    ----------
    columns
        PostgreSQL type (``int4``, ``int2``, ``float8``, ``float4``) and values, all of the same length. NaN stays NaN:
        this encoding knows no NULL, which is why it needs no loop over rows.
    """
    fields: list[tuple[str, str]] = [("count", ">i2")]
    for number, (pg_type, _) in enumerate(columns):
        fields += [(f"length_{number}", ">i4"), (f"value_{number}", WIRE_TYPES[pg_type])]
    row_count = len(columns[0][1])
    yield COPY_HEADER
    for start in range(0, row_count, ROWS_PER_PIECE):
        rows = np.empty(min(ROWS_PER_PIECE, row_count - start), dtype=fields)
        rows["count"] = len(columns)
        for number, (pg_type, values) in enumerate(columns):
            rows[f"length_{number}"] = np.dtype(WIRE_TYPES[pg_type]).itemsize
            rows[f"value_{number}"] = values[start : start + ROWS_PER_PIECE]
        yield rows.tobytes()
    yield COPY_TRAILER


def stage_observations(cursor: Cursor, observations_df: pd.DataFrame, statuses: Sequence[str]) -> None:
    """Copy figures to the temporary table ``staged_observation``.

    Parameters
    ----------
    observations_df
        ``gebied_id``, ``indicator_id``, ``period``, ``value``, ``lowest``, ``highest``, ``likely_lowest``,
        ``likely_highest``, ``coverage``, ``status``.
    statuses
        All statuses, in the order in which PostgreSQL's enum holds them.
    """
    cursor.execute(
        "CREATE TEMP TABLE staged_observation (gebied_id int4, indicator_id int2, period int2, value float8, "
        "lowest float8, highest float8, likely_lowest float8, likely_highest float8, coverage float4, "
        "status_number int2) ON COMMIT DROP"
    )
    status_numbers = pd.Categorical(observations_df["status"], categories=list(statuses)).codes
    plain = ("gebied_id", "int4"), ("indicator_id", "int2"), ("period", "int2")
    ends = ("lowest", "float8"), ("highest", "float8"), ("likely_lowest", "float8"), ("likely_highest", "float8")
    figures = ("value", "float8"), *ends, ("coverage", "float4")
    columns = [(pg_type, observations_df[name].to_numpy()) for name, pg_type in plain + figures]
    with cursor.copy("COPY staged_observation FROM STDIN (FORMAT BINARY)") as copy:
        for piece in encode_fixed_width([*columns, ("int2", status_numbers)]):
            copy.write(piece)
    cursor.execute("ANALYZE staged_observation")


def stage_gebieden(cursor: Cursor, gebieden_df: pd.DataFrame) -> None:
    """Copy areas to the temporary table ``staged_gebied``.

    Parameters
    ----------
    gebieden_df
        ``code``, ``level``, ``name``, ``gemeente_code``, ``wijk_code``, ``change`` and ``geometry``: polygons in RD
        (EPSG:28992), or None.
    """
    cursor.execute(
        "CREATE TEMP TABLE staged_gebied (code text, level text, name text, gemeente_code text, wijk_code text, "
        f"change int2, geom geometry(MultiPolygon, {RD_SRID})) ON COMMIT DROP"
    )
    names = ["code", "level", "name", "gemeente_code", "wijk_code", "change"]
    attributes = gebieden_df[names].astype(object).where(gebieden_df[names].notna(), None)
    outlines = multipolygon_ewkb(gebieden_df["geometry"].to_numpy())
    with cursor.copy("COPY staged_gebied FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["text", "text", "text", "text", "text", "int2", "bytea"])
        for row, outline in zip(attributes.itertuples(index=False), outlines, strict=True):
            copy.write_row((*row, outline))


def multipolygon_ewkb(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return each polygon or multipolygon in RD as a multipolygon in EWKB; None stays None."""
    kinds = shapely.get_type_id(polygons)
    result = polygons.copy()
    single = kinds == shapely.GeometryType.POLYGON
    result[single] = shapely.multipolygons(polygons[single], indices=np.arange(single.sum()))
    return np.asarray(shapely.to_wkb(shapely.set_srid(result, RD_SRID), include_srid=True), dtype=object)

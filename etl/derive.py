"""What is computed from what was loaded: areas at coarser scales, and the figures of the clusterings they belong to."""

import logging
from collections.abc import Iterable
from datetime import date

import geopandas as gpd
import pandas as pd
import shapely
from psycopg import Connection, Cursor

from etl.staging import multipolygon_ewkb
from geodata.gebieden.crs import RD
from geodata.gebieden.simplify import COUNTRY_TOLERANCE_M, TOLERANCES_M, simplified_scales
from geodata.gebieden.whole import whole_of
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.deriving.deriving import derive_gemeenten
from geodata.indicators.disclosure.new_areas import publish_new_areas
from geodata.indicators.disclosure.queries import list_registers
from geodata.store.borrowing import borrowed_session

logger = logging.getLogger(__name__)

READ_OUTLINES = """
    SELECT g.id, ST_AsBinary(g.geom) FROM gebied g JOIN indeling_gebied m ON m.gebied_id = g.id
    WHERE m.indeling_id = %s AND g.geom IS NOT NULL ORDER BY g.id
"""
# All wijken of an area, where each has an outline; else all its buurten, where each has.
READ_PARTS = """
    WITH whole AS (
        SELECT g.id, g.level, g.code, g.peildatum FROM gebied g JOIN indeling_gebied m ON m.gebied_id = g.id
        WHERE m.indeling_id = %s AND g.geom IS NULL
    ), part AS (
        SELECT whole.id AS whole_id, g.level, g.code, g.geom FROM whole JOIN gebied g
            ON g.gemeente_code = whole.code AND g.peildatum = whole.peildatum AND g.level IN ('wijk', 'buurt')
        WHERE whole.level = 'gemeente'
        UNION ALL
        SELECT whole.id, g.level, g.code, g.geom FROM whole JOIN gebied g
            ON g.wijk_code = whole.code AND g.peildatum = whole.peildatum AND g.level = 'buurt'
        WHERE whole.level = 'wijk'
    ), complete AS (
        SELECT whole_id, min(level) AS level
        FROM (SELECT whole_id, level FROM part GROUP BY 1, 2 HAVING bool_and(geom IS NOT NULL)) outlined
        GROUP BY 1
    )
    SELECT whole_id, ST_AsBinary(geom) FROM part JOIN complete USING (whole_id, level) ORDER BY whole_id, code
"""
COMPOSED_INDELINGEN = """
    SELECT i.id FROM indeling i
    WHERE i.gemeente_code IS NULL AND i.base_peildatum = %(peildatum)s
      AND (%(is_anew)s OR i.base_level IN ('gemeente', 'wijk')
           AND EXISTS (SELECT FROM indeling_gebied m JOIN gebied g ON g.id = m.gebied_id
                       WHERE m.indeling_id = i.id AND g.geom IS NULL))
"""
IS_COUNTRY_WIDE = "SELECT gemeente_code IS NULL AND base_level IN ('gemeente', 'wijk') FROM indeling WHERE id = %s"
READ_OVERLAPPING = "SELECT is_overlapping FROM indeling WHERE id = %s"
DROP_SHAPES = (
    "DELETE FROM gebied_shape s USING indeling_gebied m WHERE m.gebied_id = s.gebied_id AND m.indeling_id = %s"
)


def derive_figures(connection: Connection, gemeente_codes: Iterable[str]) -> int:
    """Derive the figures of the published clusterings of some gemeenten, as far as anything changed since.

    Returns
    -------
    int
        How many figures were derived anew; in the transaction that the connection is in.
    """
    with borrowed_session(connection) as session:
        codes = set(gemeente_codes)
        derived = derive_gemeenten(session, sorted(codes), load_catalogue())
        for gemeente_code in sorted(codes & {register.gemeente_code for register in list_registers(session)}):
            publish_new_areas(session, gemeente_code)
    return sum(one.figures for one in derived)


def composed_indelingen(cursor: Cursor, peildatum: date, *, is_anew: bool = False) -> list[int]:
    """Return CBS's levels on a peildatum in which an area has no outline of its own; to derive anew, all of them."""
    rows = cursor.execute(COMPOSED_INDELINGEN, {"peildatum": peildatum, "is_anew": is_anew}).fetchall()
    return [indeling_id for (indeling_id,) in rows]


def derive_shapes(cursor: Cursor, indeling_id: int) -> int:
    """Simplify all outlines of one indeling anew: neighbours share borders, so none changes alone.

    A gemeente or wijk without an outline of its own gets that of its wijken or buurten together, where all of these
    have one, and keeps it at a tolerance of 0. Of which areas a gemeente consists is taken from what is loaded: a map
    with some buurten of a gemeente only would give it too small an outline. The country is not made of its gemeenten
    for that reason: most databases hold a few. Where areas may overlap there are no borders to share, and each is
    simplified by itself.

    Returns
    -------
    int
        The number of shapes that were stored. Takes seconds for a level of the whole country.
    """
    cursor.execute(DROP_SHAPES, [indeling_id])
    composed_gdf = _composed_outlines(cursor, indeling_id)
    outlines_gdf = pd.concat([_outlines(cursor, indeling_id), composed_gdf]).sort_index()
    if outlines_gdf.empty:
        return 0
    groups = [outlines_gdf]
    if _is_so(cursor, READ_OVERLAPPING, indeling_id):
        groups = [outlines_gdf.loc[[gebied_id]] for gebied_id in outlines_gdf.index]
    for_country = (COUNTRY_TOLERANCE_M,) if _is_so(cursor, IS_COUNTRY_WIDE, indeling_id) else ()
    tolerances_m = (*TOLERANCES_M, *for_country)
    _store(cursor, {0: composed_gdf.geometry})
    for group_gdf in groups:
        _store(cursor, simplified_scales(group_gdf, tolerances_m))
    return len(composed_gdf) + len(outlines_gdf) * len(tolerances_m)


def _is_so(cursor: Cursor, question: str, indeling_id: int) -> bool:
    row = cursor.execute(question, [indeling_id]).fetchone()
    return row is not None and bool(row[0])


def _store(cursor: Cursor, scales: dict[int, gpd.GeoSeries]) -> None:
    with cursor.copy("COPY gebied_shape (gebied_id, tolerance_m, geom) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "int2", "bytea"])
        for tolerance_m, shapes in scales.items():
            for gebied_id, outline in zip(shapes.index, multipolygon_ewkb(shapes.to_numpy()), strict=True):
                copy.write_row((gebied_id, tolerance_m, outline))


def _outlines(cursor: Cursor, indeling_id: int) -> gpd.GeoDataFrame:
    """Read the outlines of an indeling by the number of their area."""
    return _read(cursor, READ_OUTLINES, indeling_id)


def _composed_outlines(cursor: Cursor, indeling_id: int) -> gpd.GeoDataFrame:
    """Make the outlines of areas that have none of their own, by the number of the area, as far as their parts fit."""
    parts = _read(cursor, READ_PARTS, indeling_id).geometry
    wholes = {gebied_id: whole_of(group.to_numpy()) for gebied_id, group in parts.groupby(level=0)}
    misfits = [gebied_id for gebied_id, whole in wholes.items() if whole is None]
    if misfits:
        logger.warning("areas %s get no outline: their parts overlap or leave gaps", misfits)
    made = {gebied_id: whole for gebied_id, whole in wholes.items() if whole is not None}
    return gpd.GeoDataFrame(geometry=list(made.values()), index=list(made), crs=RD)


def _read(cursor: Cursor, query: str, indeling_id: int) -> gpd.GeoDataFrame:
    """Read numbers of areas with outlines."""
    with cursor.connection.cursor(binary=True) as binary_cursor:
        rows = binary_cursor.execute(query, [indeling_id]).fetchall()
    outlines = shapely.from_wkb([outline for _, outline in rows])
    return gpd.GeoDataFrame(geometry=outlines, index=[gebied_id for gebied_id, _ in rows], crs=RD)

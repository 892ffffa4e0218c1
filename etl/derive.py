"""What is computed from what was loaded: areas at coarser scales, and the figures of the clusterings they belong to."""

from collections.abc import Iterable

import geopandas as gpd
import shapely
from psycopg import Connection, Cursor

from etl.staging import multipolygon_ewkb
from geodata.gebieden.crs import RD
from geodata.gebieden.simplify import TOLERANCES_M, simplified_scales
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.deriving.deriving import derive_gemeenten
from geodata.indicators.disclosure.new_areas import publish_new_areas
from geodata.indicators.disclosure.queries import list_registers
from geodata.store.borrowing import borrowed_session

READ_OUTLINES = """
    SELECT g.id, ST_AsBinary(g.geom) FROM gebied g JOIN indeling_gebied m ON m.gebied_id = g.id
    WHERE m.indeling_id = %s AND g.geom IS NOT NULL ORDER BY g.id
"""
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


def derive_shapes(cursor: Cursor, indeling_id: int) -> int:
    """Simplify all outlines of one indeling anew: neighbours share borders, so none changes alone.

    Where areas may overlap there are no borders to share, and each is simplified by itself.

    Returns
    -------
    int
        The number of shapes that were stored. Takes seconds for a level of the whole country.
    """
    cursor.execute(DROP_SHAPES, [indeling_id])
    outlines_gdf = _outlines(cursor, indeling_id)
    if outlines_gdf.empty:
        return 0
    groups = [outlines_gdf]
    if _may_overlap(cursor, indeling_id):
        groups = [outlines_gdf.loc[[gebied_id]] for gebied_id in outlines_gdf.index]
    for group_gdf in groups:
        _store(cursor, simplified_scales(group_gdf))
    return len(outlines_gdf) * len(TOLERANCES_M)


def _may_overlap(cursor: Cursor, indeling_id: int) -> bool:
    row = cursor.execute(READ_OVERLAPPING, [indeling_id]).fetchone()
    return row is not None and bool(row[0])


def _store(cursor: Cursor, scales: dict[int, gpd.GeoSeries]) -> None:
    with cursor.copy("COPY gebied_shape (gebied_id, tolerance_m, geom) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "int2", "bytea"])
        for tolerance_m, shapes in scales.items():
            for gebied_id, outline in zip(shapes.index, multipolygon_ewkb(shapes.to_numpy()), strict=True):
                copy.write_row((gebied_id, tolerance_m, outline))


def _outlines(cursor: Cursor, indeling_id: int) -> gpd.GeoDataFrame:
    """Read the outlines of an indeling by the number of their area."""
    with cursor.connection.cursor(binary=True) as binary_cursor:
        rows = binary_cursor.execute(READ_OUTLINES, [indeling_id]).fetchall()
    outlines = shapely.from_wkb([outline for _, outline in rows])
    return gpd.GeoDataFrame(geometry=outlines, index=[gebied_id for gebied_id, _ in rows], crs=RD)

"""What is computed from loaded outlines: the same areas at coarser scales, their common borders kept common."""

import geopandas as gpd
import shapely
from psycopg import Cursor

from etl.staging import multipolygon_ewkb
from geodata.gebieden.crs import RD
from geodata.gebieden.simplify import TOLERANCES_M, simplify_coverage

READ_OUTLINES = """
    SELECT g.id, g.code, ST_AsBinary(g.geom) FROM gebied g JOIN indeling_gebied m ON m.gebied_id = g.id
    WHERE m.indeling_id = %s AND g.geom IS NOT NULL ORDER BY g.id
"""
DROP_SHAPES = (
    "DELETE FROM gebied_shape s USING indeling_gebied m WHERE m.gebied_id = s.gebied_id AND m.indeling_id = %s"
)


def derive_shapes(cursor: Cursor, indeling_id: int) -> int:
    """Simplify all outlines of one indeling anew: neighbours share borders, so none changes alone.

    Returns
    -------
    int
        The number of shapes that were stored. Takes seconds for a level of the whole country.
    """
    cursor.execute(DROP_SHAPES, [indeling_id])
    with cursor.connection.cursor(binary=True) as binary_cursor:
        rows = binary_cursor.execute(READ_OUTLINES, [indeling_id]).fetchall()
    if not rows:
        return 0
    ids, codes, outlines = zip(*rows, strict=True)
    outlines_gdf = gpd.GeoDataFrame({"code": codes}, geometry=shapely.from_wkb(list(outlines)), crs=RD)
    with cursor.copy("COPY gebied_shape (gebied_id, tolerance_m, geom) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "int2", "bytea"])
        for tolerance_m in TOLERANCES_M:
            shapes = simplify_coverage(outlines_gdf, tolerance_m)
            for gebied_id, outline in zip(ids, multipolygon_ewkb(shapes.to_numpy()), strict=True):
                copy.write_row((gebied_id, tolerance_m, outline))
    return len(ids) * len(TOLERANCES_M)

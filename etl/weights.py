"""Points that units are divided by, into the database: a load like any other, that can be taken back."""

from datetime import date
from typing import Any

import geopandas as gpd
import shapely
from psycopg import Connection, Cursor

from etl.batch import Provenance
from etl.load import ALREADY_LOADED, LoadReport
from etl.lock import exclusive_load
from etl.record import FailureRecord, close_record, keep_faults, open_record
from etl.sources.gewichten.layers import Wanted
from etl.sources.gewichten.points import HOME, WeightPoints
from geodata.errors import ConflictError, NotFoundError
from geodata.gebieden.tables import RD_SRID

SOURCE = "gewichten"
# How points are read; raise it when that changes.
RULES = "punten-1"
KNOWN_FILE = """
    SELECT id FROM load
    WHERE (source, table_id, peildatum, scope, sha256, fingerprint, result) =
          (%(source)s, %(table_id)s, %(peildatum)s, %(scope)s, %(sha256)s, %(fingerprint)s, 'gelukt')
    ORDER BY id DESC LIMIT 1
"""
STAGED = f"CREATE TEMP TABLE staged_point (ref text, weight float8, geom geometry(Point, {RD_SRID})) ON COMMIT DROP"
# Looked up by the loads of that kind and year, so that other years cost nothing.
LOADED_BEFORE = """
    SELECT p.load_id, count(*), min(p.ref)
    FROM weight_point p JOIN load l ON l.id = p.load_id JOIN staged_point s ON s.ref = p.ref
    WHERE l.source = %(source)s AND l.table_id = %(table_id)s AND l.peildatum = %(peildatum)s
    GROUP BY p.load_id ORDER BY p.load_id
"""
INSERT_POINTS = """
    INSERT INTO weight_point (load_id, kind, ref, weight, geom)
    SELECT %(load_id)s, %(kind)s, ref, weight, geom FROM staged_point
"""
# Where only wijken or buurten are loaded, they make up the gemeente.
GEMEENTE_OUTLINE = """
    SELECT ST_AsBinary(ST_Union(geom)) FROM gebied
    WHERE gemeente_code = %s AND level IN ('gemeente', 'wijk', 'buurt') AND geom IS NOT NULL
    GROUP BY peildatum, level ORDER BY abs(peildatum - %s::date), level LIMIT 1
"""


class PointsLoadedError(ConflictError):
    """Points of a file are in the database already, by another load of the same year."""

    def __init__(self, kind: str, peildatum: date, found: list[tuple[int, int, str]]) -> None:
        listed = "; ".join(f"lading {load_id}: {count}, waaronder {ref}" for load_id, count, ref in found)
        super().__init__(
            f"Van deze {kind} zijn er op peildatum {peildatum:%d-%m-%Y} al punten geladen ({listed}). Ze zouden dubbel "
            "tellen; er is niets geladen. Draai eerst de eerdere lading terug: "
            f"'gebiedsmonitor etl undo {found[0][0]}'."
        )


class GemeenteOutlineMissingError(NotFoundError):
    """The outline of a gemeente is not loaded."""

    def __init__(self, gemeente_code: str) -> None:
        super().__init__(
            f"De grens van {gemeente_code} is niet geladen, zodat niet te zeggen is wat erbinnen ligt. Laad eerst de "
            "wijk- en buurtkaart."
        )


def gemeente_outline(connection: Connection, gemeente_code: str, peildatum: date) -> shapely.Geometry:
    """Read the outline of a gemeente in RD, of the peildatum that is nearest.

    Raises
    ------
    GemeenteOutlineMissingError
        None is loaded.
    """
    row = connection.execute(GEMEENTE_OUTLINE, [gemeente_code, peildatum]).fetchone()
    if row is None:
        raise GemeenteOutlineMissingError(gemeente_code)
    return shapely.from_wkb(bytes(row[0]))


def load_points(
    connection: Connection, points: WeightPoints, provenance: Provenance, *, peildatum: date, scope: str
) -> LoadReport:
    """Put points in the database, in one transaction; the same file, read in the same way, changes nothing.

    Parameters
    ----------
    connection
        In autocommit.

    Raises
    ------
    PointsLoadedError
        Another load of that year brought some of the points.
    etl.lock.LoadRunningError
        Another load runs.
    """
    identity: dict[str, Any] = {"peildatum": peildatum, "scope": scope, "fingerprint": _fingerprint(points.wanted)}
    facts = identity | {"source": SOURCE, "table_id": provenance.table_id, "sha256": provenance.sha256}
    with exclusive_load(connection):
        known = connection.execute(KNOWN_FILE, facts).fetchone()
        if known is not None:
            return LoadReport(known[0], SOURCE, provenance.table_id, ALREADY_LOADED, {})
        load_id = open_record(connection, provenance, **identity)
        with FailureRecord(connection, load_id, {}):
            keep_faults(connection, load_id, points.faults)
            counts = _insert(connection, points, facts | {"load_id": load_id})
    connection.execute("ANALYZE weight_point")
    return LoadReport(load_id, SOURCE, provenance.table_id, "gelukt", counts, points.faults)


def _fingerprint(wanted: Wanted) -> str:
    """Name how a file was read, as far as that changes what comes of it."""
    options = [RULES, wanted.layer, HOME if wanted.has_homes_only else None]
    return " ".join(option for option in options if option)


def _insert(connection: Connection, points: WeightPoints, facts: dict[str, Any]) -> dict[str, object]:
    with connection.transaction(), connection.cursor() as cursor:
        _stage(cursor, points.points_gdf)
        before = cursor.execute(LOADED_BEFORE, facts).fetchall()
        if before:
            raise PointsLoadedError(facts["table_id"], facts["peildatum"], before)
        cursor.execute(INSERT_POINTS, facts | {"kind": points.wanted.kind})
        counts: dict[str, object] = {"punten": cursor.rowcount}
        close_record(connection, facts["load_id"], result="gelukt", counts=counts)
    return counts


def _stage(cursor: Cursor, points_gdf: gpd.GeoDataFrame) -> None:
    cursor.execute(STAGED)
    outlines = shapely.to_wkb(shapely.set_srid(points_gdf.geometry.to_numpy(), RD_SRID), include_srid=True)
    refs = points_gdf["ref"].astype("object").where(points_gdf["ref"].notna(), None)
    with cursor.copy("COPY staged_point FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["text", "float8", "bytea"])
        for ref, weight, outline in zip(refs, points_gdf["weight"], outlines, strict=True):
            copy.write_row((None if ref is None else str(ref), float(weight), outline))

"""A clustering into the register: its areas, the parts they are made of, and their outlines at several scales."""

import geopandas as gpd
import pandas as pd
import shapely
from psycopg import Connection, Cursor

from etl.batch import Provenance
from etl.derive import derive_shapes
from etl.load import ALREADY_LOADED, LoadReport
from etl.lock import exclusive_load
from etl.provenance import provenance_from_file
from etl.record import FailureRecord, close_record, open_record, standing_record
from etl.sources.indeling import IndelingFile, IndelingHeader
from etl.staging import multipolygon_ewkb
from geodata.errors import ConflictError
from geodata.gebieden.crs import RD
from geodata.indelingen.parts import Partition, PartsRefusedError, partition_from_polygons, partition_from_units

SOURCE = "indeling"
# What a clustering is worked out with; raise it when that changes, so that the same file is read anew.
FINGERPRINT = "delen-1"
READ_BASE = """
    SELECT id, code, ST_AsBinary(geom) FROM gebied
    WHERE gemeente_code = %(gemeente_code)s AND peildatum = %(base_peildatum)s AND level = %(base_level)s::level
      AND geom IS NOT NULL
    ORDER BY code
"""
INSERT_INDELING = """
    INSERT INTO indeling (key, version, gemeente_code, name, owner, purpose, legal_basis, valid_from, valid_to, status,
                          base_level, base_peildatum, is_partial, load_id)
    VALUES (%(key)s, %(version)s, %(gemeente_code)s, %(name)s, %(owner)s, %(purpose)s, %(legal_basis)s, %(valid_from)s,
            %(valid_to)s, %(status)s, %(base_level)s, %(base_peildatum)s, %(is_partial)s, %(load_id)s)
    ON CONFLICT DO NOTHING RETURNING id
"""
INSERT_GEBIED = """
    INSERT INTO gebied (code, peildatum, name, gemeente_code, load_id, level, geom)
    VALUES (%s, %s, %s, %s, %s, 'gebied', ST_GeomFromEWKB(%s)) RETURNING id
"""
INSERT_MEMBER = "INSERT INTO indeling_gebied (indeling_id, gebied_id) VALUES (%s, %s)"
INSERT_PART = """
    INSERT INTO indeling_deel (gebied_id, base_gebied_id, share, weight, geom)
    VALUES (%s, %s, %s, %s, ST_GeomFromEWKB(%s))
"""


class VersionPublishedError(ConflictError):
    """That version of the clustering is in the register already, from another file."""

    def __init__(self, header: IndelingHeader) -> None:
        super().__init__(
            f"Versie {header.version} van de indeling '{header.key}' van {header.gemeente_code} staat al in het "
            "register, uit een ander bestand. Een gepubliceerde versie verandert niet: geef deze een hoger "
            "versienummer, of draai de eerdere lading terug."
        )


def own_area_code(header: IndelingHeader, area_code: str) -> str:
    """Return the code under which an area of a clustering of one's own is known everywhere."""
    return f"{header.gemeente_code}.{header.key}.{header.version}.{area_code}"


def publish_indeling(connection: Connection, indeling: IndelingFile) -> LoadReport:
    """Work out a clustering on its base units and put it in the register, in one transaction.

    Raises
    ------
    PartsRefusedError
        The clustering does not fit its base units.
    VersionPublishedError
        That version is there already, from another file.
    etl.lock.LoadRunningError
        Something else is being loaded.
    """
    header = indeling.header
    provenance = provenance_from_file(
        indeling.path, source=SOURCE, table_id=header.key, version=str(header.version), licence=header.owner
    )
    with exclusive_load(connection):
        known_id = standing_record(
            connection,
            provenance,
            peildatum=header.base_peildatum,
            scope=header.gemeente_code,
            fingerprint=FINGERPRINT,
        )
        if known_id is not None:
            return LoadReport(known_id, SOURCE, header.key, ALREADY_LOADED, {})
        return _publish(connection, indeling, provenance)


def _publish(connection: Connection, indeling: IndelingFile, provenance: Provenance) -> LoadReport:
    header = indeling.header
    load_id = open_record(
        connection,
        provenance,
        peildatum=header.base_peildatum,
        scope=header.gemeente_code,
        fingerprint=FINGERPRINT,
    )
    with FailureRecord(connection, load_id, {}), connection.transaction(), connection.cursor() as cursor:
        base_gdf = _read_base(cursor, header)
        partition = _partition(indeling, base_gdf)
        _insert(cursor, header, partition=partition, base_ids=base_gdf.set_index("code")["id"], load_id=load_id)
        counts: dict[str, object] = {
            "gebieden": {"new": len(partition.areas_gdf)},
            "delen": len(partition.parts_gdf),
        }
        close_record(connection, load_id, result="gelukt", counts=counts)
    return LoadReport(load_id, SOURCE, header.key, "gelukt", counts)


def _read_base(cursor: Cursor, header: IndelingHeader) -> gpd.GeoDataFrame:
    with cursor.connection.cursor(binary=True) as binary_cursor:
        rows = binary_cursor.execute(READ_BASE, header.model_dump(exclude={"file"})).fetchall()
    if not rows:
        reason = (
            f"van {header.gemeente_code} is geen {header.base_level} met grenzen per {header.base_peildatum} geladen"
        )
        raise PartsRefusedError(header.name, [reason])
    ids, codes, outlines = zip(*rows, strict=True)
    return gpd.GeoDataFrame({"id": ids, "code": codes}, geometry=shapely.from_wkb(list(outlines)), crs=RD)


def _partition(indeling: IndelingFile, base_gdf: gpd.GeoDataFrame) -> Partition:
    header = indeling.header
    if indeling.units_df is not None:
        return partition_from_units(indeling.units_df, base_gdf, name=header.name, is_partial=header.is_partial)
    return partition_from_polygons(indeling.polygons_gdf, base_gdf, name=header.name, is_partial=header.is_partial)


def _insert(cursor: Cursor, header: IndelingHeader, *, partition: Partition, base_ids: pd.Series, load_id: int) -> None:
    row = cursor.execute(INSERT_INDELING, header.model_dump(exclude={"file"}) | {"load_id": load_id}).fetchone()
    if row is None:
        raise VersionPublishedError(header)
    (indeling_id,) = row
    gebied_ids = {}
    areas_gdf = partition.areas_gdf
    for area, outline in zip(areas_gdf.itertuples(), multipolygon_ewkb(areas_gdf.geometry.to_numpy()), strict=True):
        code = own_area_code(header, area.area_code)
        values = [code, header.base_peildatum, area.name, header.gemeente_code, load_id, outline]
        ((gebied_id,),) = cursor.execute(INSERT_GEBIED, values).fetchall()
        gebied_ids[area.area_code] = gebied_id
        cursor.execute(INSERT_MEMBER, [indeling_id, gebied_id])
    cursor.executemany(INSERT_PART, list(_part_rows(partition.parts_gdf, gebied_ids, base_ids)))
    derive_shapes(cursor, indeling_id)


def _part_rows(
    parts_gdf: gpd.GeoDataFrame, gebied_ids: dict[str, int], base_ids: pd.Series
) -> list[tuple[int, int, float, str, bytes | None]]:
    outlines = multipolygon_ewkb(parts_gdf.geometry.to_numpy())
    return [
        (gebied_ids[part.area_code], int(base_ids[part.base_code]), part.share, part.weight, outline)
        for part, outline in zip(parts_gdf.itertuples(), outlines, strict=True)
    ]

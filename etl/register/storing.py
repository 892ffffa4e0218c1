"""A worked-out version of a clustering into the tables, and what it replaces there."""

from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
from psycopg import Cursor

from etl.derive import derive_shapes
from etl.sources.indeling import IndelingFile, IndelingHeader
from etl.staging import multipolygon_ewkb
from geodata.indelingen.parts import DECISION_COLUMNS, Partition
from geodata.indelingen.succession import Validity, replaced_by
from geodata.indelingen.tables import IndelingStatus

INSERT_INDELING = """
    INSERT INTO indeling (key, version, gemeente_code, name, owner, purpose, legal_basis, valid_from, valid_to, status,
                          base_level, base_peildatum, is_partial, is_overlapping, built_on, sliver_width_m, load_id)
    VALUES (%(key)s, %(version)s, %(gemeente_code)s, %(name)s, %(owner)s, %(purpose)s, %(legal_basis)s, %(valid_from)s,
            %(valid_to)s, 'concept', %(base_level)s, %(base_peildatum)s, %(is_partial)s, %(is_overlapping)s,
            %(base_indeling)s, %(sliver_width_m)s, %(load_id)s)
    RETURNING id
"""
INSERT_GEBIED = """
    INSERT INTO gebied (code, peildatum, name, gemeente_code, load_id, level, geom)
    VALUES (%s, %s, %s, %s, %s, 'gebied', ST_GeomFromEWKB(%s)) RETURNING id
"""
INSERT_MEMBER = """
    INSERT INTO indeling_gebied (indeling_id, gebied_id, contact_role, contact_team) VALUES (%s, %s, %s, %s)
"""
INSERT_PART = """
    INSERT INTO indeling_deel (gebied_id, base_gebied_id, share, weight, geom)
    VALUES (%s, %s, %s, %s, ST_GeomFromEWKB(%s))
"""
INSERT_DECISION = """
    INSERT INTO indeling_decision
           (indeling_id, kind, unit_code, area_code, other_area_code, area_m2, width_m, message)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
ADOPTED = """
    SELECT id, concat_ws('.', gemeente_code, key, version), valid_from, valid_to FROM indeling
    WHERE (gemeente_code, key, status) = (%(gemeente_code)s, %(key)s, 'vastgesteld') AND id <> %(indeling_id)s
    FOR UPDATE
"""
SET_STATUS = """
    UPDATE indeling SET status = %(status)s::indeling_status, published_at = now(), replaces_id = %(replaces_id)s,
                        replaced_valid_to = %(replaced_valid_to)s
    WHERE id = %(indeling_id)s
"""
LAPSE = "UPDATE indeling SET status = 'vervallen', valid_to = %(valid_to)s WHERE id = %(id)s"


def version_name(header: IndelingHeader) -> str:
    """Return the name by which a version is addressed, as `geodata.indelingen.queries.name_of` writes it."""
    return f"{header.gemeente_code}.{header.key}.{header.version}"


def insert_version(
    cursor: Cursor, indeling: IndelingFile, partition: Partition, *, unit_ids: "pd.Series[int]", load_id: int
) -> int:
    """Store a version as a concept, with its areas, parts, decisions and outlines at several scales.

    Parameters
    ----------
    unit_ids
        The number of each base unit, by its code.

    Returns
    -------
    int
        Its number.
    """
    header = indeling.header
    values = header.model_dump(exclude={"file"}) | {"load_id": load_id}
    if indeling.polygons_gdf is None:
        values["sliver_width_m"] = None  # only what is drawn has slivers
    ((indeling_id,),) = cursor.execute(INSERT_INDELING, values).fetchall()
    gebied_ids = _insert_areas(cursor, header, partition.areas_gdf, load_id=load_id)
    contacts = partition.areas_gdf[["area_code", "contact_role", "contact_team"]].itertuples(index=False)
    members = [(indeling_id, gebied_ids[code], role, team) for code, role, team in contacts]
    cursor.executemany(INSERT_MEMBER, members)
    cursor.executemany(INSERT_PART, _part_rows(partition.parts_gdf, gebied_ids, unit_ids))
    decisions_df = partition.decisions_df[list(DECISION_COLUMNS)].astype("object")
    rows = decisions_df.where(decisions_df.notna(), None).itertuples(index=False)
    cursor.executemany(INSERT_DECISION, [(indeling_id, *row) for row in rows])
    derive_shapes(cursor, indeling_id)
    return int(indeling_id)


def give_status(cursor: Cursor, header: IndelingHeader, indeling_id: int) -> str | None:
    """Give a concept the status that its header says; adopted, it ends the version that was valid by then.

    Returns
    -------
    str or None
        The name of the version that lapsed.

    Raises
    ------
    geodata.indelingen.succession.SuccessorTooEarlyError
        An adopted version begins on the same day or later.

    Notes
    -----
    As `geodata.indelingen.queries.publish_version` does, here within the transaction of the load.
    """
    if header.status is IndelingStatus.CONCEPT:
        return None
    facts: dict[str, Any] = {"status": header.status.value, "indeling_id": indeling_id}
    replaced: Validity | None = None
    validity = Validity(indeling_id, version_name(header), header.valid_from, header.valid_to)
    if header.status is IndelingStatus.ADOPTED:
        rows = cursor.execute(ADOPTED, header.model_dump() | facts).fetchall()
        replaced = replaced_by(validity, [Validity(*row) for row in rows])
    old_end: date | None = replaced.valid_to if replaced else None
    cursor.execute(SET_STATUS, facts | {"replaces_id": replaced and replaced.id, "replaced_valid_to": old_end})
    if replaced is None:
        return None
    cursor.execute(LAPSE, {"valid_to": validity.eve, "id": replaced.id})
    return replaced.name


def _insert_areas(
    cursor: Cursor, header: IndelingHeader, areas_gdf: gpd.GeoDataFrame, *, load_id: int
) -> dict[str, int]:
    gebied_ids = {}
    outlines = multipolygon_ewkb(areas_gdf.geometry.to_numpy())
    for area, outline in zip(areas_gdf.itertuples(), outlines, strict=True):
        code = f"{version_name(header)}.{area.area_code}"
        values = [code, header.base_peildatum, area.name, header.gemeente_code, load_id, outline]
        ((gebied_id,),) = cursor.execute(INSERT_GEBIED, values).fetchall()
        gebied_ids[area.area_code] = gebied_id
    return gebied_ids


def _part_rows(
    parts_gdf: gpd.GeoDataFrame, gebied_ids: dict[str, int], unit_ids: "pd.Series[int]"
) -> list[tuple[int, int, float, str, bytes | None]]:
    outlines = multipolygon_ewkb(parts_gdf.geometry.to_numpy())
    return [
        (gebied_ids[part.area_code], int(unit_ids[part.base_code]), float(part.share), part.weight, outline)
        for part, outline in zip(parts_gdf.itertuples(), outlines, strict=True)
    ]

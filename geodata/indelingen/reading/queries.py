"""Reading the clusterings of a gemeente with the base units that they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import shapely
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from geodata.errors import ConflictError, InvalidInputError
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indelingen.comparing.laying import Clustering
from geodata.indelingen.queries import find_indeling, name_of
from geodata.indelingen.reading.nesting import PART_COLUMNS, parts_on_buurten, parts_on_levels
from geodata.indelingen.tables import Indeling, IndelingDeel, IndelingGebied


class NotComparableError(ConflictError):
    """The clusterings have no base units in common."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"Deze indelingen zijn zo niet naast elkaar te leggen: {reason}. {advice}")


class GemeenteNeededError(InvalidInputError):
    """Only national clusterings were named, and no gemeente."""

    def __init__(self) -> None:
        super().__init__("Noem ook de gemeente: dit zijn landelijke indelingen.")


@dataclass(frozen=True)
class RegisteredGround:
    """The clusterings that were asked for, and all base units of their gemeente.

    ``units_gdf`` has ``id``, ``code``, ``name``, ``wijk_code`` and the outline in RD (None where it is not loaded), by
    code.
    """

    gemeente_code: str
    peildatum: date
    level: Level
    units_gdf: gpd.GeoDataFrame
    clusterings: tuple[Clustering, ...]


def read_ground(session: Session, names: Sequence[str], gemeente_code: str | None = None) -> RegisteredGround:
    """Read clusterings on the units that they share: buurten where any of them is built on those, else wijken.

    Parameters
    ----------
    names
        As `geodata.indelingen.queries.name_of` writes them.
    gemeente_code
        Needed where all are national.

    Raises
    ------
    geodata.indelingen.queries.IndelingNotFoundError
        The register has none of that name.
    NotComparableError
        They are of different gemeenten or peildata, or one lets its areas overlap.
    GemeenteNeededError
        All are national, and no gemeente is given.
    """
    indelingen = [find_indeling(session, name) for name in names]
    gemeente_code = _common_gemeente(indelingen, gemeente_code)
    peildatum = _common_peildatum(indelingen)
    _require_partitions(indelingen)
    level = Level.BUURT if any(one.base_level is Level.BUURT for one in indelingen) else Level.WIJK
    units_gdf = _units(session, gemeente_code, peildatum, level)
    clusterings = tuple(_clustering(session, one, units_gdf, level) for one in indelingen)
    return RegisteredGround(gemeente_code, peildatum, level, units_gdf, clusterings)


def _common_gemeente(indelingen: Sequence[Indeling], gemeente_code: str | None) -> str:
    found = {one.gemeente_code for one in indelingen if one.gemeente_code} | ({gemeente_code} - {None})
    if not found:
        raise GemeenteNeededError
    if len(found) > 1:
        reason = f"ze zijn van verschillende gemeenten ({', '.join(sorted(map(str, found)))})"
        raise NotComparableError(reason, "Kies indelingen van één gemeente.")
    return str(found.pop())


def _common_peildatum(indelingen: Sequence[Indeling]) -> date:
    found = sorted({one.base_peildatum for one in indelingen})
    if len(found) > 1:
        per_name = ", ".join(f"{name_of(one)} op {one.base_peildatum:%d-%m-%Y}" for one in indelingen)
        advice = "Zet de oudste eerst over met 'gebiedsmonitor indeling overzetten NAAM JAAR'."
        raise NotComparableError(f"ze staan op grenzen van verschillende peildata ({per_name})", advice)
    return found[0]


def _require_partitions(indelingen: Sequence[Indeling]) -> None:
    overlapping = [name_of(one) for one in indelingen if one.is_overlapping]
    if overlapping:
        reason = f"de gebieden van {', '.join(overlapping)} mogen elkaar overlappen"
        raise NotComparableError(reason, "Vergelijken kan alleen tussen indelingen die elke plek één keer indelen.")


def _units(session: Session, gemeente_code: str, peildatum: date, level: Level) -> gpd.GeoDataFrame:
    columns = (Gebied.id, Gebied.code, Gebied.name, Gebied.wijk_code, func.ST_AsBinary(Gebied.geom))
    statement = select(*columns).where(
        Gebied.gemeente_code == gemeente_code, Gebied.peildatum == peildatum, Gebied.level == level
    )
    rows = session.execute(statement.order_by(Gebied.code)).all()
    if not rows:
        reason = f"van {gemeente_code} is geen {level} van {peildatum:%d-%m-%Y} geladen"
        raise NotComparableError(reason, "Laad eerst de wijk- en buurtkaart van dat jaar.")
    ids, codes, names, wijk_codes, outlines = zip(*rows, strict=True)
    columns_of = {"id": ids, "code": codes, "name": names, "wijk_code": wijk_codes}
    return gpd.GeoDataFrame(columns_of, geometry=[_outline(wkb) for wkb in outlines], crs=RD)


def _clustering(session: Session, indeling: Indeling, units_gdf: gpd.GeoDataFrame, level: Level) -> Clustering:
    if indeling.gemeente_code is None:
        parts_gdf = parts_on_levels(units_gdf, indeling.base_level)
        # A national clustering has thousands of other areas.
        areas = _areas(session, indeling, Gebied.code.in_(sorted(set(parts_gdf["area_code"]))))
    else:
        parts_gdf = _parts(session, indeling)
        areas = _areas(session, indeling)
        if level is Level.BUURT and indeling.base_level is Level.WIJK:
            parts_gdf = parts_on_buurten(parts_gdf, units_gdf)
    return Clustering(name_of(indeling), indeling.name, indeling.owner, areas, parts_gdf)


def _parts(session: Session, indeling: Indeling) -> gpd.GeoDataFrame:
    area, unit = aliased(Gebied), aliased(Gebied)
    outline = func.ST_AsBinary(IndelingDeel.geom)
    statement = (
        select(area.code, unit.code, IndelingDeel.share, IndelingDeel.weight, outline)
        .join(IndelingGebied, IndelingGebied.gebied_id == IndelingDeel.gebied_id)
        .join(area, area.id == IndelingDeel.gebied_id)
        .join(unit, unit.id == IndelingDeel.base_gebied_id)
        .where(IndelingGebied.indeling_id == indeling.id)
        .order_by(area.code, unit.code)
    )
    rows = [(*row[:4], _outline(row[4])) for row in session.execute(statement)]
    return gpd.GeoDataFrame(rows, columns=PART_COLUMNS, geometry="geometry", crs=RD)


def _areas(session: Session, indeling: Indeling, *conditions: ColumnElement[bool]) -> tuple[tuple[str, str], ...]:
    statement = (
        select(Gebied.code, Gebied.name)
        .join(IndelingGebied, IndelingGebied.gebied_id == Gebied.id)
        .where(IndelingGebied.indeling_id == indeling.id, *conditions)
        .order_by(Gebied.code)
    )
    return tuple((code, name) for code, name in session.execute(statement))


def _outline(wkb: bytes | memoryview | None) -> Any:
    return None if wkb is None else shapely.from_wkb(bytes(wkb))

"""Reading areas: one by its code, many by level, gemeente, peildatum or name, and their outlines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import shapely
from sqlalchemy import ARRAY, ColumnElement, Integer, Select, any_, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import Session, aliased

from geodata.errors import NotFoundError
from geodata.gebieden.codes import suggested_code
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied, GebiedShape


class GebiedNotFoundError(NotFoundError):
    """No area has that code, on that peildatum."""

    def __init__(self, code: str, peildatum: date | None) -> None:
        suggestion = suggested_code(code)
        hint = f" Bedoelt u {suggestion}?" if suggestion and suggestion != code else ""
        when = f" op {peildatum:%d-%m-%Y} of eerder" if peildatum else ""
        super().__init__(
            f"Gebied '{code}' is{when} niet geladen.{hint} Zoek op naam, of kijk in de lijst welke gebieden er zijn."
        )


class OutlineNotFoundError(NotFoundError):
    """Of this area only the code and the figures are known."""

    def __init__(self, code: str, peildatum: date) -> None:
        super().__init__(f"Van gebied '{code}' is per {peildatum:%d-%m-%Y} geen grens geladen, alleen cijfers.")


@dataclass(frozen=True)
class GebiedRecord:
    """An area at a peildatum, with the names of the wijk and the gemeente that it lies in."""

    id: int
    code: str
    peildatum: date
    name: str
    level: Level
    gemeente_code: str | None
    gemeente_name: str | None
    wijk_code: str | None
    wijk_name: str | None
    change: int | None


@dataclass(frozen=True)
class GebiedFilter:
    """Which areas to read; what is None does not restrict.

    Without `peildatum` only the areas of the newest peildatum of their gemeente and level are read: those that were
    merged away are left out. `ids` restricts to some areas, as the members of an indeling; `text` is searched in code
    and name.
    """

    level: Level | None = None
    gemeente_code: str | None = None
    peildatum: date | None = None
    ids: Sequence[int] | None = None
    text: str | None = None


_Wijk = aliased(Gebied)
_Gemeente = aliased(Gebied)


def _records() -> Select[*tuple[Any, ...]]:
    """Select areas with the names of their parents on the same peildatum."""
    columns = (Gebied.id, Gebied.code, Gebied.peildatum, Gebied.name, Gebied.level, Gebied.gemeente_code)
    parents = (_Gemeente.name.label("gemeente_name"), Gebied.wijk_code, _Wijk.name.label("wijk_name"), Gebied.change)
    return (
        select(*columns, *parents)
        .outerjoin(_Wijk, (_Wijk.code == Gebied.wijk_code) & (_Wijk.peildatum == Gebied.peildatum))
        .outerjoin(_Gemeente, (_Gemeente.code == Gebied.gemeente_code) & (_Gemeente.peildatum == Gebied.peildatum))
    )


def find_gebied(session: Session, code: str, peildatum: date | None = None) -> GebiedRecord:
    """Read an area as it was on `peildatum`, or as it is known newest.

    Raises
    ------
    GebiedNotFoundError
        No area has that code on that peildatum or before.
    """
    statement = _records().where(Gebied.code == code).order_by(Gebied.peildatum.desc()).limit(1)
    if peildatum is not None:
        statement = statement.where(Gebied.peildatum <= peildatum)
    row = session.execute(statement).one_or_none()
    if row is None:
        raise GebiedNotFoundError(code, peildatum)
    return GebiedRecord(*row)


def list_gebieden(session: Session, wanted: GebiedFilter, *, limit: int, offset: int = 0) -> list[GebiedRecord]:
    """Read areas in the order of their code."""
    statement = _records().where(*_conditions(wanted)).order_by(Gebied.code, Gebied.peildatum)
    return [GebiedRecord(*row) for row in session.execute(statement.limit(limit).offset(offset))]


def count_gebieden(session: Session, wanted: GebiedFilter) -> int:
    """Count the areas that `list_gebieden` would read without a limit."""
    return session.scalar(select(func.count()).select_from(Gebied).where(*_conditions(wanted))) or 0


def peildata_of(session: Session, code: str) -> Sequence[date]:
    """Return the peildata on which an area with this code is known, the newest first."""
    return session.scalars(select(Gebied.peildatum).where(Gebied.code == code).order_by(Gebied.peildatum.desc())).all()


def ids_on_all_peildata(session: Session, gemeente_code: str, level: Level) -> Sequence[int]:
    """Return the numbers of a gemeente's areas of a level, on every peildatum that is loaded."""
    statement = select(Gebied.id).where(Gebied.gemeente_code == gemeente_code, Gebied.level == level)
    return session.scalars(statement).all()


def outlines_of(session: Session, gebied_ids: Iterable[int], *, tolerance_m: int) -> gpd.GeoDataFrame:
    """Read outlines for drawing.

    Parameters
    ----------
    gebied_ids
        Areas; those of which no outline is known are left out.
    tolerance_m
        How coarse the outline may be: the coarsest stored one within this, else the full one.

    Returns
    -------
    geopandas.GeoDataFrame
        ``id``, ``code``, ``name``, ``is_composed`` (whether the outline is not the publisher's, but the union of the
        wijken or buurten in it) and ``geometry`` in RD New, in the order of the code.
    """
    coarse = (
        select(GebiedShape.geom)
        .where(GebiedShape.gebied_id == Gebied.id, GebiedShape.tolerance_m <= tolerance_m)
        .order_by(GebiedShape.tolerance_m.desc())
        .limit(1)
        .lateral()
    )
    outline = func.coalesce(coarse.c.geom, Gebied.geom)
    statement = (
        select(Gebied.id, Gebied.code, Gebied.name, Gebied.geom.is_(None), func.ST_AsBinary(outline))
        .outerjoin(coarse, true())
        .where(Gebied.id == any_(literal(list(gebied_ids), ARRAY(Integer))), outline.is_not(None))
        .order_by(Gebied.code)
    )
    rows = session.execute(statement).all()
    ids, codes, names, composed, outlines = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    columns = {"id": list(ids), "code": list(codes), "name": list(names), "is_composed": list(composed)}
    return gpd.GeoDataFrame(columns, geometry=list(shapely.from_wkb([bytes(wkb) for wkb in outlines])), crs=RD)


def _conditions(wanted: GebiedFilter) -> list[ColumnElement[bool]]:
    equal = {
        Gebied.level: wanted.level,
        Gebied.gemeente_code: wanted.gemeente_code,
        Gebied.peildatum: wanted.peildatum,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    if wanted.ids is not None:
        conditions.append(Gebied.id == any_(literal(list(wanted.ids), ARRAY(Integer))))
    elif wanted.peildatum is None:
        conditions.append(_is_current(wanted))
    if wanted.text:
        conditions.append(_holds(wanted.text))
    return conditions


def _holds(text: str) -> ColumnElement[bool]:
    """Tell whether name or code holds a text in any case; to compare in lower case takes 0.4 of the time of ILIKE."""
    sought = text.lower()
    in_name = func.lower(Gebied.name).contains(sought, autoescape=True)
    return or_(in_name, func.starts_with(func.lower(Gebied.code), sought))


def _is_current(wanted: GebiedFilter) -> ColumnElement[bool]:
    """Tell whether an area is of the newest peildatum that its gemeente has for its level.

    Areas of clusterings of one's own each have the peildatum that their clustering was made on, and the country has no
    gemeente: of these each code counts by itself. The newest peildata are looked up once, not for each area.
    """
    same_code, same_kind = aliased(Gebied), aliased(Gebied)
    newer_code = select(same_code.id).where(same_code.code == Gebied.code, same_code.peildatum > Gebied.peildatum)
    kind = (same_kind.gemeente_code, same_kind.level)
    newest_of_kind = select(*kind, func.max(same_kind.peildatum)).group_by(*kind)
    if wanted.gemeente_code is not None:
        newest_of_kind = newest_of_kind.where(same_kind.gemeente_code == wanted.gemeente_code)
    if wanted.level is not None:
        newest_of_kind = newest_of_kind.where(same_kind.level == wanted.level)
    is_by_itself = Gebied.level.in_((Level.GEBIED, Level.LAND))
    is_newest = tuple_(Gebied.gemeente_code, Gebied.level, Gebied.peildatum).in_(newest_of_kind)
    return or_(is_by_itself & ~newer_code.exists(), ~is_by_itself & is_newest)

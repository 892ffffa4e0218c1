"""Reading who sits at the table: the clusterings that are in force, and their areas at a point or an address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import shapely
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from geodata.errors import InvalidInputError, NotFoundError
from geodata.gebieden.crs import Look, looks_like
from geodata.gebieden.levels import Level
from geodata.gebieden.tables import RD_SRID, Gebied
from geodata.indelingen.at_table.seats import Seat, SeatedArea, point_seat
from geodata.indelingen.tables import Indeling, IndelingGebied, IndelingStatus, WeightKind, WeightPoint

_CBS_LEVELS = (Level.GEMEENTE, Level.WIJK, Level.BUURT)
_CONTACT = (IndelingGebied.contact_role, IndelingGebied.contact_team)


class OutsideNetherlandsError(InvalidInputError):
    """The point is not in the Netherlands."""

    def __init__(self, x_m: float, y_m: float) -> None:
        super().__init__(
            f"Het punt (x {x_m:.0f}, y {y_m:.0f} in RD) ligt buiten Nederland. Geef lengtegraad en breedtegraad in "
            "WGS84, in die volgorde, of x en y in RD."
        )


class NoGemeenteHereError(NotFoundError):
    """No gemeente of which boundaries are loaded holds the point."""

    def __init__(self, x_m: float, y_m: float, on: date) -> None:
        super().__init__(
            f"Het punt (x {x_m:.0f}, y {y_m:.0f} in RD) ligt niet in een gemeente waarvan grenzen van {on:%d-%m-%Y} of "
            "eerder geladen zijn."
        )


class AddressNotFoundError(NotFoundError):
    """No address with that identification is loaded."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Adres '{ref}' is niet geladen. Geef de identificatie van het adres zoals de bron die schrijft (BAG), of "
            "een punt."
        )


@dataclass(frozen=True)
class RdPoint:
    """A point in RD New."""

    x_m: float
    y_m: float


def seats_at_point(session: Session, point: RdPoint, on: date) -> tuple[str, list[Seat]]:
    """Read the area of every clustering in force that a point lies in.

    Parameters
    ----------
    on
        The day for which it is asked.

    Returns
    -------
    The code of the gemeente, and a seat per clustering of that gemeente and national one, in the order of
    `clusterings_in_force`.

    Raises
    ------
    OutsideNetherlandsError
        The point is in another country, or in the sea.
    NoGemeenteHereError
        The gemeente there is not loaded.
    """
    gemeente_code = gemeente_at(session, point, on)
    indelingen = clusterings_in_force(session, gemeente_code, on)
    statement = (
        select(IndelingGebied.indeling_id, Gebied.code, Gebied.name, *_CONTACT)
        .join(Gebied, Gebied.id == IndelingGebied.gebied_id)
        .where(_covers(point), IndelingGebied.indeling_id.in_([one.id for one in indelingen]))
        .order_by(IndelingGebied.indeling_id, Gebied.code)
    )
    found = groupby(session.execute(statement), key=lambda row: row.indeling_id)
    covering = {indeling_id: [SeatedArea(*row[1:]) for row in rows] for indeling_id, rows in found}
    return gemeente_code, [point_seat(one, covering.get(one.id, [])) for one in indelingen]


def gemeente_at(session: Session, point: RdPoint, on: date) -> str:
    """Return the code of the gemeente that a point lies in, by the newest boundaries of that day or before.

    Raises
    ------
    OutsideNetherlandsError, NoGemeenteHereError
        As for `seats_at_point`.
    """
    if looks_like((point.x_m, point.y_m, point.x_m, point.y_m)) is not Look.RD:
        raise OutsideNetherlandsError(point.x_m, point.y_m)
    statement = (
        select(Gebied.gemeente_code)
        .where(_covers(point), Gebied.level.in_(_CBS_LEVELS), Gebied.peildatum <= on)
        .order_by(Gebied.peildatum.desc(), Gebied.gemeente_code)
        .limit(1)
    )
    code = session.scalar(statement)
    if code is None:
        raise NoGemeenteHereError(point.x_m, point.y_m, on)
    return code


def clusterings_in_force(session: Session, gemeente_code: str, on: date) -> list[Indeling]:
    """Read the clusterings of a gemeente, and the national ones, that are valid on a day: one version of each.

    That is the newest that is adopted, or was and lapsed later; where there is none, the newest concept. National ones
    come first, then by key.
    """
    statement = (
        select(Indeling)
        .where(
            or_(Indeling.gemeente_code == gemeente_code, Indeling.gemeente_code.is_(None)),
            Indeling.valid_from <= on,
            or_(Indeling.valid_to >= on, Indeling.valid_to.is_(None) & (Indeling.status != IndelingStatus.LAPSED)),
        )
        .order_by(Indeling.gemeente_code.nulls_first(), Indeling.key, Indeling.version.desc())
    )
    by_clustering = groupby(session.scalars(statement), key=lambda one: (one.gemeente_code, one.key))
    return [min(versions, key=lambda one: one.status is IndelingStatus.CONCEPT) for _, versions in by_clustering]


def address_point(session: Session, ref: str) -> RdPoint:
    """Return where an address lies, by the identification that its publisher gave it.

    Raises
    ------
    AddressNotFoundError
        None of that identification is loaded.
    """
    statement = (
        select(func.ST_X(WeightPoint.geom), func.ST_Y(WeightPoint.geom))
        .where(WeightPoint.kind == WeightKind.ADDRESSES.value, WeightPoint.ref == ref)
        .order_by(WeightPoint.load_id.desc())
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise AddressNotFoundError(ref)
    return RdPoint(*row)


def clustering_with(session: Session, gebied_id: int) -> Indeling | None:
    """Return the clustering that an area belongs to; None for an area that was loaded by itself."""
    statement = (
        select(Indeling)
        .join(IndelingGebied, IndelingGebied.indeling_id == Indeling.id)
        .where(IndelingGebied.gebied_id == gebied_id)
        .order_by(Indeling.id)
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def outlines_that_touch(
    session: Session, gebied_id: int, indeling_ids: Sequence[int]
) -> tuple[Geometry | None, dict[int, dict[str, Geometry]]]:
    """Read the outline of an area, and per clustering those of its areas that have ground in common with it.

    Returns
    -------
    In RD New; None where the outline of the area is not loaded. Areas by their code, per number of the clustering.
    """
    place = select(Gebied.geom).where(Gebied.id == gebied_id).scalar_subquery()
    wkb = session.scalar(select(func.ST_AsBinary(place)))
    statement = (
        select(IndelingGebied.indeling_id, Gebied.code, func.ST_AsBinary(Gebied.geom))
        .join(Gebied, Gebied.id == IndelingGebied.gebied_id)
        .where(IndelingGebied.indeling_id.in_(indeling_ids), func.ST_Intersects(Gebied.geom, place))
        .order_by(IndelingGebied.indeling_id, Gebied.code)
    )
    found: dict[int, dict[str, Geometry]] = {}
    for indeling_id, code, outline in session.execute(statement):
        found.setdefault(indeling_id, {})[code] = shapely.from_wkb(bytes(outline))
    return None if wkb is None else shapely.from_wkb(bytes(wkb)), found


def seated_areas(
    session: Session, indeling_ids: Sequence[int], codes: Iterable[str]
) -> dict[tuple[int, str], SeatedArea]:
    """Read areas of clusterings with their contacts, by the number of the clustering and their code."""
    statement = (
        select(IndelingGebied.indeling_id, Gebied.code, Gebied.name, *_CONTACT)
        .join(Gebied, Gebied.id == IndelingGebied.gebied_id)
        .where(IndelingGebied.indeling_id.in_(indeling_ids), Gebied.code.in_(list(codes)))
    )
    return {(row.indeling_id, row.code): SeatedArea(*row[1:]) for row in session.execute(statement)}


def _covers(point: RdPoint) -> ColumnElement[bool]:
    return func.ST_Covers(Gebied.geom, func.ST_SetSRID(func.ST_MakePoint(point.x_m, point.y_m), RD_SRID))

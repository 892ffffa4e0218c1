"""Reading and writing a municipality's own registers. True counts come out of here for the guard, and for nothing else.

An indicator of a register has no figures but those that were cleared: `figures_that_stand`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from geodata.errors import NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indelingen.tables import Indeling, IndelingDeel, IndelingGebied, IndelingStatus
from geodata.indicators.disclosure.rule import Rule
from geodata.indicators.disclosure.tables import RegisterCount, RegisterIndicator
from geodata.indicators.tables import IndicatorKey, ObservationRow

WHOLE = 1 - 1e-9
PUBLIC = (IndelingStatus.ADOPTED, IndelingStatus.LAPSED)
"""A version that lapsed has been public, and still is."""


class RegisterNotFoundError(NotFoundError):
    """There is no register of that name."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        super().__init__(
            f"Er is geen eigen register '{key}'. Gelezen zijn: {', '.join(known) or 'geen'}. Een register lezen: "
            "'gebiedsmonitor register lees BESTAND --verklaring VERKLARING.toml'."
        )


@dataclass(frozen=True)
class Register:
    """What a register counts, and its rule; the fields are those of `RegisterIndicator`."""

    key: str
    gemeente_code: str
    peildatum: date
    label: str
    unit: str
    definition: str
    owner: str
    threshold: int
    shows_zeros: bool

    @property
    def rule(self) -> Rule:
        """Which counts are withheld."""
        return Rule(self.threshold, self.shows_zeros)


@dataclass(frozen=True)
class PublicAreas:
    """Every area of a gemeente that a figure of a register can be published of, on its peildatum.

    Parameters
    ----------
    gebied_ids
        The number of each buurt and area, by its code.
    buurten
        The codes of the buurten, in order.
    units_of
        Of which whole buurten each area consists.
    divided
        Areas that hold a part of a buurt: a register does not say in which part its people are.
    """

    gebied_ids: Mapping[str, int]
    buurten: tuple[str, ...]
    units_of: Mapping[str, frozenset[str]]
    divided: tuple[str, ...] = field(default=())


def find_register(session: Session, key: str) -> Register:
    """Read what a register counts.

    Raises
    ------
    RegisterNotFoundError
        There is none of that name.
    """
    row = session.get(RegisterIndicator, key)
    if row is None:
        raise RegisterNotFoundError(key, session.scalars(select(RegisterIndicator.key).order_by(RegisterIndicator.key)))
    return _register(row)


def list_registers(session: Session, gemeente_code: str | None = None) -> list[Register]:
    """Read what all registers count, or those of one gemeente, by name."""
    statement = select(RegisterIndicator).order_by(RegisterIndicator.key)
    if gemeente_code is not None:
        statement = statement.where(RegisterIndicator.gemeente_code == gemeente_code)
    return [_register(row) for row in session.scalars(statement)]


def buurt_ids(session: Session, gemeente_code: str, peildatum: date) -> dict[str, int]:
    """Return the number of each buurt of a gemeente, by its code."""
    statement = select(Gebied.code, Gebied.id).where(
        Gebied.gemeente_code == gemeente_code, Gebied.peildatum == peildatum, Gebied.level == Level.BUURT
    )
    return dict(session.execute(statement.order_by(Gebied.code)).all())


def store_register(session: Session, register: Register, counts: Mapping[int, Mapping[int, int]]) -> None:
    """Put a register in the place of what was read of it before.

    Parameters
    ----------
    counts
        Per year and number of a buurt.
    """
    session.merge(RegisterIndicator(**vars(register)))
    session.flush()
    session.execute(delete(RegisterCount).where(RegisterCount.key == register.key))
    rows = [
        {"key": register.key, "period": period, "gebied_id": gebied_id, "count": count}
        for period, of_buurten in counts.items()
        for gebied_id, count in of_buurten.items()
    ]
    session.execute(insert(RegisterCount), rows)


def true_counts(session: Session, key: str) -> dict[int, dict[str, int]]:
    """Read the true counts of a register per year and code of a buurt: for the guard only."""
    statement = (
        select(RegisterCount.period, Gebied.code, RegisterCount.count)
        .join(Gebied, Gebied.id == RegisterCount.gebied_id)
        .where(RegisterCount.key == key)
        .order_by(RegisterCount.period, Gebied.code)
    )
    counts: dict[int, dict[str, int]] = {}
    for period, code, count in session.execute(statement):
        counts.setdefault(period, {})[code] = count
    return counts


def public_areas(session: Session, gemeente_code: str, peildatum: date) -> PublicAreas:
    """Read all areas that figures are published of: CBS's levels, and every clustering that is or was adopted."""
    levels = (Level.GEMEENTE, Level.WIJK, Level.BUURT)
    statement = select(Gebied.code, Gebied.id, Gebied.level, Gebied.wijk_code).where(
        Gebied.gemeente_code == gemeente_code, Gebied.peildatum == peildatum, Gebied.level.in_(levels)
    )
    rows = session.execute(statement.order_by(Gebied.code)).all()
    wijk_of = {code: wijk_code for code, _, level, wijk_code in rows if level is Level.BUURT}
    cbs = {
        code: frozenset(wijk_of)
        if level is Level.GEMEENTE
        else frozenset(buurt for buurt, wijk_code in wijk_of.items() if wijk_code == code)
        for code, _, level, _ in rows
        if level is not Level.BUURT
    }
    own, divided, own_ids = _own_areas(session, gemeente_code, peildatum, cbs)
    return PublicAreas(
        gebied_ids={code: number for code, number, *_ in rows} | own_ids,
        buurten=tuple(wijk_of),
        units_of=cbs | own,
        divided=tuple(sorted(divided)),
    )


def _own_areas(
    session: Session, gemeente_code: str, peildatum: date, cbs: Mapping[str, frozenset[str]]
) -> tuple[dict[str, frozenset[str]], set[str], dict[str, int]]:
    area, unit = aliased(Gebied), aliased(Gebied)
    statement = (
        select(area.code, area.id, unit.code, IndelingDeel.share)
        .join(IndelingGebied, IndelingGebied.gebied_id == area.id)
        .join(Indeling, Indeling.id == IndelingGebied.indeling_id)
        .join(IndelingDeel, IndelingDeel.gebied_id == area.id)
        .join(unit, unit.id == IndelingDeel.base_gebied_id)
        .where(
            Indeling.gemeente_code == gemeente_code,
            Indeling.base_peildatum == peildatum,
            Indeling.status.in_(PUBLIC),
        )
    )
    held: dict[str, frozenset[str]] = {}
    divided, ids = set(), {}
    for area_code, area_id, unit_code, share in session.execute(statement):
        ids[area_code] = area_id
        held.setdefault(area_code, frozenset())
        if share >= WHOLE:
            held[area_code] |= cbs.get(unit_code, frozenset({unit_code}))
        elif share > 0:
            divided.add(area_code)
    return {code: units for code, units in held.items() if code not in divided}, divided, ids


def figures_that_stand(session: Session, key: str) -> dict[int, dict[str, float | None]]:
    """Read what is public of a register per year and code of an area; None where it is withheld."""
    statement = (
        select(ObservationRow.period, Gebied.code, ObservationRow.value)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .join(Gebied, Gebied.id == ObservationRow.gebied_id)
        .where(IndicatorKey.key == key)
    )
    figures: dict[int, dict[str, float | None]] = {}
    for period, code, value in session.execute(statement):
        figures.setdefault(period, {})[code] = value
    return figures


def load_behind(session: Session, key: str, period: int) -> int:
    """Return the number of the newest load that published figures of a register in a year."""
    statement = (
        select(func.max(ObservationRow.load_id))
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .where(IndicatorKey.key == key, ObservationRow.period == period)
    )
    return int(session.scalar(statement) or 0)


def indicator_number(session: Session, key: str) -> int:
    """Return the number of an indicator, giving it one if it has none yet."""
    session.execute(insert(IndicatorKey).values(key=key).on_conflict_do_nothing())
    return session.scalars(select(IndicatorKey.id).where(IndicatorKey.key == key)).one()


def add_figures(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Add cleared figures, under the names of the columns of `ObservationRow`."""
    if rows:
        session.execute(insert(ObservationRow), list(rows))


def _register(row: RegisterIndicator) -> Register:
    return Register(**{name: getattr(row, name) for name in Register.__dataclass_fields__})

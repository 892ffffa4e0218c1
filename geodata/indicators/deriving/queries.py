"""Reading what the figures of a clustering follow from, and writing them: units, parts, cells, and the record of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from psycopg import Connection
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indelingen.tables import Indeling, IndelingDeel, IndelingGebied, IndelingStatus
from geodata.indicators.aggregating.cells import STATUSES
from geodata.indicators.deriving.cell_stream import read_cell_rows
from geodata.indicators.disclosure.tables import RegisterIndicator
from geodata.indicators.tables import Derivation, IndicatorKey, ObservationRow

CBS_LEVELS = (Level.GEMEENTE, Level.WIJK, Level.BUURT)
STATUS_WORDS = pd.Index([status.value for status in STATUSES])
DERIVED_STATUSES = (IndelingStatus.ADOPTED, IndelingStatus.LAPSED)


@dataclass(frozen=True)
class Part:
    """What an area holds of a base unit; ``area_share`` is by surface, None where the piece is not drawn."""

    area_code: str
    unit_code: str
    share: float
    area_share: float | None
    weight: str


def units_of(session: Session, gemeente_code: str, peildatum: date) -> pd.DataFrame:
    """Read the gemeente, its wijken and its buurten on a peildatum.

    Returns
    -------
    pandas.DataFrame
        ``id``, ``code``, ``name``, ``level``, ``wijk_code``, ``gemeente_code``; index 0, 1, 2 …, by code.
    """
    columns = ["id", "code", "name", "level", "wijk_code", "gemeente_code"]
    statement = (
        select(*(getattr(Gebied, name) for name in columns))
        .where(Gebied.gemeente_code == gemeente_code, Gebied.peildatum == peildatum, Gebied.level.in_(CBS_LEVELS))
        .order_by(Gebied.code)
    )
    return pd.DataFrame(session.execute(statement).all(), columns=columns)


def newest_units(session: Session, gemeente_code: str, level: Level, peildatum: date | None) -> date | None:
    """Return the newest peildatum, or the last until one, of which units of a gemeente are loaded; None without."""
    statement = select(func.max(Gebied.peildatum)).where(Gebied.gemeente_code == gemeente_code, Gebied.level == level)
    if peildatum is not None:
        statement = statement.where(Gebied.peildatum <= peildatum)
    newest: date | None = session.scalar(statement)
    return newest


def unit_codes_on(session: Session, gemeente_code: str, level: Level, peildatum: date) -> frozenset[str]:
    """Return the codes of the units of a gemeente on a peildatum."""
    statement = select(Gebied.code).where(
        Gebied.gemeente_code == gemeente_code, Gebied.level == level, Gebied.peildatum == peildatum
    )
    return frozenset(session.scalars(statement))


def parts_of_indeling(session: Session, indeling_id: int) -> list[Part]:
    """Read what each area of a clustering holds of which base units."""
    area, unit = aliased(Gebied), aliased(Gebied)
    by_surface = func.ST_Area(IndelingDeel.geom) / func.nullif(func.ST_Area(unit.geom), 0)
    statement = (
        select(area.code, unit.code, IndelingDeel.share, by_surface, IndelingDeel.weight)
        .join(IndelingGebied, IndelingGebied.gebied_id == IndelingDeel.gebied_id)
        .join(area, area.id == IndelingDeel.gebied_id)
        .join(unit, unit.id == IndelingDeel.base_gebied_id)
        .where(IndelingGebied.indeling_id == indeling_id)
        .order_by(area.code, unit.code)
    )
    return [
        Part(area_code, unit_code, share, None if surface is None else float(surface), weight)
        for area_code, unit_code, share, surface, weight in session.execute(statement)
    ]


def area_ids_of(session: Session, indeling_id: int) -> dict[str, int]:
    """Return the number of each area of a clustering, by its code."""
    statement = (
        select(Gebied.code, Gebied.id)
        .join(IndelingGebied, IndelingGebied.gebied_id == Gebied.id)
        .where(IndelingGebied.indeling_id == indeling_id)
        .order_by(Gebied.code)
    )
    return dict(session.execute(statement).all())


def periods_by_peildatum(session: Session, gemeente_code: str) -> dict[date, list[int]]:
    """Return of which periods a gemeente has figures, per peildatum of the boundaries that they are on."""
    statement = (
        select(Gebied.peildatum, ObservationRow.period)
        .join(ObservationRow, ObservationRow.gebied_id == Gebied.id)
        .where(Gebied.gemeente_code == gemeente_code, Gebied.level.in_(CBS_LEVELS))
        .distinct()
        .order_by(Gebied.peildatum, ObservationRow.period)
    )
    periods: dict[date, list[int]] = {}
    for peildatum, period in session.execute(statement):
        periods.setdefault(peildatum, []).append(period)
    return periods


def peildata_with_figures(session: Session, gemeente_code: str) -> Sequence[date]:
    """Return of which peildata a gemeente has units with figures, the oldest first."""
    has_figures = select(ObservationRow.gebied_id).where(ObservationRow.gebied_id == Gebied.id).exists()
    statement = (
        select(Gebied.peildatum)
        .where(Gebied.gemeente_code == gemeente_code, Gebied.level.in_(CBS_LEVELS), has_figures)
        .distinct()
        .order_by(Gebied.peildatum)
    )
    return session.scalars(statement).all()


def indelingen_to_derive(session: Session, gemeente_codes: Sequence[str]) -> Sequence[Indeling]:
    """Read the published clusterings of some gemeenten."""
    statement = select(Indeling).where(
        Indeling.gemeente_code.in_(list(gemeente_codes)), Indeling.status.in_(DERIVED_STATUSES)
    )
    return session.scalars(statement.order_by(Indeling.id)).all()


def indicator_keys(session: Session) -> dict[int, str]:
    """Return the key of each indicator by its number."""
    return {row.id: row.key for row in session.execute(select(IndicatorKey.id, IndicatorKey.key))}


def cells_of_units(session: Session, units_df: pd.DataFrame, periods: Sequence[int] | None = None) -> pd.DataFrame:
    """Read every figure of some units, with ``gebied_code``, ``indicator`` (key) and ``status`` for their numbers.

    See Also
    --------
    geodata.indicators.deriving.cell_stream.read_cell_rows
    """
    rows_df = read_cell_rows(driver_connection(session), units_df["id"].tolist(), periods)
    keys = indicator_keys(session)
    return rows_df.assign(
        gebied_code=rows_df["gebied_id"].map(units_df.set_index("id")["code"]),
        indicator=rows_df["indicator_id"].map(keys),
        status=pd.Series(pd.Categorical.from_codes(rows_df["status"].tolist(), STATUS_WORDS)),
    )


def driver_connection(session: Session) -> Connection:
    """Return the bare connection that a session works on."""
    connection = session.connection().connection.driver_connection
    if not isinstance(connection, Connection):
        msg = f"a session on PostgreSQL has psycopg's connection, not {type(connection)}"
        raise TypeError(msg)
    return connection


def fingerprints_of(session: Session, indeling_id: int) -> dict[int, str]:
    """Return what the figures of a clustering were derived from, by period."""
    statement = select(Derivation.period, Derivation.fingerprint).where(Derivation.indeling_id == indeling_id)
    return dict(session.execute(statement).all())


def derivation_of(session: Session, indeling_id: int, period: int) -> Derivation | None:
    """Read the record of what the figures of a clustering in a period were derived from."""
    return session.get(Derivation, (indeling_id, period))


def replace_figures(
    session: Session, indeling: Indeling, period: int, rows: Sequence[dict[str, object]], *, derivation: Derivation
) -> None:
    """Put the figures of all areas of a clustering in one period in the place of those that were there."""
    area_ids = select(IndelingGebied.gebied_id).where(IndelingGebied.indeling_id == indeling.id)
    session.execute(
        delete(ObservationRow).where(
            ObservationRow.gebied_id.in_(area_ids), ObservationRow.period == period, _is_derived()
        )
    )
    if rows:
        session.execute(insert(ObservationRow), list(rows))
    session.merge(derivation)
    session.flush()


def drop_figures(session: Session, indeling: Indeling, periods: Sequence[int]) -> None:
    """Take away the figures of a clustering in periods of which nothing is left to derive from."""
    area_ids = select(IndelingGebied.gebied_id).where(IndelingGebied.indeling_id == indeling.id)
    gone = ObservationRow.period.in_(list(periods))
    session.execute(delete(ObservationRow).where(ObservationRow.gebied_id.in_(area_ids), gone, _is_derived()))
    session.execute(
        delete(Derivation).where(Derivation.indeling_id == indeling.id, Derivation.period.in_(list(periods)))
    )


def _is_derived() -> ColumnElement[bool]:
    """Tell figures that are derived from those of registers, which the disclosure guard clears area by area."""
    of_registers = select(IndicatorKey.id).join(RegisterIndicator, RegisterIndicator.key == IndicatorKey.key)
    return ObservationRow.indicator_id.not_in(of_registers)


def register_indicators(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """Return the number of each indicator, giving one to those that have none yet."""
    if keys:
        session.execute(insert(IndicatorKey).on_conflict_do_nothing(), [{"key": key} for key in keys])
    return {row.key: row.id for row in session.execute(select(IndicatorKey.id, IndicatorKey.key))}

"""Reading figures: of one area over the years, of one indicator on a map, and what there is to choose from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ARRAY, ColumnElement, Integer, Select, any_, func, literal, select, text, tuple_
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from geodata.indicators.tables import IndicatorKey, ObservationRow


@dataclass(frozen=True)
class FigureRecord:
    """One figure of one area: ``peildatum`` is that of the boundaries it was counted on, ``load_id`` its origin.

    ``change`` is what CBS says of the area on that peildatum: 3 where its boundary was moved since the year before.
    ``lowest`` to ``estimated_share`` are as `geodata.indicators.figure.Figure` has them.
    """

    gebied_code: str
    gebied_name: str
    peildatum: date
    change: int | None
    indicator: str
    period: int
    value: float | None
    lowest: float | None
    highest: float | None
    status: Status
    coverage: float
    load_id: int
    likely_lowest: float | None = None
    likely_highest: float | None = None
    estimated_share: float | None = None

    @property
    def figure(self) -> Figure:
        """What the figure is worth."""
        return Figure(
            value=self.value,
            lowest=self.lowest,
            highest=self.highest,
            likely_lowest=self.likely_lowest,
            likely_highest=self.likely_highest,
            status=self.status,
            coverage=self.coverage,
            estimated_share=self.estimated_share or 0.0,
        )


@dataclass(frozen=True)
class FigureFilter:
    """Which figures to read; what is None does not restrict. At least a code, ids or an indicator keeps it small."""

    gebied_code: str | None = None
    gebied_ids: Sequence[int] | None = None
    level: Level | None = None
    gemeente_code: str | None = None
    peildatum: date | None = None
    indicator: str | None = None
    period: int | None = None


def _figures() -> Select[*tuple[Any, ...]]:
    gebied = (Gebied.code, Gebied.name, Gebied.peildatum, Gebied.change)
    observation = (ObservationRow.period, ObservationRow.value, ObservationRow.lowest, ObservationRow.highest)
    worth = (ObservationRow.status, ObservationRow.coverage, ObservationRow.load_id)
    likely = (ObservationRow.likely_lowest, ObservationRow.likely_highest, ObservationRow.estimated_share)
    return (
        select(*gebied, IndicatorKey.key, *observation, *worth, *likely)
        .select_from(ObservationRow)
        .join(Gebied, Gebied.id == ObservationRow.gebied_id)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
    )


def list_figures(session: Session, wanted: FigureFilter, *, limit: int, offset: int = 0) -> list[FigureRecord]:
    """Read figures, ordered by area, peildatum, indicator and period."""
    statement = _filtered(_figures(), wanted)
    order = (Gebied.code, Gebied.peildatum, IndicatorKey.key, ObservationRow.period)
    return [FigureRecord(*row) for row in session.execute(statement.order_by(*order).limit(limit).offset(offset))]


def figures_of_codes(
    session: Session, codes: Iterable[str], *, until: date | None, indicators: Iterable[str]
) -> list[FigureRecord]:
    """Read all figures of some areas on the boundaries of `until` and before (None: on any), oldest peildatum first.

    An area that is known on several peildata can have several figures for one period.
    """
    statement = _figures().where(Gebied.code.in_(list(codes)), IndicatorKey.key.in_(list(indicators)))
    if until is not None:
        statement = statement.where(Gebied.peildatum <= until)
    return [FigureRecord(*row) for row in session.execute(statement.order_by(ObservationRow.period, Gebied.peildatum))]


def figures_in_periods(
    session: Session, codes: Iterable[str], periods: Mapping[str, int], *, until: date | None
) -> list[FigureRecord]:
    """Read the figures of some areas of each indicator in its own period, on the boundaries as `figures_of_codes` does.

    Parameters
    ----------
    periods
        By the indicator's key.
    """
    wanted = tuple_(IndicatorKey.key, ObservationRow.period).in_(list(periods.items()))
    statement = _figures().where(Gebied.code.in_(list(codes)), wanted)
    if until is not None:
        statement = statement.where(Gebied.peildatum <= until)
    return [FigureRecord(*row) for row in session.execute(statement.order_by(Gebied.peildatum))]


def figures_of_indicator(
    session: Session, indicator: str, period: int, gebied_ids: Sequence[int]
) -> dict[str, FigureRecord]:
    """Read the figures of one indicator in one period for some areas, by the area's code."""
    wanted = FigureFilter(indicator=indicator, period=period, gebied_ids=gebied_ids)
    return {row.code: FigureRecord(*row) for row in session.execute(_filtered(_figures(), wanted))}


def periods_of(session: Session, gebied_ids: Sequence[int]) -> Mapping[str, list[int]]:
    """Return for some areas which indicators have a published figure, with the periods, newest first."""
    statement = (
        select(IndicatorKey.key, ObservationRow.period)
        .join(ObservationRow, ObservationRow.indicator_id == IndicatorKey.id)
        .where(_among(gebied_ids), ObservationRow.value.is_not(None))
        .group_by(IndicatorKey.key, ObservationRow.period)
        .order_by(ObservationRow.period.desc())
    )
    return _periods_by_key((key, period) for key, period in session.execute(statement))


def boundaries_of_figures(session: Session, gebied_ids: Sequence[int]) -> Mapping[str, Mapping[int, date]]:
    """Return for some areas, per indicator with a published figure and per period, the newest boundaries it is on.

    The newest period comes first.
    """
    statement = (
        select(IndicatorKey.key, ObservationRow.period, func.max(Gebied.peildatum))
        .select_from(ObservationRow)
        .join(Gebied, Gebied.id == ObservationRow.gebied_id)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .where(_among(gebied_ids), ObservationRow.value.is_not(None))
        .group_by(IndicatorKey.key, ObservationRow.period)
        .order_by(ObservationRow.period.desc())
    )
    boundaries: dict[str, dict[int, date]] = {}
    for key, period, peildatum in session.execute(statement):
        boundaries.setdefault(key, {})[period] = peildatum
    return boundaries


# One look in the index per indicator and period instead of a walk along every figure: PostgreSQL has no skip scan.
WITH_LOADED = """
    WITH RECURSIVE loaded (key, indicator_id, period) AS (
        SELECT i.key, i.id, max(first.period) FROM indicator i
        CROSS JOIN LATERAL (SELECT o.period FROM observation o WHERE o.indicator_id = i.id
                            ORDER BY o.period DESC LIMIT 1) first
        GROUP BY i.key, i.id
        UNION ALL
        SELECT l.key, l.indicator_id, earlier.period FROM loaded l
        CROSS JOIN LATERAL (SELECT o.period FROM observation o
                            WHERE o.indicator_id = l.indicator_id AND o.period < l.period
                            ORDER BY o.period DESC LIMIT 1) earlier
    )
"""
"""Start of a statement that has, as ``loaded``, each indicator with each period that there is any figure of."""
_OF_ALL = "SELECT key, period FROM loaded ORDER BY key, period DESC"
_LOADED_PERIODS = text(WITH_LOADED + _OF_ALL)


def loaded_periods(session: Session) -> Mapping[str, list[int]]:
    """Return for each indicator with any figure the periods, newest first."""
    return _periods_by_key((key, period) for key, period in session.execute(_LOADED_PERIODS))


# What units are weighed by, and the indicators that it is the sum of: an address is a dwelling or another building.
WEIGHING = {
    "people": ("inwoners",),
    "households": ("huishoudens",),
    "addresses": ("woningvoorraad", "niet_woningvoorraad"),
}


def unit_weights(session: Session, gebied_ids: Sequence[int], period: int) -> pd.DataFrame:
    """Read how many people, households and addresses areas had in a year.

    Returns
    -------
    By the area's number: ``people``, ``households``, ``addresses``, as published; NaN where any number that it is the
    sum of is not. ``people_lowest``, ``people_highest``: the range that the number of people stands for.
    """
    keys = [key for parts in WEIGHING.values() for key in parts]
    columns = ["gebied_id", "key", "value", "lowest", "highest"]
    statement = (
        select(ObservationRow.gebied_id, IndicatorKey.key, *(getattr(ObservationRow, name) for name in columns[2:]))
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .where(_among(gebied_ids), IndicatorKey.key.in_(keys), ObservationRow.period == period)
    )
    figures_df = pd.DataFrame(session.execute(statement).all(), columns=columns)
    by_key = {key: rows.set_index("gebied_id") for key, rows in figures_df.groupby("key")}
    ids = pd.Index(gebied_ids, name="gebied_id")

    def column(key: str, name: str) -> "pd.Series[float]":
        rows = by_key.get(key)
        return pd.Series(np.nan, ids) if rows is None else rows[name].reindex(ids).astype(float)

    weights_df = pd.DataFrame({name: sum(column(key, "value") for key in parts) for name, parts in WEIGHING.items()})
    value = weights_df["people"]
    # An exact figure is its own range, and has none in the store.
    return weights_df.assign(
        people_lowest=column("inwoners", "lowest").fillna(value),
        people_highest=column("inwoners", "highest").fillna(value),
    )


def load_ids_behind(session: Session, gebied_ids: Sequence[int], period: int) -> Sequence[int]:
    """Return the numbers of the loads that brought some areas, and what they are weighed by in a year."""
    keys = [key for parts in WEIGHING.values() for key in parts]
    areas = select(Gebied.load_id).where(Gebied.id == any_(literal(list(gebied_ids), ARRAY(Integer))))
    weights = (
        select(ObservationRow.load_id)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .where(_among(gebied_ids), IndicatorKey.key.in_(keys), ObservationRow.period == period)
    )
    return session.scalars(areas.union(weights)).all()


def load_ids_of(session: Session, indicators: Iterable[str], period: int, *, gemeente_code: str) -> Sequence[int]:
    """Return the numbers of the loads that brought figures of some indicators in a period to a gemeente."""
    statement = (
        select(ObservationRow.load_id)
        .join(Gebied, Gebied.id == ObservationRow.gebied_id)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .where(IndicatorKey.key.in_(list(indicators)))
        .distinct()
    )
    return session.scalars(_filtered(statement, FigureFilter(gemeente_code=gemeente_code, period=period))).all()


def values_of_level(
    session: Session, indicators: Iterable[str], period: int, *, level: Level, peildatum: date
) -> pd.DataFrame:
    """Read the values of some indicators for every area of a level that is loaded, by code and key; NaN for none."""
    statement: Select[*tuple[Any, ...]] = (
        select(Gebied.code, IndicatorKey.key, ObservationRow.value)
        .select_from(ObservationRow)
        .join(Gebied, Gebied.id == ObservationRow.gebied_id)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .where(IndicatorKey.key.in_(list(indicators)), ObservationRow.value.is_not(None))
    )
    wanted = FigureFilter(level=level, peildatum=peildatum, period=period)
    rows = session.execute(_filtered(statement, wanted)).all()
    values_df = pd.DataFrame(rows, columns=["code", "key", "value"])
    return values_df.pivot_table(index="code", columns="key", values="value", aggfunc="first").astype(float)


def newest_peildatum(session: Session, indicator: str, period: int, *, gemeente_code: str, level: Level) -> date | None:
    """Return the newest boundaries on which a gemeente has figures of one indicator in one period."""
    wanted = FigureFilter(indicator=indicator, period=period, gemeente_code=gemeente_code, level=level)
    statement = _filtered(
        select(func.max(Gebied.peildatum))
        .select_from(ObservationRow)
        .join(Gebied, Gebied.id == ObservationRow.gebied_id)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id),
        wanted,
    )
    newest: date | None = session.scalar(statement)
    return newest


def _filtered(statement: Select[*tuple[Any, ...]], wanted: FigureFilter) -> Select[*tuple[Any, ...]]:
    equal = {
        Gebied.code: wanted.gebied_code,
        Gebied.level: wanted.level,
        Gebied.gemeente_code: wanted.gemeente_code,
        Gebied.peildatum: wanted.peildatum,
        IndicatorKey.key: wanted.indicator,
        ObservationRow.period: wanted.period,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    if wanted.gebied_ids is not None:
        conditions.append(_among(wanted.gebied_ids))
    return statement.where(*conditions)


def _among(gebied_ids: Sequence[int]) -> ColumnElement[bool]:
    return ObservationRow.gebied_id == any_(literal(list(gebied_ids), ARRAY(Integer)))


def _periods_by_key(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    periods: dict[str, list[int]] = {}
    for key, period in pairs:
        periods.setdefault(key, []).append(period)
    return periods

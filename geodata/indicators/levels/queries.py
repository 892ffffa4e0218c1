"""Reading what there is of a whole level: which indicators in which years, and on which boundaries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ARRAY, Integer, any_, func, literal, select, text
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indicators.queries import WITH_LOADED
from geodata.indicators.tables import IndicatorKey, ObservationRow

# Of each indicator and period one look in the index for any area of the level.
_OF_LEVEL = """
    SELECT l.key, l.period FROM loaded l
    WHERE (SELECT true FROM observation o
           WHERE o.indicator_id = l.indicator_id AND o.period = l.period AND o.value IS NOT NULL
             AND o.gebied_id = ANY ((SELECT array_agg(g.id) FROM gebied g WHERE g.level = CAST(:level AS level))::int[])
           LIMIT 1)
    ORDER BY l.key, l.period DESC
"""
_LEVEL_PERIODS = text(WITH_LOADED + _OF_LEVEL)


def level_periods(session: Session, level: Level) -> Mapping[str, list[int]]:
    """Return for each indicator that any area of a level has a figure of the periods, newest first."""
    periods: dict[str, list[int]] = defaultdict(list)
    for key, period in session.execute(_LEVEL_PERIODS, {"level": level.value}):
        periods[key].append(period)
    return periods


def widest_peildatum(session: Session, indicator: str, period: int, *, level: Level) -> date | None:
    """Return the boundaries on which most areas of a level have a figure, the newest of equals; None for no figure."""
    statement = (
        select(Gebied.peildatum)
        .select_from(ObservationRow)
        .join(Gebied, Gebied.id == ObservationRow.gebied_id)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .where(IndicatorKey.key == indicator, ObservationRow.period == period, Gebied.level == level)
        .where(ObservationRow.value.is_not(None))
        .group_by(Gebied.peildatum)
        .order_by(func.count().desc(), Gebied.peildatum.desc())
        .limit(1)
    )
    return session.scalar(statement)


def areas_at_zero(session: Session, indicator: str, period: int, gebied_ids: Sequence[int]) -> Sequence[int]:
    """Return the numbers of those areas of which an indicator's figure in a period is 0."""
    statement = (
        select(ObservationRow.gebied_id)
        .join(IndicatorKey, IndicatorKey.id == ObservationRow.indicator_id)
        .where(IndicatorKey.key == indicator, ObservationRow.period == period, ObservationRow.value == 0)
        .where(ObservationRow.gebied_id == any_(literal(list(gebied_ids), ARRAY(Integer))))
    )
    return session.scalars(statement).all()

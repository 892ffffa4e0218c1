"""Figures of the town (tests.town) as CBS would publish them: counts give or take 4, a mean, a share, secrets."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.gebieden.tables import Gebied
from geodata.indicators.status import Status
from geodata.indicators.tables import IndicatorKey, ObservationRow
from geodata.store.tables import Load
from tests.grid import add_figure
from tests.town import PEOPLE, Town


def add_counts(
    session: Session, town: Town, key: str, counts: Mapping[str, float], *, load: Load, period: int = 2024
) -> None:
    """Counts that are rounded by lot."""
    for code, count in counts.items():
        ends = {"lowest": max(0.0, count - 4), "highest": count + 4, "status": Status.ROUNDED}
        add_figure(session, town[code], key, load=load, value=count, period=period, **ends)


def add_secret(session: Session, gebied: Gebied, key: str, highest: float | None, *, load: Load) -> None:
    """A figure that is withheld, with the bound of its rule."""
    ends = {"lowest": 0.0, "highest": highest, "status": Status.SECRET, "coverage": 0.0}
    add_figure(session, gebied, key, load=load, **ends)


def add_all_kinds(session: Session, town: Town, *, load: Load) -> None:
    """A count and a share of it, a mean of dwellings, a distance, secret counts, a median."""
    add_counts(session, town, "inwoners_65_plus", {code: people / 5 for code, people in PEOPLE.items()}, load=load)
    for number, (code, people) in enumerate(PEOPLE.items()):
        dwellings = people / 2
        add_figure(
            session, town[code], "woningvoorraad", load=load, value=dwellings, lowest=dwellings, highest=dwellings
        )
        add_figure(session, town[code], "niet_woningvoorraad", load=load, value=10, lowest=10, highest=10)
        for key, value, half in (
            ("gem_woz_waarde", 200 + 10 * number, 0.5),
            ("afstand_zwembad", 1 + number / 10, 0.05),
            ("omgevingsadressendichtheid", 400 + 100 * number, 0.5),
            ("mediaan_vermogen", 20 + number, 0.5),
        ):
            ends = {"lowest": value - half, "highest": value + half, "status": Status.ROUNDED}
            add_figure(session, town[code], key, load=load, value=value, **ends)
    for code in list(PEOPLE)[1:]:
        ends = {"lowest": 18, "highest": 22, "status": Status.ROUNDED}
        add_figure(session, town[code], "jeugdzorg", load=load, value=20, **ends)
    add_secret(session, town[next(iter(PEOPLE))], "jeugdzorg", 7, load=load)


def derived(session: Session, code: str, *, period: int = 2024) -> dict[str, ObservationRow]:
    """What is stored of an area in a period, by indicator."""
    statement = (
        select(IndicatorKey.key, ObservationRow)
        .join(ObservationRow, ObservationRow.indicator_id == IndicatorKey.id)
        .join(Gebied, Gebied.id == ObservationRow.gebied_id)
        .where(Gebied.code == code, ObservationRow.period == period)
    )
    return dict(session.execute(statement).all())

"""What the map of the country shows: level, indicator and year, each checked against what is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fastapi import Query
from pydantic import BaseModel

from api.pages.kaart.choice import NOT_ON_A_MAP, PREFERRED, NotAmongThemError
from api.pages.kaart.figures import empty_areas
from geodata.errors import NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator
from geodata.indicators.levels.queries import areas_at_zero, level_periods, widest_peildatum
from geodata.indicators.queries import FigureRecord, figures_of_indicator
from geodata.store.reading import Reader
from maps.classes import BreakMethod

MOST_AREAS = 10_000
INHABITANTS = "inwoners"


class NationalLevel(StrEnum):
    """The levels that the country is shown by."""

    GEMEENTE = "gemeente"
    WIJK = "wijk"


class NothingNationalError(NotFoundError):
    """No gemeente or wijk has a figure."""

    def __init__(self) -> None:
        super().__init__(
            "Er zijn nog geen cijfers van gemeenten of wijken geladen. Laad een jaar van heel Nederland met "
            "'gebiedsmonitor etl pdok JAAR' of 'gebiedsmonitor etl cbs JAAR'."
        )


class NederlandParameters(BaseModel):
    """The form of the map; what else an address carries is passed over, as on all pages."""

    niveau: NationalLevel | None = Query(None)
    indicator: str = Query("", max_length=80)
    periode: int | None = Query(None, ge=1900, le=2100)
    klassen: BreakMethod = Query(BreakMethod.QUANTILE)


@dataclass(frozen=True)
class NationalChoice:
    """Which figures are shown, and which else could be.

    ``gebieden`` are all areas of the level on the boundaries on which most have the figure; ``empty`` those in which
    hardly anybody lives, where the figure is about people. ``is_other_level`` and ``is_other_period`` say where what
    was asked for has no figures, so that something else stands in.
    """

    level: Level
    indicator: Indicator
    indicators: tuple[Indicator, ...]
    period: int
    periods: tuple[int, ...]
    peildatum: date
    gebieden: tuple[GebiedRecord, ...]
    figures: Mapping[str, FigureRecord]
    empty: frozenset[str]
    is_other_level: bool
    is_other_period: bool

    @property
    def plural(self) -> str:
        """What the areas are called."""
        return "gemeenten" if self.level is Level.GEMEENTE else "wijken"


def choose_national(reader: Reader, wish: NederlandParameters, *, catalogue: Catalogue) -> NationalChoice:
    """Work out what to show.

    Raises
    ------
    NothingNationalError
        No gemeente or wijk has a figure.
    NotAmongThemError
        The indicator that was asked for is not among what can be chosen.
    """
    level, periods = _level(reader, wish.niveau)
    indicators = tuple(
        one for one in catalogue.indicators.values() if one.key in periods and one.kind not in NOT_ON_A_MAP
    )
    indicator = _indicator(indicators, wish.indicator)
    known = periods[indicator.key]
    period = wish.periode if wish.periode in known else known[0]
    peildatum = widest_peildatum(reader, indicator.key, period, level=level)
    if peildatum is None:
        raise NothingNationalError
    gebieden = list_gebieden(reader, GebiedFilter(level=level, peildatum=peildatum), limit=MOST_AREAS)
    ids = [one.id for one in gebieden]
    figures = figures_of_indicator(reader, indicator.key, period, ids)
    uninhabited = areas_at_zero(reader, INHABITANTS, period, ids)
    inhabitants = figures_of_indicator(reader, INHABITANTS, period, uninhabited)
    return NationalChoice(
        level=level,
        indicator=indicator,
        indicators=indicators,
        period=period,
        periods=tuple(sorted({year for years in periods.values() for year in years}, reverse=True)),
        peildatum=peildatum,
        gebieden=tuple(gebieden),
        figures=figures,
        empty=empty_areas(indicator, figures, inhabitants),
        is_other_level=wish.niveau is not None and wish.niveau.value != level.value,
        is_other_period=wish.periode not in {None, period},
    )


def _level(reader: Reader, wished: NationalLevel | None) -> tuple[Level, Mapping[str, list[int]]]:
    """Return the wished level, or gemeenten, or where that has no figures the other, with what there is of it."""
    first = wished or NationalLevel.GEMEENTE
    for name in (first, *(other for other in NationalLevel if other is not first)):
        level = Level(name.value)
        periods = level_periods(reader, level)
        if periods:
            return level, periods
    raise NothingNationalError


def _indicator(indicators: tuple[Indicator, ...], wished: str) -> Indicator:
    by_key = {one.key: one for one in indicators}
    if not by_key:
        raise NothingNationalError
    if wished and wished not in by_key:
        raise NotAmongThemError("indicator", wished, list(by_key))
    return by_key[wished or next((key for key in PREFERRED if key in by_key), indicators[0].key)]

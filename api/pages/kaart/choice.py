"""What a map can show, and what was asked for: gemeente, areas, indicator and period, each checked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from geodata.errors import InvalidInputError, NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, ids_on_all_peildata, list_gebieden
from geodata.indelingen.queries import find_indeling, list_indelingen, member_ids, name_of
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator, Kind
from geodata.indicators.queries import newest_peildatum, periods_of
from geodata.store.reading import Reader

MOST_GEMEENTEN = 500
MOST_AREAS = 2000
NAMED_AT_MOST = 12
FEW_GEMEENTEN = 8
CBS_DIVISIONS = {Level.BUURT.value: "Buurten", Level.WIJK.value: "Wijken"}
PREFERRED = ("pct_inwoners_65_plus", "inwoners")
NOT_ON_A_MAP = frozenset({Kind.CATEGORY})


class NothingToMapError(NotFoundError):
    """No gemeente is loaded."""

    def __init__(self) -> None:
        super().__init__("Er is nog geen gemeente geladen. Laad er een met 'make run' of 'gebiedsmonitor etl'.")


class NotAmongThemError(InvalidInputError):
    """A choice in the form that is not among what can be chosen; of many, those that look like it are named."""

    def __init__(self, name: str, value: str, known: list[str]) -> None:
        super().__init__(f"{name}: '{value}' is hier niet te kiezen. {_what_to_choose(value, known)}")


class WithoutFiguresError(InvalidInputError):
    """An indicator that the chosen areas have no figure of."""

    def __init__(self, indicator: str, division: str) -> None:
        super().__init__(
            f"Van '{indicator}' zijn er geen cijfers voor {division}. Kies een ander onderwerp of een andere indeling."
        )


@dataclass(frozen=True)
class MapWish:
    """What the form asked for; empty where it left the choice to us."""

    gemeente: str = ""
    indeling: str = ""
    indicator: str = ""
    periode: int | None = None


@dataclass(frozen=True)
class AreaChoice:
    """Which areas are shown, and which else could be.

    ``divisions`` holds the name and label of each clustering: CBS's levels and those of the gemeente's own.
    """

    gemeente: GebiedRecord
    gemeenten: tuple[GebiedRecord, ...]
    division: str
    divisions: Mapping[str, str]

    @property
    def is_own(self) -> bool:
        """Whether these are areas of a clustering of the gemeente's own."""
        return self.division not in CBS_DIVISIONS

    @property
    def has_many_gemeenten(self) -> bool:
        """Whether there are so many gemeenten that one is better chosen on the map of the country."""
        return len(self.gemeenten) > FEW_GEMEENTEN


@dataclass(frozen=True)
class MapChoice(AreaChoice):
    """Which figures are shown of the areas, and which else could be.

    Parameters
    ----------
    periods
        All years in which these areas have figures, newest first.
    years
        Those of the chosen indicator, oldest first.
    gebieden
        The areas of the chosen clustering on the peildatum of the figures.
    is_other_period
        Whether the wished period has no figure, so that the newest stands in.
    """

    indicator: Indicator
    indicators: tuple[Indicator, ...]
    period: int
    periods: tuple[int, ...]
    years: tuple[int, ...]
    gebieden: tuple[GebiedRecord, ...]
    peildatum: date
    is_other_period: bool


def choose_areas(reader: Reader, wish: MapWish) -> AreaChoice:
    """Work out which areas to show.

    Raises
    ------
    NothingToMapError
        No gemeente is loaded.
    NotAmongThemError
        The gemeente or clustering that was asked for is not among what can be chosen.
    """
    gemeenten = list_gebieden(reader, GebiedFilter(level=Level.GEMEENTE), limit=MOST_GEMEENTEN)
    if not gemeenten:
        raise NothingToMapError
    gemeente = _gemeente(gemeenten, wish.gemeente)
    divisions = _divisions(reader, gemeente.code)
    division = _known("indeling", wish.indeling or next(iter(divisions)), divisions)
    return AreaChoice(gemeente, tuple(gemeenten), division, divisions)


def choose_figures(reader: Reader, areas: AreaChoice, wish: MapWish, *, catalogue: Catalogue) -> MapChoice | None:
    """Work out which figures of the areas to show; None where they have none at all.

    Who names no clustering gets the first that has a figure of what was asked.

    Raises
    ------
    NotAmongThemError
        The indicator that was asked for does not exist, or cannot be on a map.
    WithoutFiguresError
        It does, but these areas have no figure of it.
    """
    loaded = periods_of(reader, ids_of_division(reader, areas))
    if not wish.indeling and not _has_figures(loaded, wish.indicator):
        areas, loaded = _first_with_figures(reader, areas, wish.indicator) or (areas, loaded)
    indicators = _mappable(loaded, catalogue)
    if not indicators:
        return None
    asked = catalogue.indicators.get(wish.indicator)
    if asked is not None and asked.kind not in NOT_ON_A_MAP and asked not in indicators:
        raise WithoutFiguresError(asked.label, division_text(areas))
    indicator = _indicator(indicators, wish.indicator)
    periods = tuple(loaded[indicator.key])
    period = wish.periode if wish.periode in periods else periods[0]
    gebieden = _gebieden(reader, areas.gemeente.code, areas.division, indicator=indicator.key, period=period)
    return MapChoice(
        areas.gemeente,
        areas.gemeenten,
        areas.division,
        areas.divisions,
        indicator=indicator,
        indicators=tuple(indicators),
        period=period,
        periods=tuple(sorted({year for years in loaded.values() for year in years}, reverse=True)),
        years=tuple(sorted(periods)),
        gebieden=tuple(gebieden),
        peildatum=gebieden[0].peildatum,
        is_other_period=wish.periode not in {None, period},
    )


def _first_with_figures(
    reader: Reader, areas: AreaChoice, indicator: str
) -> tuple[AreaChoice, Mapping[str, list[int]]] | None:
    """Return the first clustering with figures of an indicator (blank: of any), and the periods of all of its own."""
    for division in areas.divisions:
        other = replace(areas, division=division)
        loaded = periods_of(reader, ids_of_division(reader, other))
        if _has_figures(loaded, indicator):
            return other, loaded
    return None


def _has_figures(loaded: Mapping[str, list[int]], indicator: str) -> bool:
    return indicator in loaded if indicator else bool(loaded)


def bare_gebieden(reader: Reader, areas: AreaChoice) -> list[GebiedRecord]:
    """Read the areas themselves, as they are known newest."""
    return gebieden_of(reader, areas, areas.division, peildatum=None)


def division_text(areas: AreaChoice, division: str = "") -> str:
    """Return what a clustering (by itself the chosen one) is called within a sentence."""
    name = division or areas.division
    return areas.divisions[name].lower() if name in CBS_DIVISIONS else areas.divisions[name]


def gebieden_of(reader: Reader, areas: AreaChoice, division: str, *, peildatum: date | None) -> list[GebiedRecord]:
    """Read the areas of any clustering of the gemeente.

    Parameters
    ----------
    peildatum
        The boundaries of CBS's levels; the newest where there are none of that date. Areas of one's own have one.

    Raises
    ------
    NotAmongThemError
        The gemeente has no such clustering.
    """
    _known("grenzenVan", division, areas.divisions)
    if division not in CBS_DIVISIONS:
        wanted = GebiedFilter(ids=member_ids(reader, find_indeling(reader, division).id))
        return list_gebieden(reader, wanted, limit=MOST_AREAS)
    wanted = GebiedFilter(level=Level(division), gemeente_code=areas.gemeente.code)
    dated = list_gebieden(reader, replace(wanted, peildatum=peildatum), limit=MOST_AREAS)
    return dated or list_gebieden(reader, wanted, limit=MOST_AREAS)


def _what_to_choose(value: str, known: list[str]) -> str:
    if len(known) <= NAMED_AT_MOST:
        return f"Kies uit: {', '.join(known) or 'niets'}."
    alike = get_close_matches(value, known, n=5, cutoff=0.4)
    if alike:
        return f"Bedoelt u een van deze: {', '.join(alike)}."
    return f"Er zijn {len(known)} andere, op de pagina zelf te kiezen."


def _known(name: str, value: str, known: Mapping[str, object]) -> str:
    if value not in known:
        raise NotAmongThemError(name, value, list(known))
    return value


def _gemeente(gemeenten: list[GebiedRecord], wished: str) -> GebiedRecord:
    by_code = {gemeente.code: gemeente for gemeente in gemeenten}
    return by_code[_known("gemeente", wished or gemeenten[0].code, by_code)]


def _indicator(indicators: list[Indicator], wished: str) -> Indicator:
    by_key = {indicator.key: indicator for indicator in indicators}
    preferred = next((key for key in PREFERRED if key in by_key), indicators[0].key)
    return by_key[_known("indicator", wished or preferred, by_key)]


def _divisions(reader: Reader, gemeente_code: str) -> dict[str, str]:
    own = [one for one in list_indelingen(reader, gemeente_code) if one.gemeente_code == gemeente_code]
    return CBS_DIVISIONS | {name_of(one): f"{one.name} ({one.owner})" for one in own}


def ids_of_division(reader: Reader, areas: AreaChoice) -> list[int]:
    """Return the areas of the chosen clustering; of CBS's levels those of every peildatum."""
    if areas.is_own:
        return list(member_ids(reader, find_indeling(reader, areas.division).id))
    return list(ids_on_all_peildata(reader, areas.gemeente.code, Level(areas.division)))


def _mappable(loaded: Mapping[str, list[int]], catalogue: Catalogue) -> list[Indicator]:
    return [
        indicator
        for indicator in catalogue.indicators.values()
        if indicator.key in loaded and indicator.kind not in NOT_ON_A_MAP
    ]


def _gebieden(reader: Reader, gemeente_code: str, division: str, *, indicator: str, period: int) -> list[GebiedRecord]:
    if division in CBS_DIVISIONS:
        level = Level(division)
        peildatum = newest_peildatum(reader, indicator, period, gemeente_code=gemeente_code, level=level)
        wanted = GebiedFilter(level=level, gemeente_code=gemeente_code, peildatum=peildatum)
    else:
        wanted = GebiedFilter(ids=member_ids(reader, find_indeling(reader, division).id))
    return list_gebieden(reader, wanted, limit=MOST_AREAS)

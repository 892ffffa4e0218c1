"""What is set side by side, and what could be: areas, indicators and the year of each, checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.kaart.choice import CBS_DIVISIONS, AreaChoice, MapWish, choose_areas
from api.pages.vergelijk.address import VergelijkParameters
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, ids_on_all_peildata, list_gebieden
from geodata.indelingen.queries import find_indeling, member_ids
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.signals import is_comparable_between_areas
from geodata.indicators.indicator import Indicator, Kind
from geodata.indicators.queries import boundaries_of_figures
from geodata.store.reading import Reader

MOST_AREAS = 2000
MOST_COLUMNS = 8
Boundaries = Mapping[str, Mapping[int, date]]
"""Of each indicator with a figure, per period, the newest boundaries that it is on."""


@dataclass(frozen=True)
class Column:
    """An indicator in the table, and of which year; whether these areas have any figure of it in that year."""

    indicator: Indicator
    period: int
    is_loaded: bool


@dataclass(frozen=True)
class Places:
    """The areas to choose from, those that were, and the boundaries that they have.

    ``until`` is the last peildatum of figures that belong beside them; None for no limit, as with one's own areas.
    """

    gebieden: tuple[GebiedRecord, ...]
    chosen: tuple[GebiedRecord, ...]
    peildatum: date | None
    until: date | None


@dataclass(frozen=True)
class TableChoice:
    """Areas and columns of the table, what else can be chosen, and what the reader has to be told about the choice."""

    areas: AreaChoice
    places: Places
    columns: tuple[Column, ...]
    indicators: tuple[Indicator, ...]
    periods: tuple[int, ...]
    notices: tuple[str, ...]

    @property
    def is_all(self) -> bool:
        """Whether all areas of the clustering are shown."""
        return len(self.places.chosen) == len(self.places.gebieden)


def choose_table(
    reader: Reader, parameters: VergelijkParameters, *, catalogue: Catalogue, usual: Sequence[str]
) -> TableChoice:
    """Work out what to set side by side.

    Parameters
    ----------
    usual
        Keys of the indicators to show where none is asked for.

    Raises
    ------
    api.pages.kaart.choice.NothingToMapError
        No gemeente is loaded.
    api.pages.kaart.choice.NotAmongThemError
        The gemeente or clustering that was asked for is not among what can be chosen.
    geodata.indicators.catalogue.IndicatorNotFoundError
        The catalogue does not have an indicator that was asked for.
    """
    areas = choose_areas(reader, MapWish(parameters.gemeente, _division(parameters)))
    boundaries = boundaries_of_figures(reader, _all_ids(reader, areas))
    indicators = tuple(one for one in catalogue.indicators.values() if one.key in boundaries and _is_figure(one))
    asked = [catalogue.indicator(key) for key in (*parameters.indicator, *_axes(parameters))]
    keys = _keys(parameters, [one.key for one in indicators], usual)
    columns = tuple(_column(catalogue.indicator(key), boundaries, parameters.period) for key in keys[:MOST_COLUMNS])
    places = _places(reader, areas, _newest_boundaries(columns, boundaries), parameters.gebied)
    return TableChoice(
        areas=areas,
        places=places,
        columns=columns,
        indicators=indicators,
        periods=tuple(sorted({year for years in boundaries.values() for year in years}, reverse=True)),
        notices=(*_notices(parameters, places), *_about_indicators(asked, boundaries)),
    )


def for_scatter(columns: Sequence[Column]) -> list[Column]:
    """List the columns that can be an axis: a number that grows with the area says only how large an area is."""
    return [column for column in columns if column.is_loaded and is_comparable_between_areas(column.indicator)]


def _is_figure(indicator: Indicator) -> bool:
    """Tell whether an indicator is a figure: a category, such as a postcode, has no range and no order."""
    return indicator.kind is not Kind.CATEGORY


def _division(parameters: VergelijkParameters) -> str:
    """Return the clustering that was asked for, unless it is that of another gemeente than was chosen since."""
    owner, dot, _ = parameters.indeling.partition(".")
    return "" if dot and parameters.gemeente and owner != parameters.gemeente else parameters.indeling


def _all_ids(reader: Reader, areas: AreaChoice) -> Sequence[int]:
    """Return the areas of the clustering; of CBS's levels those of every peildatum."""
    if areas.is_own:
        return member_ids(reader, find_indeling(reader, areas.division).id)
    return ids_on_all_peildata(reader, areas.gemeente.code, Level(areas.division))


def _axes(parameters: VergelijkParameters) -> list[str]:
    return [key for key in (parameters.x, parameters.y) if key]


def _keys(parameters: VergelijkParameters, known: Sequence[str], usual: Sequence[str]) -> list[str]:
    """Return what was asked for and is loaded; where that is nothing, what is usual, with the axes of the scatter."""
    asked = [key for key in parameters.indicator if key in known]
    default = [key for key in (*usual, *_axes(parameters)) if key in known]
    return list(dict.fromkeys(asked or default or known[:1]))


def _column(indicator: Indicator, boundaries: Boundaries, wished: int | None) -> Column:
    periods = list(boundaries[indicator.key])
    return Column(indicator, wished or periods[0], is_loaded=wished is None or wished in periods)


def _newest_boundaries(columns: Sequence[Column], boundaries: Boundaries) -> date | None:
    found = [boundaries[column.indicator.key][column.period] for column in columns if column.is_loaded]
    return max(found, default=None)


def _places(reader: Reader, areas: AreaChoice, peildatum: date | None, asked: Sequence[str]) -> Places:
    if areas.is_own:
        wanted = GebiedFilter(ids=member_ids(reader, find_indeling(reader, areas.division).id))
    else:
        wanted = GebiedFilter(level=Level(areas.division), gemeente_code=areas.gemeente.code, peildatum=peildatum)
    gebieden = tuple(list_gebieden(reader, wanted, limit=MOST_AREAS))
    chosen = tuple(one for one in gebieden if one.code in set(asked)) or gebieden
    shown = gebieden[0].peildatum if gebieden else None
    return Places(gebieden, chosen, peildatum=shown, until=shown if areas.division in CBS_DIVISIONS else None)


def _notices(parameters: VergelijkParameters, places: Places) -> Iterator[str]:
    known = {one.code for one in places.gebieden}
    if parameters.gebied and not known.intersection(parameters.gebied):
        yield "De gekozen gebieden horen niet bij deze indeling. Alle gebieden staan er nu."
    if _division(parameters) != parameters.indeling:
        yield "De gekozen indeling is van een andere gemeente. Hieronder staan de buurten."


def _about_indicators(asked: Sequence[Indicator], boundaries: Boundaries) -> Iterator[str]:
    categories = list(dict.fromkeys(one.label for one in asked if not _is_figure(one)))
    if categories:
        yield f"Dit is geen cijfer en staat niet in de tabel: {', '.join(categories)}."
    missing = list(dict.fromkeys(one.label for one in asked if one.key not in boundaries and _is_figure(one)))
    if missing:
        yield f"Van deze gebieden is niet geladen: {', '.join(missing)}."
    if len({one.key for one in asked if one.key in boundaries}) > MOST_COLUMNS:
        yield f"Er passen {MOST_COLUMNS} onderwerpen naast elkaar. De eerste {MOST_COLUMNS} die u koos, staan er."

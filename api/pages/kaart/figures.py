"""What a map is made of, read from the database: figures, outlines, who lives there, and the gemeente beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import geopandas as gpd

from api.pages.kaart.beside import BesideGemeente, beside_gemeente
from api.pages.kaart.choice import MapChoice, ids_of_division
from api.pages.kaart.drawing import areas_to_draw, map_subject
from geodata.indelingen.queries import find_indeling
from geodata.indicators.deriving.queries import derivation_of
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureFilter, FigureRecord, figures_of_indicator, list_figures, load_ids_of
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from maps.shading import MapSubject

INHABITANTS = "inwoners"
_ABOUT_PEOPLE = frozenset({INHABITANTS, "huishoudens", "inkomensontvangers", "werkzame_beroepsbevolking"})
_MOST_FIGURES = 200_000


@dataclass(frozen=True)
class MapFigures:
    """The figures of one map.

    Parameters
    ----------
    figures
        By the code of the area.
    loads
        Where the figures came from.
    beside
        The areas beside their gemeente; None where that was not asked, or cannot be.
    notice
        Why they are not, where it was asked.
    areas_gdf
        As `maps.shading.shade` takes it; without a row where no outline is loaded.
    min_coverage
        Share of an area's weight, 0 to 1, below which it is not compared.
    """

    choice: MapChoice
    figures: Mapping[str, FigureRecord]
    loads: tuple[Load, ...]
    beside: BesideGemeente | None
    notice: str
    areas_gdf: gpd.GeoDataFrame
    min_coverage: float

    @property
    def values(self) -> list[float]:
        """The values that there are."""
        return [figure.value for figure in self.figures.values() if figure.value is not None]

    @property
    def subject(self) -> MapSubject:
        """What the map is of."""
        return map_subject(self.choice, self.loads, compared_with=self.beside.name if self.beside else "")


def read_figures(reader: Reader, choice: MapChoice, *, is_compared: bool, min_coverage: float) -> MapFigures:
    """Read what a map is made of.

    Parameters
    ----------
    is_compared
        Whether areas are to be compared with their gemeente.
    min_coverage
        Share of an area's weight, 0 to 1, below which it is not.
    """
    ids = [gebied.id for gebied in choice.gebieden]
    figures = figures_of_indicator(reader, choice.indicator.key, choice.period, ids)
    empty = empty_areas(choice.indicator, figures, figures_of_indicator(reader, INHABITANTS, choice.period, ids))
    telling = {code: figure for code, figure in figures.items() if code not in empty}
    found = beside_gemeente(reader, choice, telling, min_coverage=min_coverage) if is_compared else ""
    beside = found if isinstance(found, BesideGemeente) else None
    areas_gdf = areas_to_draw(reader, choice, figures, empty=empty)
    return MapFigures(
        choice=choice,
        figures=figures,
        loads=tuple(loads_behind(reader, choice, figures)),
        beside=beside,
        notice=found if isinstance(found, str) else "",
        areas_gdf=_with_comparison(areas_gdf, beside),
        min_coverage=min_coverage,
    )


def empty_areas(
    indicator: Indicator, figures: Iterable[str], inhabitants: Mapping[str, FigureRecord]
) -> frozenset[str]:
    """Return the areas with a figure about people in which nobody or hardly anybody lives.

    Notes
    -----
    An indicator is about people where it is a share or mean of them: its weight in the catalogue says so. The
    published number of inhabitants in the same period is 0 there; CBS rounds up to 4 people to that.
    """
    if indicator.weight not in _ABOUT_PEOPLE:
        return frozenset()
    return frozenset(code for code in figures if code in inhabitants and inhabitants[code].value == 0)


def _with_comparison(areas_gdf: gpd.GeoDataFrame, beside: BesideGemeente | None) -> gpd.GeoDataFrame:
    if beside is None:
        return areas_gdf
    codes = areas_gdf["code"]
    return areas_gdf.assign(
        comparison=[beside.words(code) for code in codes], is_noise=[beside.is_noise(code) for code in codes]
    )


def loads_behind(reader: Reader, choice: MapChoice, figures: Mapping[str, FigureRecord]) -> list[Load]:
    """Read the loads that figures came from; those of an own clustering are derived, from the loads of its units."""
    load_ids = {figure.load_id for figure in figures.values()}
    if choice.is_own:
        keys = {choice.indicator.key, *choice.indicator.aggregation.inputs()}
        derivation = derivation_of(reader, find_indeling(reader, choice.division).id, choice.period)
        behind = load_ids_of(reader, keys, choice.period, gemeente_code=choice.gemeente.code)
        load_ids = set(derivation.load_ids).intersection(behind) if derivation else load_ids
    return list(loads_by_id(reader, load_ids).values())


def values_of_all_years(reader: Reader, choice: MapChoice) -> list[float]:
    """Read the values of the chosen areas and indicator in every year, each on the newest boundaries that it is on."""
    wanted = FigureFilter(gebied_ids=ids_of_division(reader, choice), indicator=choice.indicator.key)
    found = list_figures(reader, wanted, limit=_MOST_FIGURES)
    newest = {figure.period: figure.peildatum for figure in sorted(found, key=lambda one: one.peildatum)}
    return [one.value for one in found if one.value is not None and one.peildatum == newest[one.period]]

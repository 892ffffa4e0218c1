"""One gebied's picture, put together from figures that were read: newest and earlier periods, beside its gemeente."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator, Kind
from geodata.indicators.queries import FigureRecord
from geodata.store.tables import Load
from geodata.wijkfoto.choice import Choice

# CBS's indelingswijziging: 3 is a moved boundary ("Toelichting Wijk- en Buurtkaart 2022, 2023 en 2024", CBS 2024).
BOUNDARY_MOVED = 3
# Figures of this kind grow with the area: a wijk's is no higher or lower than its gemeente's, it is a part of it.
NOT_COMPARED = frozenset({Kind.COUNT, Kind.AREA, Kind.CATEGORY, Kind.CLASS})


class Difference(StrEnum):
    """How a figure compares with another, when both ranges are taken into account."""

    HIGHER = "hoger"
    LOWER = "lager"
    UNCLEAR = "geen duidelijk verschil"
    UNKNOWN = "niet te vergelijken"


@dataclass(frozen=True)
class Comparison:
    """The same indicator and period of an area around it, and how the gebied compares with that."""

    gebied: GebiedRecord
    figure: FigureRecord
    difference: Difference


@dataclass(frozen=True)
class PeriodFigure:
    """A figure in a series.

    ``is_comparable`` is False where a boundary moved or the definition changed between this period and the newest,
    ``follows_break`` is True where that happened since the period before in the series.
    """

    figure: FigureRecord
    is_comparable: bool
    follows_break: bool = False


@dataclass(frozen=True)
class Line:
    """One indicator of a gebied: newest figure, series from old to new, and comparisons; no figure when not loaded."""

    indicator: Indicator
    newest: FigureRecord | None
    series: tuple[PeriodFigure, ...] = ()
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True)
class ThemeLines:
    """A theme of the wijkfoto with its indicators, loaded or not."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Wijkfoto:
    """A gebied, its figures by subject, the areas it is compared with, and the loads that the figures came from."""

    gebied: GebiedRecord
    peildata: tuple[date, ...]
    compared_with: tuple[GebiedRecord, ...]
    key_figures: tuple[Line, ...]
    age_structure: tuple[Line, ...]
    themes: tuple[ThemeLines, ...]
    loads: Mapping[int, Load]

    @property
    def has_figures(self) -> bool:
        """Whether any figure is loaded."""
        return any(line.newest for theme in self.themes for line in theme.lines)


@dataclass(frozen=True)
class WijkfotoInput:
    """What was read for a wijkfoto: ``figures`` of the gebied and of the areas around it, of all periods."""

    gebied: GebiedRecord
    peildata: Sequence[date]
    compared_with: Sequence[GebiedRecord]
    figures: Sequence[FigureRecord]
    loads: Mapping[int, Load]


def assemble_wijkfoto(read: WijkfotoInput, catalogue: Catalogue, choice: Choice) -> Wijkfoto:
    """Put a wijkfoto together; reads nothing.

    Returns
    -------
    Wijkfoto
        Each chosen indicator has a line, also where nothing is loaded for it. The newest period of a line is the last
        one with a value; where there is none, the last one with a status that says why.
    """
    by_place = _by_place(read.figures)
    lines = {key: _line(catalogue.indicator(key), read, by_place=by_place) for key in choice.indicators}
    return Wijkfoto(
        gebied=read.gebied,
        peildata=tuple(read.peildata),
        compared_with=tuple(read.compared_with),
        key_figures=tuple(lines[key] for key in choice.key_figures),
        age_structure=tuple(lines[key] for key in choice.age_structure),
        themes=tuple(
            ThemeLines(theme.key, theme.title, tuple(lines[key] for key in theme.indicators)) for theme in choice.themes
        ),
        loads=read.loads,
    )


Places = Mapping[tuple[str, str], Mapping[int, FigureRecord]]


def _by_place(figures: Iterable[FigureRecord]) -> Places:
    """Order figures by area and indicator, then period; of one period the newest peildatum with a value stands."""
    places: dict[tuple[str, str], dict[int, FigureRecord]] = {}
    for figure in sorted(figures, key=lambda figure: (figure.period, figure.value is not None, figure.peildatum)):
        places.setdefault((figure.gebied_code, figure.indicator), {})[figure.period] = figure
    return places


def _line(indicator: Indicator, read: WijkfotoInput, *, by_place: Places) -> Line:
    series = list(by_place.get((read.gebied.code, indicator.key), {}).values())
    if not series:
        return Line(indicator, newest=None)
    newest = next((figure for figure in series[::-1] if has_figure(figure)), series[-1])
    moved = {figure.peildatum for figure in series if figure.change == BOUNDARY_MOVED}
    return Line(
        indicator,
        newest,
        series=tuple(
            PeriodFigure(
                figure,
                is_comparable=_is_comparable(figure, newest, indicator, moved=moved),
                follows_break=not _is_comparable(before, figure, indicator, moved=moved),
            )
            for before, figure in pairwise([series[0], *series])
        ),
        comparisons=tuple(_comparisons(indicator, newest, read, by_place=by_place)),
    )


def _comparisons(
    indicator: Indicator, newest: FigureRecord, read: WijkfotoInput, *, by_place: Places
) -> Iterator[Comparison]:
    for gebied in read.compared_with:
        figure = by_place.get((gebied.code, indicator.key), {}).get(newest.period)
        if figure is not None:
            yield Comparison(gebied, figure, difference_of(newest, figure, kind=indicator.kind))


def _is_comparable(figure: FigureRecord, other: FigureRecord, indicator: Indicator, *, moved: set[date]) -> bool:
    first_year, last_year = sorted((figure.period, other.period))
    first_peildatum, last_peildatum = sorted((figure.peildatum, other.peildatum))
    has_break = any(first_year < series_break.year <= last_year for series_break in indicator.breaks)
    return not has_break and not any(first_peildatum < peildatum <= last_peildatum for peildatum in moved)


def difference_of(figure: FigureRecord, other: FigureRecord, *, kind: Kind) -> Difference:
    """Tell whether a figure differs from another by more than both their ranges leave open.

    Examples: 12 (11.5-12.5) against 15 (14.5-15.5) is lower; against 13 (12.5-13.5) it is not clear.
    """
    if kind in NOT_COMPARED:
        return Difference.UNKNOWN
    own_range, other_range = range_of(figure), range_of(other)
    if own_range is None or other_range is None:
        return Difference.UNKNOWN
    if own_range[0] > other_range[1]:
        return Difference.HIGHER
    return Difference.LOWER if own_range[1] < other_range[0] else Difference.UNCLEAR


def range_of(figure: FigureRecord) -> tuple[float, float] | None:
    """Return the 95 % range of a figure, or the hard one where that is all there is; None where it is not known."""
    return figure.figure.likely_range()


def has_figure(figure: FigureRecord) -> bool:
    """Tell whether there is a value or a range to show."""
    return figure.value is not None or range_of(figure) is not None

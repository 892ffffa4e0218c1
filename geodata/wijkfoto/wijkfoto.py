"""One gebied's picture, put together from figures that were read: newest and earlier periods, beside its gemeente."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.signals import Judgement, is_comparable_between_areas, judge
from geodata.indicators.comparing.trends import Change
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from geodata.store.tables import Load
from geodata.wijkfoto.choice import Choice, PairChoice
from geodata.wijkfoto.series import BOUNDARY_MOVED, PeriodFigure, has_figure, newest_of, series_of


@dataclass(frozen=True)
class Comparison:
    """The same indicator and period of an area around it, and how the gebied compares with that.

    The judgement is None where areas of different size cannot be compared: a count grows with the area.
    """

    gebied: GebiedRecord
    figure: FigureRecord
    judgement: Judgement | None


@dataclass(frozen=True)
class Line:
    """One indicator of a gebied: newest figure, series from old to new, and comparisons; no figure when not loaded.

    ``since_first`` and ``since_previous`` are the newest figure beside the first and the one before that it can be
    compared with; None where there is none.
    """

    indicator: Indicator
    newest: FigureRecord | None
    series: tuple[PeriodFigure, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    since_first: Change | None = None
    since_previous: Change | None = None

    def beside(self, code: str) -> Comparison | None:
        """Return how it compares with an area; None where that has no figure of the same period."""
        return next((one for one in self.comparisons if one.gebied.code == code), None)


@dataclass(frozen=True)
class ThemeLines:
    """A theme of the wijkfoto with its indicators, loaded or not, and those of them for a front page."""

    key: str
    title: str
    lines: tuple[Line, ...]
    front: tuple[Line, ...] = ()


@dataclass(frozen=True)
class PairLines:
    """A subject on which residents were asked and something was measured; the note says why the two may differ."""

    key: str
    title: str
    residents: tuple[Line, ...]
    measured: tuple[Line, ...]
    note: str


@dataclass(frozen=True)
class Wijkfoto:
    """A gebied, its figures by subject, the areas it is compared with, and the loads that the figures came from.

    ``pairs`` are of what is loaded on both sides; ``portrait`` are lines with words for what there is more or less of.
    """

    gebied: GebiedRecord
    peildata: tuple[date, ...]
    compared_with: tuple[GebiedRecord, ...]
    key_figures: tuple[Line, ...]
    age_structure: tuple[Line, ...]
    themes: tuple[ThemeLines, ...]
    loads: Mapping[int, Load]
    pairs: tuple[PairLines, ...] = ()
    portrait: tuple[tuple[Line, str], ...] = ()

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
    places = by_place(read.figures)
    lines = {key: _line(catalogue.indicator(key), read, places, catalogue) for key in choice.indicators}
    return Wijkfoto(
        gebied=read.gebied,
        peildata=tuple(read.peildata),
        compared_with=tuple(read.compared_with),
        key_figures=tuple(lines[key] for key in choice.key_figures),
        age_structure=tuple(lines[key] for key in choice.age_structure),
        themes=tuple(
            ThemeLines(theme.key, theme.title, _of(theme.indicators, lines), _of(theme.front, lines))
            for theme in choice.themes
        ),
        loads=read.loads,
        pairs=tuple(_pairs(choice.pairs, lines)),
        portrait=tuple((lines[key], words) for key, words in choice.portrait.items() if lines[key].newest),
    )


def _of(keys: Iterable[str], lines: Mapping[str, Line]) -> tuple[Line, ...]:
    return tuple(lines[key] for key in keys)


def _pairs(choices: Iterable[PairChoice], lines: Mapping[str, Line]) -> Iterator[PairLines]:
    """Yield the subjects of which there is a figure on both sides, with what there is."""
    for choice in choices:
        residents, measured = (
            tuple(line for line in _of(keys, lines) if line.newest and has_figure(line.newest))
            for keys in (choice.residents, choice.measured)
        )
        if residents and measured:
            yield PairLines(choice.key, choice.title, residents, measured, choice.note)


Places = Mapping[tuple[str, str], Mapping[int, FigureRecord]]
"""Figures by area and indicator, then by period, old to new."""


def by_place(figures: Iterable[FigureRecord]) -> Places:
    """Order figures by area and indicator, then period; of one period the newest peildatum with a value stands."""
    places: dict[tuple[str, str], dict[int, FigureRecord]] = {}
    for figure in sorted(figures, key=lambda figure: (figure.period, figure.value is not None, figure.peildatum)):
        places.setdefault((figure.gebied_code, figure.indicator), {})[figure.period] = figure
    return places


def moved_boundaries(figures: Iterable[FigureRecord], code: str) -> frozenset[date]:
    """Return the peildata on which the boundary of an area was moved, as far as its figures tell."""
    return frozenset(one.peildatum for one in figures if one.gebied_code == code and one.change == BOUNDARY_MOVED)


def _line(indicator: Indicator, read: WijkfotoInput, places: Places, catalogue: Catalogue) -> Line:
    figures = list(places.get((read.gebied.code, indicator.key), {}).values())
    if not figures:
        return Line(indicator, newest=None)
    min_coverage = catalogue.coverage_needed[indicator.kind]
    moved = moved_boundaries(read.figures, read.gebied.code)
    series = series_of(indicator, figures, moved, min_coverage=min_coverage)
    newest = newest_of(figures)
    return Line(
        indicator,
        newest,
        series=series.points,
        comparisons=tuple(_comparisons(indicator, newest, read, places, min_coverage=min_coverage)),
        since_first=series.since_first,
        since_previous=series.since_previous,
    )


def _comparisons(
    indicator: Indicator, newest: FigureRecord, read: WijkfotoInput, places: Places, *, min_coverage: float
) -> Iterator[Comparison]:
    for gebied in read.compared_with:
        figure = places.get((gebied.code, indicator.key), {}).get(newest.period)
        if figure is not None:
            yield Comparison(gebied, figure, judgement_of(newest, figure, indicator, min_coverage=min_coverage))


def judgement_of(
    figure: FigureRecord, other: FigureRecord, indicator: Indicator, *, min_coverage: float
) -> Judgement | None:
    """Judge a figure beside that of another area; None where areas of different size cannot be compared by it."""
    if not is_comparable_between_areas(indicator):
        return None
    return judge(figure.figure, other.figure, indicator, min_coverage=min_coverage)

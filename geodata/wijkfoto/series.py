"""A figure over the years in a wijkfoto: cut where the definition or the boundary changed, and what changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from geodata.indicators.comparing.trends import MARKED_ESTIMATED_SHARE, Change, SeriesPoint, Trend, trend_of
from geodata.indicators.indicator import Indicator, SeriesBreak
from geodata.indicators.queries import FigureRecord

# CBS's indelingswijziging: 3 is a moved boundary ("Toelichting Wijk- en Buurtkaart 2022, 2023 en 2024", CBS 2024).
BOUNDARY_MOVED = 3


@dataclass(frozen=True)
class PeriodFigure:
    """A figure in a series.

    ``is_comparable`` is False where a boundary moved or the definition changed between this period and the newest,
    ``follows_break`` is True where that happened since the period before in the series; ``breaks`` are the changes of
    definition among it: none means that only the boundary moved.
    """

    figure: FigureRecord
    is_comparable: bool
    follows_break: bool = False
    breaks: tuple[SeriesBreak, ...] = ()

    @property
    def is_marked_estimated(self) -> bool:
        """Whether so much was carried over or divided by estimate that a reader has to be told."""
        return (self.figure.estimated_share or 0.0) >= MARKED_ESTIMATED_SHARE


@dataclass(frozen=True)
class Series:
    """Figures from old to new, and what the newest is beside the first and the one before that are comparable."""

    points: tuple[PeriodFigure, ...] = ()
    since_first: Change | None = None
    since_previous: Change | None = None


def has_figure(figure: FigureRecord) -> bool:
    """Tell whether there is a value or a range to show."""
    return figure.value is not None or figure.figure.likely_range() is not None


def newest_of(figures: Sequence[FigureRecord]) -> FigureRecord:
    """Return the last figure with a value or a range; where there is none, the last one, which says why."""
    return next((figure for figure in reversed(figures) if has_figure(figure)), figures[-1])


def series_of(
    indicator: Indicator, figures: Sequence[FigureRecord], moved: Collection[date], *, min_coverage: float
) -> Series:
    """Cut figures of one area into what is comparable, and say what changed.

    Parameters
    ----------
    figures
        One of each period, old to new.
    moved
        The peildata on which the boundary of the area was moved since the year before.
    min_coverage
        Share of an area's weight, 0 to 1, below which only hard ranges that do not overlap tell figures apart.
    """
    if not figures:
        return Series()
    newest = newest_of(figures)
    stretches = _on_same_boundaries(figures, moved)
    trends = [trend_of(indicator, map(_point, stretch), min_coverage=min_coverage) for stretch in stretches]
    at_newest = next(trend for trend, stretch in zip(trends, stretches, strict=True) if newest in stretch)
    by_period = {figure.period: figure for figure in figures}
    points = [point for trend in trends for point in _points(trend, by_period, newest)]
    return Series(
        points=(PeriodFigure(points[0].figure, points[0].is_comparable), *points[1:]),
        since_first=at_newest.since_first,
        since_previous=at_newest.since_previous,
    )


def _on_same_boundaries(figures: Sequence[FigureRecord], moved: Collection[date]) -> list[list[FigureRecord]]:
    stretches = [[figures[0]]]
    for before, figure in pairwise(figures):
        first, last = sorted((before.peildatum, figure.peildatum))
        if any(first < peildatum <= last for peildatum in moved):
            stretches.append([])
        stretches[-1].append(figure)
    return stretches


def _point(figure: FigureRecord) -> SeriesPoint:
    return SeriesPoint(figure.period, figure.figure, figure.peildatum)


def _points(trend: Trend, by_period: Mapping[int, FigureRecord], newest: FigureRecord) -> list[PeriodFigure]:
    """Return the figures of a trend; the first one of each segment follows a break."""
    points = []
    for segment in trend.segments:
        is_comparable = newest.period in {point.period for point in segment.points}
        figures = [by_period[point.period] for point in segment.points]
        points.append(PeriodFigure(figures[0], is_comparable, follows_break=True, breaks=segment.breaks))
        points += [PeriodFigure(figure, is_comparable) for figure in figures[1:]]
    return points

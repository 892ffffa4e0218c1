"""Small charts for pages, as numbers ready to draw: interval bars, trends and the age structure.

All are decoration beside a table that says the same; the templates draw them as SVG without script or inline style.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geodata.indicators.comparing.signals import is_comparable_between_areas
from geodata.indicators.queries import FigureRecord
from geodata.wijkfoto.series import PeriodFigure, has_figure
from geodata.wijkfoto.wijkfoto import Comparison, Line

BAR_WIDTH = 180.0
TREND_WIDTH = 150.0
TREND_HEIGHT = 48.0
MARGIN = 5.0
LEAST_WIDTH = 2.0


@dataclass(frozen=True)
class IntervalBar:
    """The range of a figure on an axis from zero, its value, and the value of the gemeente; in units of the viewBox."""

    start: float
    width: float
    point: float | None
    zero: float
    other: float | None


@dataclass(frozen=True)
class Trend:
    """A series: a point per figure, its range as an upright bar, lines through comparable figures, and the breaks.

    Parameters
    ----------
    bars
        x, highest and lowest of each range.
    breaks
        x of each place where a boundary moved or the definition changed.
    estimated
        x of each figure of which a part was estimated.
    """

    first_period: int
    last_period: int
    lines: tuple[str, ...]
    bars: tuple[tuple[float, float, float], ...]
    dots: tuple[tuple[float, float], ...]
    breaks: tuple[float, ...]
    estimated: tuple[float, ...]


@dataclass(frozen=True)
class AgeBar:
    """One age group: its share and that of the gemeente, as lengths on a common scale."""

    label: str
    figure: str
    margin: str
    width: float
    other: float | None
    other_figure: str


def interval_bar(line: Line, around: Comparison | None) -> IntervalBar | None:
    """Draw the figure of a line beside that of the area around; None where that says nothing."""
    if line.newest is None or not is_comparable_between_areas(line.indicator):
        return None
    own_range = line.newest.figure.likely_range()
    if own_range is None:
        return None
    other = around.figure.value if around else None
    known = [*own_range, 0.0] + ([] if other is None else [other])
    lowest, highest = min(known), max(known)
    scale = (BAR_WIDTH - 2 * MARGIN) / ((highest - lowest) or 1.0)

    def place(value: float) -> float:
        return round(MARGIN + (value - lowest) * scale, 1)

    start, end = place(own_range[0]), place(own_range[1])
    return IntervalBar(
        start=min(start, BAR_WIDTH - MARGIN - LEAST_WIDTH),
        width=max(round(end - start, 1), LEAST_WIDTH),
        point=None if line.newest.value is None else place(line.newest.value),
        zero=place(0.0),
        other=None if other is None else place(other),
    )


def trend(series: Sequence[PeriodFigure]) -> Trend | None:
    """Draw a series, from old to new; None with fewer than two figures."""
    stretches = _stretches(series)
    known = [figure for stretch in stretches for figure in stretch]
    if len(known) < 2:
        return None
    scale = _TrendScale(known)
    pointed = [[figure for figure in stretch if figure.value is not None] for stretch in stretches]
    return Trend(
        first_period=known[0].period,
        last_period=known[-1].period,
        lines=tuple(scale.line(stretch) for stretch in pointed if len(stretch) > 1),
        bars=tuple(scale.bar(figure) for figure in known),
        dots=tuple(scale.dot(figure) for stretch in pointed for figure in stretch),
        breaks=tuple(scale.between(before[-1], after[0]) for before, after in pairwise(stretches)),
        estimated=tuple(scale.x(item.figure.period) for item in series if item.is_marked_estimated),
    )


def _stretches(series: Sequence[PeriodFigure]) -> list[list[FigureRecord]]:
    """Return the figures that are known, cut at each break; a break between missing years is one too."""
    stretches: list[list[FigureRecord]] = []
    has_break = True
    for item in series:
        has_break = has_break or item.follows_break
        if not has_figure(item.figure):
            continue
        if has_break:
            stretches.append([])
        stretches[-1].append(item.figure)
        has_break = False
    return stretches


def _drawn_range(figure: FigureRecord) -> tuple[float, float]:
    """Return the range of a figure, or where none is known no more than its place."""
    value = figure.value or 0.0
    return figure.figure.likely_range() or (value, value)


class _TrendScale:
    """Places of periods and values in a trend."""

    def __init__(self, figures: Sequence[FigureRecord]) -> None:
        ends = [end for figure in figures for end in _drawn_range(figure)]
        periods = [figure.period for figure in figures]
        self.first, self.span = min(periods), (max(periods) - min(periods)) or 1
        self.lowest, self.height = min(ends), (max(ends) - min(ends)) or 1.0

    def x(self, period: float) -> float:
        """Return where a period lies."""
        return round(MARGIN + (period - self.first) / self.span * (TREND_WIDTH - 2 * MARGIN), 1)

    def y(self, value: float) -> float:
        """Return how high a value lies; downwards, as in SVG."""
        share = (value - self.lowest) / self.height
        return round(TREND_HEIGHT - MARGIN - share * (TREND_HEIGHT - 2 * MARGIN), 1)

    def between(self, before: FigureRecord, after: FigureRecord) -> float:
        """Return the middle between two figures."""
        return self.x((before.period + after.period) / 2)

    def dot(self, figure: FigureRecord) -> tuple[float, float]:
        """Return the place of a value."""
        return self.x(figure.period), self.y(figure.value or 0.0)

    def bar(self, figure: FigureRecord) -> tuple[float, float, float]:
        """Return the place of a range: x, highest, lowest."""
        lowest, highest = _drawn_range(figure)
        return self.x(figure.period), self.y(highest), self.y(lowest)

    def line(self, figures: Sequence[FigureRecord]) -> str:
        """Return the points of the values."""
        return " ".join(f"{x},{y}" for x, y in map(self.dot, figures))

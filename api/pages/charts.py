"""Small charts for pages, as numbers ready to draw: interval bars, trends and the age structure.

All are decoration beside a table that says the same; the templates draw them as SVG without script or inline style.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from api.pages.figure_text import unit_of
from geodata.indicators.comparing.signals import is_comparable_between_areas
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from geodata.wijkfoto.series import PeriodFigure, has_figure
from geodata.wijkfoto.wijkfoto import Comparison, Line
from maps.numbers import format_value

BAR_WIDTH = 180.0
MARGIN = 5.0
LEAST_WIDTH = 2.0
MOST_YEARS = 8
# A tick that is off by no more than a float's error is on the spot.
_SLACK = 1e-9


@dataclass(frozen=True)
class Frame:
    """Where in its viewBox a trend is drawn."""

    left: float
    right: float
    top: float
    bottom: float


SMALL = Frame(left=5.0, right=145.0, top=5.0, bottom=43.0)
LARGE = Frame(left=76.0, right=440.0, top=14.0, bottom=150.0)


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
class LargeTrend:
    """A series with its axes: places of values and of years, each with what is written there."""

    trend: Trend
    values: tuple[tuple[float, str], ...]
    starts_at_zero: bool
    years: tuple[tuple[float, str], ...]


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
    known = [item.figure for item in series if has_figure(item.figure)]
    return _drawn(series, _scale(known, SMALL, _ends(known))) if len(known) > 1 else None


def large_trend(series: Sequence[PeriodFigure], indicator: Indicator) -> LargeTrend | None:
    """Draw a series with its axes; None with fewer than two figures."""
    known = [item.figure for item in series if has_figure(item.figure)]
    if len(known) < 2:
        return None
    ticks = nice_ticks(*_ends(known))
    scale = _scale(known, LARGE, (ticks[0], ticks[-1]))
    every = -(-len(known) // MOST_YEARS)
    return LargeTrend(
        trend=_drawn(series, scale),
        values=tuple((scale.y(tick), _tick_text(tick, ticks, indicator)) for tick in ticks),
        starts_at_zero=ticks[0] == 0,
        years=tuple((scale.x(figure.period), str(figure.period)) for figure in reversed(known[::-every])),
    )


def nice_ticks(lowest: float, highest: float, *, most: int = 5) -> list[float]:
    """Return round numbers, at most `most`, from one at or below the lowest to one at or above the highest.

    Examples
    --------
    >>> nice_ticks(12, 29)
    [10.0, 15.0, 20.0, 25.0, 30.0]
    """
    span = (highest - lowest) or abs(highest) or 1.0
    rough = 10.0 ** floor(log10(span / most))
    for step in (rough * factor for factor in (1, 2, 5, 10, 20)):
        first, last = floor(lowest / step + _SLACK), ceil(highest / step - _SLACK)
        if max(last - first, 1) < most:
            break
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]


def _tick_text(tick: float, ticks: Sequence[float], indicator: Indicator) -> str:
    decimals = next(number for number in range(11) if all(round(one, number) == one for one in ticks))
    return format_value(tick, unit_of(indicator), decimals=decimals)


def _ends(figures: Sequence[FigureRecord]) -> tuple[float, float]:
    ends = [end for figure in figures for end in _drawn_range(figure)]
    return min(ends), max(ends)


def _scale(figures: Sequence[FigureRecord], frame: Frame, ends: tuple[float, float]) -> "_TrendScale":
    return _TrendScale(frame, (figures[0].period, figures[-1].period), ends)


def _drawn(series: Sequence[PeriodFigure], scale: "_TrendScale") -> Trend:
    stretches = _stretches(series)
    known = [figure for stretch in stretches for figure in stretch]
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

    def __init__(self, frame: Frame, periods: tuple[int, int], ends: tuple[float, float]) -> None:
        self.frame = frame
        self.first, self.span = periods[0], (periods[1] - periods[0]) or 1
        self.lowest, self.height = ends[0], (ends[1] - ends[0]) or 1.0

    def x(self, period: float) -> float:
        """Return where a period lies."""
        share = (period - self.first) / self.span
        return round(self.frame.left + share * (self.frame.right - self.frame.left), 1)

    def y(self, value: float) -> float:
        """Return how high a value lies; downwards, as in SVG."""
        share = (value - self.lowest) / self.height
        return round(self.frame.bottom - share * (self.frame.bottom - self.frame.top), 1)

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

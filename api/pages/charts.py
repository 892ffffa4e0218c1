"""Small charts for pages, as numbers ready to draw: interval bars, trends and the age structure.

All are decoration beside a table that says the same; the templates draw them as SVG without script or inline style.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geodata.indicators.queries import FigureRecord
from geodata.wijkfoto.wijkfoto import NOT_COMPARED, Line, PeriodFigure, range_of

BAR_WIDTH = 180.0
TREND_WIDTH = 120.0
TREND_HEIGHT = 36.0
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
    """A line through comparable figures per stretch, with the band of their ranges, and the last point."""

    lines: tuple[str, ...]
    bands: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class AgeBar:
    """One age group: its share and that of the gemeente, as lengths on a common scale."""

    label: str
    figure: str
    margin: str
    width: float
    other: float | None
    other_figure: str


def interval_bar(line: Line) -> IntervalBar | None:
    """Draw the figure of a line beside that of the first area it is compared with; None where that says nothing."""
    if line.newest is None or line.indicator.kind in NOT_COMPARED:
        return None
    own_range = range_of(line.newest)
    if own_range is None:
        return None
    other = line.comparisons[0].figure.value if line.comparisons else None
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
    """Draw a series; figures that cannot be compared are not joined. None with fewer than two figures."""
    known = [item for item in series if range_of(item.figure) is not None and item.figure.value is not None]
    if len(known) < 2:
        return None
    scale = _TrendScale([item.figure for item in known])
    stretches: list[list[PeriodFigure]] = [[known[0]]]
    for before, item in pairwise(known):
        if before.is_comparable == item.is_comparable and item.is_comparable:
            stretches[-1].append(item)
        else:
            stretches.append([item])
    return Trend(
        lines=tuple(scale.line([item.figure for item in stretch]) for stretch in stretches if len(stretch) > 1),
        bands=tuple(scale.band([item.figure for item in stretch]) for stretch in stretches if len(stretch) > 1),
        dots=tuple((scale.x(item.figure), scale.y(item.figure.value or 0.0)) for item in known),
    )


class _TrendScale:
    """Places of periods and values in a trend."""

    def __init__(self, figures: Sequence[FigureRecord]) -> None:
        ends = [end for figure in figures for end in range_of(figure) or ()]
        periods = [figure.period for figure in figures]
        self.first, self.span = min(periods), (max(periods) - min(periods)) or 1
        self.lowest, self.height = min(ends), (max(ends) - min(ends)) or 1.0

    def x(self, figure: FigureRecord) -> float:
        """Return where a figure's period lies."""
        return round(MARGIN + (figure.period - self.first) / self.span * (TREND_WIDTH - 2 * MARGIN), 1)

    def y(self, value: float) -> float:
        """Return how high a value lies; downwards, as in SVG."""
        share = (value - self.lowest) / self.height
        return round(TREND_HEIGHT - MARGIN - share * (TREND_HEIGHT - 2 * MARGIN), 1)

    def line(self, figures: Sequence[FigureRecord]) -> str:
        """Return the points of the values."""
        return " ".join(f"{self.x(figure)},{self.y(figure.value or 0.0)}" for figure in figures)

    def band(self, figures: Sequence[FigureRecord]) -> str:
        """Return the outline of the ranges: along the highest and back along the lowest."""
        ranges = [(figure, range_of(figure) or (0.0, 0.0)) for figure in figures]
        upper = [f"{self.x(figure)},{self.y(highest)}" for figure, (_, highest) in ranges]
        lower = [f"{self.x(figure)},{self.y(lowest)}" for figure, (lowest, _) in reversed(ranges)]
        return " ".join(upper + lower)

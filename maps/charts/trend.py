"""One figure over the years: a point per year with its range, and lines that are cut where the series breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from maps.charts.axis import Axis, axis_of
from maps.charts.chart import Chart, ChartSubject
from maps.charts.look import AXIS, FIGURE, GRID, RANGE, SHEET_WIDTH, bar, dashed, dot, line, sign, words
from maps.numbers import NO_FIGURE, figure_decimals, format_range, format_value, range_decimals
from maps.sheet import SheetRow

_TOP = 26.0
_BELOW = 24.0
_BESIDE = 22.0
_LETTER = 7.4
_YEAR_WIDTH = 46.0
_BAR = 9.0


@dataclass(frozen=True)
class TrendPoint:
    """A figure of a year: its value and range as shown (None where there is none), and why there is no value.

    ``follows_break`` is True where it cannot be compared with those before it.
    """

    period: int
    value: float | None
    lowest: float | None = None
    highest: float | None = None
    is_estimated: bool = False
    follows_break: bool = False
    reason: str = NO_FIGURE

    @property
    def ends(self) -> tuple[float, ...]:
        """The numbers that have to be on the axis."""
        return tuple(number for number in (self.lowest, self.value, self.highest) if number is not None)


@dataclass(frozen=True)
class ChartSize:
    """Size of the drawing, in units of about a pixel."""

    width: float = SHEET_WIDTH
    height: float = 320.0


def trend_chart(points: Sequence[TrendPoint], subject: ChartSubject, size: ChartSize | None = None) -> Chart | None:
    """Draw a series.

    Parameters
    ----------
    points
        One of each year, from old to new; a year without a figure is one with a reason.

    Returns
    -------
    Chart or None
        None with fewer than two figures: that is no series.
    """
    known = [point for point in points if point.ends]
    if len(known) < 2:
        return None
    size = size or ChartSize()
    ends = [end for point in known for end in point.ends]
    axis = axis_of(min(ends), max(ends), most_steps=4 if size.height > 200 else 2)
    frame = _Frame(axis, subject, size, first=points[0].period, last=points[-1].period)
    stretches = _stretches(points)
    return Chart(
        kind="verloop",
        width=size.width,
        height=size.height,
        drawing=frame.grid() + frame.years() + _series(frame, stretches) + _missing(frame, points),
        title=subject.title,
        description=" ".join(f"{_sentence(point, subject)}." for point in points),
        rows=tuple(_rows(points, stretches)),
        remark="" if axis.begins_at_zero else f"De as begint bij {axis.labels(subject.unit)[0]}.",
    )


@dataclass(frozen=True)
class _Frame:
    """Where years and values lie."""

    axis: Axis
    subject: ChartSubject
    size: ChartSize
    first: int
    last: int

    @property
    def left(self) -> float:
        return 10 + _LETTER * max(map(len, self.axis.labels(self.subject.unit)))

    @property
    def bottom(self) -> float:
        return self.size.height - _BELOW

    def x(self, period: float) -> float:
        start, end = self.left + _BESIDE, self.size.width - _BESIDE
        return start + (period - self.first) / ((self.last - self.first) or 1) * (end - start)

    def y(self, value: float) -> float:
        return self.bottom - self.axis.share(value) * (self.bottom - _TOP)

    def grid(self) -> str:
        drawn = ""
        for tick, label in zip(self.axis.ticks, self.axis.labels(self.subject.unit), strict=True):
            is_ground = tick == self.axis.lowest
            y = self.y(tick)
            drawn += line(
                (self.left, y),
                (self.size.width, y),
                name="as" if is_ground else "rooster",
                stroke=AXIS if is_ground else GRID,
            )
            drawn += words((self.left - 6, y + 4.5), label, anchor="end", look="bij")
        return drawn

    def years(self) -> str:
        """Return as many years as there is room for, the last one among them."""
        room = max(1, int((self.size.width - self.left) // _YEAR_WIDTH))
        every = -(-(self.last - self.first + 1) // room)
        shown = range(self.last, self.first - 1, -every)
        return "".join(
            words((self.x(year), self.size.height - 6), str(year), anchor="middle", look="bij") for year in shown
        )


def _stretches(points: Sequence[TrendPoint]) -> list[list[TrendPoint]]:
    """Return the figures that are known, cut at each break; a break at a year without a figure is one too."""
    stretches: list[list[TrendPoint]] = []
    has_break = True
    for point in points:
        has_break = has_break or point.follows_break
        if not point.ends:
            continue
        if has_break:
            stretches.append([])
        stretches[-1].append(point)
        has_break = False
    return stretches


def _series(frame: _Frame, stretches: Sequence[Sequence[TrendPoint]]) -> str:
    breaks = "".join(
        dashed(
            (frame.x(before[-1].period) + frame.x(after[0].period)) / 2,
            _TOP - 8,
            frame.bottom,
            name="breuk",
            stroke=AXIS,
        )
        for before, after in pairwise(stretches)
    )
    ranges = "".join(_range(frame, point) for stretch in stretches for point in stretch)
    lines = "".join(_line(frame, stretch) for stretch in stretches)
    dots = "".join(_dot(frame, point) for stretch in stretches for point in stretch)
    labels = "".join(_label(frame, point) for point in _labelled(frame, stretches))
    return breaks + ranges + lines + dots + labels


def _range(frame: _Frame, point: TrendPoint) -> str:
    if point.lowest is None or point.highest is None:
        return ""
    top, bottom = frame.y(point.highest), frame.y(point.lowest)
    return bar((frame.x(point.period) - _BAR / 2, top), (_BAR, max(bottom - top, 1.5)), name="bereik", fill=RANGE)


def _line(frame: _Frame, stretch: Sequence[TrendPoint]) -> str:
    places = [f"{frame.x(one.period):.1f},{frame.y(one.value):.1f}" for one in stretch if one.value is not None]
    return (
        f'<polyline class="lijn" points="{" ".join(places)}" fill="none" stroke="{FIGURE}" stroke-width="2"/>'
        if len(places) > 1
        else ""
    )


def _dot(frame: _Frame, point: TrendPoint) -> str:
    return "" if point.value is None else dot(frame.x(point.period), frame.y(point.value), is_open=point.is_estimated)


def _labelled(frame: _Frame, stretches: Sequence[Sequence[TrendPoint]]) -> list[TrendPoint]:
    """Return the points that get their number: the last, and the first where the two do not touch."""
    valued = [point for stretch in stretches for point in stretch if point.value is not None]
    if len(valued) < 2:
        return valued
    first, last = valued[0], valued[-1]
    room = _LETTER * (len(_figure(first, frame.subject)) + len(_figure(last, frame.subject)) + 2)
    return [first, last] if frame.x(last.period) - frame.x(first.period) > room / 2 + _BESIDE else [last]


def _label(frame: _Frame, point: TrendPoint) -> str:
    """Write the number of a point above it; at the ends of the chart it stays within the drawing."""
    x, top = frame.x(point.period), frame.y(max(point.ends)) - 9
    if point.period == frame.last:
        return words((frame.size.width, top), _figure(point, frame.subject), anchor="end", look="vet")
    if point.period == frame.first:
        return words((frame.left + 4, top), _figure(point, frame.subject), look="vet")
    return words((x, top), _figure(point, frame.subject), anchor="middle", look="vet")


def _missing(frame: _Frame, points: Sequence[TrendPoint]) -> str:
    """Mark each year without a figure on the axis: missing is not zero."""
    return "".join(
        words((frame.x(point.period), frame.bottom - 6), "–", anchor="middle", look="bij")
        for point in points
        if not point.ends
    )


def _figure(point: TrendPoint, subject: ChartSubject) -> str:
    decimals = figure_decimals(point.lowest, point.highest, point.value, decimals=subject.decimals)
    return format_value(point.value, subject.unit, decimals=decimals)


def _sentence(point: TrendPoint, subject: ChartSubject) -> str:
    """Say a point in words, with its range where that adds anything."""
    margin = ""
    if point.lowest is not None or point.highest is not None:
        decimals = range_decimals(point.lowest, point.highest, decimals=subject.decimals)
        margin = format_range(point.lowest, point.highest, unit=subject.unit, decimals=decimals)
    if point.value is None:
        said = margin or point.reason
    else:
        said = _figure(point, subject)
        said += f" (bereik {margin})" if margin and margin != said else ""
    marks = [
        mark for mark, is_so in (("deels geschat", point.is_estimated), ("na een breuk", point.follows_break)) if is_so
    ]
    return f"{point.period}: {', '.join([said, *marks])}"


def _rows(points: Sequence[TrendPoint], stretches: Sequence[Sequence[TrendPoint]]) -> list[SheetRow]:
    has_range = any(point.lowest is not None and point.highest is not None for point in points)
    found = [
        (True, line((0, 9), (30, 9), name="lijn", stroke=FIGURE, width=2) + dot(15, 9), "het cijfer"),
        (
            has_range,
            bar((11, 0), (_BAR, 18), name="bereik", fill=RANGE),
            "hierbinnen ligt het echte getal (zeker, of met 95% zekerheid)",
        ),
        (any(point.is_estimated for point in points), dot(15, 9, is_open=True), "deels geschat"),
        (
            len(stretches) > 1,
            dashed(15, 0, 18, name="breuk", stroke=AXIS),
            "de grens of de definitie veranderde: links en rechts zijn niet te vergelijken",
        ),
        (any(not point.ends for point in points), words((15, 14), "–", anchor="middle"), "geen cijfer"),
    ]
    return [SheetRow(sign(drawing), label) for occurs, drawing, label in found if occurs]

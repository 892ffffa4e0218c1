"""Areas beside each other by one indicator: a point, the likely range and the hard range of each, and a reference."""

from collections.abc import Sequence
from dataclasses import dataclass

from maps.charts.axis import Axis, axis_of
from maps.charts.chart import Chart, ChartSubject
from maps.charts.look import (
    AXIS,
    GRID,
    OTHER,
    RANGE,
    SHEET_WIDTH,
    bar,
    dashed,
    dot,
    line,
    shortened,
    sign,
    words,
)
from maps.numbers import NO_FIGURE, figure_decimals, format_range, format_value, range_decimals
from maps.sheet import SheetRow

_ROW = 26.0
_TOP = 24.0
_LEFT = 206.0
_RIGHT = 76.0
_LETTERS = 24

Ends = tuple[float, float]


@dataclass(frozen=True)
class IntervalRow:
    """An area with its figure: ``likely`` is the 95 % range, ``hard`` what is sure; None where it is not known."""

    name: str
    value: float | None
    likely: Ends | None = None
    hard: Ends | None = None
    is_subject: bool = False
    reason: str = NO_FIGURE

    @property
    def ends(self) -> tuple[float, ...]:
        """The numbers that have to be on the axis."""
        own = () if self.value is None else (self.value,)
        return own + (self.likely or ()) + (self.hard or ())


@dataclass(frozen=True)
class Reference:
    """A value that all areas are seen beside, such as that of the gemeente."""

    name: str
    value: float


def intervals_chart(
    rows: Sequence[IntervalRow],
    subject: ChartSubject,
    *,
    reference: Reference | None = None,
    width: float = SHEET_WIDTH,
) -> Chart | None:
    """Draw areas beside each other, in the order given.

    Returns
    -------
    Chart or None
        None where no area has a figure.
    """
    ends = [end for row in rows for end in row.ends]
    if not ends:
        return None
    ends += [] if reference is None else [reference.value]
    axis = axis_of(min(ends), max(ends))
    frame = _Frame(axis, subject, width, bottom=_TOP + _ROW * len(rows))
    drawn = "".join(_row(frame, row, _TOP + number * _ROW) for number, row in enumerate(rows))
    return Chart(
        kind="vergelijking",
        width=width,
        height=frame.bottom + 26,
        drawing=frame.grid() + _reference(frame, reference) + drawn,
        title=subject.title,
        description=_description(rows, subject, reference),
        rows=tuple(_legend(rows, reference)),
        remark="" if axis.begins_at_zero else f"De as begint bij {axis.labels(subject.unit)[0]}.",
    )


@dataclass(frozen=True)
class _Frame:
    axis: Axis
    subject: ChartSubject
    width: float
    bottom: float

    def x(self, value: float) -> float:
        return _LEFT + self.axis.share(value) * (self.width - _RIGHT - _LEFT)

    def grid(self) -> str:
        drawn = ""
        for tick, label in zip(self.axis.ticks, self.axis.labels(self.subject.unit), strict=True):
            name, stroke = ("as", AXIS) if tick == self.axis.lowest else ("rooster", GRID)
            drawn += line((self.x(tick), _TOP - 4), (self.x(tick), self.bottom), name=name, stroke=stroke)
            drawn += words((self.x(tick), self.bottom + 18), label, anchor="middle", look="bij")
        return drawn


def _reference(frame: _Frame, reference: Reference | None) -> str:
    if reference is None:
        return ""
    x = frame.x(reference.value)
    figure = format_value(reference.value, frame.subject.unit, decimals=frame.subject.decimals)
    said = words((x, 13), f"{reference.name} {figure}", anchor=_anchor(frame, x), look="bij")
    return said + dashed(x, _TOP - 6, frame.bottom, name="ander", stroke=OTHER)


def _anchor(frame: _Frame, x: float) -> str:
    """Keep the words at a line within the drawing."""
    share = (x - _LEFT) / (frame.width - _RIGHT - _LEFT)
    return "start" if share < 0.15 else "end" if share > 0.85 else "middle"


def _row(frame: _Frame, row: IntervalRow, top: float) -> str:
    middle = top + _ROW / 2
    name = words(
        (_LEFT - 10, middle + 4.5), shortened(row.name, _LETTERS), anchor="end", look="vet" if row.is_subject else ""
    )
    if not row.ends:
        return name + words((_LEFT + 6, middle + 4.5), row.reason, look="bij")
    drawn = "" if row.hard is None else _hard(frame.x(row.hard[0]), frame.x(row.hard[1]), middle)
    drawn += "" if row.likely is None else _likely(frame.x(row.likely[0]), frame.x(row.likely[1]), middle)
    drawn += "" if row.value is None else dot(frame.x(row.value), middle)
    figure = words(
        (frame.width - 4, middle + 4.5), _figure(row, frame.subject), anchor="end", look="vet" if row.is_subject else ""
    )
    return name + drawn + figure


def _hard(start: float, end: float, middle: float) -> str:
    return "".join(
        [
            line((start, middle), (end, middle), name="bereik-zeker", stroke=AXIS, width=1.5),
            *(
                line((x, middle - 4), (x, middle + 4), name="bereik-zeker", stroke=AXIS, width=1.5)
                for x in (start, end)
            ),
        ]
    )


def _likely(start: float, end: float, middle: float) -> str:
    return bar((start, middle - 5), (max(end - start, 2), 10), name="bereik", fill=RANGE)


def _figure(row: IntervalRow, subject: ChartSubject) -> str:
    if row.value is None:
        return ""
    lowest, highest = row.likely or row.hard or (None, None)
    decimals = figure_decimals(lowest, highest, row.value, decimals=subject.decimals)
    return format_value(row.value, subject.unit, decimals=decimals)


def _description(rows: Sequence[IntervalRow], subject: ChartSubject, reference: Reference | None) -> str:
    said = [f"{_sentence(row, subject)}." for row in rows]
    if reference is not None:
        figure = format_value(reference.value, subject.unit, decimals=subject.decimals)
        said.append(f"Ter vergelijking {reference.name}: {figure}.")
    return " ".join(said)


def _sentence(row: IntervalRow, subject: ChartSubject) -> str:
    ends = row.likely or row.hard
    margin = ""
    if ends is not None:
        decimals = range_decimals(*ends, decimals=subject.decimals)
        margin = format_range(*ends, unit=subject.unit, decimals=decimals)
    if row.value is None:
        return f"{row.name}: {margin or row.reason}"
    figure = _figure(row, subject)
    word = "waarschijnlijk" if row.likely else "zeker"
    return f"{row.name}: {figure}" + (f" ({word} {margin})" if margin and margin != figure else "")


def _legend(rows: Sequence[IntervalRow], reference: Reference | None) -> list[SheetRow]:
    found = [
        (True, dot(15, 9), "het cijfer"),
        (any(row.likely for row in rows), _likely(0, 30, 9), "hierbinnen ligt het echte getal met 95% zekerheid"),
        (any(row.hard for row in rows), _hard(1, 29, 9), "hierbinnen ligt het echte getal zeker"),
        (reference is not None, dashed(15, 0, 18, name="ander", stroke=OTHER), reference.name if reference else ""),
    ]
    return [SheetRow(sign(drawing), label) for occurs, drawing, label in found if occurs]

"""An age structure: the share of each age group as a bar with its range, beside that of another area."""

from collections.abc import Sequence
from dataclasses import dataclass

from maps.charts.axis import Axis, axis_of
from maps.charts.chart import Chart, ChartSubject
from maps.charts.look import AXIS, BAR, GRID, INK, OTHER, SHEET_WIDTH, bar, line, sign, words
from maps.numbers import format_range, format_value, range_decimals
from maps.sheet import SheetRow

_ROW = 40.0
_BAR = 20.0
_TOP = 8.0
_BELOW = 26.0
_LETTER = 7.4


@dataclass(frozen=True)
class AgeGroup:
    """The share of an age group, its range as shown, and the share in the other area; None where there is none."""

    label: str
    value: float | None
    lowest: float | None = None
    highest: float | None = None
    other: float | None = None
    reason: str = ""

    @property
    def ends(self) -> tuple[float, ...]:
        """The numbers that have to be on the axis."""
        return tuple(one for one in (self.lowest, self.value, self.highest, self.other) if one is not None)


def ages_chart(
    groups: Sequence[AgeGroup], subject: ChartSubject, *, names: tuple[str, str], width: float = SHEET_WIDTH
) -> Chart | None:
    """Draw an age structure.

    Parameters
    ----------
    groups
        From young to old.
    names
        Name of the area, and of the one that it is set beside; the latter empty where there is none.

    Returns
    -------
    Chart or None
        None where no group has a share.
    """
    if all(group.value is None for group in groups):
        return None
    highest = max(end for group in groups for end in group.ends)
    frame = _Frame(axis_of(0, highest, from_zero=True), subject, groups, width)
    rows = "".join(_group(frame, group, _TOP + number * _ROW) for number, group in enumerate(groups))
    return Chart(
        kind="leeftijd",
        width=width,
        height=_TOP + _ROW * len(groups) + _BELOW,
        drawing=frame.grid() + rows,
        title=subject.title,
        description=" ".join(f"{_sentence(group, subject, names[1])}." for group in groups),
        rows=tuple(_rows(groups, names)),
    )


@dataclass(frozen=True)
class _Frame:
    axis: Axis
    subject: ChartSubject
    groups: Sequence[AgeGroup]
    width: float

    @property
    def left(self) -> float:
        return 12 + _LETTER * max(len(group.label) for group in self.groups)

    @property
    def right(self) -> float:
        return self.width - 64

    def x(self, value: float) -> float:
        return self.left + self.axis.share(value) * (self.right - self.left)

    def grid(self) -> str:
        bottom = _TOP + _ROW * len(self.groups)
        drawn = ""
        for tick, label in zip(self.axis.ticks, self.axis.labels(self.subject.unit), strict=True):
            name, stroke = ("as", AXIS) if tick == 0 else ("rooster", GRID)
            drawn += line((self.x(tick), _TOP), (self.x(tick), bottom), name=name, stroke=stroke)
            drawn += words((self.x(tick), bottom + 18), label, anchor="middle", look="bij")
        return drawn


def _group(frame: _Frame, group: AgeGroup, top: float) -> str:
    middle = top + _ROW / 2
    label = words((frame.left - 8, middle + 4.5), group.label, anchor="end")
    if group.value is None:
        return label + words((frame.left + 6, middle + 4.5), group.reason, look="bij")
    drawn = bar((frame.left, middle - _BAR / 2), (frame.x(group.value) - frame.left, _BAR), name="staaf", fill=BAR)
    if group.lowest is not None and group.highest is not None:
        drawn += _whisker(frame.x(group.lowest), frame.x(group.highest), middle)
    if group.other is not None:
        x = frame.x(group.other)
        drawn += line((x, middle - _BAR / 2 - 4), (x, middle + _BAR / 2 + 4), name="ander", stroke=OTHER, width=3)
    figure = format_value(group.value, frame.subject.unit, decimals=frame.subject.decimals)
    return label + drawn + words((frame.width - 4, middle + 4.5), figure, anchor="end", look="vet")


def _whisker(start: float, end: float, middle: float) -> str:
    ends = "".join(
        line((x, middle - 4), (x, middle + 4), name="bereik-lijn", stroke=INK, width=1.5) for x in (start, end)
    )
    return line((start, middle), (end, middle), name="bereik-lijn", stroke=INK, width=1.5) + ends


def _sentence(group: AgeGroup, subject: ChartSubject, other_name: str) -> str:
    if group.value is None:
        return f"{group.label}: {group.reason}"
    said = format_value(group.value, subject.unit, decimals=subject.decimals)
    if group.lowest is not None and group.highest is not None:
        decimals = range_decimals(group.lowest, group.highest, decimals=subject.decimals)
        margin = format_range(group.lowest, group.highest, unit=subject.unit, decimals=decimals)
        said += f" (bereik {margin})" if margin != said else ""
    if group.other is not None:
        said += f"; {other_name} {format_value(group.other, subject.unit, decimals=subject.decimals)}"
    return f"{group.label}: {said}"


def _rows(groups: Sequence[AgeGroup], names: tuple[str, str]) -> list[SheetRow]:
    has_range = any(group.lowest is not None and group.highest is not None for group in groups)
    has_other = any(group.other is not None for group in groups)
    found = [
        (True, bar((0, 2), (30, 14), name="staaf", fill=BAR), names[0]),
        (has_other, line((15, 0), (15, 18), name="ander", stroke=OTHER, width=3), names[1]),
        (has_range, _whisker(2, 28, 9), "hierbinnen ligt het echte getal (zeker, of met 95% zekerheid)"),
    ]
    return [SheetRow(sign(drawing), label) for occurs, drawing, label in found if occurs]

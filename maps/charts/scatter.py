"""Areas by two indicators at once: a point each, with the range of both, and the lines of what they lie in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import product

from maps.charts.axis import Axis, axis_of
from maps.charts.chart import Chart, ChartSubject
from maps.charts.intervals import Ends
from maps.charts.look import AXIS, GRID, OTHER, PAPER, RANGE, dot, line, shortened, sign, words
from maps.numbers import format_value
from maps.sheet import SheetRow

_WIDTH, _HEIGHT = 600.0, 480.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 88.0, 20.0, 44.0, 48.0
_LETTERS = 24
_MOST_NAMED = 10
# What a letter takes, on average, in units: names are kept apart by it.
_LETTER, _LINE = 6.6, 15.0


@dataclass(frozen=True)
class ScatterPoint:
    """An area with both figures; a range is the likely one, or the sure one where that is all; None where not known."""

    name: str
    x: float
    y: float
    x_range: Ends | None = None
    y_range: Ends | None = None


@dataclass(frozen=True)
class ScatterLines:
    """What the areas lie in, with its two figures; None where one is not known."""

    name: str
    x: float | None
    y: float | None


def scatter_chart(
    points: Sequence[ScatterPoint], subjects: tuple[ChartSubject, ChartSubject], *, lines: ScatterLines | None = None
) -> Chart | None:
    """Draw areas by two indicators.

    Parameters
    ----------
    subjects
        Of the horizontal and of the upright axis.

    Returns
    -------
    Chart or None
        None where no area has both figures.
    """
    if not points:
        return None
    frame = _frame(points, subjects, lines)
    across, upright = subjects
    ranges = "".join(_ranges(frame, point) for point in points)
    dots = "".join(_dot(frame, point) for point in points)
    return Chart(
        kind="spreiding",
        width=_WIDTH,
        height=_HEIGHT,
        drawing=_grid(frame) + ranges + _lines(frame, lines) + dots + _named(frame, points),
        title=f"{across.title} en {upright.title}",
        description=" ".join(f"{_sentence(frame, point)}." for point in points),
        rows=tuple(_legend(points, lines)),
        remark=_remark(frame),
    )


@dataclass(frozen=True)
class _Frame:
    across: Axis
    upright: Axis
    subjects: tuple[ChartSubject, ChartSubject]

    def x(self, value: float) -> float:
        return _LEFT + self.across.share(value) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - self.upright.share(value) * (_HEIGHT - _TOP - _BOTTOM)


def _frame(
    points: Sequence[ScatterPoint], subjects: tuple[ChartSubject, ChartSubject], lines: ScatterLines | None
) -> _Frame:
    xs = [end for point in points for end in (point.x, *(point.x_range or ()))]
    ys = [end for point in points for end in (point.y, *(point.y_range or ()))]
    xs += [lines.x] if lines and lines.x is not None else []
    ys += [lines.y] if lines and lines.y is not None else []
    return _Frame(axis_of(min(xs), max(xs)), axis_of(min(ys), max(ys)), subjects)


def _grid(frame: _Frame) -> str:
    across, upright = frame.subjects
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    drawn = ""
    for tick, label in zip(frame.across.ticks, frame.across.labels(across.unit), strict=True):
        name, stroke = ("as", AXIS) if tick == frame.across.lowest else ("rooster", GRID)
        drawn += line((frame.x(tick), _TOP), (frame.x(tick), bottom), name=name, stroke=stroke)
        drawn += words((frame.x(tick), bottom + 17), label, anchor="middle", look="bij")
    for tick, label in zip(frame.upright.ticks, frame.upright.labels(upright.unit), strict=True):
        name, stroke = ("as", AXIS) if tick == frame.upright.lowest else ("rooster", GRID)
        drawn += line((_LEFT, frame.y(tick)), (right, frame.y(tick)), name=name, stroke=stroke)
        drawn += words((_LEFT - 8, frame.y(tick) + 4.5), label, anchor="end", look="bij")
    drawn += words((4, 14), upright.title, look="vet")
    return drawn + words((right, _HEIGHT - 8), across.title, anchor="end", look="vet")


def _ranges(frame: _Frame, point: ScatterPoint) -> str:
    x, y, drawn = frame.x(point.x), frame.y(point.y), ""
    if point.x_range is not None:
        start, end = point.x_range
        drawn += line((frame.x(start), y), (frame.x(end), y), name="bereik", stroke=RANGE, width=2)
    if point.y_range is not None:
        start, end = point.y_range
        drawn += line((x, frame.y(start)), (x, frame.y(end)), name="bereik", stroke=RANGE, width=2)
    return drawn


def _dot(frame: _Frame, point: ScatterPoint) -> str:
    said = escape(_sentence(frame, point))
    return f"<g><title>{said}</title>{dot(frame.x(point.x), frame.y(point.y), radius=3.5)}</g>"


def _lines(frame: _Frame, lines: ScatterLines | None) -> str:
    if lines is None:
        return ""
    drawn = ""
    if lines.x is not None:
        drawn += _dashes((frame.x(lines.x), _TOP - 8), (frame.x(lines.x), _HEIGHT - _BOTTOM))
        share = frame.across.share(lines.x)
        anchor = "end" if share > 0.8 else "start" if share < 0.2 else "middle"
        drawn += words((frame.x(lines.x), _TOP - 12), lines.name, anchor=anchor, look="bij")
    if lines.y is not None:
        drawn += _dashes((_LEFT, frame.y(lines.y)), (_WIDTH - _RIGHT, frame.y(lines.y)))
    return drawn


def _dashes(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    return (
        f'<path class="ander" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" stroke="{OTHER}"'
        ' stroke-width="1.5" stroke-dasharray="4 3"/>'
    )


def outer_points(points: Sequence[ScatterPoint]) -> list[ScatterPoint]:
    """List the points that stand out most: the ends of both axes first, then those far from the middle on either."""
    by_x, by_y = sorted(points, key=lambda point: point.x), sorted(points, key=lambda point: point.y)
    ends = [by_x[0], by_x[-1], by_y[0], by_y[-1]]
    spread = [_spread(ordered, axis) for ordered, axis in ((by_x, "x"), (by_y, "y"))]
    far = sorted(points, key=lambda point: -_distance(point, spread[0], spread[1]))
    return list(dict.fromkeys([*ends, *far]))


def _spread(ordered: Sequence[ScatterPoint], axis: str) -> tuple[float, float]:
    """Return the middle value on an axis and how far all reach."""
    values = [getattr(point, axis) for point in ordered]
    return values[len(values) // 2], (values[-1] - values[0]) or 1.0


def _distance(point: ScatterPoint, across: tuple[float, float], upright: tuple[float, float]) -> float:
    return max(abs(point.x - across[0]) / across[1], abs(point.y - upright[0]) / upright[1])


def _named(frame: _Frame, points: Sequence[ScatterPoint]) -> str:
    """Write names with an edge of paper around their letters, so that they can be read over lines and ranges."""
    edge = f'stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return f'<g class="namen" {edge}>{"".join(_names(frame, points))}</g>'


def _names(frame: _Frame, points: Sequence[ScatterPoint]) -> Iterator[str]:
    """Yield the names of outer points, as far as they fit beside a point without covering another or its name."""
    taken = [_box(frame.x(point.x), frame.y(point.y) + 4, "middle", letters=1) for point in points]
    named = 0
    for point in outer_points(points):
        text = shortened(point.name, _LETTERS)
        place = _free_place(frame, point, text, taken)
        if place is None:
            continue
        x, y, anchor = place
        taken.append(_box(x, y, anchor, letters=len(text)))
        yield words((x, y), text, anchor=anchor)
        named += 1
        if named == _MOST_NAMED:
            return


Box = tuple[float, float, float, float]


def _free_place(frame: _Frame, point: ScatterPoint, text: str, taken: Sequence[Box]) -> tuple[float, float, str] | None:
    for (anchor, right), down in product((("start", 9.0), ("end", -9.0)), (-5.0, 14.0)):
        x, y = frame.x(point.x) + right, frame.y(point.y) + down
        box = _box(x, y, anchor, letters=len(text))
        is_inside = box[0] >= _LEFT and box[2] <= _WIDTH and box[1] >= _TOP and box[3] <= _HEIGHT - _BOTTOM
        if is_inside and not any(_overlaps(box, other) for other in taken):
            return x, y, anchor
    return None


def _box(x: float, y: float, anchor: str, *, letters: int) -> Box:
    width = letters * _LETTER
    west = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return west, y - _LINE + 3, west + width, y + 3


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _sentence(frame: _Frame, point: ScatterPoint) -> str:
    across, upright = (
        format_value(value, subject.unit, decimals=subject.decimals)
        for value, subject in zip((point.x, point.y), frame.subjects, strict=True)
    )
    return f"{point.name}: {across} en {upright}"


def _remark(frame: _Frame) -> str:
    if frame.across.begins_at_zero and frame.upright.begins_at_zero:
        return ""
    return "Niet elke as begint bij nul."


def _legend(points: Sequence[ScatterPoint], lines: ScatterLines | None) -> list[SheetRow]:
    has_range = any(point.x_range or point.y_range for point in points)
    cross = line((3, 9), (27, 9), name="bereik", stroke=RANGE, width=2)
    found = [
        (True, dot(15, 9), "een gebied"),
        (has_range, cross, "hierbinnen ligt het echte getal (zeker, of met 95% zekerheid)"),
        (lines is not None, _dashes((1, 9), (29, 9)), lines.name if lines else ""),
    ]
    return [SheetRow(sign(drawing), label) for occurs, drawing, label in found if occurs]

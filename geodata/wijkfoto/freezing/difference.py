"""What makes a figure of a frozen wijkfoto differ from today's: the change as a sum of parts, each with its cause."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.differences import Verdict
from geodata.indicators.comparing.signals import Judgement, is_amount, judge
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Indicator, SeriesBreak
from geodata.indicators.queries import FigureRecord
from geodata.wijkfoto.freezing.content import FrozenContent


class Part(StrEnum):
    """Why a figure is another than it was."""

    REVISION = "herziening"
    METHOD = "rekenwijze"
    REAL = "echte verandering"
    BOUNDARY = "grens of indeling"
    ROUNDING = "afronding"
    UNATTRIBUTED = "niet toe te wijzen"


class Obstacle(StrEnum):
    """Why a figure of then and one of now are not subtracted."""

    UNKNOWN_INDICATOR = "indicator vervallen"
    NOT_LOADED = "niet meer geladen"
    NO_VALUE_THEN = "toen geen getal"
    NO_VALUE_NOW = "nu geen getal"
    OLDER_NOW = "nu ouder"
    SERIES_BREAK = "reeksbreuk"
    NO_AMOUNT = "geen hoeveelheid"


@dataclass(frozen=True)
class LineToday:
    """What is known today of one indicator of a frozen wijkfoto.

    Parameters
    ----------
    newest
        Today's newest figure of the area as it is today.
    same
        What is known today of the period and boundaries of the frozen figure.
    on_old_ground
        The newest period on the ground that the area held when it was frozen; None where that cannot be told.
    has_moved
        Whether the area as it is today holds other ground than it did, or may.
    is_same_origin
        Whether ``same`` came from the very input that the frozen figure came from.
    """

    newest: FigureRecord | None = None
    same: FigureRecord | None = None
    on_old_ground: Figure | None = None
    has_moved: bool = False
    is_same_origin: bool = True


@dataclass(frozen=True)
class Today:
    """What is known today of a frozen area.

    Parameters
    ----------
    gebied
        The area that took its place, or itself; None where it is not loaded any more.
    successor
        Name of the version of its clustering that holds today, where that is another one.
    is_same_method
        Whether figures are composed by the same definitions and in the same way as then.
    lines
        By key of the indicator.
    """

    gebied: GebiedRecord | None
    successor: str | None
    is_same_method: bool
    lines: Mapping[str, LineToday]


@dataclass(frozen=True)
class LineDifference:
    """One indicator then and now.

    Parameters
    ----------
    then, same, now
        The newest figure then; what is known now of its period and boundaries; the newest figure now.
    total
        Now less then; None where there is an obstacle.
    parts
        What it is the sum of, exactly; causes that play no part are left out.
    breaks
        The series breaks between both periods, where they are the obstacle.
    on_old_ground
        Where the area has moved: the newest period on the ground of then.
    """

    key: str
    then: FigureRecord | None
    same: FigureRecord | None
    now: FigureRecord | None
    total: Decimal | None
    parts: Mapping[Part, Decimal]
    obstacle: Obstacle | None = None
    breaks: tuple[SeriesBreak, ...] = ()
    on_old_ground: Figure | None = None


@dataclass(frozen=True)
class FrozenDifference:
    """A frozen wijkfoto beside today: each indicator that had a figure then or has one now."""

    today: Today
    lines: tuple[LineDifference, ...]


def difference_with_today(frozen: FrozenContent, today: Today, catalogue: Catalogue) -> FrozenDifference:
    """Split the change of each indicator since a wijkfoto was frozen into what caused it.

    Notes
    -----
    Of each indicator the newest figure then is set beside the newest now. The way from one to the other is walked in
    four steps, always in this order, and each step changes one thing only:

    1. The figure as it was frozen -> the same period on the same boundaries, as it is known now. The publisher
       revised it, where it came with another input (`Part.REVISION`); or it came with the same input, and is read or
       composed in another way (`Part.METHOD`). Of a figure that is composed, where both changed at once, nobody knows
       which (`Part.UNATTRIBUTED`). A revision counts in full: what was published was replaced, however small the step.
    2. -> the newest period on the ground of then (`Part.REAL`). Where the area has moved since, this figure is not
       published: it is composed of today's units, by what each got of the old ground. Of an area of a clustering it is
       the figure of the old version, which goes on.
    3. -> the newest period on the ground of now (`Part.BOUNDARY`).
    4. Of the steps 2 and 3 only what lies beyond the noise of both their ends is called real, or the boundary's. What
       is left over is `Part.ROUNDING` as far as the noise of the whole way from 1 to 3 leaves that open; beyond it the
       figure did change, but it cannot be told by what: `Part.UNATTRIBUTED`. Beyond the noise: the end nearest to
       nothing of the 95 % interval of the difference, or of its hard range where that is all there is, as
       `geodata.indicators.comparing.signals.judge` gives it.

    Each step is a difference of two figures, so that the parts add up to the total. Where one of the figures between is
    missing, or too little is known of the noise, the step is `Part.UNATTRIBUTED`: nothing is divided by guess. In
    another order the parts would come out otherwise, as in every walk of this kind; this one puts the newest period on
    the old ground in between, for that answers what became of the place itself.

    A series break between both periods is not bridged: there is no total.
    """
    lines = [
        _line_difference(frozen, key, today, catalogue)
        for key, line in frozen.lines.items()
        if line.newest is not None or today.lines.get(key, LineToday()).newest is not None
    ]
    return FrozenDifference(today, tuple(lines))


@dataclass(frozen=True)
class _Judging:
    """What figures of an indicator are judged by."""

    indicator: Indicator
    min_coverage: float

    def is_noise_known(self, later: Figure, earlier: Figure) -> bool:
        """Tell whether it can be said what of a step is noise."""
        return self._judge(later, earlier).word is not Verdict.INSUFFICIENT

    def beyond_noise(self, later: Figure, earlier: Figure) -> Decimal:
        """Return the smallest step that the noise of both ends leaves possible, in its direction; else nothing."""
        judgement = self._judge(later, earlier)
        found = judgement.difference
        ends = {
            Verdict.HIGHER: (found.likely_lowest, found.lowest),
            Verdict.LOWER: (found.likely_highest, found.highest),
        }.get(judgement.word, ())
        nearest = next((_exact(end) for end in ends if end is not None), Decimal(0))
        # A value that lies outside its own range must not make it larger than the step.
        return _within(nearest, _step(later, earlier))

    def _judge(self, later: Figure, earlier: Figure) -> Judgement:
        return judge(later, earlier, self.indicator, min_coverage=self.min_coverage)


def _line_difference(frozen: FrozenContent, key: str, today: Today, catalogue: Catalogue) -> LineDifference:
    then, now = frozen.lines[key].newest, today.lines.get(key, LineToday())
    indicator = catalogue.indicators.get(key)
    figures = (key, then, now.same, now.newest)
    start, end = _value(then), _value(now.newest)
    obstacle = _obstacle(then, now.newest, indicator)
    if obstacle or then is None or indicator is None or start is None or end is None:
        breaks = _breaks(then, now.newest, indicator) if obstacle is Obstacle.SERIES_BREAK else ()
        return LineDifference(*figures, total=None, parts={}, obstacle=obstacle, breaks=breaks)
    parts: defaultdict[Part, Decimal] = defaultdict(Decimal)
    cause = _cause(now, today, is_composed=frozen.gebied.level is Level.GEBIED)
    for part, amount in _steps(then, now, _Judging(indicator, catalogue.coverage_needed[indicator.kind]), cause=cause):
        parts[part] += amount
    return LineDifference(
        *figures,
        total=end - start,
        parts={part: parts[part] for part in Part if parts[part]},
        on_old_ground=_old_ground(now) if now.has_moved else None,
    )


def _obstacle(then: FigureRecord | None, now: FigureRecord | None, indicator: Indicator | None) -> Obstacle | None:
    """Return the first reason not to subtract."""
    hindrances = {
        Obstacle.UNKNOWN_INDICATOR: indicator is None,
        Obstacle.NOT_LOADED: now is None,
        Obstacle.NO_AMOUNT: indicator is not None and not is_amount(indicator),
        Obstacle.SERIES_BREAK: bool(_breaks(then, now, indicator)),
        Obstacle.OLDER_NOW: then is not None and now is not None and now.period < then.period,
        Obstacle.NO_VALUE_THEN: then is None or then.value is None,
        Obstacle.NO_VALUE_NOW: now is not None and now.value is None,
    }
    return next((reason for reason, holds in hindrances.items() if holds), None)


def _breaks(
    then: FigureRecord | None, now: FigureRecord | None, indicator: Indicator | None
) -> tuple[SeriesBreak, ...]:
    if then is None or now is None or indicator is None:
        return ()
    return tuple(one for one in indicator.breaks if then.period < one.year <= now.period)


def _cause(now: LineToday, today: Today, *, is_composed: bool) -> Part:
    """Say why a figure of the same period and boundaries is another than it was."""
    if now.is_same_origin:
        return Part.UNATTRIBUTED if today.is_same_method else Part.METHOD
    # What is published is taken over as it is: only a new input changes it.
    return Part.UNATTRIBUTED if is_composed and not today.is_same_method else Part.REVISION


def _steps(then: FigureRecord, now: LineToday, judging: _Judging, *, cause: Part) -> Iterator[tuple[Part, Decimal]]:
    start, same, end = _value(then), _value(now.same), _value(now.newest)
    if start is None or end is None or now.newest is None:
        return
    if now.same is None or same is None:
        yield Part.UNATTRIBUTED, end - start
        return
    yield cause, same - start
    if now.newest.period == now.same.period and not now.has_moved:
        # The same period, counted on the boundaries of another year that are no other ones for this area.
        yield Part.REVISION, end - same
        return
    yield from _since(now.same.figure, _old_ground(now), now.newest.figure, judging)


def _since(then: Figure, between: Figure | None, now: Figure, judging: _Judging) -> Iterator[tuple[Part, Decimal]]:
    """Walk by way of the newest period on the ground of then; divide the rest between noise and what is not known."""
    real = boundary = Decimal(0)
    if between is not None:
        real, boundary = judging.beyond_noise(between, then), judging.beyond_noise(now, between)
    whole = _step(now, then)
    rest = whole - real - boundary
    noise = whole - judging.beyond_noise(now, then) if judging.is_noise_known(now, then) else Decimal(0)
    rounding = _within(rest, noise)
    yield Part.REAL, real
    yield Part.BOUNDARY, boundary
    yield Part.ROUNDING, rounding
    yield Part.UNATTRIBUTED, rest - rounding


def _old_ground(now: LineToday) -> Figure | None:
    """Return the newest period on the ground of then."""
    if now.newest is None or not now.has_moved:
        return now.newest.figure if now.newest else None
    if now.same is not None and now.same.period == now.newest.period:
        return now.same.figure
    return now.on_old_ground


def _within(amount: Decimal, end: Decimal) -> Decimal:
    """Return what of an amount lies between nothing and an end."""
    return min(max(amount, min(end, Decimal(0))), max(end, Decimal(0)))


def _step(later: Figure, earlier: Figure) -> Decimal:
    """Subtract; nothing where either has no value."""
    if later.value is None or earlier.value is None:
        return Decimal(0)
    return _exact(later.value) - _exact(earlier.value)


def _value(figure: FigureRecord | None) -> Decimal | None:
    return None if figure is None or figure.value is None else _exact(figure.value)


def _exact(value: float) -> Decimal:
    """Return a number as it is written, so that 12.3 and 12.5 are 0.2 apart and sums are exact."""
    return Decimal(repr(float(value)))

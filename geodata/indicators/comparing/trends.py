"""A figure over the years: a series that is cut where it breaks, and what may be called a change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from geodata.errors import InvalidInputError
from geodata.indicators.comparing.differences import MIN_COVERAGE, Verdict
from geodata.indicators.comparing.signals import Judgement, is_amount, judge
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Indicator, SeriesBreak

MARKED_ESTIMATED_SHARE = 0.05
"""From this share on a point is marked: one inhabitant in twenty was put here by estimate."""


class SeriesPeriodError(InvalidInputError):
    """A series has two figures of one period."""

    def __init__(self, indicator: str, periods: Iterable[int]) -> None:
        years = ", ".join(str(period) for period in sorted(periods))
        super().__init__(
            f"De reeks van {indicator!r} heeft meer dan één cijfer van {years}; geef er per jaar één, op één peildatum."
        )


class ChangeWord(StrEnum):
    """What may be said of a figure beside an earlier one."""

    ROSE = "gestegen"
    FELL = "gedaald"
    INDISTINGUISHABLE = "niet te onderscheiden"
    INSUFFICIENT = "onvoldoende gegevens"


@dataclass(frozen=True)
class SeriesPoint:
    """A figure of a period; ``peildatum`` is that of the boundaries it was counted on, before it was carried over."""

    period: int
    figure: Figure
    peildatum: date

    @property
    def is_marked_estimated(self) -> bool:
        """Whether so much was carried over by estimate that a reader has to be told; its range allows for it."""
        return self.figure.estimated_share >= MARKED_ESTIMATED_SHARE


@dataclass(frozen=True)
class Segment:
    """Points that are comparable, old to new; ``breaks`` are those between the segment before and this one."""

    points: tuple[SeriesPoint, ...]
    breaks: tuple[SeriesBreak, ...] = ()


@dataclass(frozen=True)
class Change:
    """What a point is beside an earlier one of its segment; the judgement is of the later one."""

    earlier: SeriesPoint
    later: SeriesPoint
    word: ChangeWord
    judgement: Judgement

    @property
    def is_marked_estimated(self) -> bool:
        """Whether one of the two ends is marked: boundaries that moved may account for a part."""
        return self.earlier.is_marked_estimated or self.later.is_marked_estimated


@dataclass(frozen=True)
class Trend:
    """An indicator of an area over the years.

    Parameters
    ----------
    segments
        Old to new; what lies in different ones is not comparable.
    since_first
        The newest figure beside the first one of its segment; None where there is no earlier one.
    since_previous
        The newest figure beside the one before; None likewise.
    """

    indicator: Indicator
    segments: tuple[Segment, ...]
    since_first: Change | None
    since_previous: Change | None


def trend_of(indicator: Indicator, points: Iterable[SeriesPoint], *, min_coverage: float = MIN_COVERAGE) -> Trend:
    """Order points into a series, cut it where the catalogue says that it breaks, and say what changed.

    Parameters
    ----------
    points
        Of one area on one set of boundaries, at most one of each period.
    min_coverage
        Share of an area's weight, 0 to 1, below which only hard ranges that do not overlap tell figures apart.

    Returns
    -------
    Trend
        Changes are between figures that have a value or a range, in the newest segment that has any. No change is
        given for a class or category. The ends of a change name their periods: they need not be the last ones.

    Raises
    ------
    SeriesPeriodError
        A period has two figures.

    Notes
    -----
    Only the noise of measuring is allowed for (rounding, secrecy, sampling, carrying over). A small area changes by
    chance as well: that is a real change, and is called one.
    """
    ordered = _ordered(indicator, points)
    segments = tuple(_segments(ordered, indicator.breaks))
    ends = _usable_points(segments) if is_amount(indicator) else []
    if len(ends) < 2:
        return Trend(indicator, segments, since_first=None, since_previous=None)
    return Trend(
        indicator=indicator,
        segments=segments,
        since_first=_change(ends[0], ends[-1], indicator, min_coverage),
        since_previous=_change(ends[-2], ends[-1], indicator, min_coverage),
    )


def _ordered(indicator: Indicator, points: Iterable[SeriesPoint]) -> list[SeriesPoint]:
    ordered = sorted(points, key=lambda point: point.period)
    counts = Counter(point.period for point in ordered)
    if doubled := [period for period, count in counts.items() if count > 1]:
        raise SeriesPeriodError(indicator.key, doubled)
    return ordered


def _segments(points: Sequence[SeriesPoint], breaks: Sequence[SeriesBreak]) -> list[Segment]:
    if not points:
        return []
    between = [
        tuple(one for one in breaks if before.period < one.year <= after.period) for before, after in pairwise(points)
    ]
    starts = [0, *(index for index, found in enumerate(between, start=1) if found)]
    return [
        Segment(tuple(points[start:end]), between[start - 1] if start else ())
        for start, end in pairwise([*starts, len(points)])
    ]


def _usable_points(segments: Sequence[Segment]) -> list[SeriesPoint]:
    """Give the points with a value or a range of the newest segment that has one."""
    usable = ([point for point in segment.points if _is_usable(point.figure)] for segment in reversed(segments))
    return next((points for points in usable if points), [])


def _is_usable(figure: Figure) -> bool:
    return figure.value is not None or figure.hard_range() is not None


def _change(earlier: SeriesPoint, later: SeriesPoint, indicator: Indicator, min_coverage: float) -> Change:
    judgement = judge(later.figure, earlier.figure, indicator, min_coverage=min_coverage)
    return Change(earlier, later, _WORDS[judgement.word], judgement)


_WORDS = {
    Verdict.HIGHER: ChangeWord.ROSE,
    Verdict.LOWER: ChangeWord.FELL,
    Verdict.INDISTINGUISHABLE: ChangeWord.INDISTINGUISHABLE,
    Verdict.INSUFFICIENT: ChangeWord.INSUFFICIENT,
}

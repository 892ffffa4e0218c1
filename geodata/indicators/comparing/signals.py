"""From a difference to what it means: better, worse, or neither, in the indicator's own direction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geodata.indicators.comparing.differences import (
    MIN_COVERAGE,
    Certainty,
    Difference,
    Verdict,
    difference_between,
    differences_between,
)
from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Direction, Indicator, Kind
from geodata.indicators.status import Status

SURVEY_THEME = "bewoners"
"""Theme of what a sample of residents was asked: how sure that is comes with the figures."""

_DIFFERS = frozenset({Verdict.HIGHER, Verdict.LOWER})
# Figures of this kind grow with the area: a wijk's is no higher or lower than its gemeente's, it is a part of it.
_GROWS_WITH_AREA = frozenset({Kind.COUNT, Kind.AREA})
_NO_AMOUNT = frozenset({Kind.CATEGORY, Kind.CLASS})


class Signal(StrEnum):
    """What a difference says, given only beyond the noise."""

    FAVOURABLE = "gunstiger"
    UNFAVOURABLE = "ongunstiger"
    INDISTINGUISHABLE = "niet te onderscheiden"
    INSUFFICIENT = "onvoldoende gegevens"


@dataclass(frozen=True)
class Judgement:
    """How a figure compares with another, in words.

    Parameters
    ----------
    word
        Higher, lower or neither: says nothing of better.
    signal
        None where the figures differ and the indicator calls neither way better: it is never scored.
    difference
        The difference itself. Where the noise of the indicator is not known, it holds only what is published.
    is_noise_known
        Whether all that can make the figures differ by chance lies within their ranges.
    """

    word: Verdict
    signal: Signal | None
    difference: Difference
    is_noise_known: bool

    @property
    def certainty(self) -> Certainty | None:
        """Whether the word is certain or likely; None where the two are not told apart."""
        return self.difference.certainty if self.word in _DIFFERS else None


def is_comparable_between_areas(indicator: Indicator) -> bool:
    """Tell whether areas of different size can be compared by an indicator; over time any amount can."""
    return indicator.kind not in _GROWS_WITH_AREA | _NO_AMOUNT


def is_amount(indicator: Indicator) -> bool:
    """Tell whether an indicator has more and less: a class or category has not."""
    return indicator.kind not in _NO_AMOUNT


def judge(figure: Figure, other: Figure, indicator: Indicator, *, min_coverage: float = MIN_COVERAGE) -> Judgement:
    """Compare a figure of an indicator with another, and say what that means.

    Parameters
    ----------
    min_coverage
        Share of an area's weight, 0 to 1, below which only hard ranges that do not overlap tell figures apart.

    Returns
    -------
    Judgement
        A publisher's model (RIVM, Leefbaarometer) has an error that is not published: the ranges are those of rounding
        alone, and the word is that there is too little to tell. A survey is compared by the 95 % ranges that its number
        of respondents gives; no hard range of a sample is certain.
    """
    if not indicator.is_estimate:
        return _judgement(difference_between(figure, other, min_coverage=min_coverage), indicator)
    own, others = _by_sample(figure), _by_sample(other)
    is_noise_known = indicator.theme.key == SURVEY_THEME and _has_sample(own) and _has_sample(others)
    if is_noise_known:
        return _judgement(difference_between(own, others, min_coverage=min_coverage), indicator)
    difference = difference_between(figure, other, min_coverage=min_coverage)
    return Judgement(Verdict.INSUFFICIENT, Signal.INSUFFICIENT, difference, is_noise_known=False)


def judge_each(
    figures: Sequence[Figure], other: Figure, indicator: Indicator, *, min_coverage: float = MIN_COVERAGE
) -> list[Judgement]:
    """Compare each figure of an indicator with the same other as `judge` does, all at about the cost of one."""
    if indicator.is_estimate:
        return [judge(figure, other, indicator, min_coverage=min_coverage) for figure in figures]
    found = differences_between(arrays_of(figures), arrays_of([other]), min_coverage=min_coverage)
    return [_judgement(found.at(row), indicator) for row in range(len(figures))]


def _judgement(difference: Difference, indicator: Indicator) -> Judgement:
    signal = signal_of(difference.verdict, indicator.direction)
    return Judgement(difference.verdict, signal, difference, is_noise_known=True)


def signal_of(word: Verdict, direction: Direction) -> Signal | None:
    """Say whether higher or lower is better or worse; None where the indicator calls neither way better."""
    if word not in _DIFFERS:
        return Signal(word.value)
    if direction is Direction.NEITHER:
        return None
    is_better = (word is Verdict.HIGHER) == (direction is Direction.HIGHER_IS_BETTER)
    return Signal.FAVOURABLE if is_better else Signal.UNFAVOURABLE


def _by_sample(figure: Figure) -> Figure:
    status = Status.ROUNDED if figure.status is Status.EXACT else figure.status
    return replace(figure, lowest=None, highest=None, status=status)


def _has_sample(figure: Figure) -> bool:
    return figure.likely_lowest is not None and figure.likely_highest is not None

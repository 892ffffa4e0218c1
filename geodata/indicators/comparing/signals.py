"""From a difference to what it means: better, worse, or neither, in the indicator's own direction."""

from dataclasses import dataclass
from enum import StrEnum

from geodata.indicators.comparing.differences import MIN_COVERAGE, Certainty, Difference, Verdict, difference_between
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Direction, Indicator, Kind

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
        A publisher's model (RIVM, Leefbaarometer) has an error that is not published. Where a figure of one bears no
        95 % range of its own, its range is that of rounding alone: the word is then that there is too little to tell.
    """
    difference = difference_between(figure, other, min_coverage=min_coverage)
    is_noise_known = not indicator.is_estimate or (_has_own_noise(figure) and _has_own_noise(other))
    word = difference.verdict if is_noise_known else Verdict.INSUFFICIENT
    return Judgement(word, signal_of(word, indicator.direction), difference, is_noise_known)


def signal_of(word: Verdict, direction: Direction) -> Signal | None:
    """Say whether higher or lower is better or worse; None where the indicator calls neither way better."""
    if word not in _DIFFERS:
        return Signal(word.value)
    if direction is Direction.NEITHER:
        return None
    is_better = (word is Verdict.HIGHER) == (direction is Direction.HIGHER_IS_BETTER)
    return Signal.FAVOURABLE if is_better else Signal.UNFAVOURABLE


def _has_own_noise(figure: Figure) -> bool:
    return figure.likely_lowest is not None and figure.likely_highest is not None

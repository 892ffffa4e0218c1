"""What stands out in a wijkfoto: where a gebied differs from the area around it by more than chance explains."""

from collections.abc import Iterator
from dataclasses import dataclass

from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.comparing.differences import Difference
from geodata.indicators.comparing.signals import Judgement, Signal
from geodata.indicators.indicator import Direction
from geodata.wijkfoto.wijkfoto import Comparison, Line, Wijkfoto


@dataclass(frozen=True)
class StandOut:
    """A line that stands out; ``gap`` is how far it differs at least, as a part of the larger figure."""

    line: Line
    comparison: Comparison
    judgement: Judgement
    gap: float

    @property
    def is_favourable(self) -> bool:
        """Whether the difference is for the better."""
        return self.judgement.signal is Signal.FAVOURABLE


@dataclass(frozen=True)
class StandOuts:
    """The lines that stand out, the largest gap first, among ``compared_count`` that could.

    Of ``insufficient_count`` others it cannot be said: too little is known of them.
    """

    compared_with: GebiedRecord
    compared_count: int
    insufficient_count: int
    lines: tuple[StandOut, ...]

    @property
    def favourable_count(self) -> int:
        """Number of lines that differ for the better."""
        return sum(one.is_favourable for one in self.lines)


def stand_outs(found: Wijkfoto) -> StandOuts | None:
    """Find what stands out beside the first area around; None where nothing can be compared.

    Only indicators that the catalogue gives a direction count: what is neither better nor worse, as origin, is never
    scored.
    """
    if not found.compared_with:
        return None
    around = found.compared_with[0]
    judged = list(_judged(found, around))
    compared = [one for one in judged if _is_told(one)]
    if not compared:
        return None
    lines = [one for one in compared if one.judgement.signal in _DIFFERS]
    ordered = sorted(lines, key=lambda one: (-one.gap, one.line.indicator.key))
    return StandOuts(around, len(compared), len(judged) - len(compared), tuple(ordered))


def _is_told(one: StandOut) -> bool:
    """Tell whether enough is known: of two figures without a value that are not told apart, nothing is."""
    values = (one.line.newest.value if one.line.newest else None, one.comparison.figure.value)
    return one.judgement.signal in _DIFFERS or (one.judgement.signal is not Signal.INSUFFICIENT and None not in values)


_DIFFERS = frozenset({Signal.FAVOURABLE, Signal.UNFAVOURABLE})


def _judged(found: Wijkfoto, around: GebiedRecord) -> Iterator[StandOut]:
    """Yield each line with a direction, once, with how it compares."""
    lines = {line.indicator.key: line for theme in found.themes for line in theme.lines}
    for line in lines.values():
        comparison = line.beside(around.code)
        judgement = comparison.judgement if comparison else None
        if comparison and judgement and line.indicator.direction is not Direction.NEITHER:
            values = (line.newest.value if line.newest else None, comparison.figure.value)
            yield StandOut(line, comparison, judgement, gap=gap_of(judgement.difference, *values))


def gap_of(difference: Difference, *values: float | None) -> float:
    """Divide the smallest difference that is likely by the larger of both figures; 0 where that is not known."""
    hard, likely = (difference.lowest, difference.highest), (difference.likely_lowest, difference.likely_highest)
    smallest = min((abs(end) for end in (hard if likely == (None, None) else likely) if end is not None), default=0.0)
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    return smallest / largest if largest else 0.0

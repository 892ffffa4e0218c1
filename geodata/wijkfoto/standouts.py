"""What stands out in a wijkfoto: where a gebied differs from the area around it by more than both margins."""

from collections.abc import Iterator
from dataclasses import dataclass

from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.indicator import Direction
from geodata.wijkfoto.wijkfoto import Comparison, Difference, Line, Wijkfoto, range_of


@dataclass(frozen=True)
class StandOut:
    """A line that stands out; ``gap`` is the part of the larger figure that lies between both ranges."""

    line: Line
    comparison: Comparison
    is_favourable: bool
    gap: float


@dataclass(frozen=True)
class StandOuts:
    """The lines that stand out, the largest gap first, among ``compared_count`` that could."""

    compared_with: GebiedRecord
    compared_count: int
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
    pairs = list(_compared(found, around))
    if not pairs:
        return None
    lines = [_stand_out(line, comparison) for line, comparison in pairs if comparison.difference in _DIFFERS]
    ordered = sorted(lines, key=lambda one: (-one.gap, one.line.indicator.key))
    return StandOuts(around, len(pairs), tuple(ordered))


_DIFFERS = frozenset({Difference.HIGHER, Difference.LOWER})


def _compared(found: Wijkfoto, around: GebiedRecord) -> Iterator[tuple[Line, Comparison]]:
    """Yield each line with a direction, once, with its comparison."""
    lines = {line.indicator.key: line for theme in found.themes for line in theme.lines}
    for line in lines.values():
        comparison = next((one for one in line.comparisons if one.gebied.code == around.code), None)
        is_scored = line.indicator.direction is not Direction.NEITHER
        if is_scored and comparison is not None and comparison.difference is not Difference.UNKNOWN:
            yield line, comparison


def _stand_out(line: Line, comparison: Comparison) -> StandOut:
    own = range_of(line.newest) if line.newest else None
    lowest, highest = own or (0.0, 0.0)
    other_lowest, other_highest = range_of(comparison.figure) or (0.0, 0.0)
    is_higher = comparison.difference is Difference.HIGHER
    between = lowest - other_highest if is_higher else other_lowest - highest
    largest = max(abs(end) for end in (lowest, highest, other_lowest, other_highest))
    return StandOut(
        line=line,
        comparison=comparison,
        is_favourable=is_higher == (line.indicator.direction is Direction.HIGHER_IS_BETTER),
        gap=between / largest if largest else 0.0,
    )

"""Two clusterings of a row of buurten, to speak about."""

from collections.abc import Sequence
from typing import Any

from api.comparing.amounts import Scale
from api.comparing.sentences import PairInWords
from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.comparison import Comparison, compare
from geodata.indelingen.comparing.ground import Measure
from tests.geodata.indelingen.studies import study


def pair(
    first: list[int], other: list[int], people: Sequence[float], measure: Measure = Measure.PEOPLE, **facts: Any
) -> tuple[PairInWords, Comparison]:
    """Speak of two clusterings, a and b, of buurten in a row."""
    both = study({"a": first, "b": other}, people, **facts)
    words = PairInWords(Scale(both, measure), Level.BUURT, *both.labellings)
    return words, compare(both, 0, 1, measure)

"""What residents say beside what is measured, as a wijkfoto shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.pages.wijkfoto.view import LineView, LineViews
from geodata.indicators.comparing.signals import Signal
from geodata.wijkfoto.wijkfoto import Line, PairLines, Wijkfoto


@dataclass(frozen=True)
class PairView:
    """A subject with both sides, what they say together, and why they need not agree."""

    key: str
    title: str
    residents: tuple[LineView, ...]
    measured: tuple[LineView, ...]
    sentence: str
    note: str


def pair_views(found: Wijkfoto, lines: LineViews) -> list[PairView]:
    """Write out the subjects of which both sides are loaded."""
    return [
        PairView(
            key=pair.key,
            title=pair.title,
            residents=tuple(lines[line.indicator.key] for line in pair.residents),
            measured=tuple(lines[line.indicator.key] for line in pair.measured),
            sentence=_sentence(pair, found),
            note=pair.note,
        )
        for pair in found.pairs
    ]


def _sentence(pair: PairLines, found: Wijkfoto) -> str:
    if not found.compared_with:
        return ""
    around = found.compared_with[0]
    said, measured = (list(_told(lines, around.code)) for lines in (pair.residents, pair.measured))
    if any(told and set(told) == {None} for told in (said, measured)):
        return "Of beide dezelfde kant op wijzen is niet te zeggen: een van beide kent geen gunstig of ongunstig."
    return together(_signals(said), _signals(measured), around.name)


def _told(lines: Iterable[Line], around_code: str) -> Iterator[Signal | None]:
    """Yield the signal of each line that is told apart from the area around; None where neither way is better."""
    for line in lines:
        compared = line.beside(around_code)
        judgement = compared.judgement if compared else None
        if judgement is not None and judgement.certainty is not None:
            yield judgement.signal


def _signals(told: Iterable[Signal | None]) -> frozenset[Signal]:
    return frozenset(signal for signal in told if signal is not None)


def together(said: frozenset[Signal], measured: frozenset[Signal], around: str) -> str:
    """Say whether both sides point the same way beside the area around, as far as either is told apart from it."""
    if not said and not measured:
        return f"Op geen van beide is een duidelijk verschil met {around} vast te stellen."
    if len(said) > 1 or len(measured) > 1:
        return "De cijfers wijzen niet allemaal dezelfde kant op."
    if not said:
        return f"Wat gemeten is, is {_word(measured)} dan in {around}; wat bewoners zeggen, is niet duidelijk anders."
    if not measured:
        return f"Wat bewoners zeggen, is {_word(said)} dan in {around}; wat gemeten is, is niet duidelijk anders."
    if said == measured:
        return f"Beide wijzen dezelfde kant op: {_word(said)} dan in {around}."
    return f"Wat bewoners zeggen, is {_word(said)} dan in {around}; wat gemeten is juist {_word(measured)}."


def _word(signals: frozenset[Signal]) -> str:
    return next(iter(signals)).value

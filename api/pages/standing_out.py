"""What stands out in a wijkfoto, in plain Dutch made from its numbers: favourable and unfavourable apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.judging.sentences import change_sentence
from api.pages.figure_text import figure_text
from geodata.indicators.comparing.trends import ChangeWord
from geodata.wijkfoto.standouts import StandOut, StandOuts, stand_outs
from geodata.wijkfoto.wijkfoto import Line, Wijkfoto

MOST_NAMED = 6


@dataclass(frozen=True)
class StandOutView:
    """One line that stands out: ``brief`` says how it differs and how sure that is, ``change`` how it changed."""

    key: str
    label: str
    figure: str
    other_figure: str
    period: int
    brief: str
    change: str


@dataclass(frozen=True)
class StandingOutView:
    """What stands out beside the area around: a sentence that counts it, and the lines, the largest difference first.

    ``sentence`` alone says it where nothing stands out, or nothing can be compared.
    """

    around: str
    sentence: str
    favourable: tuple[StandOutView, ...] = ()
    unfavourable: tuple[StandOutView, ...] = ()

    @property
    def count(self) -> int:
        """Number of lines that stand out."""
        return len(self.favourable) + len(self.unfavourable)


def standing_out_view(found: Wijkfoto) -> StandingOutView:
    """Write out what stands out, or say why nothing can be said."""
    outs = stand_outs(found)
    if outs is None:
        return StandingOutView(around="", sentence=why_nothing(found))
    return StandingOutView(
        around=outs.compared_with.name,
        sentence=sentence_of(found.gebied.name, outs),
        favourable=tuple(_view(one) for one in outs.lines if one.is_favourable),
        unfavourable=tuple(_view(one) for one in outs.lines if not one.is_favourable),
    )


def for_front(view: StandingOutView, *, most: int = MOST_NAMED) -> StandingOutView:
    """Keep the lines that a front page has room for: half of each side, and more of one where the other has fewer."""
    better = min(len(view.favourable), max(most // 2, most - len(view.unfavourable)))
    return replace(view, favourable=view.favourable[:better], unfavourable=view.unfavourable[: most - better])


def why_nothing(found: Wijkfoto) -> str:
    """Say why nothing can be said of what stands out."""
    if not found.has_figures:
        return "Er zijn geen cijfers geladen, dus ook niets om te vergelijken."
    if not found.compared_with:
        return "Er is geen groter gebied geladen om mee te vergelijken: wat opvalt is niet te zeggen."
    return (
        f"Van {found.gebied.name} en {found.compared_with[0].name} is geen onderwerp geladen dat te vergelijken is en "
        "waarvan vaststaat of hoger beter of slechter is: wat opvalt is niet te zeggen."
    )


def sentence_of(name: str, outs: StandOuts) -> str:
    """Say how many lines differ from the area around by more than chance explains, and which way."""
    around, count, total = outs.compared_with.name, len(outs.lines), outs.compared_count
    left = _left_sentence(outs.insufficient_count)
    if total == 1:
        signal = f"wijkt {name} duidelijk af van" if count else f"is geen duidelijk verschil tussen {name} en"
        way = f": {'gunstiger' if outs.favourable_count else 'ongunstiger'}" if count else ""
        return f"Op het enige vergeleken onderwerp {signal} {around}{way}.{left}"
    if not count:
        return f"Op geen van de {total} vergeleken onderwerpen wijkt {name} duidelijk af van {around}.{left}"
    better = outs.favourable_count
    ways = [f"{number} {way}" for number, way in ((better, "gunstiger"), (count - better, "ongunstiger")) if number]
    part = f"alle {total}" if count == total else f"{count} van de {total}"
    return f"Op {part} vergeleken onderwerpen wijkt {name} duidelijk af van {around}: {' en '.join(ways)}.{left}"


def _left_sentence(count: int) -> str:
    if not count:
        return ""
    return f" Van {count} {'ander onderwerp' if count == 1 else 'andere onderwerpen'} is te weinig bekend."


def _view(one: StandOut) -> StandOutView:
    indicator, other = one.line.indicator, one.comparison.figure
    return StandOutView(
        key=indicator.key,
        label=indicator.label,
        figure=figure_text(one.line.newest, indicator).figure,
        other_figure=figure_text(other, indicator).figure,
        period=other.period,
        brief=f"{one.judgement.certainty} {one.judgement.word}",
        change=_change(one.line),
    )


def _change(line: Line) -> str:
    """Say how a line changed; nothing where that is not beyond noise."""
    change = line.since_first
    is_told: Sequence[ChangeWord] = (ChangeWord.ROSE, ChangeWord.FELL)
    return change_sentence(change, line.indicator) if change is not None and change.word in is_told else ""

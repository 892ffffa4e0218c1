"""What stands out in a wijkfoto, in plain Dutch made from its numbers."""

from dataclasses import dataclass

from api.judging.sentences import comparison_sentence
from api.pages.figure_text import figure_text
from geodata.wijkfoto.standouts import StandOut, StandOuts, stand_outs
from geodata.wijkfoto.wijkfoto import Wijkfoto

MOST_NAMED = 5


@dataclass(frozen=True)
class StandOutView:
    """One line that stands out, written out."""

    label: str
    figure: str
    other_figure: str
    period: int
    sentence: str


@dataclass(frozen=True)
class StandingOutView:
    """The sentence that counts what stands out, and the lines that do so most."""

    sentence: str
    named: tuple[StandOutView, ...]


def standing_out_view(found: Wijkfoto) -> StandingOutView | None:
    """Write out what stands out; None where nothing can be compared."""
    outs = stand_outs(found)
    if outs is None:
        return None
    named = tuple(_view(one) for one in outs.lines[:MOST_NAMED])
    return StandingOutView(sentence_of(found.gebied.name, outs), named)


def sentence_of(name: str, outs: StandOuts) -> str:
    """Say how many lines differ from the area around by more than chance explains, and which way."""
    around, count, total = outs.compared_with.name, len(outs.lines), outs.compared_count
    left = f" Van {outs.insufficient_count} andere is te weinig bekend." if outs.insufficient_count else ""
    if not count:
        return f"Op geen van de {total} vergeleken onderwerpen wijkt {name} duidelijk af van {around}.{left}"
    better = outs.favourable_count
    ways = [f"{number} {way}" for number, way in ((better, "gunstiger"), (count - better, "ongunstiger")) if number]
    most = f" De {MOST_NAMED} grootste verschillen:" if count > MOST_NAMED else ""
    return (
        f"Op {count} van de {total} vergeleken onderwerpen wijkt {name} duidelijk af van {around}: "
        f"{' en '.join(ways)}.{left}{most}"
    )


def _view(one: StandOut) -> StandOutView:
    indicator, other = one.line.indicator, one.comparison.figure
    return StandOutView(
        label=indicator.label,
        figure=figure_text(one.line.newest, indicator).figure,
        other_figure=figure_text(other, indicator).figure,
        period=other.period,
        sentence=comparison_sentence(one.judgement, indicator, one.comparison.gebied.name),
    )

from datetime import date

import pytest

from api.pages.standing_out import sentence_of
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.differences import Verdict, difference_between
from geodata.indicators.comparing.signals import Judgement, Signal
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.standouts import StandOut, StandOuts
from geodata.wijkfoto.wijkfoto import Comparison, Line

GEMEENTE = GebiedRecord(1, "GM0001", date(2024, 1, 1), "Roosterdam", Level.GEMEENTE, "GM0001", None, None, None, 1)

MANY = "Op 6 van de 9 vergeleken onderwerpen wijkt West duidelijk af van Roosterdam: 2 gunstiger en 4 ongunstiger."


def outs(favourable: int, unfavourable: int, insufficient: int = 0) -> StandOuts:
    figure = FigureRecord("GM0001", "Roosterdam", date(2024, 1, 1), 1, "x", 2024, 1, 1, 1, Status.EXACT, 1.0, 1)
    line = Line(load_catalogue().indicator("inwoners"), figure)
    signals = [Signal.FAVOURABLE] * favourable + [Signal.UNFAVOURABLE] * unfavourable
    none = difference_between(figure.figure, figure.figure)
    judgements = [Judgement(Verdict.HIGHER, signal, none, is_noise_known=True) for signal in signals]
    lines = tuple(StandOut(line, Comparison(GEMEENTE, figure, one), one, 0.1) for one in judgements)
    return StandOuts(GEMEENTE, 9, insufficient, lines)


@pytest.mark.parametrize(
    ("favourable", "unfavourable", "expected"),
    [
        (0, 0, "Op geen van de 9 vergeleken onderwerpen wijkt West duidelijk af van Roosterdam."),
        (9, 0, "Op alle 9 vergeleken onderwerpen wijkt West duidelijk af van Roosterdam: 9 gunstiger."),
        (2, 0, "Op 2 van de 9 vergeleken onderwerpen wijkt West duidelijk af van Roosterdam: 2 gunstiger."),
        (
            2,
            4,
            MANY,
        ),
    ],
)
def test_the_sentence_counts_which_way_a_gebied_differs(favourable: int, unfavourable: int, expected: str) -> None:
    assert sentence_of("West", outs(favourable, unfavourable)) == expected


def test_what_too_little_is_known_of_is_counted_too() -> None:
    assert sentence_of("West", outs(0, 0, insufficient=1)).endswith(" Van 1 ander onderwerp is te weinig bekend.")
    assert sentence_of("West", outs(0, 0, insufficient=3)).endswith(
        "af van Roosterdam. Van 3 andere onderwerpen is te weinig bekend."
    )

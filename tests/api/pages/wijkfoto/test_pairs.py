import pytest

from api.pages.wijkfoto.pairs import pair_views, together
from api.pages.wijkfoto.view import line_views
from geodata.indicators.comparing.signals import Signal
from geodata.wijkfoto.choice import PairChoice
from tests.geodata.wijkfoto.building import OLD, POOR, WORK, around, figure, wijkfoto

GOOD, BAD, NOTHING = frozenset({Signal.FAVOURABLE}), frozenset({Signal.UNFAVOURABLE}), frozenset[Signal]()
PAIR = PairChoice("geld", "Geld", residents=(WORK,), measured=(POOR,), note="Let op.")


@pytest.mark.parametrize(
    ("said", "measured", "expected"),
    [
        (GOOD, GOOD, "Beide wijzen dezelfde kant op: gunstiger dan in R."),
        (GOOD, BAD, "Wat bewoners zeggen, is gunstiger dan in R; wat gemeten is juist ongunstiger."),
        (NOTHING, BAD, "Wat gemeten is, is ongunstiger dan in R; wat bewoners zeggen, is niet duidelijk anders."),
        (BAD, NOTHING, "Wat bewoners zeggen, is ongunstiger dan in R; wat gemeten is, is niet duidelijk anders."),
        (NOTHING, NOTHING, "Op geen van beide is een duidelijk verschil met R vast te stellen."),
        (GOOD | BAD, BAD, "De cijfers wijzen niet allemaal dezelfde kant op."),
    ],
)
def test_what_both_sides_say_together(said: frozenset[Signal], measured: frozenset[Signal], expected: str) -> None:
    assert together(said, measured, "R") == expected


def test_a_pair_needs_a_figure_on_both_sides() -> None:
    alone = wijkfoto(figure(WORK, 70), pairs=[PAIR])
    assert pair_views(alone, line_views(alone)) == []


def test_a_pair_says_whether_both_differ_the_same_way() -> None:
    found = wijkfoto(figure(WORK, 60), around(WORK, 70), figure(POOR, 9), around(POOR, 6), pairs=[PAIR])
    (pair,) = pair_views(found, line_views(found))
    assert pair.sentence == "Beide wijzen dezelfde kant op: ongunstiger dan in Roosterdam."
    assert (pair.residents[0].text.figure, pair.measured[0].text.figure, pair.note) == ("60%", "9,0%", "Let op.")


def test_what_is_neither_better_nor_worse_is_not_called_the_same_way() -> None:
    pair = PairChoice("oud", "Oud", residents=(WORK,), measured=(OLD,), note="")
    found = wijkfoto(figure(WORK, 60), around(WORK, 70), figure(OLD, 9), around(OLD, 6), pairs=[pair])
    assert "is niet te zeggen" in pair_views(found, line_views(found))[0].sentence

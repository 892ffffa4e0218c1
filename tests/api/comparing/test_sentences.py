import pytest

from api.comparing.sentences import units_text, unweighed_sentence
from geodata.indelingen.comparing.ground import Measure
from tests.api.comparing.words import pair


@pytest.mark.parametrize(
    ("first", "other", "sentence"),
    [
        ([0, 0, 1], [4, 4, 2], "Indeling a en Indeling b zijn gelijk"),
        ([0, 1, 2], [0, 0, 1], "Indeling a past in Indeling b"),
        ([0, 0, 1], [0, 1, 2], "Indeling b past in Indeling a"),
        (
            [0, 0, 1],
            [0, 1, 1],
            "Indeling a en Indeling b lopen door elkaar: 1 van de 2 gebieden",
        ),
        ([0, -1, -1], [-1, 0, 1], "delen geen enkele plek allebei in"),
    ],
)
def test_how_two_clusterings_relate_is_said_in_a_sentence(first: list[int], other: list[int], sentence: str) -> None:
    words, comparison = pair(first, other, [10, 20, 30])
    assert sentence in words.relation(comparison)


def test_what_would_make_them_equal_is_said_with_the_units_and_the_people() -> None:
    words, comparison = pair([0, 0, 1, 1], [0, 1, 1, 1], [100, 1250, 300, 400])
    assert words.moves(comparison) == (
        "Om ze gelijk te maken moet ten minste 1 buurt (1.250 inwoners) van gebied wisselen. "
        "Met zo weinig mogelijk inwoners: 3 buurten (800 inwoners)."
    )


def test_equal_clusterings_need_no_move() -> None:
    words, comparison = pair([0, 1], [1, 0], [10, 10])
    assert words.moves(comparison) == "Er hoeft niets te verhuizen om ze gelijk te maken."


def test_what_only_one_holds_is_said_to_be_outside_the_comparison() -> None:
    words, comparison = pair([0, 0, -1], [0, 0, 1], [10, 10, 1500])
    assert words.outside(comparison).startswith("1 buurt (1.500 inwoners) is maar door een van de twee ingedeeld")
    words, comparison = pair([0, 0], [0, 1], [10, 10])
    assert words.outside(comparison) == ""


def test_a_crossing_is_said_as_whom_it_concerns_on_each_side() -> None:
    words, comparison = pair([0, 0, 1], [0, 1, 1], [100, 40, 300])
    assert words.crossing(comparison.crossings[0]) == (
        "40 inwoners horen bij Gebied a0 én bij Gebied b1. Van Gebied a0 horen 100 inwoners bij een ander gebied van "
        "Indeling b; van Gebied b1 horen 300 inwoners bij een ander gebied van Indeling a."
    )


def test_a_piece_is_told_apart_from_a_unit_of_which_all_pieces_are_meant() -> None:
    words, _ = pair([0, 0, 1], [0, 1, 1], [10, 10, 10], units=["BU00010000", "BU00010001", "BU00010001"])
    assert units_text(words.scale, [0, 1], words.level) == "1 buurt en 1 deel van een buurt"
    assert units_text(words.scale, [2], words.level) == "1 deel van een buurt"
    assert units_text(words.scale, [0, 1, 2], words.level) == "2 buurten"


def test_another_measure_is_called_by_its_name() -> None:
    words, comparison = pair([0, 0, 1], [0, 1, 1], [10, 10, 10], Measure.AREA)
    assert "1 buurt (1,0\N{NO-BREAK SPACE}km²)" in words.moves(comparison)


def test_units_that_could_not_be_weighed_are_named_up_to_five() -> None:
    codes = [f"BU{number}" for number in range(7)]
    assert unweighed_sentence(codes, "inwoners").startswith(
        "Van BU0, BU1, BU2, BU3, BU4 en nog 2 is het aantal inwoners"
    )
    assert unweighed_sentence([], "inwoners") == ""

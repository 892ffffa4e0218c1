from typing import Any

import pytest

from api.pages.wijkfoto.sentences import opening_sentences
from geodata.indicators.status import Status
from tests.geodata.wijkfoto.building import OLD, around, figure, wijkfoto

PORTRAIT = {OLD: "ouderen", "pct_koopwoningen": "koopwoningen"}


def people(value: float | None, **facts: Any) -> Any:
    ends = {} if value is None else {"lowest": value, "highest": value}
    return figure("inwoners", value, **(ends | facts))


def test_the_first_sentence_says_what_and_where_it_is_and_how_many_live_there() -> None:
    found = wijkfoto(people(2000), figure("huishoudens", 900, period=2023))
    assert opening_sentences(found, None) == (
        "West is een wijk in Roosterdam met 2.000 inwoners (2024) en 900 huishoudens (2023).",
    )


def test_a_number_that_was_carried_over_is_called_an_estimate() -> None:
    (sentence,) = opening_sentences(wijkfoto(people(2000, estimated_share=0.4)), None)
    assert "met naar schatting 2.000 inwoners (2024)" in sentence


def test_a_number_of_which_only_the_range_is_known_is_written_as_one() -> None:
    unknown = people(None, lowest=300, highest=340, status=Status.INCOMPLETE)
    assert "met tussen 300 en 340 inwoners" in opening_sentences(wijkfoto(unknown), None)[0]


def test_a_small_number_that_may_be_far_off_is_written_as_a_range_too() -> None:
    assert "met tussen 6 en 14 inwoners" in opening_sentences(wijkfoto(people(10, lowest=6, highest=14)), None)[0]


def test_without_numbers_nothing_is_said() -> None:
    assert opening_sentences(wijkfoto(figure(OLD, 9)), None) == ()


@pytest.mark.parametrize(
    ("old", "owned", "expected"),
    [
        (9, 60, "Naar verhouding zijn er meer ouderen, en minder koopwoningen dan in Roosterdam."),
        (9, 70, "Naar verhouding zijn er meer ouderen dan in Roosterdam."),
        (6, 70, None),
    ],
)
def test_what_there_is_more_and_less_of_is_said_only_beyond_noise(
    old: float, owned: float, expected: str | None
) -> None:
    own = (figure(OLD, old), figure("pct_koopwoningen", owned))
    found = wijkfoto(*own, around(OLD, 6), around("pct_koopwoningen", 70), portrait=PORTRAIT)
    assert opening_sentences(found, None) == ((expected,) if expected else ())


def test_growth_is_said_where_it_is_more_than_the_rounding() -> None:
    before = people(1900, period=2020)
    assert "Het aantal inwoners groeide van 1.900 in 2020 naar 2.000 in 2024." in opening_sentences(
        wijkfoto(before, people(2000)), None
    )
    same = wijkfoto(people(2000, lowest=1996, highest=2004, period=2020), people(2003, lowest=1999, highest=2007))
    assert not any("groeide" in one for one in opening_sentences(same, None))


def test_growth_that_is_only_likely_is_said_to_be() -> None:
    carried = people(2000, lowest=0, highest=4000, likely_lowest=1990, likely_highest=2010, status=Status.ESTIMATED)
    sentences = opening_sentences(wijkfoto(people(1900, period=2020), carried), None)
    assert "Het aantal inwoners groeide waarschijnlijk van 1.900 in 2020 naar 2.000 in 2024." in sentences

from decimal import Decimal
from typing import Any

import pytest

from api.freezing.words import (
    PART_EXPLANATIONS,
    PART_WORDS,
    area_sentences,
    change_text,
    decimals_of,
    obstacle_sentence,
    old_ground_sentence,
    summary_sentence,
)
from geodata.gebieden.levels import Level
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Kind, SeriesBreak
from geodata.indicators.queries import FigureRecord
from geodata.wijkfoto.freezing.content import FrozenIndicator
from geodata.wijkfoto.freezing.difference import FrozenDifference, LineDifference, Obstacle, Part, Today
from tests.geodata.wijkfoto.freezing.frozen import SHARE, frozen, gebied, share

PERCENTAGE = FrozenIndicator(SHARE, "Aandeel", "", "%", 0, Kind.PERCENTAGE, 0.0, 100.0, ())
COUNT = FrozenIndicator("inwoners", "Inwoners", "", "inwoners", 0, Kind.COUNT, 0.0, None, ())


def line(
    total: str | None = "1", then: FigureRecord | None = None, now: FigureRecord | None = None, **facts: Any
) -> LineDifference:
    parts = {} if total in {None, "0"} else {Part.REAL: Decimal(total)}
    usual = {"then": then or share(12), "same": share(12), "now": now or share(13, 2024), "parts": parts}
    return LineDifference(SHARE, total=None if total is None else Decimal(total), **(usual | facts))


def beside(*lines: LineDifference, **today: Any) -> FrozenDifference:
    return FrozenDifference(
        Today(**({"gebied": gebied(), "successor": None, "is_same_method": True, "lines": {}} | today)), lines
    )


@pytest.mark.parametrize("part", list(Part))
def test_every_cause_has_a_word_and_an_explanation(part: Part) -> None:
    assert PART_WORDS[part]
    assert PART_EXPLANATIONS[part].endswith(".")


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_obstacle_has_a_sentence(obstacle: Obstacle) -> None:
    assert obstacle_sentence(line(None, obstacle=obstacle)).endswith(".")


def test_a_series_break_is_named_with_its_year() -> None:
    broken = line(None, obstacle=Obstacle.SERIES_BREAK, breaks=(SeriesBreak(2024, "Andere bron."),))
    assert obstacle_sentence(broken) == "De reeks is gebroken (2024: Andere bron)."


@pytest.mark.parametrize(
    ("amount", "indicator", "decimals", "expected"),
    [
        ("2", PERCENTAGE, 0, "+2 procentpunt"),
        ("-1.5", PERCENTAGE, 1, "−1,5 procentpunt"),
        ("-1250", COUNT, 0, "−1.250"),
        ("0", COUNT, 0, "0"),
    ],
)
def test_a_change_has_its_sign_and_a_share_changes_by_points(
    amount: str, indicator: FrozenIndicator, decimals: int, expected: str
) -> None:
    assert change_text(Decimal(amount), indicator, decimals=decimals) == expected


def test_parts_are_written_finer_where_they_would_else_not_add_up() -> None:
    halves = line("1", parts={Part.REAL: Decimal("0.5"), Part.ROUNDING: Decimal("0.5")})
    assert (decimals_of(line("1"), PERCENTAGE), decimals_of(halves, PERCENTAGE)) == (0, 1)


def test_the_summary_counts_what_changed_what_did_not_and_what_cannot_be_told() -> None:
    found = beside(line("1"), line("2"), line("0"), line(None, obstacle=Obstacle.NO_VALUE_NOW))
    assert (
        summary_sentence(found) == "4 cijfers van toen en nu: 2 veranderden, 1 bleef gelijk, 1 is niet te vergelijken."
    )


def test_the_old_ground_is_told_with_its_margin_and_as_an_estimate_where_it_is_one() -> None:
    estimated = line(on_old_ground=Figure(14.2, 12.0, 16.0, estimated_share=0.4))
    assert (
        old_ground_sentence(estimated, PERCENTAGE)
        == "Op de grenzen van toen was het in 2024 naar schatting 14% (12–16%)."
    )
    assert old_ground_sentence(line(on_old_ground=Figure(14.0, 0.0, 100.0)), PERCENTAGE).endswith("in 2024 14%.")
    assert old_ground_sentence(line(), PERCENTAGE) == ""


def test_it_is_said_which_area_of_today_stands_beside_that_of_then() -> None:
    kept = frozen(share(12), level=Level.GEBIED)
    assert list(area_sentences(kept, beside())) == []
    (gone,) = area_sentences(kept, beside(gebied=None))
    assert gone.startswith("Dit gebied is nu niet geladen")
    (lost,) = area_sentences(kept, beside(successor="GM0001.ibor.2"))
    assert "bestaat dit gebied niet" in lost
    (taken_over,) = area_sentences(kept, beside(successor="GM0001.ibor.2", gebied=gebied(code="GM0001.ibor.2.1")))
    assert "het gebied West (GM0001.ibor.2.1)" in taken_over

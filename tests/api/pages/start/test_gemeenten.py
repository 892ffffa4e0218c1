from datetime import date

import pytest

from api.pages.start.gemeenten import by_letter
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord


def gemeente(name: str) -> GebiedRecord:
    return GebiedRecord(1, f"GM{name}", date(2024, 1, 1), name, Level.GEMEENTE, f"GM{name}", name, None, None, 1)


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Oss", "O"), ("'s-Gravenhage", "G"), ("’s-Hertogenbosch", "H"), ("Élst", "E"), ("S", "S")],
)
def test_a_gemeente_stands_under_the_letter_that_people_look_for(name: str, letter: str) -> None:
    assert [one.letter for one in by_letter([gemeente(name)])] == [letter]


def test_letters_and_names_are_in_their_order() -> None:
    letters = by_letter([gemeente(name) for name in ("Oss", "'s-Gravenhage", "Groningen", "Aa en Hunze")])
    assert [(one.letter, [each.name for each in one.gemeenten]) for one in letters] == [
        ("A", ["Aa en Hunze"]),
        ("G", ["'s-Gravenhage", "Groningen"]),
        ("O", ["Oss"]),
    ]

import pytest

from geodata.wijkfoto.finding.written import code_start, letters_to_plain, possible_codes, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oss centrum", ["oss", "centrum"]),
        ("  Súdwest-Fryslân ", ["sudwest", "fryslan"]),
        ("’s-Gravenhage", ["s", "gravenhage"]),
        ("% _ ; --", []),
    ],
)
def test_words_are_without_accents_capitals_and_signs(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_the_database_is_told_one_plain_letter_for_each_accented_one() -> None:
    signs, plain = letters_to_plain()
    assert len(signs) == len(plain)
    assert "Súdwest-Fryslân".translate(str.maketrans(signs, plain)).lower() == "sudwest fryslan"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("828", ["GM0828", "WK000828"]),
        ("82806", ["WK082806", "BU00082806"]),
        ("bu8280601", ["BU08280601"]),
        ("GM 0828", ["GM0828"]),
        ("wijk 10", []),
        ("noord", []),
    ],
)
def test_a_code_is_read_with_zeros_lost_and_without_its_prefix(text: str, codes: list[str]) -> None:
    assert possible_codes(text) == codes


def test_the_start_of_a_code_has_a_prefix_and_a_digit() -> None:
    starts = [code_start(text) for text in ("WK0828", "gm0828.IBOR.1", "wk", "GMx")]
    assert starts == ["wk0828", "gm0828.ibor.1", "", ""]

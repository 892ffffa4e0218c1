import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gebieden.codes import (
    MalformedCodeError,
    OtherLevelError,
    are_cbs_codes,
    gemeente_code_of,
    gemeente_codes_of,
    is_cbs_code,
    level_of,
    levels_of,
    normalised_code,
    normalised_codes,
    parent_codes_of,
    suggested_code,
    wijk_code_of,
    wijk_codes_of,
)
from geodata.gebieden.levels import Level

CODES = pd.Series(["NL00", "GM0828", "WK0363MB", "BU0363AD07", "Totaal", None])


@pytest.mark.parametrize("code", ["NL00", "GM0828", "WK082806", "WK0363MB", "BU08280601", "BU0363AD07"])
def test_a_code_as_cbs_writes_it_is_one(code: str) -> None:
    assert is_cbs_code(code)


@pytest.mark.parametrize(
    "code", ["", "GM828", "GM08280", "gm0828", "GM0828 ", "GM0828\n", "NL01", "WK08MB06", "BU0828060", "GM٠٨٢٨"]
)
def test_anything_else_is_no_code(code: str) -> None:
    assert not is_cbs_code(code)


def test_level_and_parents_follow_from_the_code() -> None:
    assert [level_of(code) for code in CODES[:4]] == [Level.LAND, Level.GEMEENTE, Level.WIJK, Level.BUURT]
    assert [gemeente_code_of(code) for code in CODES[:4]] == [None, "GM0828", "GM0363", "GM0363"]
    assert [wijk_code_of(code) for code in CODES[:4]] == [None, None, "WK0363MB", "WK0363AD"]


def test_a_column_of_codes_gives_levels_and_parents_and_nothing_for_what_is_no_code() -> None:
    assert are_cbs_codes(CODES).tolist() == [True, True, True, True, False, False]
    assert levels_of(CODES).fillna("-").tolist() == ["land", "gemeente", "wijk", "buurt", "-", "-"]
    assert gemeente_codes_of(CODES).fillna("-").tolist() == ["-", "GM0828", "GM0363", "GM0363", "-", "-"]
    assert wijk_codes_of(CODES).fillna("-").tolist() == ["-", "-", "WK0363MB", "WK0363AD", "-", "-"]
    assert parent_codes_of(CODES).fillna("-").tolist() == ["-", "-", "GM0363", "WK0363AD", "-", "-"]


def test_a_column_without_any_code_gives_only_missing_levels() -> None:
    assert levels_of(pd.Series([None, None], dtype="str")).isna().all()


@pytest.mark.parametrize(
    ("written", "level", "code"),
    [
        ("GM0828    ", None, "GM0828"),
        ("bu0363ad07", None, "BU0363AD07"),
        ("WK 0828 06", None, "WK082806"),
        ("nl00", None, "NL00"),
        ("828", Level.GEMEENTE, "GM0828"),
        ("3", Level.GEMEENTE, "GM0003"),
        ("82806", Level.WIJK, "WK082806"),
        ("363mb", Level.WIJK, "WK0363MB"),
        ("8280601.0", Level.BUURT, "BU08280601"),
        ("08280601", Level.BUURT, "BU08280601"),
        ("BU08280601", Level.BUURT, "BU08280601"),
    ],
)
def test_what_people_write_is_read_as_the_code(written: str, level: Level | None, code: str) -> None:
    assert normalised_code(written, level) == code


@pytest.mark.parametrize(
    ("written", "level", "suggestion"),
    [
        ("GM828", None, "GM0828"),
        ("GMO828", None, "GM0828"),
        ("0828", None, "GM0828"),
        ("082806", None, "WK082806"),
        ("GM0828.000", None, None),
        ("828.000", Level.WIJK, None),
        ("Totaal", None, None),
        ("", Level.BUURT, None),
        ("123456789", Level.BUURT, None),
    ],
)
def test_what_would_be_a_guess_is_refused_with_a_suggestion(
    written: str, level: Level | None, suggestion: str | None
) -> None:
    with pytest.raises(MalformedCodeError, match="is geen CBS-code") as caught:
        normalised_code(written, level)
    assert caught.value.suggestion == suggestion


def test_the_level_of_a_misspelt_code_is_refused_with_the_code_that_is_meant() -> None:
    with pytest.raises(MalformedCodeError, match=r"'GM828' is geen CBS-code\. Bedoelt u GM0828\?"):
        level_of("GM828")


def test_a_code_of_another_level_is_refused() -> None:
    with pytest.raises(OtherLevelError, match="'WK082806' is de code van een wijk; verwacht is de code van een buurt"):
        normalised_code("wk082806", Level.BUURT)


def test_a_column_keeps_what_cannot_be_read_for_a_check_to_name() -> None:
    written = pd.Series(["bu08280601 ", 8280602, None, " Totaal "])
    assert normalised_codes(written, Level.BUURT).fillna("-").tolist() == ["BU08280601", "BU08280602", "-", "Totaal"]


@given(st.from_regex(r"\A(GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4})\Z"))
def test_every_code_survives_padding_lower_case_and_the_loss_of_its_prefix(code: str) -> None:
    level = level_of(code)
    assert normalised_code(f" {code.lower()}  ") == code
    assert normalised_code(code[2:], level) == code


@given(st.text(max_size=14), st.sampled_from([None, Level.GEMEENTE, Level.WIJK, Level.BUURT]))
def test_whatever_is_written_a_suggestion_is_a_code(written: str, level: Level | None) -> None:
    suggestion = suggested_code(written, level)
    assert suggestion is None or is_cbs_code(suggestion)

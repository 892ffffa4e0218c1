import pytest

from etl.sources.kaart.columns import (
    Spelling,
    code_column,
    is_known_beside_figures,
    key_columns,
    level_from_codes,
    level_from_columns,
    name_column,
    spelling_of,
)
from geodata.gebieden.levels import Level


@pytest.mark.parametrize(
    ("columns", "spelling"),
    [
        (["buurtcode", "aantal_inwoners"], Spelling.SNAKE),
        (["buurtcode", "aantalInwoners"], Spelling.CAMEL),
        (["BU_CODE", "AANT_INW"], Spelling.SHAPEFILE),
        (["bu_code", "aant_inw"], Spelling.SHAPEFILE),
        (["statcode"], Spelling.SNAKE),
        (["code", "name", "population", "dwelling_total"], Spelling.ENGLISH),
    ],
)
def test_the_spelling_is_told_from_the_columns(columns: list[str], spelling: Spelling) -> None:
    assert spelling_of(columns) is spelling


@pytest.mark.parametrize(
    ("columns", "level"),
    [
        (["BU_CODE", "WK_CODE", "GM_CODE"], Level.BUURT),
        (["wijkcode", "gemeentecode"], Level.WIJK),
        (["gemeentecode", "gemeentenaam"], Level.GEMEENTE),
        (["statcode", "district_code"], None),
        (["naam"], None),
    ],
)
def test_the_most_detailed_code_tells_the_level(columns: list[str], level: Level | None) -> None:
    assert level_from_columns(key_columns(columns)) is level


def test_codes_of_one_level_tell_it() -> None:
    assert level_from_codes(["BU08280000", " bu08280001"]) is Level.BUURT


@pytest.mark.parametrize("codes", [["BU08280000", "WK082800"], ["PV30"], []])
def test_other_codes_tell_no_level(codes: list[str]) -> None:
    assert level_from_codes(codes) is None


def test_the_column_with_codes_of_any_level_goes_before_those_of_parents() -> None:
    keys = key_columns(["statcode", "statnaam", "district_code"])
    assert code_column(keys, Level.BUURT) == "statcode"
    assert name_column(keys, Level.BUURT) == "statnaam"


def test_a_map_may_have_no_names() -> None:
    assert name_column(key_columns(["BU_CODE", "GM_NAAM"]), Level.BUURT) is None


@pytest.mark.parametrize("column", ["fid", "OBJECTID", "Shape_Area", "jrstatcode", "BU_NAAM"])
def test_columns_beside_the_figures_are_known(column: str) -> None:
    assert is_known_beside_figures(column)


def test_a_figure_is_no_column_beside_the_figures() -> None:
    assert not is_known_beside_figures("AANT_INW")

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sources.cells.files import HeaderNotFoundError
from etl.sources.cells.text import DelimiterError
from etl.sources.indeling.units import UNIT_COLUMNS, read_units, shares_from
from geodata.gebieden.levels import Level


def from_text(folder: Path, text: str) -> pd.DataFrame:
    (folder / "delen.csv").write_text(text, encoding="utf-8")
    return read_units(folder / "delen.csv", Level.BUURT)


def from_workbook(folder: Path, *sheets: Sequence[Sequence[object]]) -> pd.DataFrame:
    workbook = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        for row in rows:
            sheet.append(list(row))
    workbook.save(folder / "delen.xlsx")
    return read_units(folder / "delen.xlsx", Level.BUURT)


def test_a_row_keeps_its_number_in_the_file_and_text_without_blanks_around_it(tmp_path: Path) -> None:
    units_df = from_text(
        tmp_path, "Indeling 2024\ncode;gebied;naam;rol;team\n BU08280000 ;1; Noord;Regisseur ;A\n\n0601;2;;;\n"
    )
    assert tuple(units_df.columns) == UNIT_COLUMNS
    assert units_df.drop(columns=["aandeel", "eenheid_naam"]).to_numpy().tolist() == [
        ["BU08280000", "1", "Noord", "Regisseur", "A", 3],
        ["0601", "2", "2", "", "", 5],
    ]


def test_a_spreadsheet_with_numbers_for_codes_is_read_from_the_sheet_that_has_them(tmp_path: Path) -> None:
    table = [["Buurtcode", "Gebied", "Gebiedsnaam", "Aandeel"], [8280601, 1, "Noord", 0.25], [8280602, 2, "Zuid", None]]
    units_df = from_workbook(tmp_path, [["Toelichting"], ["Gemaakt door Wijkzaken"]], table)
    assert units_df[["code", "gebied", "naam", "aandeel", "row"]].to_numpy().tolist() == [
        ["8280601", "1", "Noord", 0.25, 2],
        ["8280602", "2", "Zuid", 1.0, 3],
    ]


def test_the_name_of_a_unit_is_no_name_of_an_area(tmp_path: Path) -> None:
    units_df = from_text(tmp_path, "buurtcode;buurtnaam;gebied\nBU08280000;Centrum;West\n")
    assert units_df[["gebied", "naam", "eenheid_naam"]].to_numpy().tolist() == [["West", "West", "Centrum"]]


def test_a_note_below_the_table_is_a_row_without_area(tmp_path: Path) -> None:
    units_df = from_text(tmp_path, "code;gebied\nBU08280000;1\nBron: Wijkzaken;\n")
    assert units_df[["code", "gebied", "row"]].to_numpy().tolist() == [
        ["BU08280000", "1", 2],
        ["Bron: Wijkzaken", "", 3],
    ]


def test_a_table_without_headings_or_delimiter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HeaderNotFoundError, match="verwacht: code, gebied, naam"):
        from_text(tmp_path, "BU08280000;1\nBU08280001;2\n")
    with pytest.raises(DelimiterError):
        from_text(tmp_path, "code\nBU08280000\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["0,25", "0.75"], [0.25, 0.75]),
        (["25%", "75 %"], [0.25, 0.75]),
        (["25", "75"], [0.25, 0.75]),
        (["99", "1"], [0.99, 0.01]),
        (["1", "0,5", "0,5"], [1, 0.5, 0.5]),
        (["100%", "0,5"], [1, 0.5]),
        (["", " "], [1, 1]),
    ],
)
def test_shares_are_read_as_fractions_or_per_cent_by_what_stands_in_the_column(
    written: list[str], expected: list[float]
) -> None:
    assert shares_from(pd.Series(written)).tolist() == pytest.approx(expected)


@pytest.mark.parametrize("written", ["half", "-0,5", "1/2", "0,2,5", "%"])
def test_what_is_no_number_is_missing(written: str) -> None:
    assert shares_from(pd.Series([written, "0,5"])).isna().tolist() == [True, False]


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5))
def test_per_cents_with_and_without_their_sign_mean_the_same(percents: list[int]) -> None:
    with_sign = shares_from(pd.Series([f"{percent}%" for percent in percents]))
    without = shares_from(pd.Series([str(percent) for percent in [*percents, 100]]))
    assert with_sign.tolist() == without.tolist()[:-1]

"""The cells of spreadsheets and text files, nothing interpreted."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from etl.provenance import InputFileNotFoundError
from etl.sources.cells.files import (
    BrokenSpreadsheetError,
    CellOptions,
    DuplicateHeadingError,
    HeaderNotFoundError,
    MissingColumnsError,
    RaggedRowsError,
    SheetNotFoundError,
    UnknownFileKindError,
    read_cells,
)
from tests.etl.sources.tables import write_csv, write_xlsx

BY_CODE = CellOptions(is_header=lambda headings: "code" in headings, expected_header="een rij met code")


def test_a_spreadsheet_keeps_text_numbers_and_blanks_apart(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["code ", "p"], ["GM0828", "   ."], ["GM0637", 3], ["GM0344", None]])
    cells = read_cells(path)
    assert cells.sheet == "blad"
    assert list(cells.cells_df.columns) == ["code", "p"]
    assert cells.cells_df["p"].to_dict() == {2: "   .", 3: 3.0, 4: ""}


def test_what_a_spreadsheet_took_for_a_date_or_truth_value_becomes_text(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["code", "p"], [date(2024, 2, 1), True]])
    assert read_cells(path).cells_df.iloc[0].tolist() == ["2024-02-01", "WAAR"]


def test_the_header_is_found_below_a_title_on_whichever_sheet_has_it(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Toelichting"])
    sheet = workbook.create_sheet("cijfers")
    for row in (["Titel", None], ["code", "p"], ["GM0828", 1]):
        sheet.append(row)
    workbook.save(tmp_path / "a.xlsx")
    cells = read_cells(tmp_path / "a.xlsx", BY_CODE)
    assert (cells.sheet, cells.cells_df.to_dict("index")) == ("cijfers", {3: {"code": "GM0828", "p": 1.0}})


def test_a_declared_sheet_and_header_row_are_used(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["code", "p"], ["CODE", "P"], ["GM0828", 1]], sheet="blad1")
    assert list(read_cells(path, CellOptions(sheet="blad1", header_row=2)).cells_df.columns) == ["CODE", "P"]
    with pytest.raises(SheetNotFoundError, match=r"geen blad 'weg'. Wel aanwezig: blad1"):
        read_cells(path, CellOptions(sheet="weg"))


def test_a_text_file_is_read_by_the_same_rules(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "code;p", "GM0828;.", ";", "GM0637;")
    assert read_cells(path).cells_df.to_dict("index") == {
        2: {"code": "GM0828", "p": "."},
        4: {"code": "GM0637", "p": ""},
    }


def test_blank_columns_go_and_nameless_ones_are_numbered(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ";code;", "1;GM0828;")
    assert list(read_cells(path).cells_df.columns) == ["(kolom 1)", "code"]


def test_rows_of_another_length_are_all_counted_and_a_note_is_not_one(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "code;p", "GM0828;1;9", "GM0637;1", "GM0344;1;2", "Bron: CBS")
    with pytest.raises(RaggedRowsError, match=r"2 kolommen.*regel 2 \(3\), regel 4 \(3\)\. Controleer"):
        read_cells(path, CellOptions(delimiter=";"))


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.xlsx", b"geen zip", BrokenSpreadsheetError),
        ("a.xls", b"", BrokenSpreadsheetError),
        ("a.pdf", b"%PDF", UnknownFileKindError),
        ("a.csv", b"p;p\n1;2\n", DuplicateHeadingError),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, error: type[Exception]) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=name):
        read_cells(tmp_path / name)


def test_an_absent_file_and_an_absent_header_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputFileNotFoundError):
        read_cells(tmp_path / "weg.csv")
    path = write_csv(tmp_path / "a.csv", "x;y", "1;2")
    with pytest.raises(HeaderNotFoundError, match="verwacht: een rij met code"):
        read_cells(path, BY_CODE)
    with pytest.raises(HeaderNotFoundError):
        read_cells(path, CellOptions(header_row=9, delimiter=";"))


def test_missing_columns_are_told_at_once_with_what_looks_like_them() -> None:
    error = MissingColumnsError("a.csv", ["regio", "wijkkode"], present=["wijkcode", "p"])
    assert "de kolommen 'regio'; 'wijkkode' (bedoelt u 'wijkcode'?)" in str(error)

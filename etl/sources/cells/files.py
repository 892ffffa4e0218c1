"""The cells of a spreadsheet or text file as they stand there: headings and numbered rows, nothing interpreted."""

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from etl.provenance import InputFileNotFoundError
from etl.sources.cells.text import NumberedRows, text_rows
from etl.sources.listing import listed
from geodata.errors import InvalidInputError

SPREADSHEET_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
HEADER_SEARCH_ROWS = 20


class UnknownFileKindError(InvalidInputError):
    """A file is neither a spreadsheet nor a text file that we read."""

    def __init__(self, path: Path) -> None:
        kinds = ", ".join(sorted(SPREADSHEET_SUFFIXES | TEXT_SUFFIXES))
        super().__init__(f"{path.name}: bestanden met de uitgang '{path.suffix}' lezen we niet. Verwacht: {kinds}.")


class BrokenSpreadsheetError(InvalidInputError):
    """A spreadsheet cannot be opened."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path.name} is niet als spreadsheet te openen ({reason}). Open het in een spreadsheetprogramma, "
            "bewaar het opnieuw zonder wachtwoord, en probeer het nog eens."
        )


class SheetNotFoundError(InvalidInputError):
    """The sheet that was asked for is not in the spreadsheet."""

    def __init__(self, path: Path, sheet: str, *, present: Sequence[str]) -> None:
        super().__init__(f"{path.name} heeft geen blad '{sheet}'. Wel aanwezig: {', '.join(present)}.")


class HeaderNotFoundError(InvalidInputError):
    """No row with the headings stands where it should."""

    def __init__(self, path: Path, sheet: str, *, expected: str) -> None:
        super().__init__(f"{path.name}, {sheet}: er is geen rij met kolomkoppen gevonden; verwacht: {expected}.")


class DuplicateHeadingError(InvalidInputError):
    """Two columns have the same heading."""

    def __init__(self, path: Path, headings: Sequence[str]) -> None:
        names = ", ".join(f"'{heading}'" for heading in headings)
        super().__init__(f"{path.name}: meer dan één kolom heet {names}. Geef elke kolom een eigen kop.")


class RaggedRowsError(InvalidInputError):
    """Rows of a text file have more or fewer cells than there are headings."""

    def __init__(self, path: Path, rows: Sequence[tuple[int, int]], *, expected: int) -> None:
        shown = listed(f"regel {number} ({count})" for number, count in rows)
        super().__init__(
            f"{path.name}: er zijn {expected} kolommen, maar een ander aantal cellen op {shown}. "
            "Controleer het scheidingsteken, en of tekst met dat teken erin tussen aanhalingstekens staat."
        )


class MissingColumnsError(InvalidInputError):
    """Columns that must be there are not; names all of them, with what looks like them."""

    def __init__(self, file_name: str, missing: Collection[str], *, present: Collection[str]) -> None:
        super().__init__(
            f"{file_name} heeft niet de kolom{'men' if len(missing) > 1 else ''} "
            f"{'; '.join(_with_lookalikes(name, present) for name in missing)}. Wel aanwezig: {', '.join(present)}."
        )


@dataclass(frozen=True)
class CellOptions:
    """How to find the cells of a file; what is None is found out.

    ``header_row`` counts from 1. ``is_header`` recognises the row with the headings where ``header_row`` is None;
    without it the first row is taken.
    """

    sheet: str | None = None
    header_row: int | None = None
    is_header: Callable[[Sequence[str]], bool] | None = None
    expected_header: str = "kolomkoppen op de eerste rij"
    delimiter: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class Cells:
    """The cells of one sheet or text file.

    ``cells_df`` has the headings, without blanks around them, as columns, the file's row numbers as index, and in its
    cells text as it stands there, numbers where a spreadsheet holds numbers, and '' for a blank cell.
    """

    file_name: str
    sheet: str
    cells_df: pd.DataFrame


def read_cells(path: Path, options: CellOptions | None = None) -> Cells:
    """Read the cells of a spreadsheet (xlsx, xls, ods) or text file (csv, tsv).

    Raises
    ------
    InputFileNotFoundError, UnknownFileKindError, BrokenSpreadsheetError, SheetNotFoundError, HeaderNotFoundError,
    DuplicateHeadingError, UnreadableTextError, DelimiterError, BrokenTextError, RaggedRowsError
        As their names say; each message names the file and what to do.
    """
    options = options or CellOptions()
    if not path.is_file():
        raise InputFileNotFoundError(path)
    if path.suffix.lower() in SPREADSHEET_SUFFIXES:
        sheet, rows = _spreadsheet_rows(path, options)
    elif path.suffix.lower() in TEXT_SUFFIXES:
        rows = text_rows(path, delimiter=options.delimiter, encoding=options.encoding, is_header=options.is_header)
        sheet = path.stem
    else:
        raise UnknownFileKindError(path)
    return Cells(path.name, sheet, _frame(path, rows, header=_header_position(path, sheet, rows=rows, options=options)))


def cell_text(cell: object) -> str:
    """Write a cell as text: without blanks around it, a whole number without its fraction.

    Examples
    --------
    >>> cell_text(20300.0), cell_text(" GM0828    ")
    ('20300', 'GM0828')
    """
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()


def _spreadsheet_rows(path: Path, options: CellOptions) -> tuple[str, NumberedRows]:
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheet = _sheet(path, workbook, options=options)
        rows = sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise BrokenSpreadsheetError(path, str(error)) from error
    return sheet.name, [(number, [_plain(cell) for cell in row]) for number, row in enumerate(rows, start=1)]


def _sheet(path: Path, workbook: CalamineWorkbook, *, options: CellOptions) -> CalamineSheet:
    """Return the sheet that was asked for, else the first whose top rows hold the headings, else the first."""
    names = workbook.sheet_names
    if options.sheet is not None:
        if options.sheet not in names:
            raise SheetNotFoundError(path, options.sheet, present=names)
        return workbook.get_sheet_by_name(options.sheet)
    if options.is_header is not None:
        for name in names:
            sheet = workbook.get_sheet_by_name(name)
            if _has_header(sheet, options.is_header):
                return sheet
    return workbook.get_sheet_by_name(names[0])


def _has_header(sheet: CalamineSheet, is_header: Callable[[Sequence[str]], bool]) -> bool:
    rows = sheet.to_python(skip_empty_area=False, nrows=HEADER_SEARCH_ROWS)
    return any(is_header(_headings([_plain(cell) for cell in row])) for row in rows)


def _plain(cell: object) -> object:
    """Keep text and numbers; what a spreadsheet took for a date or a truth value becomes text again."""
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return str(cell)
    return cell


def _header_position(path: Path, sheet: str, *, rows: NumberedRows, options: CellOptions) -> int:
    if options.header_row is not None:
        positions = [position for position, (number, _) in enumerate(rows) if number == options.header_row]
    elif options.is_header is not None:
        top = enumerate(rows[:HEADER_SEARCH_ROWS])
        positions = [position for position, (_, row) in top if options.is_header(_headings(row))]
    else:
        positions = [0]
    if not positions or not rows or not any(_headings(rows[positions[0]][1])):
        raise HeaderNotFoundError(path, sheet, expected=options.expected_header)
    return positions[0]


def _headings(row: Sequence[object]) -> list[str]:
    return [cell_text(cell) for cell in row]


def _frame(path: Path, rows: NumberedRows, *, header: int) -> pd.DataFrame:
    headings = _headings(rows[header][1])
    body = [(number, row) for number, row in rows[header + 1 :] if any(cell != "" for cell in row)]
    cells_df = pd.DataFrame(
        [_fitted(row, len(headings)) for _, row in body if _fits(row, len(headings))],
        columns=headings,
        index=pd.Index([number for number, row in body if _fits(row, len(headings))], name="row"),
        dtype=object,
    )
    ragged = [(number, len(row)) for number, row in body if not _fits(row, len(headings))]
    if ragged:
        raise RaggedRowsError(path, ragged, expected=len(headings))
    return _without_blank_headings(path, cells_df)


def _fits(row: Sequence[object], width: int) -> bool:
    """Tell whether a row has a cell per heading, or is a note: one cell, and nothing beside it."""
    return len(row) == width or not any(cell != "" for cell in row[1:])


def _fitted(row: Sequence[object], width: int) -> list[object]:
    return [*row[:width], *[""] * (width - len(row))]


def _without_blank_headings(path: Path, cells_df: pd.DataFrame) -> pd.DataFrame:
    """Leave out columns without heading and cells; name those that have cells by their position."""
    columns = list(cells_df.columns)
    named = [column or f"(kolom {position})" for position, column in enumerate(columns, start=1)]
    keep = [bool(column) or (cells_df.iloc[:, position] != "").any() for position, column in enumerate(columns)]
    kept = [name for name, is_kept in zip(named, keep, strict=True) if is_kept]
    duplicates = [name for name, count in Counter(kept).items() if count > 1]
    if duplicates:
        raise DuplicateHeadingError(path, duplicates)
    return cells_df.loc[:, keep].set_axis(kept, axis=1)


def _with_lookalikes(name: str, present: Collection[str]) -> str:
    close = difflib.get_close_matches(name, present, n=1)
    return f"'{name}' (bedoelt u '{close[0]}'?)" if close else f"'{name}'"

"""CBS's Kerncijfers wijken en buurten as a spreadsheet or text file: kwb-2024.xlsx, kwb-2016.xls, kwb-2020.csv."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from etl.batch import Batch, Provenance
from etl.provenance import provenance_from_file
from etl.sources.cells.codes import CodeColumn, CodedRows, coded_rows
from etl.sources.cells.files import CellOptions, DuplicateHeadingError, MissingColumnsError, cell_text, read_cells
from etl.sources.cells.readings import CellPlaces, observed, readings_of
from etl.sources.gebieden import changes_in, gebieden_without_outlines
from etl.sources.tabel.vocabulary import Vocabulary, column_faults
from geodata.errors import InvalidInputError
from geodata.indicators.catalogue import Catalogue

SOURCE = "cbs-kwb"
CATALOGUE_SOURCE = "kwb-xlsx"
LICENCE = "CC BY 4.0"

CODE, NAME, LEVEL, CHANGE = "gwb_code_10", "regio", "recs", "ind_wbi"
FIRST_YEAR = 1995

_YEAR_OF_KWB = re.compile(
    r"(?:kwb|kerncijfers[-_ ]wijken[-_ ]en[-_ ]buurten)[-_ ]?((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


class YearUnknownError(InvalidInputError):
    """Nothing says of which year a KWB file is."""

    def __init__(self, file_name: str, sheet: str) -> None:
        super().__init__(
            f"Van welk jaar {file_name} is, staat niet in de naam van het bestand of van het blad ('{sheet}'). "
            "Geef het jaar op, of noem het bestand zoals het CBS doet, bijvoorbeeld kwb-2024.xlsx."
        )


class YearConflictError(InvalidInputError):
    """A KWB file is given one year and named after another."""

    def __init__(self, file_name: str, years: Mapping[str, int]) -> None:
        readings = ", ".join(f"volgens {where} {year}" for where, year in years.items())
        super().__init__(f"{file_name}: het jaar is {readings}. Geef het juiste jaar op, of hernoem het bestand.")


@dataclass(frozen=True)
class RawWorkbook:
    """A KWB file as it stands there.

    ``cells_df`` has CBS's headings (without blanks around them, in lower case) as columns, the file's row numbers as
    index, and cells of text and numbers: '.' and blank are kept apart.
    """

    file_name: str
    sheet: str
    year: int
    cells_df: pd.DataFrame


def batch_from_path(path: Path, catalogue: Catalogue, year: int | None = None) -> Batch:
    """Read and map a KWB file.

    Raises
    ------
    YearUnknownError, YearConflictError, MissingColumnsError
        The file is not a KWB file of one year; also all errors of `etl.sources.cells.files.read_cells`.
    """
    raw = read_workbook(path, year)
    version = path.stem if raw.sheet == path.stem else f"{path.stem}, {raw.sheet}"
    provenance = provenance_from_file(path, source=SOURCE, table_id=f"kwb-{raw.year}", version=version, licence=LICENCE)
    return map_workbook(raw, provenance, catalogue)


def read_workbook(path: Path, year: int | None = None) -> RawWorkbook:
    """Read a KWB file under CBS's own names.

    Parameters
    ----------
    year
        Year of the figures and of the boundaries; None: as the sheet or the file is named.
    """
    options = CellOptions(is_header=_is_header, expected_header=f"een rij met {CODE} en {NAME}")
    cells = read_cells(path, options)
    cells_df = cells.cells_df.rename(columns=str.lower)
    if not cells_df.columns.is_unique:
        raise DuplicateHeadingError(path, list(cells_df.columns[cells_df.columns.duplicated()]))
    missing = [column for column in (CODE, NAME, LEVEL) if column not in cells_df.columns]
    if missing:
        raise MissingColumnsError(path.name, missing, present=list(cells_df.columns))
    return RawWorkbook(path.name, cells.sheet, _year(path, cells.sheet, given=year), cells_df)


def map_workbook(raw: RawWorkbook, provenance: Provenance, catalogue: Catalogue) -> Batch:
    """Map a KWB file to areas and figures; peildatum is 1 January of its year.

    Returns
    -------
    Batch
        Areas without outlines. Cells that are no figure and no sign of CBS's are refused, with a warning that names
        row, column and value; so do columns that the catalogue does not know, and expected columns that are not there.
    """
    rows = coded_rows(raw.cells_df, CodeColumn(CODE, level_column=LEVEL))
    vocabulary = _vocabulary(catalogue, raw.year)
    figures = [column for column in raw.cells_df.columns if column in vocabulary.names]
    readings = [
        readings_of(rows.cells_df[column], CellPlaces(rows.codes, column, vocabulary.names[column], raw.year))
        for column in figures
    ]
    result = observed(readings)
    names = rows.cells_df[NAME].map(cell_text)
    return Batch(
        provenance=provenance,
        peildatum=date(raw.year, 1, 1),
        gebieden_gdf=gebieden_without_outlines(rows.codes, names=names, changes=_changes(rows)),
        observations_df=result.observations_df,
        faults=(
            *rows.faults,
            *column_faults(list(raw.cells_df.columns), vocabulary, file_name=raw.file_name, year=raw.year),
            *result.faults,
        ),
        refused_df=result.refused_df,
    )


def _is_header(headings: Sequence[str]) -> bool:
    return {CODE, NAME} <= {heading.lower() for heading in headings}


def _year(path: Path, sheet: str, *, given: int | None) -> int:
    """Return the year that is given, or that the sheet and the file are named after; they may not disagree."""
    readings = {"de opdracht": given, f"blad '{sheet}'": _year_in(sheet), "de bestandsnaam": _year_in(path.stem)}
    years = {where: year for where, year in readings.items() if year is not None}
    if not years:
        raise YearUnknownError(path.name, sheet)
    if len(set(years.values())) > 1:
        raise YearConflictError(path.name, years)
    return next(iter(years.values()))


def _year_in(name: str) -> int | None:
    """Find the year that a name is about: right after "kwb", or the only one in it."""
    found = _YEAR_OF_KWB.findall(name) or _ANY_YEAR.findall(name)
    years = {int(year) for year in found if int(year) >= FIRST_YEAR}
    return years.pop() if len(years) == 1 else None


def _vocabulary(catalogue: Catalogue, year: int) -> Vocabulary:
    """Return the names of the columns in a year in lower case: CBS's capitals differ between years."""
    names = {name.lower(): key for name, key in catalogue.column_names(CATALOGUE_SOURCE, year).items()}
    set_aside = {name.lower(): reason for name, reason in catalogue.columns_set_aside(CATALOGUE_SOURCE, year).items()}
    return Vocabulary(names, {}, set_aside)


def _changes(rows: CodedRows) -> pd.Series | None:
    """Read CBS's indelingswijziging; it is missing for the country, and up to 2021 for gemeenten."""
    if CHANGE not in rows.cells_df.columns:
        return None
    return changes_in(rows.cells_df[CHANGE])

"""Reads a table of counts per buurt. What is wrong is told by row and code; a count is never told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.sources.cells.files import DuplicateHeadingError, cell_text, read_cells
from etl.sources.register_data.declaration import Columns, Declaration
from geodata.errors import InvalidInputError
from geodata.gebieden.codes import is_cbs_code, normalised_codes
from geodata.gebieden.levels import Level

MOST_TOLD = 20

Counts = Mapping[int, Mapping[str, int]]
"""Per year and code of a buurt."""


class CountsRefusedError(InvalidInputError):
    """A table of counts does not hold; names the rows."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        told = "\n".join(f"- {fault}" for fault in faults[:MOST_TOLD])
        more = f"\n- en nog {len(faults) - MOST_TOLD}" if len(faults) > MOST_TOLD else ""
        super().__init__(f"{path.name} is geweigerd; er is niets opgeslagen:\n{told}{more}")


@dataclass(frozen=True)
class _Rows:
    """The rows of a table: year and count are missing where they could not be read."""

    codes: "pd.Series[str]"
    years: "pd.Series[float]"
    counts: "pd.Series[float]"


def read_counts(path: Path, declaration: Declaration, buurten: frozenset[str]) -> Counts:
    """Read the counts of all buurten of a gemeente.

    Parameters
    ----------
    buurten
        The codes of the buurten on the peildatum of the declaration.

    Raises
    ------
    CountsRefusedError
        The table lacks a column, a code is of no buurt of the gemeente, a buurt is there twice or not at all, or a
        count or year cannot be read. What else may be wrong with a file, `etl.sources.cells.files.read_cells` names.
    """
    rows = _rows(_named_cells(path, declaration.columns), declaration)
    if faults := list(_faults(rows, declaration.columns, buurten)):
        raise CountsRefusedError(path, faults)
    counts = {
        int(year): dict(zip(rows.codes[part.index], map(int, part), strict=True))
        for year, part in rows.counts.groupby(rows.years)
    }
    if absent := list(_absent(counts, buurten)):
        if declaration.missing == "fout":
            raise CountsRefusedError(path, absent)
        counts = {year: dict.fromkeys(sorted(buurten), 0) | of_buurten for year, of_buurten in counts.items()}
    return counts


def _named_cells(path: Path, columns: Columns) -> pd.DataFrame:
    """Read the columns that a declaration names; what a file has for headings is not told: it may have none."""
    named = [name for name in (columns.code, columns.count, columns.year) if name]
    try:
        cells_df = read_cells(path).cells_df
    except DuplicateHeadingError:
        raise CountsRefusedError(path, ["meer dan één kolom heeft dezelfde kop, of er zijn geen koppen"]) from None
    if missing := sorted({*named} - {*cells_df.columns}):
        raise CountsRefusedError(path, [f"kolom '{name}' ontbreekt; de verklaring noemt die" for name in missing])
    return cells_df.loc[~(cells_df[named] == "").all(axis=1), named]


def _rows(cells_df: pd.DataFrame, declaration: Declaration) -> _Rows:
    columns = declaration.columns
    codes = normalised_codes(cells_df[columns.code].map(cell_text), Level.BUURT)
    years = (
        pd.Series(float(declaration.year or 0), index=cells_df.index)
        if columns.year is None
        else _whole(cells_df[columns.year]).where(lambda found: found.between(1900, 2100))
    )
    return _Rows(codes, years, _whole(cells_df[columns.count]))


def _whole(cells: pd.Series) -> "pd.Series[float]":
    texts = cells.map(cell_text).str.strip()
    return pd.to_numeric(texts.where(texts.str.fullmatch(r"\d{1,9}(?:\.0)?", na=False)), errors="coerce").astype(float)


def _faults(rows: _Rows, columns: Columns, buurten: frozenset[str]) -> Iterator[str]:
    if rows.codes.empty:
        yield "er staan geen rijen in"
    for row, code in rows.codes[~rows.codes.isin(list(buurten))].items():
        # What is no code may be a count: columns are easily mixed up.
        what = code if is_cbs_code(code) else "de code"
        yield f"rij {row}: {what} is geen buurt van deze gemeente op deze peildatum"
    for row in rows.years.index[rows.years.isna()]:
        yield f"rij {row}: kolom {columns.year} bevat geen jaar"
    for row in rows.counts.index[rows.counts.isna()]:
        yield f"rij {row}: kolom {columns.count} bevat geen geheel getal van 0 of hoger"
    is_twice = pd.DataFrame({"code": rows.codes, "year": rows.years}).duplicated()
    for row, code in rows.codes[is_twice].items():
        yield f"rij {row}: {code} staat er voor dat jaar al"


def _absent(counts: Counts, buurten: frozenset[str]) -> Iterator[str]:
    for year, of_buurten in counts.items():
        if absent := sorted(buurten - of_buurten.keys()):
            yield (
                f"{year}: zonder rij zijn {', '.join(absent)}; zet er 0 waar niemand is, of schrijf in de verklaring "
                'ontbrekend = "nul"'
            )

"""The rows of a table that count by its column map: let through by its filters, about an area, of a known year."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from etl.batch import Fault
from etl.sources.cells.codes import coded_rows
from etl.sources.cells.files import cell_text
from etl.sources.listing import listed
from etl.sources.tabel.column_map import FilterSection, TableMap
from etl.sources.tabel.years import years_of
from geodata.errors import InvalidInputError


class NoRowsLeftError(InvalidInputError):
    """A filter of the column map lets no row through."""

    def __init__(self, file_name: str, row_filter: FilterSection, *, present: Sequence[str]) -> None:
        wanted = ", ".join(row_filter.allowed or (f"patroon {row_filter.pattern}",))
        shown = listed((f"'{value}'" for value in present), most=10)
        super().__init__(
            f"{file_name}: geen enkele rij heeft in kolom '{row_filter.column}' wat het filter vraagt ({wanted}). "
            f"Wel komt voor: {shown or 'niets'}."
        )


class NothingReadError(InvalidInputError):
    """No cell of a table could be read; names why."""

    def __init__(self, file_name: str, faults: Sequence[Fault]) -> None:
        reasons = [fault.message for fault in faults] or ["Er is geen rij met een code, of geen kolom met cijfers."]
        super().__init__("\n".join([f"{file_name}: er is niets gelezen.", *(f"- {reason}" for reason in reasons)]))


@dataclass(frozen=True)
class TableRows:
    """The rows that count; each Series is indexed as ``cells_df``, and is None where the map has no column for it."""

    cells_df: pd.DataFrame
    codes: pd.Series
    years: pd.Series | None
    peildatum_years: pd.Series | None
    faults: tuple[Fault, ...]


def table_rows(raw_df: pd.DataFrame, table_map: TableMap, *, file_name: str) -> TableRows:
    """Pick the rows that count.

    Returns
    -------
    TableRows
        A row without a code or with a year that cannot be read is left out, and is an error among the faults.

    Raises
    ------
    NoRowsLeftError, NothingReadError
        A filter lets nothing through; or no row has a code and a year.
    """
    coded = coded_rows(_filtered(raw_df, table_map, file_name=file_name), table_map.gebied.code_column())
    year_columns = {table_map.period.column, table_map.peildatum.column} - {None}
    years = {column: years_of(coded.cells_df[column], column) for column in sorted(filter(None, year_columns))}
    is_dated = pd.Series(True, index=coded.codes.index)
    for read in years.values():
        is_dated &= read.years.notna()
    faults = (*coded.faults, *(fault for read in years.values() for fault in read.faults))
    if not is_dated.any():
        raise NothingReadError(file_name, faults)
    dated = {column: read.years[is_dated].astype("int64") for column, read in years.items()}
    return TableRows(
        cells_df=coded.cells_df[is_dated],
        codes=coded.codes[is_dated],
        years=dated.get(table_map.period.column or ""),
        peildatum_years=dated.get(table_map.peildatum.column or ""),
        faults=faults,
    )


def _filtered(cells_df: pd.DataFrame, table_map: TableMap, *, file_name: str) -> pd.DataFrame:
    for row_filter in table_map.filters:
        texts = cells_df[row_filter.column].map(cell_text)
        is_kept = (
            texts.isin(row_filter.allowed)
            if row_filter.allowed is not None
            else texts.str.fullmatch(row_filter.pattern or "")
        )
        if not is_kept.any():
            raise NoRowsLeftError(file_name, row_filter, present=sorted(texts.unique()))
        cells_df = cells_df[is_kept]
    return cells_df

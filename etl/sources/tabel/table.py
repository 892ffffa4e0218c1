"""Any table (csv, xlsx) of figures per gemeente, wijk or buurt, read by a column map: RIVM, crime, a survey."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from etl.batch import Batch, Provenance
from etl.provenance import provenance_from_file
from etl.sources.cells.files import CellOptions, MissingColumnsError, cell_text, read_cells
from etl.sources.tabel.batches import table_batches
from etl.sources.tabel.column_map import ColumnMap, TableMap
from etl.sources.tabel.column_map_file import load_column_map
from geodata.errors import InvalidInputError
from geodata.indicators.catalogue import Catalogue

__all__ = ["batches_from_path", "load_column_map", "map_table", "read_table"]


class UnknownTablesError(InvalidInputError):
    """A file holds tables that its column map does not name."""

    def __init__(self, file_name: str, column: str, *, tables: dict[str, int]) -> None:
        shown = ", ".join(f"'{name}' ({count} rijen)" for name, count in tables.items())
        super().__init__(
            f"{file_name}: in kolom '{column}' staan tabellen die de kolommenkaart niet noemt: {shown}. Noem ze onder "
            '[tabellen.…]; wie een tabel niet wil overnemen geeft daar weigeren = "reden" op.'
        )


def batches_from_path(path: Path, column_map: ColumnMap, catalogue: Catalogue) -> list[Batch]:
    """Read and map a table.

    Raises
    ------
    geodata.errors.InvalidInputError
        The file cannot be read, or does not have what the column map names; the message says what, and what to do.
    """
    raw_df = read_table(path, column_map)
    first = next(iter(column_map.tables.values()))
    provenance = provenance_from_file(
        path, source=first.source, table_id=first.table_id, version=path.stem, licence=first.licence
    )
    return map_table(raw_df, column_map, provenance, catalogue=catalogue)


def read_table(path: Path, column_map: ColumnMap) -> pd.DataFrame:
    """Read a table under the publisher's own names.

    Returns
    -------
    pd.DataFrame
        Text as it stands there; numbers where a spreadsheet holds numbers; '' for a blank cell. The index holds the
        file's row numbers.
    """
    how = column_map.file
    options = CellOptions(sheet=how.sheet, header_row=how.header_row, delimiter=how.delimiter, encoding=how.encoding)
    return read_cells(path, options).cells_df


def map_table(
    raw_df: pd.DataFrame, column_map: ColumnMap, provenance: Provenance, *, catalogue: Catalogue
) -> list[Batch]:
    """Map a table to areas and figures.

    Parameters
    ----------
    provenance
        Of the file; source, table, licence and (where it is given) version come from the column map.

    Returns
    -------
    list
        A batch per table in the file and per peildatum of its boundaries, oldest first.

    Notes
    -----
    Cells that are not in the file are not there: what a publisher leaves out of a long table gets no status.
    """
    return [
        batch
        for table_map, part_df in _tables(raw_df, column_map, file_name=provenance.address)
        for batch in table_batches(part_df, table_map, _own_provenance(provenance, table_map), catalogue=catalogue)
    ]


def _tables(raw_df: pd.DataFrame, column_map: ColumnMap, *, file_name: str) -> Iterator[tuple[TableMap, pd.DataFrame]]:
    """Yield each table in the file with its rows; the file must have every column that the column map names."""
    named = {column for table_map in column_map.tables.values() for column in table_map.key_columns()}
    named |= {column_map.table_column} if column_map.table_column is not None else set()
    missing = sorted(named - set(raw_df.columns))
    if missing:
        raise MissingColumnsError(file_name, missing, present=list(raw_df.columns))
    if column_map.table_column is None:
        yield column_map.tables[""], raw_df
        return
    tables = raw_df[column_map.table_column].map(cell_text)
    unknown = tables[~tables.isin(list(column_map.tables))]
    if not unknown.empty:
        counts = {str(name): int(count) for name, count in unknown.value_counts().items()}
        raise UnknownTablesError(file_name, column_map.table_column, tables=counts)
    rest_df = raw_df.drop(columns=column_map.table_column)
    yield from ((column_map.tables[str(name)], part_df) for name, part_df in rest_df.groupby(tables, sort=False))


def _own_provenance(provenance: Provenance, table_map: TableMap) -> Provenance:
    return replace(
        provenance,
        source=table_map.source,
        table_id=table_map.table_id,
        version=table_map.version or provenance.version,
        licence=f"{table_map.licence} ({table_map.publisher})",
    )

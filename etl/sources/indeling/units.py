"""A table of units as an officer makes it: which wijk or buurt belongs to which area, and for what share."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from etl.sources.cells.files import CellOptions, cell_text, read_cells
from etl.sources.indeling.areas import with_areas
from etl.sources.indeling.columns import HEADINGS, names_units, unit_columns
from geodata.gebieden.levels import Level

UNIT_COLUMNS = (*HEADINGS, "row")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%?)", re.ASCII)
_OPTIONS = CellOptions(is_header=names_units, expected_header="code, gebied, naam")


def read_units(path: Path, level: Level) -> pd.DataFrame:
    """Read a table of units.

    Parameters
    ----------
    level
        Of the base units, as `etl.sources.indeling.columns.unit_columns` wants it.

    Returns
    -------
    A row per row of the file that says anything: ``code`` as it is written, ``gebied`` and ``naam`` of the area,
    ``aandeel`` (share of the unit, 1 where the file gives none, NaN where it cannot be read), ``contact_rol``,
    ``contact_team``, ``eenheid_naam`` (the unit's own name), ``row`` in the file. '' where the file has nothing.

    Raises
    ------
    IndelingColumnsError
        A column is not there; what else may be wrong with a file, `etl.sources.cells.files.read_cells` names.
    """
    cells_df = read_cells(path, _OPTIONS).cells_df
    columns = unit_columns(path, list(cells_df.columns), level)
    rows_df = pd.DataFrame({ours: cells_df[theirs].map(cell_text) for ours, theirs in columns.items()}, dtype="str")
    rows_df = rows_df.reindex(columns=list(HEADINGS), fill_value="").assign(row=cells_df.index)
    rows_df = with_areas(rows_df).assign(aandeel=shares_from(rows_df["aandeel"]))
    return rows_df[list(UNIT_COLUMNS)].reset_index(drop=True)


def shares_from(written: pd.Series) -> pd.Series:
    """Read shares: ``0,25``, ``25%``, or ``25`` in a column that holds a number above 1, which then is all per cent.

    Returns
    -------
    Shares, 1.0 where nothing is written, NaN where it is no number.

    Examples
    --------
    >>> shares_from(pd.Series(["60", "40%", "1", ""])).tolist()
    [0.6, 0.4, 0.01, 1.0]
    """
    parts = [_NUMBER.fullmatch(text.strip()) for text in written]
    numbers = pd.Series([float(part[1].replace(",", ".")) if part else np.nan for part in parts], index=written.index)
    has_sign = pd.Series([bool(part and part[2]) for part in parts], index=written.index, dtype="bool")
    is_percentage = has_sign | bool((numbers[~has_sign] > 1).any())
    return (numbers / 100).where(is_percentage, numbers).mask(written.str.strip() == "", 1.0)

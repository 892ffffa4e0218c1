"""Which area each row of a table is about: its code, read from what the publisher wrote, and its name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from etl.batch import Fault, Severity
from etl.sources.cells.files import cell_text
from geodata.gebieden.codes import are_cbs_codes, levels_of, normalised_codes
from geodata.gebieden.levels import Level

_LEVELS = {level.value: level for level in Level if level is not Level.GEBIED}


@dataclass(frozen=True)
class CodeColumn:
    """Where the code of an area stands, and what helps to read it.

    ``level_column`` names a column with Land, Gemeente, Wijk or Buurt; ``level`` is the one level of the whole table.
    Either lets a code do without its prefix and its leading zeros. ``aliases`` turns a publisher's own code into CBS's
    (RIVM: NL01 is NL00).
    """

    code: str
    level_column: str | None = None
    level: Level | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CodedRows:
    """The rows that are about an area; ``codes`` has the index of ``cells_df``."""

    cells_df: pd.DataFrame
    codes: pd.Series
    faults: tuple[Fault, ...]


def coded_rows(cells_df: pd.DataFrame, code_column: CodeColumn) -> CodedRows:
    """Read the code of each row, and set apart the rows that have none.

    Parameters
    ----------
    cells_df
        Cells with the file's row numbers as index, as `etl.sources.cells.files.Cells` holds them.

    Returns
    -------
    The rows with a code. A row that holds one cell only is a note below the table (a warning); any other row without a
    code, or with a code of another level than stands beside it, is an error.
    """
    written = cells_df[code_column.code].map(cell_text).replace(dict(code_column.aliases))
    levels = _levels(cells_df, code_column)
    codes = _codes(written, levels)
    is_code = are_cbs_codes(codes)
    is_note = ~is_code & _are_notes(cells_df)
    is_other_level = is_code & levels.isin(list(_LEVELS)) & (levels_of(codes) != levels)
    faults = [
        *_notes(cells_df[is_note]),
        *_unknown_codes(written[~is_code & ~is_note], code_column.code),
        *_unknown_levels(levels[~is_note], code_column.level_column),
        *_other_levels(codes[is_other_level], levels[is_other_level], column=code_column.code),
    ]
    return CodedRows(cells_df[is_code], codes[is_code], tuple(faults))


def _levels(cells_df: pd.DataFrame, code_column: CodeColumn) -> pd.Series:
    """Return the level that stands beside each code, '' where none is given."""
    if code_column.level_column is not None:
        return cells_df[code_column.level_column].map(cell_text).str.lower()
    return pd.Series("" if code_column.level is None else code_column.level.value, index=cells_df.index)


def _codes(written: pd.Series, levels: pd.Series) -> pd.Series:
    if written.empty:
        return written.astype("str")
    parts = [normalised_codes(part, _LEVELS.get(str(level))) for level, part in written.groupby(levels)]
    codes: pd.Series = pd.concat(parts).reindex(written.index)
    return codes


def _are_notes(cells_df: pd.DataFrame) -> pd.Series:
    """Tell which rows hold one cell only, with words in it."""
    is_alone = (cells_df != "").sum(axis=1) == 1
    is_note = cells_df[is_alone].map(lambda cell: any(letter.isalpha() for letter in str(cell))).any(axis=1)
    return is_note.reindex(cells_df.index, fill_value=False)


def _notes(notes_df: pd.DataFrame) -> Iterator[Fault]:
    for row, cells in zip(notes_df.index, notes_df.to_numpy(), strict=True):
        text = next((cell_text(cell) for cell in cells if cell != ""), "")
        message = f"Rij {row} is geen gebied maar een aantekening, en is overgeslagen: '{text}'."
        yield Fault("aantekening", Severity.WARNING, message, row=str(row), value=text)


def _unknown_codes(written: pd.Series, column: str) -> Iterator[Fault]:
    for value, rows in written.groupby(written).groups.items():
        what = f"'{value}' is geen code van een gemeente, wijk of buurt" if value else "er staat geen code"
        message = (
            f"Kolom {column}, {_rows(rows)}: {what}. Verwacht bijvoorbeeld GM0828, WK082800 of BU08280000; "
            "herstel de code, of laat die rijen weg met een filter."
        )
        yield Fault("onbekende code", Severity.ERROR, message, row=str(rows[0]), column=column, value=str(value))


def _unknown_levels(levels: pd.Series, column: str | None) -> Iterator[Fault]:
    unknown = levels[~levels.isin([*_LEVELS, ""])]
    for value, rows in unknown.groupby(unknown).groups.items():
        message = f"Kolom {column}, {_rows(rows)}: '{value}' is geen niveau. Verwacht: {', '.join(_LEVELS)}."
        yield Fault("onbekend niveau", Severity.ERROR, message, row=str(rows[0]), column=column, value=str(value))


def _other_levels(codes: pd.Series, levels: pd.Series, *, column: str) -> Iterator[Fault]:
    for (row, code), level in zip(codes.items(), levels, strict=True):
        message = f"Rij {row}: {code} is niet de code van een {level}, zoals de rij zegt. Herstel een van beide."
        yield Fault("ander niveau", Severity.ERROR, message, row=str(row), column=column, value=str(code))


def _rows(rows: pd.Index) -> str:
    return f"rij {rows[0]}" if len(rows) == 1 else f"{len(rows)} rijen, de eerste is rij {rows[0]}"

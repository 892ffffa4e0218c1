"""The year that a cell or heading names: 2024, 2024JJ00, or '24 in a heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from etl.batch import Fault, Severity
from etl.sources.cells.files import cell_text

# CBS writes a whole year as 2024JJ00, and months and quarters as 2024MM06 and 2024KW02.
_YEAR = re.compile(r"((?:19|20)\d\d)(?:JJ00)?", re.ASCII)


@dataclass(frozen=True)
class Years:
    """The year in each cell; missing (NA) where a cell names none, with a fault for it."""

    years: pd.Series
    faults: tuple[Fault, ...]


def years_of(cells: pd.Series, column: str) -> Years:
    """Read the year of each cell; what is no whole year is an error."""
    texts = cells.map(cell_text)
    found = {text: _YEAR.fullmatch(text) for text in texts.unique()}
    years = texts.map({text: int(match[1]) for text, match in found.items() if match})
    return Years(years.astype("Int64"), tuple(_faults(texts[years.isna()], column)))


def year_in_heading(text: str) -> int:
    """Read the year that a heading carries, of four digits or two.

    Examples
    --------
    >>> year_in_heading("2016"), year_in_heading("16"), year_in_heading("98")
    (2016, 2016, 1998)
    """
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 70 else 1900)


def _faults(texts: pd.Series, column: str) -> Iterator[Fault]:
    for value, rows in texts.groupby(texts).groups.items():
        message = (
            f"Kolom {column}: '{value}' is geen heel jaar ({len(rows)} rijen, de eerste is rij {rows[0]}). Verwacht "
            "bijvoorbeeld 2024 of 2024JJ00; laat andere perioden weg met een filter."
        )
        yield Fault("onbekende periode", Severity.ERROR, message, row=str(rows[0]), column=column, value=str(value))

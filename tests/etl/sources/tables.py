"""Builders of small files for the tests of spreadsheets and tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from etl.batch import Provenance
from etl.sources.tabel.column_map import ColumnMap
from etl.sources.tabel.column_map_file import load_column_map

PROVENANCE = Provenance(
    source="bron",
    table_id="tabel",
    version="1",
    address="cijfers.csv",
    licence="CC BY 4.0",
    sha256="0" * 64,
    byte_count=1,
    fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
)

WIDE_MAP = """
bron = "proef"
tabel = "proeftabel"
uitgever = "Proefbureau"
licentie = "CC0 1.0"
gebied = { code = "code" }
periode = { kolom = "jaar" }
peildatum = { jaar = 2020 }
vorm = { soort = "breed" }
[indicatoren.kolommen]
score = "leefbaarheid_totaal"
inwonertal = "inwoners"
"""

LONG_MAP = """
bron = "proef"
tabel = "proeftabel"
uitgever = "Proefbureau"
licentie = "CC0 1.0"
gebied = { code = "code" }
periode = { kolom = "jaar" }
peildatum = { regel = "periode" }
vorm = { soort = "lang", indicator = "onderwerp", waarde = "waarde" }
[indicatoren.kolommen]
score = "leefbaarheid_totaal"
inwonertal = "inwoners"
"""


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], *, sheet: str = "blad") -> Path:
    """Write rows to the one sheet of a spreadsheet."""
    workbook = openpyxl.Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(list(row))
    workbook.save(path)
    return path


def write_csv(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """Write lines of text."""
    path.write_bytes("\n".join([*lines, ""]).encode(encoding))
    return path


def column_map(folder: Path, toml: str) -> ColumnMap:
    """Load a column map from its text."""
    path = folder / "kaart.toml"
    path.write_text(toml, encoding="utf-8")
    return load_column_map(path)

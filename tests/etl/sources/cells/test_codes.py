"""Which area each row of a table is about."""

import pandas as pd
import pytest

from etl.batch import Severity
from etl.sources.cells.codes import CodeColumn, coded_rows
from geodata.gebieden.levels import Level


def _cells(*rows: tuple[object, ...]) -> pd.DataFrame:
    index = pd.Index(range(2, 2 + len(rows)), name="row")
    return pd.DataFrame(list(rows), columns=["code", "niveau", "p"], index=index, dtype=object)


def test_padded_codes_are_read_and_their_rows_kept() -> None:
    rows = coded_rows(_cells(("GM0828    ", "", 1), ("BU08280000", "", 2)), CodeColumn("code"))
    assert rows.codes.to_dict() == {2: "GM0828", 3: "BU08280000"}
    assert rows.cells_df["p"].tolist() == [1, 2]
    assert rows.faults == ()


def test_the_level_beside_a_code_gives_it_its_prefix_and_zeros() -> None:
    cells_df = _cells((828.0, "Gemeente  ", 1), ("82800", "Wijk", 2), (8280000.0, "buurt", 3))
    rows = coded_rows(cells_df, CodeColumn("code", level_column="niveau"))
    assert rows.codes.tolist() == ["GM0828", "WK082800", "BU08280000"]


def test_one_level_may_hold_for_the_whole_table() -> None:
    rows = coded_rows(_cells(("082800", "", 1)), CodeColumn("code", level=Level.WIJK))
    assert rows.codes.tolist() == ["WK082800"]


def test_a_publishers_own_code_is_translated() -> None:
    rows = coded_rows(_cells(("NL01      ", "Land", 1)), CodeColumn("code", "niveau", aliases={"NL01": "NL00"}))
    assert rows.codes.tolist() == ["NL00"]


def test_a_note_below_the_table_is_skipped_with_a_warning() -> None:
    rows = coded_rows(_cells(("GM0828", "", 1), ("Bron: CBS", "", "")), CodeColumn("code"))
    assert rows.codes.tolist() == ["GM0828"]
    (fault,) = rows.faults
    assert (fault.severity, fault.row, fault.value) == (Severity.WARNING, "3", "Bron: CBS")


@pytest.mark.parametrize(
    ("row", "check", "sentence"),
    [
        (("GM82X", "", 1), "onbekende code", "Kolom code, rij 2: 'GM82X' is geen code van een gemeente, wijk of buurt"),
        (("", "", 1), "onbekende code", "Kolom code, rij 2: er staat geen code"),
        (("GM0828", "stad", 1), "onbekend niveau", "Kolom niveau, rij 2: 'stad' is geen niveau"),
        (("GM0828", "Wijk", 1), "ander niveau", "Rij 2: GM0828 is niet de code van een wijk"),
    ],
)
def test_a_row_that_cannot_be_placed_is_an_error(row: tuple[object, ...], check: str, sentence: str) -> None:
    faults = coded_rows(_cells(row), CodeColumn("code", level_column="niveau")).faults
    fault = next(fault for fault in faults if fault.check == check)
    assert fault.severity is Severity.ERROR
    assert fault.message.startswith(sentence)


def test_the_same_unknown_code_is_told_once_with_its_count() -> None:
    (fault,) = coded_rows(_cells(("Totaal", "", 1), ("Totaal", "", 2)), CodeColumn("code")).faults
    assert "2 rijen, de eerste is rij 2" in fault.message


def test_a_table_without_rows_has_no_codes_and_no_faults() -> None:
    rows = coded_rows(_cells(), CodeColumn("code"))
    assert (rows.codes.tolist(), rows.faults) == ([], ())


def test_codes_with_letters_are_codes_since_amsterdam_has_them() -> None:
    rows = coded_rows(_cells(("WK0363MB", "", 1), ("BU0363AD07", "", 2)), CodeColumn("code"))
    assert rows.codes.tolist() == ["WK0363MB", "BU0363AD07"]
    assert rows.faults == ()

"""The year that a cell names."""

import pandas as pd
import pytest

from etl.sources.tabel.years import years_of


@pytest.mark.parametrize("cell", ["2024", " 2024JJ00 ", 2024.0, 2024])
def test_a_year_is_read_however_it_is_written(cell: object) -> None:
    read = years_of(pd.Series([cell], index=[2], dtype=object), "Perioden")
    assert (read.years.tolist(), read.faults) == ([2024], ())


@pytest.mark.parametrize("cell", ["2024MM06", "2024KW01", "", "24", "2023/2024", "1824"])
def test_what_is_no_whole_year_is_an_error_at_its_row(cell: object) -> None:
    read = years_of(pd.Series(["2024", cell], index=[2, 3], dtype=object), "Perioden")
    assert read.years.isna().tolist() == [False, True]
    (fault,) = read.faults
    assert (fault.row, fault.column, fault.value) == ("3", "Perioden", cell)
    assert "is geen heel jaar" in fault.message

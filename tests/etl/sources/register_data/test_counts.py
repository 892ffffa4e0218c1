from pathlib import Path
from typing import Any

import pytest

from etl.sources.register_data.counts import Counts, CountsRefusedError, read_counts
from etl.sources.register_data.declaration import read_declaration
from geodata.indicators.catalogue import load_catalogue
from tests.etl.sources.register_data.declarations import declaration_in

BUURTEN = frozenset({"BU00010101", "BU00010102"})
WITH_YEAR = 'code = "buurt"\naantal = "aantal"\njaar = "jaar"'


def counts_of(folder: Path, text: str, columns: str | None = None, **facts: Any) -> Counts:
    table = folder / "jongeren.csv"
    table.write_text(text, encoding="utf-8")
    path = declaration_in(folder, **({} if columns is None else {"columns": columns}), **facts)
    return read_counts(table, read_declaration(path, load_catalogue()), BUURTEN)


def refusal(folder: Path, text: str, **facts: Any) -> str:
    with pytest.raises(CountsRefusedError) as refused:
        counts_of(folder, text, **facts)
    return str(refused.value)


def test_counts_are_read_by_buurt_with_codes_as_people_write_them(tmp_path: Path) -> None:
    assert counts_of(tmp_path, "buurt;aantal\n00010101;3\nBU00010102;0\n") == {2024: {"BU00010101": 3, "BU00010102": 0}}


def test_a_column_of_years_gives_counts_per_year(tmp_path: Path) -> None:
    text = "buurt;jaar;aantal\nBU00010101;2023;3\nBU00010102;2023;4\nBU00010101;2024;5\nBU00010102;2024;6\n"
    assert counts_of(tmp_path, text, WITH_YEAR, jaar=None) == {
        2023: {"BU00010101": 3, "BU00010102": 4},
        2024: {"BU00010101": 5, "BU00010102": 6},
    }


def test_a_buurt_without_a_row_is_a_fault_unless_it_is_declared_to_mean_zero(tmp_path: Path) -> None:
    text = "buurt;aantal\nBU00010101;3\n"
    assert "2024: zonder rij zijn BU00010102" in refusal(tmp_path, text)
    assert counts_of(tmp_path, text, ontbrekend="nul") == {2024: {"BU00010101": 3, "BU00010102": 0}}


def test_all_faults_are_told_by_row_and_none_tells_a_count(tmp_path: Path) -> None:
    said = refusal(tmp_path, "buurt;aantal\nBU00010101;737,5\nBU00019999;738\nBU00010102;739\nBU00010102;740\n;741\n")
    assert "rij 2: kolom aantal bevat geen geheel getal van 0 of hoger" in said
    assert "rij 3: BU00019999 is geen buurt van deze gemeente" in said
    assert "rij 5: BU00010102 staat er voor dat jaar al" in said
    assert "rij 6: de code is geen buurt" in said
    assert not any(count in said for count in ("737", "738", "739", "740", "741"))


def test_mixed_up_columns_tell_no_count_either(tmp_path: Path) -> None:
    assert "737" not in refusal(tmp_path, "aantal;buurt\nBU00010101;737\n")


def test_a_file_without_headings_tells_no_count_either(tmp_path: Path) -> None:
    said = refusal(tmp_path, "BU00010101;737\nBU00010102;738\n")
    assert "kolom 'aantal' ontbreekt" in said
    assert "737" not in said
    assert "dezelfde kop" in refusal(tmp_path, "737;737\n1;2\n")


@pytest.mark.parametrize("count", ["-1", "1,5", "geheim", "", "1e3"])
def test_what_is_no_whole_number_is_never_guessed(tmp_path: Path, count: str) -> None:
    assert "rij 2: kolom aantal" in refusal(tmp_path, f"buurt;aantal\nBU00010101;{count}\nBU00010102;2\n")


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    assert "er staan geen rijen in" in refusal(tmp_path, "buurt;aantal\n")

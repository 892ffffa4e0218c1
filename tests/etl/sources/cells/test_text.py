"""Rows of text files with delimiters."""

from pathlib import Path

import pytest

from etl.sources.cells.text import BrokenTextError, DelimiterError, UnreadableTextError, text_rows
from tests.etl.sources.tables import write_csv


def _rows(path: Path, *, delimiter: str | None = None, encoding: str | None = None) -> list[tuple[int, list[object]]]:
    return text_rows(path, delimiter=delimiter, encoding=encoding)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    path = write_csv(tmp_path / "a.csv", delimiter.join(["code", "waarde"]), delimiter.join(["GM0828", "3"]))
    assert _rows(path) == [(1, ["code", "waarde"]), (2, ["GM0828", "3"])]


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "code;p;q", "GM0828;3,5;1,2", "GM0637;4;1,1")
    assert _rows(path)[1] == (2, ["GM0828", "3,5", "1,2"])


def test_a_title_above_and_a_note_below_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "Cijfers 2024", "code;p", "GM0828;3", "Bron: CBS")
    assert [row for _, row in _rows(path)] == [["Cijfers 2024"], ["code", "p"], ["GM0828", "3"], ["Bron: CBS"]]


def test_an_unclear_delimiter_is_asked_for(tmp_path: Path) -> None:
    two = write_csv(tmp_path / "twee.csv", "a;b,c", "1;2,3")
    with pytest.raises(DelimiterError, match=r"puntkomma en komma passen allebei.*Geef het scheidingsteken op"):
        _rows(two)
    none = write_csv(tmp_path / "geen.csv", "alleen tekst")
    with pytest.raises(DelimiterError, match="geen ervan geeft in elke rij evenveel kolommen"):
        _rows(none)
    assert _rows(two, delimiter=";")[1] == (2, ["1", "2,3"])


def test_of_delimiters_that_fit_the_one_that_gives_the_headings_is_meant(tmp_path: Path) -> None:
    shares = write_csv(tmp_path / "a.csv", "code;gebied;aandeel", "1;A;0,25", "1;B;0,75", "2;A;")
    with pytest.raises(DelimiterError, match="passen allebei"):
        _rows(shares)
    rows = text_rows(shares, delimiter=None, encoding=None, is_header=lambda row: "code" in row)
    assert rows[1] == (2, ["1", "A", "0,25"])
    with pytest.raises(DelimiterError, match="passen allebei"):
        text_rows(shares, delimiter=None, encoding=None, is_header=lambda row: "naam" in row)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "a.csv", "naam;p", "Súdwest-Fryslân;1", encoding=encoding)
    assert _rows(path) == [(1, ["naam", "p"]), (2, ["Súdwest-Fryslân", "1"])]


def test_bytes_outside_the_declared_encoding_are_pointed_at(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "naam;p", "Súdwest;1", encoding="cp1252")
    with pytest.raises(UnreadableTextError, match="als utf-8: byte 8 past er niet in"):
        _rows(path, encoding="utf-8")


def test_a_row_is_numbered_by_the_line_where_it_starts(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "naam;p", '"twee', 'regels";1', "een;2")
    assert [number for number, _ in _rows(path)] == [1, 2, 4]


def test_a_quote_that_never_closes_is_named_with_its_line(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "naam;p", '"open;' + "x" * 140_000)
    with pytest.raises(BrokenTextError, match=r"na regel 1 .* aanhalingsteken ontbreekt"):
        _rows(path, delimiter=";")

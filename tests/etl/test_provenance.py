"""Provenance read off a file."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.batch import Provenance
from etl.provenance import InputFileNotFoundError, provenance_from_file

ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def _provenance_of(path: Path, *, address: str | None = None) -> Provenance:
    return provenance_from_file(
        path, source="bron", table_id="tabel", version="1", licence="CC BY 4.0", address=address
    )


def test_a_file_is_described_by_its_checksum_size_and_moment_of_writing(tmp_path: Path) -> None:
    path = tmp_path / "cijfers.csv"
    path.write_bytes(b"abc")
    os.utime(path, (0, 1_700_000_000))
    provenance = _provenance_of(path)
    assert (provenance.sha256, provenance.byte_count) == (ABC_SHA256, 3)
    assert provenance.fetched_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_the_address_is_the_files_name_unless_another_is_given(tmp_path: Path) -> None:
    path = tmp_path / "cijfers.csv"
    path.write_bytes(b"")
    assert _provenance_of(path).address == "cijfers.csv"
    assert _provenance_of(path, address="https://voorbeeld.nl/c.csv").address == "https://voorbeeld.nl/c.csv"


def test_a_folder_or_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputFileNotFoundError, match=r"weg\.csv is er niet"):
        _provenance_of(tmp_path / "weg.csv")
    with pytest.raises(InputFileNotFoundError, match="geen gewoon bestand"):
        _provenance_of(tmp_path)


def test_a_file_of_several_parts_is_described_by_all_of_them(tmp_path: Path) -> None:
    parts = [tmp_path / "kaart.shp", tmp_path / "kaart.dbf"]
    for path, content in zip(parts, (b"a", b"bc"), strict=True):
        path.write_bytes(content)
    found = provenance_from_file(parts[0], source="s", table_id="t", version="1", licence="l", parts=parts)
    assert (found.sha256, found.byte_count, found.address) == (ABC_SHA256, 3, "kaart.shp")
    parts[1].unlink()
    with pytest.raises(InputFileNotFoundError, match=r"kaart\.dbf"):
        provenance_from_file(parts[0], source="s", table_id="t", version="1", licence="l", parts=parts)

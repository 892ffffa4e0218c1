from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import psycopg
import pytest
from shapely import box

from etl.provenance import InputFileNotFoundError
from etl.register.entry import VersionPublishedError, enter_indeling
from etl.sources.indeling import RegisterUnreadableError, read_register
from etl.status import faults_of, loads
from etl.undo import undo_load
from geodata.indelingen.parts import PartsRefusedError
from tests.batches import BOTTOM_M, LEFT_M, map_batch
from tests.etl.test_load import load

REGISTER = """
[[indeling]]
key = "beheer"
gemeente_code = "GM0001"
name = "Beheer"
owner = "Beheer"
purpose = "Groen"
valid_from = 2024-01-01
status = "vastgesteld"
base_level = "buurt"
base_peildatum = 2024-01-01
file = "beheer.csv"
"""


@pytest.fixture
def connection(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        load(connection, map_batch())
        yield connection


def register(folder: Path, units: str, text: str = REGISTER) -> Path:
    (folder / "beheer.csv").write_text("code;gebied;naam\n" + units)
    (folder / "register.toml").write_text(text)
    return folder / "register.toml"


def test_an_area_of_whole_units_gets_a_code_an_outline_and_its_parts(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    (indeling,) = read_register(register(tmp_path, "BU00010101;1;Noord\nBU00010102;1;Noord\n"))
    assert enter_indeling(connection, indeling).result == "gelukt"
    areas = connection.execute(
        "SELECT code, name, peildatum, ST_Area(geom) FROM gebied WHERE level = 'gebied'"
    ).fetchall()
    assert areas == [("GM0001.beheer.1.1", "Noord", date(2024, 1, 1), 20_000.0)]
    assert connection.execute("SELECT sum(share) FROM indeling_deel").fetchone() == (2.0,)


def test_a_drawn_area_keeps_the_piece_of_the_unit_that_it_cuts(connection: psycopg.Connection, tmp_path: Path) -> None:
    drawn = gpd.GeoDataFrame(
        {"gebied": ["w", "o"], "naam": ["West", "Oost"]},
        geometry=[
            box(LEFT_M, BOTTOM_M, LEFT_M + 150, BOTTOM_M + 100),
            box(LEFT_M + 150, BOTTOM_M, LEFT_M + 200, BOTTOM_M + 100),
        ],
        crs="EPSG:28992",
    )
    drawn.to_file(tmp_path / "visie.gpkg")
    path = register(tmp_path, "", REGISTER.replace("beheer.csv", "visie.gpkg"))
    enter_indeling(connection, read_register(path)[0])
    pieces = connection.execute(
        "SELECT own.code, share, ST_Area(d.geom) FROM indeling_deel d JOIN gebied own ON own.id = d.gebied_id "
        "WHERE d.geom IS NOT NULL ORDER BY 1"
    ).fetchall()
    assert pieces == [("GM0001.beheer.1.o", 0.5, 5_000.0), ("GM0001.beheer.1.w", 0.5, 5_000.0)]


def test_the_same_file_again_changes_nothing_and_another_file_for_that_version_is_refused(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    enter_indeling(connection, read_register(register(tmp_path, "BU00010101;1;N\nBU00010102;1;N\n"))[0])
    again = enter_indeling(connection, read_register(tmp_path / "register.toml")[0])
    assert again.result == "al geladen"
    changed = read_register(register(tmp_path, "BU00010101;1;N\nBU00010102;2;Z\n"))[0]
    with pytest.raises(VersionPublishedError, match=r"GM0001\.beheer\.1 is al gepubliceerd.*hoger versienummer"):
        enter_indeling(connection, changed)


def test_a_refused_indeling_leaves_a_record_and_nothing_else(connection: psycopg.Connection, tmp_path: Path) -> None:
    (indeling,) = read_register(register(tmp_path, "BU00010101;1;Noord\n"))
    with pytest.raises(PartsRefusedError, match=r"BU00010102 Oost .* is niet ingedeeld"):
        enter_indeling(connection, indeling)
    assert [record.result for record in loads(connection)] == ["gelukt", "mislukt"]
    assert {fault.check for fault in faults_of(connection, 2)} >= {"niet ingedeeld"}
    assert connection.execute("SELECT count(*) FROM indeling WHERE key = 'beheer'").fetchone() == (0,)


def test_a_published_indeling_can_be_taken_back(connection: psycopg.Connection, tmp_path: Path) -> None:
    (indeling,) = read_register(register(tmp_path, "BU00010101;1;N\nBU00010102;1;N\n"))
    report = enter_indeling(connection, indeling)
    undo_load(connection, report.load_id)
    left = "SELECT (SELECT count(*) FROM indeling_deel), (SELECT count(*) FROM indeling WHERE key = 'beheer')"
    assert connection.execute(left).fetchone() == (0, 0)


def test_all_that_is_wrong_in_a_register_is_said_at_once(tmp_path: Path) -> None:
    wrong = REGISTER.replace('status = "vastgesteld"', 'status = "klaar"').replace("GM0001", "0001")
    with pytest.raises(RegisterUnreadableError) as caught:
        read_register(register(tmp_path, "", wrong))
    assert "indeling beheer, gemeente_code" in str(caught.value)
    assert "indeling beheer, status" in str(caught.value)


def test_a_file_that_the_register_names_and_is_not_there_is_named(tmp_path: Path) -> None:
    path = register(tmp_path, "", REGISTER.replace("beheer.csv", "weg.csv"))
    with pytest.raises(InputFileNotFoundError, match=r"weg\.csv"):
        read_register(path)

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from etl.lock import exclusive_load
from etl.register.entry import VersionPublishedError, enter_indeling, examine_indeling
from etl.status import faults_of, loads
from etl.undo import LoadLeanedOnError, undo_load
from geodata.indelingen.parts import PartsRefusedError
from geodata.indelingen.queries import publish_version
from geodata.indelingen.succession import SuccessorTooEarlyError
from geodata.store.engine import engine_from_url, open_session
from tests.batches import figures_batch, map_batch
from tests.etl.register.entries import APART, TOGETHER, drawn, listed, strip
from tests.etl.test_load import load
from tests.etl.test_weights import addresses, load_addresses

AREAS = "SELECT code, name, peildatum, ST_Area(geom) FROM gebied WHERE level = 'gebied' ORDER BY code"
VERSIONS = "SELECT version, status::text, valid_to FROM indeling WHERE key = 'beheer' ORDER BY version"
PARTS = """
    SELECT split_part(own.code, '.', 4), unit.code, share, weight FROM indeling_deel d
    JOIN gebied own ON own.id = d.gebied_id JOIN gebied unit ON unit.id = d.base_gebied_id ORDER BY 1, 2
"""


@pytest.fixture
def connection(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        load(connection, map_batch())
        yield connection


def publish(url: str, name: str) -> None:
    engine = engine_from_url(url)
    with open_session(engine) as session:
        publish_version(session, name)
    engine.dispose()


def undo(connection: psycopg.Connection, load_id: int) -> None:
    with exclusive_load(connection):
        undo_load(connection, load_id)


def test_an_area_of_whole_units_gets_a_code_an_outline_and_its_parts(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    report = enter_indeling(connection, listed(tmp_path, TOGETHER))
    assert (report.result, report.counts["indeling"], report.counts["status"]) == (
        "gelukt",
        "GM0001.beheer.1",
        "concept",
    )
    assert connection.execute(AREAS).fetchall() == [("GM0001.beheer.1.1", "Noord", date(2024, 1, 1), 20_000.0)]
    assert [row[2] for row in connection.execute(PARTS)] == [1.0, 1.0]


def test_a_drawn_area_keeps_the_piece_of_the_unit_that_it_cuts(connection: psycopg.Connection, tmp_path: Path) -> None:
    enter_indeling(connection, drawn(tmp_path, {"w": strip(0, 150), "o": strip(150, 200)}))
    pieces = connection.execute(
        "SELECT own.code, share, ST_Area(d.geom) FROM indeling_deel d JOIN gebied own ON own.id = d.gebied_id "
        "WHERE d.geom IS NOT NULL ORDER BY 1"
    ).fetchall()
    assert pieces == [("GM0001.beheer.1.o", 0.5, 5_000.0), ("GM0001.beheer.1.w", 0.5, 5_000.0)]


def test_a_unit_that_is_cut_is_divided_by_the_addresses_that_are_loaded(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    load_addresses(connection, addresses(tmp_path / "bag.gpkg", [110, 120, 130, 190]))
    report = enter_indeling(connection, drawn(tmp_path, {"w": strip(0, 150), "o": strip(150, 200)}))
    assert [row for row in connection.execute(PARTS) if row[1] == "BU00010102"] == [
        ("o", "BU00010102", 0.25, "adressen"),
        ("w", "BU00010102", 0.75, "adressen"),
    ]
    assert report.counts["gewichten"] == {"adressen": {"peildatum": "2024-01-01", "aantal": 4, "ladingen": [2]}}
    assert report.counts["verdeeld_naar"] == {"adressen": 1, "ongedeeld": 1}


def test_what_was_decided_and_whom_to_turn_to_is_kept(connection: psycopg.Connection, tmp_path: Path) -> None:
    units = {"WK000101": "1;Noord;Team Noord"}
    enter_indeling(
        connection, listed(tmp_path, units, headings="code;gebied;naam;team", contact_role="Wijkcoördinator")
    )
    decisions = connection.execute("SELECT kind, unit_code, area_code, area_m2 FROM indeling_decision").fetchall()
    contacts = connection.execute("SELECT contact_role, contact_team FROM indeling_gebied WHERE contact_team <> ''")
    assert decisions == [("wijk uitgewerkt", "WK000101", "1", None)]
    assert contacts.fetchall() == [("Wijkcoördinator", "Team Noord")]


def test_a_concept_that_is_read_again_is_replaced_and_its_load_taken_back(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    enter_indeling(connection, listed(tmp_path, TOGETHER))
    again = enter_indeling(connection, listed(tmp_path, APART))
    assert again.result == "gelukt"
    assert [row[0] for row in connection.execute(AREAS)] == ["GM0001.beheer.1.o", "GM0001.beheer.1.w"]
    assert [record.result for record in loads(connection)] == ["gelukt", "teruggedraaid", "gelukt"]


def test_a_concept_from_the_same_file_changes_nothing_until_its_ground_does(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    first = enter_indeling(connection, listed(tmp_path, TOGETHER))
    again = enter_indeling(connection, listed(tmp_path, TOGETHER))
    assert (again.result, again.load_id) == ("al geladen", first.load_id)
    assert enter_indeling(connection, listed(tmp_path, TOGETHER, owner="Groen")).result == "gelukt"
    load(connection, figures_batch({"BU00010101": 500.0}))
    assert enter_indeling(connection, listed(tmp_path, TOGETHER, owner="Groen")).result == "gelukt"


def test_what_is_published_is_not_read_again_and_another_file_for_that_version_is_refused(
    connection: psycopg.Connection, scratch_url: str, tmp_path: Path
) -> None:
    enter_indeling(connection, listed(tmp_path, TOGETHER))
    publish(scratch_url, "GM0001.beheer.1")
    load(connection, figures_batch({"BU00010101": 500.0}))
    again = enter_indeling(connection, listed(tmp_path, TOGETHER))
    assert (again.result, again.counts["status"]) == ("al geladen", "vastgesteld")
    with pytest.raises(VersionPublishedError, match=r"GM0001\.beheer\.1 is al gepubliceerd.*hoger versienummer"):
        enter_indeling(connection, listed(tmp_path, APART))


def test_an_older_version_from_its_own_file_is_there_already(connection: psycopg.Connection, tmp_path: Path) -> None:
    enter_indeling(connection, listed(tmp_path, TOGETHER, status="vastgesteld"))
    enter_indeling(connection, listed(tmp_path, APART, version=2))
    assert enter_indeling(connection, listed(tmp_path, TOGETHER, status="vastgesteld")).result == "al geladen"


def test_a_version_that_comes_adopted_ends_the_one_before_and_gives_it_its_place_back_when_it_goes(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    first = enter_indeling(connection, listed(tmp_path, TOGETHER, status="vastgesteld", valid_to=date(2030, 12, 31)))
    later = {"status": "vastgesteld", "version": 2, "valid_from": date(2025, 7, 1)}
    second = enter_indeling(connection, listed(tmp_path, APART, **later))
    assert second.counts["vervangt"] == "GM0001.beheer.1"
    assert connection.execute(VERSIONS).fetchall() == [
        (1, "vervallen", date(2025, 6, 30)),
        (2, "vastgesteld", None),
    ]
    with pytest.raises(LoadLeanedOnError, match=f"van lading {second.load_id} aan hangen"):
        undo(connection, first.load_id)
    undo(connection, second.load_id)
    assert connection.execute(VERSIONS).fetchall() == [(1, "vastgesteld", date(2030, 12, 31))]


def test_a_version_that_would_begin_too_early_leaves_all_as_it_was(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    enter_indeling(connection, listed(tmp_path, TOGETHER, status="vastgesteld"))
    with pytest.raises(SuccessorTooEarlyError):
        enter_indeling(connection, listed(tmp_path, APART, status="vastgesteld", version=2))
    assert connection.execute(VERSIONS).fetchall() == [(1, "vastgesteld", None)]
    assert loads(connection)[-1].result == "mislukt"


def test_a_clustering_of_the_areas_of_another_holds_the_units_of_those(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    enter_indeling(connection, drawn(tmp_path, {"w": strip(0, 150), "o": strip(150, 200)}))
    upper = listed(tmp_path, {"w": "alles;Alles", "o": "alles;Alles"}, key="boven", base_indeling="GM0001.beheer.1")
    enter_indeling(connection, upper)
    assert [row for row in connection.execute(PARTS) if row[0] == "alles"] == [
        ("alles", "BU00010101", 1.0, "ongedeeld"),
        ("alles", "BU00010102", 1.0, "ongedeeld"),
    ]
    assert connection.execute("SELECT built_on FROM indeling WHERE key = 'boven'").fetchone() == ("GM0001.beheer.1",)


def test_areas_that_overlap_are_kept_as_they_are_and_drawn_each_by_itself(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    areas = {"binnen": strip(0, 100), "breed": strip(0, 200)}
    enter_indeling(connection, drawn(tmp_path, areas, is_overlapping=True))
    assert [row[:3] for row in connection.execute(PARTS)] == [
        ("binnen", "BU00010101", 1.0),
        ("breed", "BU00010101", 1.0),
        ("breed", "BU00010102", 1.0),
    ]
    shapes = connection.execute(
        "SELECT split_part(code, '.', 4), ST_Area(s.geom) FROM gebied_shape s JOIN gebied g ON g.id = s.gebied_id "
        "WHERE level = 'gebied' AND tolerance_m = 20 ORDER BY 1"
    )
    assert shapes.fetchall() == [("binnen", 10_000.0), ("breed", 20_000.0)]


def test_a_refused_indeling_leaves_a_record_of_all_that_is_wrong_and_nothing_else(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    with pytest.raises(PartsRefusedError, match=r"BU00010102 Oost .* is niet ingedeeld"):
        enter_indeling(connection, listed(tmp_path, {"BU00010101": "1;Noord"}))
    assert [record.result for record in loads(connection)] == ["gelukt", "mislukt"]
    assert {fault.check for fault in faults_of(connection, 2)} >= {"niet ingedeeld"}
    assert connection.execute(VERSIONS).fetchall() == []


def test_a_refused_concept_leaves_the_one_that_was_there(connection: psycopg.Connection, tmp_path: Path) -> None:
    enter_indeling(connection, listed(tmp_path, TOGETHER))
    with pytest.raises(PartsRefusedError):
        enter_indeling(connection, listed(tmp_path, {"BU00010101": "1;Noord"}))
    assert [row[0] for row in connection.execute(AREAS)] == ["GM0001.beheer.1.1"]


def test_examining_writes_nothing(connection: psycopg.Connection, tmp_path: Path) -> None:
    found = examine_indeling(connection, listed(tmp_path, {"BU00010101": "1;Noord"}))
    assert found.partition is None
    assert examine_indeling(connection, listed(tmp_path, TOGETHER)).partition is not None
    assert len(loads(connection)) == 1
    assert connection.execute(VERSIONS).fetchall() == []


def test_a_version_in_the_register_can_be_taken_back(connection: psycopg.Connection, tmp_path: Path) -> None:
    report = enter_indeling(connection, listed(tmp_path, TOGETHER, status="vastgesteld"))
    undo(connection, report.load_id)
    left = "SELECT (SELECT count(*) FROM indeling_deel), (SELECT count(*) FROM indeling WHERE key = 'beheer')"
    assert connection.execute(left).fetchone() == (0, 0)

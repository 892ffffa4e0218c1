import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from etl.lock import exclusive_load
from etl.register_data import BuurtenNotLoadedError, enter_register, publish_register
from etl.undo import undo_load
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.disclosure.publication import LeaksError
from geodata.indicators.disclosure.queries import RegisterNotFoundError
from tests.batches import map_batch
from tests.etl.sources.register_data.declarations import declaration_in
from tests.etl.test_load import load

# Unlike anything else that is stored, so that it can be looked for everywhere.
SECRET = 737
FIGURES = """
    SELECT g.code, o.period, o.value, o.lowest, o.highest, o.status::text FROM observation o
    JOIN gebied g ON g.id = o.gebied_id JOIN indicator i ON i.id = o.indicator_id
    WHERE i.key = 'jongeren' ORDER BY g.code
"""
TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
      AND table_name NOT IN ('register_count', 'spatial_ref_sys')
"""


@pytest.fixture
def connection(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        load(connection, map_batch())
        yield connection


def enter(connection: psycopg.Connection, folder: Path, west: int = SECRET, east: int = 5000) -> Path:
    """A register with a threshold of 1,000 for the two buurten of the gemeente, entered; return its table."""
    table = folder / "jongeren.csv"
    table.write_text(f"buurt;aantal\nBU00010101;{west}\nBU00010102;{east}\n")
    enter_register(connection, table, declaration_in(folder, drempel=1000), load_catalogue())
    return table


def stored_text(connection: psycopg.Connection) -> str:
    """Everything in the database but the true counts."""
    names = [name for (name,) in connection.execute(TABLES)]
    rows = [row for name in names for row in connection.execute(f"SELECT t::text FROM {name} t")]
    return re.sub(r":\d\d\.\d+", "", "\n".join(text for (text,) in rows))  # no fractions of seconds


def test_what_is_entered_is_not_published(connection: psycopg.Connection, tmp_path: Path) -> None:
    enter(connection, tmp_path)
    assert connection.execute(FIGURES).fetchall() == []
    assert connection.execute("SELECT count(*) FROM load WHERE source = 'register'").fetchone() == (0,)


def test_publishing_is_refused_while_a_count_follows_and_leaves_nothing(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    enter(connection, tmp_path)
    with pytest.raises(LeaksError, match="BU00010101 is GM0001 - BU00010102") as refused:
        publish_register(connection, "jongeren")
    assert str(SECRET) not in str(refused.value)
    assert connection.execute(FIGURES).fetchall() == []
    assert connection.execute("SELECT count(*) FROM load WHERE source = 'register'").fetchone() == (0,)


def test_with_the_proposal_the_figures_are_published_and_the_secret_ones_have_no_value(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    enter(connection, tmp_path)
    report = publish_register(connection, "jongeren", accepts_proposal=True)
    assert connection.execute(FIGURES).fetchall() == [
        ("BU00010101", 2024, None, 1.0, None, "geheim"),
        ("BU00010102", 2024, None, 1.0, None, "geheim"),
        ("GM0001", 2024, 5737.0, 5737.0, 5737.0, "exact"),
        ("WK000101", 2024, 5737.0, 5737.0, 5737.0, "exact"),
    ]
    assert (report.result, report.counts["cellen"]) == (
        "gelukt",
        {"met_waarde": 2, "bijzonder": {"geheim": 2}, "geweigerd": {}},
    )


def test_no_table_but_that_of_the_true_counts_holds_a_secret_count(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    enter(connection, tmp_path, east=4000)
    publish_register(connection, "jongeren", accepts_proposal=True)
    text = stored_text(connection)
    assert str(SECRET) not in text.replace("4737", "")
    assert "4000" not in text


def test_the_record_of_a_publication_cannot_be_used_to_try_counts(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    enter(connection, tmp_path, west=600, east=5137)
    one = publish_register(connection, "jongeren", accepts_proposal=True)
    with exclusive_load(connection):
        undo_load(connection, one.load_id)
    enter(connection, tmp_path, west=SECRET, east=5000)
    other = publish_register(connection, "jongeren", accepts_proposal=True)
    records = "SELECT sha256, byte_count, counts, address, version FROM load WHERE id = %s"
    # What is published is the same, and so is all that is recorded of it.
    assert (
        connection.execute(records, [one.load_id]).fetchone() == connection.execute(records, [other.load_id]).fetchone()
    )


def test_a_publication_can_be_taken_back_and_made_again(connection: psycopg.Connection, tmp_path: Path) -> None:
    enter(connection, tmp_path)
    report = publish_register(connection, "jongeren", accepts_proposal=True)
    assert publish_register(connection, "jongeren").result == "al geladen"
    with exclusive_load(connection):
        undo_load(connection, report.load_id)
    assert connection.execute(FIGURES).fetchall() == []
    assert publish_register(connection, "jongeren", accepts_proposal=True).result == "gelukt"


def test_a_register_on_buurten_that_are_not_loaded_is_refused(connection: psycopg.Connection, tmp_path: Path) -> None:
    table = tmp_path / "jongeren.csv"
    table.write_text("buurt;aantal\nBU00010101;9\n")
    with pytest.raises(BuurtenNotLoadedError, match="GM0001 zijn geen buurten per 01-01-2023"):
        enter_register(connection, table, declaration_in(tmp_path, peildatum="2023-01-01"), load_catalogue())


def test_what_was_never_read_cannot_be_published(connection: psycopg.Connection) -> None:
    with pytest.raises(RegisterNotFoundError, match="'ouderen'"):
        publish_register(connection, "ouderen")

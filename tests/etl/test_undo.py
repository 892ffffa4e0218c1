from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.lock import exclusive_load
from etl.undo import LoadLeanedOnError, LoadNotFoundError, UndoReport, undo_load
from tests.batches import figures_batch, map_batch
from tests.etl.test_load import FIGURES, everything, figures, load


@pytest.fixture
def connection(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        yield connection


def undo(connection: psycopg.Connection, load_id: int) -> UndoReport:
    with exclusive_load(connection):
        return undo_load(connection, load_id)


def load_edition(connection: psycopg.Connection, number: int, west: float) -> int:
    return load(connection, figures_batch(FIGURES | {"BU00010101": west}, sha256=str(number) * 64)).load_id


def test_the_newest_load_is_taken_back_and_the_figures_before_it_return(connection: psycopg.Connection) -> None:
    load_edition(connection, 1, 20.0)
    before = everything(connection)
    newest = load_edition(connection, 2, 25.0)
    report = undo(connection, newest)
    assert (report.figures_restored, report.figures_removed) == (1, 0)
    assert everything(connection) == before


def test_an_earlier_load_is_taken_back_from_under_a_later_one(connection: psycopg.Connection) -> None:
    load_edition(connection, 1, 20.0)
    middle = load_edition(connection, 2, 25.0)
    newest = load_edition(connection, 3, 30.0)
    undo(connection, middle)
    assert figures(connection)["BU00010101"][0] == 30.0
    undo(connection, newest)
    assert figures(connection)["BU00010101"][0] == 20.0


def test_the_only_load_is_taken_back_whole(connection: psycopg.Connection) -> None:
    only = load(connection, map_batch()).load_id
    report = undo(connection, only)
    assert report.gebieden_removed == 4
    counts = connection.execute(
        "SELECT (SELECT count(*) FROM gebied), (SELECT count(*) FROM gebied_shape), (SELECT count(*) FROM indeling)"
    ).fetchone()
    assert counts == (0, 0, 0)


def test_a_load_that_others_lean_on_is_refused_with_their_numbers(connection: psycopg.Connection) -> None:
    first = load(connection, map_batch()).load_id
    second = load(connection, figures_batch(FIGURES)).load_id
    before = everything(connection)
    with pytest.raises(LoadLeanedOnError, match=f"indelingen van lading {second} "):
        undo(connection, first)
    assert everything(connection) == before


def test_outlines_of_before_return_at_every_scale(connection: psycopg.Connection) -> None:
    load(connection, map_batch())
    before = everything(connection)
    swapped = dict(map_batch().gebieden_gdf.set_index("code").geometry)
    swapped["BU00010101"], swapped["BU00010102"] = swapped["BU00010102"], swapped["BU00010101"]
    newest = load(connection, map_batch(sha256="n" * 64, outlines=swapped)).load_id
    undo(connection, newest)
    assert everything(connection) == before


def test_a_load_that_is_not_there_cannot_be_taken_back(connection: psycopg.Connection) -> None:
    with pytest.raises(LoadNotFoundError, match="Lading 99 bestaat niet"):
        undo(connection, 99)


def test_a_load_is_taken_back_only_once(connection: psycopg.Connection) -> None:
    only = load_edition(connection, 1, 20.0)
    undo(connection, only)
    with pytest.raises(LoadNotFoundError, match="'teruggedraaid' en veranderde niets"):
        undo(connection, only)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(4)))
def test_in_whatever_order_later_loads_are_taken_back_the_first_remains(
    connection: psycopg.Connection, order: list[int]
) -> None:
    first = load_edition(connection, 0, 20.0)
    before = figures(connection)
    numbers = [load_edition(connection, number, 20.0 + 5 * number) for number in range(1, 5)]
    for position in order:
        undo(connection, numbers[position])
    assert figures(connection) == before
    assert connection.execute("SELECT count(*) FROM observation_history").fetchone() == (0,)
    undo(connection, first)

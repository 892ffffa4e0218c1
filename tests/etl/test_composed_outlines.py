"""Outlines of gemeenten and wijken of which only the parts are loaded."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import psycopg
import pytest
from shapely import Polygon

from etl.batch import Batch
from etl.lock import exclusive_load
from etl.undo import undo_load
from tests.batches import FOUR_OUTLINES, figures_batch, gebieden, map_batch, square
from tests.etl.test_load import FIGURES, everything, load

COMPOSED = """
    SELECT g.code, s.tolerance_m, ST_Area(s.geom) FROM gebied_shape s JOIN gebied g ON g.id = s.gebied_id
    WHERE g.geom IS NULL AND s.tolerance_m IN (0, 320) ORDER BY 1, 2
"""
WIJK = {"WK000101": FOUR_OUTLINES["WK000101"]}
BUURTEN = {code: shape for code, shape in FOUR_OUTLINES.items() if code.startswith("BU")}
WHOLE = 20_000.0  # two buurten of 100 by 100 m


@pytest.fixture
def connection(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        yield connection


def drawn(outlines: Mapping[str, Polygon], sha256: str = "m" * 64) -> Batch:
    return map_batch(sha256=sha256, outlines=outlines)


def composed(connection: psycopg.Connection) -> list[tuple[str, int, float]]:
    return connection.execute(COMPOSED).fetchall()


def undo(connection: psycopg.Connection, load_id: int) -> None:
    with exclusive_load(connection):
        undo_load(connection, load_id)


def test_a_gemeente_without_outline_gets_that_of_its_wijken(connection: psycopg.Connection) -> None:
    load(connection, drawn(WIJK))
    assert composed(connection) == [("GM0001", 0, WHOLE), ("GM0001", 320, WHOLE)]


def test_a_wijk_and_its_gemeente_get_those_of_their_buurten(connection: psycopg.Connection) -> None:
    load(connection, drawn(BUURTEN))
    assert [(code, area) for code, scale, area in composed(connection) if scale == 0] == [
        ("GM0001", WHOLE),
        ("WK000101", WHOLE),
    ]


def test_where_a_buurt_has_no_outline_there_is_none_of_the_gemeente(connection: psycopg.Connection) -> None:
    load(connection, drawn({"BU00010101": BUURTEN["BU00010101"]}))
    assert composed(connection) == []


def test_where_buurten_overlap_there_is_no_outline_of_the_gemeente(connection: psycopg.Connection) -> None:
    load(connection, drawn({"BU00010101": square(0).buffer(10, join_style="mitre"), "BU00010102": square(1)}))
    assert composed(connection) == []


def test_areas_that_come_with_figures_get_the_outline_of_parts_that_came_before(connection: psycopg.Connection) -> None:
    names = {"WK000101": "Wijk"}
    load(connection, replace(drawn(WIJK), gebieden_gdf=gebieden(names, WIJK)))
    load(connection, figures_batch({"WK000101": 35.0}))
    assert composed(connection)[0] == ("GM0001", 0, WHOLE)


def test_an_outline_that_is_fetched_later_is_no_change_of_one(connection: psycopg.Connection) -> None:
    load(connection, drawn(WIJK))
    load(connection, drawn({"GM0001": FOUR_OUTLINES["GM0001"]}, sha256="n" * 64))
    assert composed(connection) == []
    assert connection.execute("SELECT geom IS NULL FROM gebied_history WHERE code = 'GM0001'").fetchall() == [(True,)]


def test_taking_back_the_outline_brings_back_the_one_of_the_parts(connection: psycopg.Connection) -> None:
    load(connection, drawn(WIJK))
    before = everything(connection)
    later = load(connection, drawn({"GM0001": FOUR_OUTLINES["GM0001"]}, sha256="n" * 64))
    undo(connection, later.load_id)
    assert everything(connection) == before


def test_taking_back_the_parts_takes_the_outline_of_the_whole(connection: psycopg.Connection) -> None:
    load(connection, figures_batch(FIGURES))
    before = everything(connection)
    undo(connection, load(connection, drawn(WIJK)).load_id)
    assert composed(connection) == []
    assert everything(connection) == before


def test_the_same_parts_twice_change_nothing(connection: psycopg.Connection) -> None:
    load(connection, drawn(WIJK))
    before = everything(connection)
    assert load(connection, drawn(WIJK), is_forced=True).result == "ongewijzigd"
    assert everything(connection) == before


def test_reading_a_map_again_derives_the_scales_that_there_were_not_yet(connection: psycopg.Connection) -> None:
    load(connection, map_batch())
    before = everything(connection)
    connection.execute("DELETE FROM gebied_shape WHERE tolerance_m = 320")
    assert load(connection, map_batch(), is_forced=True).result == "ongewijzigd"
    assert everything(connection) == before

"""Areas that come after the publication of a register: a concept is adopted, or read as adopted already."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from etl.register.entry import enter_indeling
from etl.register_data import publish_register
from geodata.indicators.deriving.publishing import publish_indeling
from geodata.store.engine import engine_from_url, open_session
from tests.batches import figures_batch, map_batch
from tests.etl.register.entries import APART, TOGETHER, listed
from tests.etl.test_load import load
from tests.etl.test_register_data import FIGURES, enter


@pytest.fixture
def connection(scratch_url: str, tmp_path: Path) -> Iterator[psycopg.Connection]:
    """A database with a register, of which the two buurten are secret and the gemeente is published."""
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        load(connection, map_batch())
        enter(connection, tmp_path)
        publish_register(connection, "jongeren", accepts_proposal=True)
        yield connection


def figures(connection: psycopg.Connection) -> dict[str, float | None]:
    return {code: value for code, _, value, *_ in connection.execute(FIGURES)}


def test_a_concept_that_is_adopted_gets_its_figures_and_keeps_them(
    connection: psycopg.Connection, scratch_url: str, tmp_path: Path
) -> None:
    enter_indeling(connection, listed(tmp_path, TOGETHER))
    engine = engine_from_url(scratch_url)
    with open_session(engine) as session:
        publish_indeling(session, "GM0001.beheer.1")
    engine.dispose()
    assert figures(connection)["GM0001.beheer.1.1"] == 5737.0
    load(connection, figures_batch({"GM0001": 33.0, "WK000101": 35.0, "BU00010101": 20.0}))
    assert figures(connection)["GM0001.beheer.1.1"] == 5737.0


def test_areas_that_are_the_secret_buurten_are_secret_too(connection: psycopg.Connection, tmp_path: Path) -> None:
    enter_indeling(connection, listed(tmp_path, APART, status="vastgesteld"))
    told = figures(connection)
    assert (told["GM0001.beheer.1.w"], told["GM0001.beheer.1.o"], told["GM0001"]) == (None, None, 5737.0)

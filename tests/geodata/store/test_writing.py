import pytest
from sqlalchemy import Engine, text

from geodata.settings import Settings
from geodata.store.engine import engine_from_url, open_session
from geodata.store.reading import DatabaseLostError
from geodata.store.writing import WriteAccess
from tests.grid import add_load


@pytest.fixture
def access(scratch_url: str) -> WriteAccess:
    return WriteAccess(Settings(database_url=scratch_url))


def load_count(url: str) -> int:
    engine: Engine = engine_from_url(url)
    with open_session(engine) as session:
        count = session.scalar(text("SELECT count(*) FROM load"))
    engine.dispose()
    return int(count or 0)


def test_what_is_written_is_there_when_the_block_ends_well(access: WriteAccess, scratch_url: str) -> None:
    with access.open() as session:
        add_load(session)
    access.close()
    assert load_count(scratch_url) == 1


def test_nothing_is_written_when_the_block_fails(access: WriteAccess, scratch_url: str) -> None:
    def fail() -> None:
        with access.open() as session:
            add_load(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    access.close()
    assert load_count(scratch_url) == 0


def test_a_lost_database_is_said_so_in_words_for_users() -> None:
    access = WriteAccess(Settings(database_url="postgresql://127.0.0.1:1/weg"))
    with pytest.raises(DatabaseLostError), access.open() as session:
        session.execute(text("SELECT 1"))
    access.close()


def test_closing_before_it_was_used_does_no_harm(access: WriteAccess, scratch_url: str) -> None:
    access.close()
    with access.open() as session:
        add_load(session)
    access.close()
    assert load_count(scratch_url) == 1

from sqlalchemy.orm import Session

from geodata.store.queries import list_loads, loads_by_id, standing_loads
from geodata.store.tables import LoadResult
from tests.grid import add_load


def test_loads_are_listed_newest_first_and_in_pages(session: Session) -> None:
    first, second, third = (add_load(session, version=str(number)) for number in range(3))
    assert [load.id for load in list_loads(session, limit=2)] == [third.id, second.id]
    assert [load.id for load in list_loads(session, limit=2, offset=2)] == [first.id]


def test_only_what_succeeded_and_was_not_taken_back_stands(session: Session) -> None:
    standing = add_load(session)
    for result in (LoadResult.FAILED, LoadResult.UNDONE, LoadResult.RUNNING):
        add_load(session, result=result)
    assert [load.id for load in standing_loads(session)] == [standing.id]


def test_loads_are_read_by_number_and_absent_ones_are_left_out(session: Session) -> None:
    load = add_load(session)
    assert set(loads_by_id(session, [load.id, -1])) == {load.id}

from datetime import UTC, datetime

from fastapi.testclient import TestClient

from api.pages.uitleg.changes import change_sentence, changes_by_day
from geodata.store.tables import Load, LoadResult


def load(number: int, day: int, **counts: dict[str, int]) -> Load:
    started = datetime(2024, 3, day, 12, tzinfo=UTC)
    facts = {"source": "cbs-kwb", "table_id": "85984NED", "peildatum": started.date()}
    return Load(id=number, started_at=started, result=LoadResult.SUCCEEDED, counts=counts, **facts)


def test_a_load_says_what_is_new_and_what_was_changed() -> None:
    brought = load(1, 5, gebieden={"new": 130, "changed": 0}, waarnemingen={"new": 5546, "changed": 12})
    assert change_sentence(brought) == "130 nieuwe gebieden; 5.546 nieuwe cijfers, 12 gewijzigde cijfers"


def test_a_load_that_changed_nothing_says_so() -> None:
    assert change_sentence(load(1, 5, waarnemingen={"new": 0, "changed": 0})) == "Geen wijzigingen."


def test_a_load_that_was_taken_back_does_not_boast_of_what_it_brought() -> None:
    undone = load(1, 5, waarnemingen={"new": 9})
    undone.result = LoadResult.UNDONE
    assert change_sentence(undone).startswith("Teruggedraaid")


def test_loads_of_one_day_stand_together_the_newest_first() -> None:
    days = changes_by_day([load(3, 9), load(2, 5), load(1, 5)])
    assert [(day.day, [change.number for change in changes]) for day, changes in days] == [(9, [3]), (5, [2, 1])]


def test_the_page_names_source_table_and_load(client: TestClient) -> None:
    html = client.get("/uitleg/wijzigingen").text
    assert "kwb-2024" in html
    assert "(lading 1)" in html


def test_a_page_past_the_first_change_says_that_there_is_nothing(client: TestClient) -> None:
    assert "Verder terug is er niets." in client.get("/uitleg/wijzigingen?pagina=9").text

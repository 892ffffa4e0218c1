from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.indelingen.at_table.queries import RdPoint
from geodata.indelingen.tables import Indeling, IndelingStatus
from geodata.wijkfoto.finding.queries import gebieden_at, search_gebieden
from tests.grid import add_figure, add_gebied, add_grid, add_indeling, add_load

IN_WEST_SOUTH = RdPoint(160_500, 420_500)


@pytest.fixture
def town(session: Session) -> Session:
    """The grid; a wijk West of another gemeente with fewer people, one with accents, and a clustering of one's own."""
    load = add_load(session)
    grid = add_grid(session, load=load)
    add_gebied(session, "GM1900", name="Súdwest-Fryslân", load=load)
    other = add_gebied(session, "WK190000", name="West", load=load)
    for gebied, people in ((grid["WK000100"], 2000), (other, 900)):
        add_figure(session, gebied, "inwoners", load=load, value=people)
    add_indeling(session, "ibor", {"1": "Rayon West", "2": "Rayon Oost"}, load=load)
    return session


def codes(session: Session, typed: str, limit: int = 20) -> list[str]:
    return [gebied.code for gebied in search_gebieden(session, typed, limit=limit)]


def test_the_name_itself_comes_first_then_what_begins_with_it_and_the_larger_of_equals(town: Session) -> None:
    assert codes(town, "west")[:4] == ["WK000100", "WK190000", "BU00010000", "BU00010001"]


def test_words_may_be_of_what_an_area_lies_in(town: Session) -> None:
    assert codes(town, "west sudwest") == ["WK190000"]
    assert codes(town, "Roosterdam west")[0] == "WK000100"


def test_accents_and_signs_need_not_be_typed(town: Session) -> None:
    assert codes(town, "sudwest fryslan") == codes(town, "SÚDWEST-FRYSLÂN") == ["GM1900"]


def test_an_area_of_ones_own_is_found_with_its_clustering(town: Session) -> None:
    (found,) = search_gebieden(town, "rayon west", limit=5)
    assert (found.code, found.indeling_name, found.gemeente_name) == ("GM0001.ibor.1.1", "Indeling ibor", "Roosterdam")


def test_a_code_with_zeros_lost_is_found_first(town: Session) -> None:
    assert codes(town, "gm1")[0] == "GM0001"
    assert codes(town, "100")[0] == "WK000100"
    assert codes(town, "BU000101") == ["BU00010100", "BU00010101"]


def test_only_the_newest_boundaries_of_a_gemeente_are_found(town: Session) -> None:
    load = add_load(town)
    add_gebied(town, "WK000100", name="West", load=load, peildatum=date(2025, 1, 1))
    found = [one for one in search_gebieden(town, "west", limit=20) if one.code == "WK000100"]
    assert len(found) == 1
    assert "WK000101" not in codes(town, "oost")


def test_an_area_of_a_clustering_that_lapsed_is_not_found(town: Session) -> None:
    indeling = town.query(Indeling).filter_by(key="ibor").one()
    indeling.status, indeling.valid_to = IndelingStatus.LAPSED, date(2024, 6, 1)
    town.flush()
    assert codes(town, "rayon") == []


def test_an_area_of_a_concept_says_so(town: Session) -> None:
    town.query(Indeling).filter_by(key="ibor").one().status = IndelingStatus.CONCEPT
    town.flush()
    (found,) = search_gebieden(town, "rayon west", limit=5)
    assert found.indeling_name == "Indeling ibor (concept)"


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "--", "xyz"])
def test_signs_and_unknown_words_find_nothing(town: Session, typed: str) -> None:
    assert codes(town, typed) == []


def test_no_more_are_read_than_asked(town: Session) -> None:
    assert len(codes(town, "oost", limit=2)) == 2


def test_a_point_lies_in_an_area_of_each_level_and_clustering(town: Session) -> None:
    found = [gebied.code for gebied in gebieden_at(town, IN_WEST_SOUTH)]
    assert found == ["GM0001", "WK000100", "BU00010000", "GM0001.ibor.1.1"]


def test_a_code_of_another_register_counts_only_where_the_outline_is_not_loaded(town: Session) -> None:
    # WK190000 has no outline; that of WK000101 says that the point is not in it.
    found = [gebied.code for gebied in gebieden_at(town, IN_WEST_SOUTH, ["WK190000", "WK000101"])]
    assert "WK190000" in found
    assert "WK000101" not in found


def test_a_point_outside_lies_in_nothing(town: Session) -> None:
    assert gebieden_at(town, RdPoint(10_000, 400_000)) == []

import pytest
from sqlalchemy.orm import Session

from geodata.indelingen.queries import (
    IndelingNotFoundError,
    find_indeling,
    indelingen_of,
    list_indelingen,
    member_counts,
    member_ids,
    name_of,
    own_indeling_count,
    parts_of,
)
from geodata.indelingen.tables import IndelingDeel
from tests.grid import add_grid, add_indeling, add_load


def test_a_clustering_is_found_by_the_name_that_it_gets(session: Session) -> None:
    indeling = add_indeling(session, "ibor", {"1": "Rayon West", "2": "Rayon Oost"}, load=add_load(session))
    assert name_of(indeling) == "GM0001.ibor.1"
    assert find_indeling(session, "GM0001.ibor.1").id == indeling.id
    assert len(member_ids(session, indeling.id)) == 2
    assert member_counts(session) == {indeling.id: 2}


def test_a_national_clustering_has_no_gemeente_in_its_name(session: Session) -> None:
    indeling = add_indeling(session, "cbs-buurt", {}, load=add_load(session))
    indeling.gemeente_code = None
    session.flush()
    assert name_of(indeling) == "cbs-buurt.1"
    assert find_indeling(session, "cbs-buurt.1").id == indeling.id


@pytest.mark.parametrize("name", ["GM0001.ibor.2", "GM0002.ibor.1", "ibor.1", "ibor", "GM0001.ibor.²", "a.b.c.1"])
def test_any_other_name_is_not_found(session: Session, name: str) -> None:
    add_indeling(session, "ibor", {}, load=add_load(session))
    with pytest.raises(IndelingNotFoundError, match="staat niet in het register"):
        find_indeling(session, name)


def test_a_gemeente_sees_its_own_clusterings_and_the_national_ones(session: Session) -> None:
    load = add_load(session)
    add_indeling(session, "ibor", {}, load=load)
    add_indeling(session, "cbs-buurt", {}, load=load).gemeente_code = None
    add_indeling(session, "vth", {}, load=load).gemeente_code = "GM0002"
    session.flush()
    assert [one.key for one in list_indelingen(session, "GM0001")] == ["cbs-buurt", "ibor"]
    assert [one.key for one in list_indelingen(session)] == ["cbs-buurt", "ibor", "vth"]


def test_an_area_knows_its_clustering_and_a_national_one_is_not_ones_own(session: Session) -> None:
    load = add_load(session)
    ibor = add_indeling(session, "ibor", {"1": "Rayon West"}, load=load)
    national = add_indeling(session, "cbs-buurt", {"1": "Westeinde"}, load=load)
    national.gemeente_code = None
    session.flush()
    (own_id,), (national_id,) = member_ids(session, ibor.id), member_ids(session, national.id)
    assert indelingen_of(session, [own_id, national_id]) == {own_id: ibor}
    assert indelingen_of(session, []) == {}
    assert own_indeling_count(session) == 1


def test_the_parts_of_areas_come_by_area_and_unit_with_their_share(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    ibor = add_indeling(session, "ibor", {"1": "Rayon West"}, load=load)
    (area_id,) = member_ids(session, ibor.id)
    for code, share in (("BU00010001", 0.4), ("BU00010000", 1.0)):
        session.add(IndelingDeel(gebied_id=area_id, base_gebied_id=grid[code].id, share=share, weight="inwoners"))
    session.flush()
    parts = [(part.gebied_code, part.unit_name, part.share) for part in parts_of(session, [area_id])]
    assert parts == [("GM0001.ibor.1.1", "Westeinde", 1.0), ("GM0001.ibor.1.1", "Westpoort", 0.4)]

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from geodata.indelingen.queries import (
    AlreadyPublishedError,
    AreaRecord,
    DecisionRecord,
    IndelingNotFoundError,
    Publication,
    areas_of,
    decisions_of,
    find_indeling,
    indelingen_of,
    list_indelingen,
    member_counts,
    member_ids,
    name_of,
    own_indeling_count,
    parts_of,
    publish_version,
    versions_of,
)
from geodata.indelingen.succession import SuccessorTooEarlyError
from geodata.indelingen.tables import Indeling, IndelingDecision, IndelingDeel, IndelingGebied, IndelingStatus
from geodata.store.engine import engine_from_url, open_session
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


def add_version(session: Session, version: int, status: IndelingStatus, valid_from: date) -> Indeling:
    indeling = add_indeling(session, "nog-niet", {}, load=add_load(session))
    indeling.key, indeling.version, indeling.status, indeling.valid_from = "ibor", version, status, valid_from
    session.flush()
    return indeling


def test_a_concept_is_adopted_and_the_version_before_it_lapses_on_its_eve(session: Session) -> None:
    first = add_version(session, 1, IndelingStatus.ADOPTED, date(2022, 1, 1))
    second = add_version(session, 2, IndelingStatus.CONCEPT, date(2024, 6, 1))
    published = publish_version(session, "GM0001.ibor.2")
    assert published == Publication("GM0001.ibor.2", date(2024, 6, 1), "GM0001.ibor.1", date(2024, 5, 31))
    session.refresh(second)
    assert (first.status, first.valid_to) == (IndelingStatus.LAPSED, date(2024, 5, 31))
    assert (second.status, second.replaces_id, second.valid_from) == (
        IndelingStatus.ADOPTED,
        first.id,
        date(2024, 6, 1),
    )
    assert second.published_at is not None


def test_what_is_published_is_not_published_again(session: Session) -> None:
    add_version(session, 1, IndelingStatus.CONCEPT, date(2024, 1, 1))
    publish_version(session, "GM0001.ibor.1")
    with pytest.raises(AlreadyPublishedError, match=r"al gepubliceerd op .*status: vastgesteld.*nieuwe versie"):
        publish_version(session, "GM0001.ibor.1")


def test_a_concept_that_comes_too_early_stays_a_concept(session: Session) -> None:
    add_version(session, 1, IndelingStatus.ADOPTED, date(2024, 1, 1))
    early = add_version(session, 2, IndelingStatus.CONCEPT, date(2023, 1, 1))
    with pytest.raises(SuccessorTooEarlyError):
        publish_version(session, "GM0001.ibor.2")
    assert early.status is IndelingStatus.CONCEPT


def test_who_publishes_a_version_while_another_is_being_published_waits(scratch_url: str) -> None:
    engine = engine_from_url(scratch_url)
    with open_session(engine) as session:
        add_version(session, 1, IndelingStatus.CONCEPT, date(2024, 1, 1))
        add_version(session, 2, IndelingStatus.CONCEPT, date(2024, 1, 1))
    with open_session(engine) as first, Session(engine) as second:
        publish_version(first, "GM0001.ibor.1")
        second.execute(text("SET lock_timeout = '100ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            publish_version(second, "GM0001.ibor.2")
    with pytest.raises(SuccessorTooEarlyError), open_session(engine) as third:
        publish_version(third, "GM0001.ibor.2")
    engine.dispose()


def test_the_versions_of_a_clustering_come_newest_first_and_those_of_others_not(session: Session) -> None:
    first = add_version(session, 1, IndelingStatus.ADOPTED, date(2022, 1, 1))
    add_version(session, 2, IndelingStatus.CONCEPT, date(2024, 1, 1))
    add_indeling(session, "vth", {}, load=add_load(session))
    assert [name_of(one) for one in versions_of(session, first)] == ["GM0001.ibor.2", "GM0001.ibor.1"]


def test_an_area_comes_with_the_role_and_team_to_turn_to(session: Session) -> None:
    ibor = add_indeling(session, "ibor", {"1": "Rayon West"}, load=add_load(session))
    member = session.query(IndelingGebied).one()
    member.contact_role, member.contact_team = "Rayonbeheerder", "Team West"
    session.flush()
    (area,) = areas_of(session, ibor.id)
    assert area == AreaRecord(member.gebied_id, "GM0001.ibor.1.1", "Rayon West", "Rayonbeheerder", "Team West")
    assert (area.short_code, area.contact) == ("1", ("Rayonbeheerder", "Team West"))


def test_areas_come_in_the_order_in_which_people_count(session: Session) -> None:
    ibor = add_indeling(session, "ibor", dict.fromkeys(("10", "a", "9", "1"), "Rayon"), load=add_load(session))
    assert [area.short_code for area in areas_of(session, ibor.id)] == ["1", "9", "10", "a"]


def test_decisions_come_in_the_order_in_which_they_were_made(session: Session) -> None:
    ibor = add_indeling(session, "ibor", {}, load=add_load(session))
    second, first = (DecisionRecord(kind, "BU00010000", "1", "2", 40.0, 3.0, "Splinter.") for kind in ("b", "a"))
    for one in (second, first):
        session.add(IndelingDecision(indeling_id=ibor.id, **vars(one)))
        session.flush()
    assert decisions_of(session, ibor.id) == [second, first]

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.indelingen.at_table.queries import (
    AddressNotFoundError,
    NoGemeenteHereError,
    OutsideNetherlandsError,
    RdPoint,
    address_point,
    clustering_with,
    clusterings_in_force,
    outlines_that_touch,
    seats_at_point,
)
from geodata.indelingen.at_table.seats import Seat
from geodata.indelingen.queries import name_of
from geodata.indelingen.tables import IndelingStatus, WeightPoint
from geodata.store.tables import Load
from tests.grid import add_load
from tests.town import SOUTH, TOWN, WEST, Town, add_clustering, add_town, outline, square, whole

ON = date(2024, 7, 1)
WEST_HALF = {"a": whole("0000", "0100", "0200", "0001", "0101", "0201"), "b": whole("0002", "0102", "0202")}


@pytest.fixture
def load(session: Session) -> Load:
    return add_load(session)


@pytest.fixture
def town(session: Session, load: Load) -> Town:
    return add_town(session, load=load)


def at(east: float, north: float) -> RdPoint:
    """A point; steps are kilometres from the south-western corner of the town."""
    return RdPoint(WEST + 1000 * east, SOUTH + 1000 * north)


def seat_of(session: Session, point: RdPoint, name: str) -> Seat:
    _, seats = seats_at_point(session, point, ON)
    return next(seat for seat in seats if name_of(seat.indeling) == name)


def test_a_point_lies_in_one_area_of_each_clustering_with_its_contact(session: Session, town: Town, load: Load) -> None:
    add_clustering(session, town, "beheer", WEST_HALF, load=load)
    gemeente_code, seats = seats_at_point(session, at(0.5, 1.5), ON)
    assert gemeente_code == TOWN
    assert {name_of(seat.indeling): [area.code for area in seat.areas] for seat in seats} == {
        "cbs-buurt.2024": ["BU00020100"],
        "cbs-gemeente.2024": ["GM0002"],
        "cbs-wijk.2024": ["WK000201"],
        "GM0002.beheer.1": ["GM0002.beheer.1.a"],
    }
    (area,) = seats[-1].areas
    assert (area.name, area.contact_role, area.contact_team) == ("Gebied a", "Coördinator a", "Team beheer")


def test_a_clustering_without_an_area_there_sits_empty(session: Session, town: Town, load: Load) -> None:
    add_clustering(session, town, "beheer", WEST_HALF, load=load, is_partial=True)
    assert seat_of(session, at(3.5, 0.5), "GM0002.beheer.1").areas == ()


def test_on_a_border_the_lowest_code_sits_and_it_is_said(session: Session, town: Town, load: Load) -> None:
    add_clustering(session, town, "beheer", WEST_HALF, load=load)
    seat = seat_of(session, at(2, 0.5), "GM0002.beheer.1")
    assert ([area.code for area in seat.areas], seat.is_on_border) == (["GM0002.beheer.1.a"], True)
    assert not seat_of(session, at(1.9, 0.5), "GM0002.beheer.1").is_on_border


def test_themes_that_overlap_all_sit(session: Session, town: Town, load: Load) -> None:
    themes = {"a": whole("0000", "0001"), "b": whole("0001", "0002")}
    add_clustering(session, town, "thema", themes, load=load, is_overlapping=True)
    seat = seat_of(session, at(1.5, 0.5), "GM0002.thema.1")
    assert [area.name for area in seat.areas] == ["Gebied a", "Gebied b"]
    assert not seat.is_on_border


@pytest.mark.parametrize("point", [RdPoint(5.1, 52.0), RdPoint(420_000, 170_000), RdPoint(800_000, 420_000)])
def test_a_point_that_is_not_in_the_netherlands_is_refused(session: Session, town: Town, point: RdPoint) -> None:
    assert town
    with pytest.raises(OutsideNetherlandsError, match="buiten Nederland"):
        seats_at_point(session, point, ON)


def test_a_point_outside_every_loaded_gemeente_or_before_its_boundaries_is_not_found(
    session: Session, town: Town
) -> None:
    assert town
    with pytest.raises(NoGemeenteHereError, match="niet in een gemeente"):
        seats_at_point(session, at(-5, 0.5), ON)
    with pytest.raises(NoGemeenteHereError, match="31-12-2023 of eerder"):
        seats_at_point(session, at(0.5, 0.5), date(2023, 12, 31))


def test_of_each_clustering_the_newest_adopted_version_is_in_force(session: Session, town: Town, load: Load) -> None:
    for version, status in ((1, IndelingStatus.LAPSED), (2, IndelingStatus.ADOPTED), (3, IndelingStatus.CONCEPT)):
        add_clustering(session, town, "beheer", WEST_HALF, load=load, version=version, status=status)
    add_clustering(session, town, "vth", WEST_HALF, load=load, status=IndelingStatus.CONCEPT)
    names = [name_of(one) for one in clusterings_in_force(session, TOWN, ON)]
    assert names[3:] == ["GM0002.beheer.2", "GM0002.vth.1"]


def test_a_version_is_in_force_until_its_last_day(session: Session, town: Town, load: Load) -> None:
    ended = {"status": IndelingStatus.LAPSED, "valid_to": date(2024, 6, 30)}
    add_clustering(session, town, "beheer", WEST_HALF, load=load, **ended)
    add_clustering(session, town, "beheer", WEST_HALF, load=load, version=2, valid_from=date(2024, 7, 1))
    found = {on: name_of(clusterings_in_force(session, TOWN, on)[-1]) for on in (date(2024, 6, 30), date(2024, 7, 1))}
    assert list(found.values()) == ["GM0002.beheer.1", "GM0002.beheer.2"]


def test_an_address_is_where_its_newest_load_says(session: Session, load: Load) -> None:
    newer = add_load(session)
    for loaded, east in ((newer, 2), (load, 1)):
        point = f"SRID=28992;POINT({WEST + east} {SOUTH})"
        session.add(WeightPoint(load_id=loaded.id, kind="adressen", ref="0001200000000001", weight=1.0, geom=point))
    session.flush()
    assert address_point(session, "0001200000000001") == RdPoint(WEST + 2, SOUTH)
    with pytest.raises(AddressNotFoundError, match="'0001' is niet geladen"):
        address_point(session, "0001")


def test_an_area_knows_its_clustering_and_which_others_touch_it(session: Session, town: Town, load: Load) -> None:
    beheer = add_clustering(session, town, "beheer", WEST_HALF, load=load)
    own = clustering_with(session, town["WK000200"].id)
    assert own is not None
    assert name_of(own) == "cbs-wijk.2024"
    place, outlines = outlines_that_touch(session, town["BU00020000"].id, [beheer.id])
    assert place is not None
    assert place.equals(outline("BU00020000"))
    assert set(outlines[beheer.id]) == {"GM0002.beheer.1.a"}
    assert outlines[beheer.id]["GM0002.beheer.1.a"].equals(square(0, 0, 2, 3))


def test_areas_at_a_point_are_found_through_the_spatial_index(session: Session) -> None:
    session.execute(text("SET LOCAL enable_seqscan = off"))
    statement = "SELECT id FROM gebied WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint(170500, 420500), 28992))"
    plan = "\n".join(row[0] for row in session.execute(text(f"EXPLAIN {statement}")))
    assert "ix_gebied_geom" in plan

from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.queries import find_gebied
from geodata.indelingen.at_table.seats import Seat
from geodata.indelingen.comparing.ground import Measure
from geodata.indelingen.queries import name_of
from geodata.indicators.seating import NoGroundError, NoTableError, seats_of_gebied
from geodata.indicators.studies import Studies
from geodata.store.tables import Load
from tests.grid import add_gebied, add_load
from tests.town import Town, add_clustering, add_town, square, whole

ON = date(2024, 7, 1)
# Area a holds the southern wijk but half of its fourth buurt.
PARTS = {
    "a": whole("0000", "0001", "0002") | {"BU00020003": square(3, 0, 3.5, 1)},
    "b": {"BU00020003": square(3.5, 0, 4, 1)} | whole("0100", "0101", "0102", "0103"),
}


@pytest.fixture
def load(session: Session) -> Load:
    return add_load(session)


@pytest.fixture
def town(session: Session, load: Load) -> Town:
    return add_town(session, load=load)


def seat_of(session: Session, code: str, name: str, on: date = ON) -> Seat:
    seats = seats_of_gebied(session, find_gebied(session, code), on, studies=Studies())
    return next(seat for seat in seats if name_of(seat.indeling) == name)


def shares(seat: Seat) -> list[tuple[str, float, float | None]]:
    return [(area.name, round(area.share, 6), area.people) for area in seat.areas]


def test_a_wijk_sits_in_the_areas_that_hold_its_people(session: Session, town: Town, load: Load) -> None:
    add_clustering(session, town, "beheer", PARTS, load=load, is_partial=True)
    seat = seat_of(session, "WK000200", "GM0002.beheer.1")
    # 100 + 200 + 300 and half of 400 of the thousand people.
    assert shares(seat) == [("Gebied a", 0.8, 800.0), ("Gebied b", 0.2, 200.0)]
    assert (seat.measure, seat.areas[0].contact_role) == (Measure.PEOPLE, "Coördinator a")


def test_an_area_of_ones_own_sits_in_itself_and_in_cbs_wijken(session: Session, town: Town, load: Load) -> None:
    add_clustering(session, town, "beheer", PARTS, load=load, is_partial=True)
    assert shares(seat_of(session, "GM0002.beheer.1.a", "GM0002.beheer.1")) == [("Gebied a", 1.0, 800.0)]
    assert shares(seat_of(session, "GM0002.beheer.1.b", "cbs-wijk.2024")) == [
        ("WK000201", round(2600 / 2800, 6), 2600.0),
        ("WK000200", round(200 / 2800, 6), 200.0),
    ]


def test_an_area_outside_a_partial_clustering_has_no_seat_there(session: Session, town: Town, load: Load) -> None:
    add_clustering(session, town, "beheer", PARTS, load=load, is_partial=True)
    assert seat_of(session, "WK000202", "GM0002.beheer.1").areas == ()


def test_clusterings_that_overlap_are_shared_out_by_surface(session: Session, town: Town, load: Load) -> None:
    add_clustering(
        session, town, "thema", {"a": whole("0000", "0001"), "b": whole("0001")}, load=load, is_overlapping=True
    )
    seat = seat_of(session, "WK000200", "GM0002.thema.1")
    assert shares(seat) == [("Gebied a", 0.5, None), ("Gebied b", 0.25, None)]
    assert seat.measure is Measure.AREA


def test_a_clustering_on_other_boundaries_is_shared_out_by_surface(session: Session, town: Town, load: Load) -> None:
    add_clustering(session, town, "oud", PARTS, load=load, is_partial=True, base_peildatum=date(2022, 1, 1))
    seat = seat_of(session, "BU00020003", "GM0002.oud.1")
    assert (shares(seat), seat.measure) == ([("Gebied a", 0.5, None), ("Gebied b", 0.5, None)], Measure.AREA)


def test_a_country_has_no_table(session: Session, town: Town, load: Load) -> None:
    assert town
    add_gebied(session, "NL00", load=load, gemeente_code=None)
    with pytest.raises(NoTableError, match="niet in één gemeente"):
        seats_of_gebied(session, find_gebied(session, "NL00"), ON, studies=Studies())


def test_an_area_of_unknown_place_is_refused(session: Session, town: Town, load: Load) -> None:
    assert town
    add_gebied(session, "BU00020999", load=load)
    with pytest.raises(NoGroundError, match="geen grens geladen"):
        seats_of_gebied(session, find_gebied(session, "BU00020999"), ON, studies=Studies())

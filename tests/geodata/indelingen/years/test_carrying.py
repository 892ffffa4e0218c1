from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.indelingen.queries import IndelingNotFoundError
from geodata.indelingen.years.carry_over import CarryOverRefusedError
from geodata.indelingen.years.carrying import CarriedIndeling, NothingToCarryError, carry_indeling
from geodata.indelingen.years.queries import YearNotLoadedError
from tests.two_years import LATER, add_two_years


@pytest.fixture(autouse=True)
def two_years(session: Session) -> None:
    add_two_years(session)


def areas(found: CarriedIndeling) -> dict[str, str]:
    return dict(zip(found.carried.parts_df["base_code"], found.carried.parts_df["area_code"], strict=True))


def test_units_that_come_from_one_area_go_there_and_the_others_wait_for_a_decision(session: Session) -> None:
    found = carry_indeling(session, "GM0002.beheer.1", LATER, {})
    assert len(areas(found)) == 8
    assert areas(found)["BU00020102"] == "oost"
    (needed,) = found.carried.decisions_needed
    assert needed.unit_code == "BU00020001"
    assert [(one.area_code, round(one.share or 0, 2)) for one in needed.candidates] == [("oost", 0.67), ("west", 0.33)]
    assert (found.areas, found.left_out) == ({"oost": "Gebied oost", "west": "Gebied west"}, ())


def test_a_decision_goes_before_a_suggestion_that_is_followed(session: Session) -> None:
    followed = carry_indeling(session, "GM0002.beheer.1", LATER, {}, follows_suggestions=True)
    decided = carry_indeling(session, "GM0002.beheer.1", LATER, {"BU00020001": "west"}, follows_suggestions=True)
    assert (areas(followed)["BU00020001"], areas(decided)["BU00020001"]) == ("oost", "west")
    assert followed.carried.decisions_needed == decided.carried.decisions_needed == ()


def test_a_unit_that_is_decided_to_be_in_no_area_is_left_out(session: Session) -> None:
    found = carry_indeling(session, "GM0002.beheer.1", LATER, {"BU00020001": None})
    assert found.left_out == ("BU00020001",)


def test_what_is_not_cut_by_the_new_boundaries_needs_no_decision(session: Session) -> None:
    found = carry_indeling(session, "GM0002.zorg.1", LATER, {})
    assert found.carried.decisions_needed == ()
    assert areas(found)["BU00020001"] == "dorp"


@pytest.mark.parametrize(
    ("name", "peildatum", "error"),
    [
        ("GM0002.parken.1", LATER, IndelingNotFoundError),
        ("cbs-wijk.2024", LATER, NothingToCarryError),
        ("GM0002.zorg.1", date(2024, 1, 1), NothingToCarryError),
        ("GM0002.zorg.1", date(2023, 1, 1), YearNotLoadedError),
    ],
)
def test_what_cannot_be_carried_is_refused(
    session: Session, name: str, peildatum: date, error: type[Exception]
) -> None:
    with pytest.raises(error):
        carry_indeling(session, name, peildatum, {})


def test_decisions_about_unknown_units_and_areas_are_refused(session: Session) -> None:
    with pytest.raises(CarryOverRefusedError, match=r"BU00020103 is geen nieuwe eenheid\n.*noord is geen gebied"):
        carry_indeling(session, "GM0002.zorg.1", LATER, {"BU00020103": "dorp", "BU00020102": "noord"})

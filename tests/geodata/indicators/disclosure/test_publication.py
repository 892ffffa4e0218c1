import pytest
from sqlalchemy.orm import Session

from geodata.indicators.disclosure.publication import (
    AlreadyPublicError,
    CellNotKnownError,
    LeaksError,
    YearOfRegister,
    clear,
    judge,
    observation_of,
    propose_for,
    read_years,
)
from geodata.indicators.status import Status
from tests.geodata.indicators.disclosure.registers import COUNTS, FIRST, KEY, add_register, publish
from tests.grid import add_load
from tests.town import BUURTEN, add_clustering, add_town, square, whole

# Each column of the town is an area: every wijk crosses every area.
COLUMNS = {str(column): whole(*(f"0{row}0{column}" for row in range(3))) for column in range(4)}


def only_year(session: Session) -> YearOfRegister:
    (year,) = read_years(session, KEY)
    return year


def crossed_year(session: Session) -> YearOfRegister:
    load = add_load(session)
    town = add_town(session, load=load)
    add_clustering(session, town, "kolommen", COLUMNS, load=load)
    add_register(session, town)
    return only_year(session)


def test_publishing_is_refused_with_the_leak_and_the_proposal_and_without_a_count(session: Session) -> None:
    with pytest.raises(LeaksError) as refused:
        clear(crossed_year(session))
    said = str(refused.value)
    assert f"{FIRST} is GM0002.kolommen.1.0 - BU00020100 - BU00020200" in said
    # A rectangle of buurten, or the wijk, the column and the gemeente: one less always leaves a subtraction.
    assert "Voorstel: laat ook weg: " in said
    assert "Dat zijn 3 cijfers; minder kan niet (bewezen)" in said


def test_with_the_proposal_every_area_has_its_count_or_is_secret(session: Session) -> None:
    cleared = {one.gebied_code: one for one in clear(crossed_year(session), accepts_proposal=True)}
    secret = {code for code, one in cleared.items() if one.status is Status.SECRET}
    assert (FIRST in secret, len(secret)) == (True, 1 + 3)
    assert {cleared[code].value for code in secret} == {None}
    assert (cleared["WK000202"].value, cleared["WK000202"].status) == (28 + 29 + 30 + 31, Status.EXACT)
    assert len(cleared) == 1 + 3 + 12 + 4


def test_what_is_secret_for_itself_and_for_another_is_published_alike(session: Session) -> None:
    year = crossed_year(session)
    secret = [one for one in clear(year, accepts_proposal=True) if one.status is Status.SECRET]
    rows = [observation_of(one, year.register.rule, indicator_id=1, load_id=2) | {"gebied_id": 0} for one in secret]
    assert rows == [rows[0]] * 4
    assert (rows[0]["value"], rows[0]["lowest"], rows[0]["highest"]) == (None, 1.0, None)


def test_an_officer_may_choose_what_else_to_withhold(session: Session) -> None:
    also = ["BU00020001", "BU00020100", "BU00020101"]
    cleared = clear(crossed_year(session), also)
    assert {one.gebied_code for one in cleared if one.status is Status.SECRET} == {FIRST, *also}


@pytest.mark.parametrize("code", ["BU00029999", "GM0002.kolommen.1.9"])
def test_only_an_area_with_a_figure_can_be_withheld(session: Session, code: str) -> None:
    with pytest.raises(CellNotKnownError, match=code):
        judge(crossed_year(session), [code])


def test_an_area_that_holds_a_part_of_a_buurt_has_no_figure(session: Session) -> None:
    load = add_load(session)
    town = add_town(session, load=load)
    cut = {"west": whole("0000") | {BUURTEN[1]: square(1, 0, 1.5, 1)}}
    add_clustering(session, town, "geknipt", cut, load=load, is_partial=True)
    add_register(session, town)
    cleared = {one.gebied_code: one for one in clear(only_year(session), accepts_proposal=True)}
    figure = cleared["GM0002.geknipt.1.west"]
    assert (figure.value, figure.status) == (None, Status.UNDETERMINABLE)


def test_a_concept_has_no_figures_and_a_lapsed_version_has(session: Session) -> None:
    load = add_load(session)
    town = add_town(session, load=load)
    add_clustering(session, town, "concept", COLUMNS, load=load, status="concept")
    add_clustering(session, town, "oud", COLUMNS, load=load, status="vervallen")
    add_register(session, town)
    codes = {code for names in only_year(session).system.names for code in names}
    assert {code.split(".")[1] for code in codes if "." in code} == {"oud"}


def test_other_counts_than_were_published_are_not_published_beside_them(session: Session) -> None:
    load = add_load(session)
    town = add_town(session, load=load)
    add_register(session, town)
    publish(session, clear(only_year(session), accepts_proposal=True), load)
    add_register(session, town, COUNTS | {BUURTEN[5]: 99})
    with pytest.raises(AlreadyPublicError, match=r"GM0002, WK000201\)") as refused:
        read_years(session, KEY)
    assert "99" not in str(refused.value)


def test_what_was_published_once_is_published_the_same_again(session: Session) -> None:
    load = add_load(session)
    add_register(session, add_town(session, load=load))
    first = clear(only_year(session), accepts_proposal=True)
    publish(session, first, load)
    assert clear(only_year(session)) == first
    assert propose_for(only_year(session)).added_figures == 0

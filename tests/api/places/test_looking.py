from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from api.places.locatieserver import Locatieserver
from api.places.looking import Found, look_for, looks_like_address
from geodata.settings import Settings
from tests.grid import add_grid, add_load
from tests.servers.locatieserver import LocalLocatieserver, address_doc
from tests.servers.running import serve


@pytest.fixture
def peer() -> LocalLocatieserver:
    return LocalLocatieserver([address_doc("Straat 1, Roosterdam")])


@pytest.fixture
def locatieserver(peer: LocalLocatieserver) -> Iterator[Locatieserver]:
    with serve(peer.app()) as url:
        client = Locatieserver(Settings(locatieserver_url=url))
        yield client
        client.close()


@pytest.fixture
def grid(session: Session) -> Session:
    add_grid(session, load=add_load(session))
    return session


def looked_for(session: Session, locatieserver: Locatieserver, text: str) -> Found:
    return look_for(session, locatieserver, text, most=50)  # type: ignore[arg-type]


def test_an_address_is_told_with_the_areas_that_it_lies_in(grid: Session, locatieserver: Locatieserver) -> None:
    (placed,) = looked_for(grid, locatieserver, "Straat 1").addresses
    assert placed.address.label == "Straat 1, Roosterdam"
    assert [gebied.code for gebied in placed.gebieden] == ["GM0001", "WK000100", "BU00010000"]


def test_a_name_of_ours_is_asked_of_nobody(
    grid: Session, locatieserver: Locatieserver, peer: LocalLocatieserver
) -> None:
    found = looked_for(grid, locatieserver, "west")
    assert (found.count, found.addresses, peer.asked) == (3, (), [])


def test_a_text_that_is_no_name_of_ours_is_asked(
    grid: Session, locatieserver: Locatieserver, peer: LocalLocatieserver
) -> None:
    assert looked_for(grid, locatieserver, "Genèvelaan").addresses
    assert peer.asked[0]["q"] == "Genèvelaan"


def test_when_addresses_cannot_be_looked_up_names_are_found_all_the_same(grid: Session) -> None:
    gone = Locatieserver(Settings(locatieserver_url="http://127.0.0.1:9"), timeout_s=0.3)
    found = looked_for(grid, gone, "West 1234 AB")
    assert (found.is_unavailable, found.addresses) == (True, ())
    assert looked_for(grid, gone, "west").count == 3


def test_kinds_stand_in_the_order_of_their_likeliest_area(grid: Session, locatieserver: Locatieserver) -> None:
    kinds = looked_for(grid, locatieserver, "west").kinds
    assert [(kind.level.value, [one.name for one in kind.gebieden]) for kind in kinds] == [
        ("wijk", ["West"]),
        ("buurt", ["Westeinde", "Westpoort"]),
    ]


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("1234 AB", True),
        ("1234ab 12", True),
        ("Dorpsstraat 12a", True),
        ("Laan van Westenenk 701 Apeldoorn", True),
        ("Wijk 10", False),
        ("buurt 3", False),
        ("centrum", False),
        ("82806", False),
    ],
)
def test_an_address_has_a_postcode_or_a_house_number(text: str, is_address: bool) -> None:
    assert looks_like_address(text) is is_address

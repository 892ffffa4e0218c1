import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.queries import GebiedNotFoundError
from geodata.indicators.catalogue import load_catalogue
from geodata.wijkfoto.choice import load_choice
from geodata.wijkfoto.queries import read_wijkfoto
from geodata.wijkfoto.wijkfoto import Wijkfoto
from tests.grid import add_gebied, add_grid, add_load, add_shares


def wijkfoto(session: Session, code: str) -> Wijkfoto:
    catalogue = load_catalogue()
    return read_wijkfoto(session, code, peildatum=None, catalogue=catalogue, choice=load_choice(catalogue))


def test_a_wijk_is_compared_with_its_gemeente_and_the_country(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    land = {"name": "Nederland", "geom": None, "gemeente_code": None, "wijk_code": None}
    grid["NL00"] = add_gebied(session, "NL00", load=load, **land)
    add_shares(session, grid, {"WK000100": 26, "GM0001": 20, "NL00": 21}, load=load)
    found = wijkfoto(session, "WK000100")
    assert [area.name for area in found.compared_with] == ["Roosterdam", "Nederland"]
    line = next(line for theme in found.themes for line in theme.lines if line.newest)
    assert [compared.figure.value for compared in line.comparisons] == [20.0, 21.0]
    assert found.loads[load.id].table_id == "kwb-2024"


def test_a_gemeente_is_not_compared_with_itself(session: Session) -> None:
    add_grid(session, load=add_load(session))
    found = wijkfoto(session, "GM0001")
    assert found.compared_with == ()
    assert not found.has_figures


def test_an_unknown_area_has_no_wijkfoto(session: Session) -> None:
    with pytest.raises(GebiedNotFoundError):
        wijkfoto(session, "WK000199")

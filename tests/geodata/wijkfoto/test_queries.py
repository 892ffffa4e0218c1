from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.queries import GebiedNotFoundError
from geodata.gebieden.tables import Gebied
from geodata.indicators.catalogue import load_catalogue
from geodata.wijkfoto.choice import load_choice
from geodata.wijkfoto.queries import read_wijkfoto
from geodata.wijkfoto.wijkfoto import Wijkfoto
from tests.grid import PEILDATUM, add_figure, add_gebied, add_grid, add_indeling, add_load, add_shares

SHARE = "pct_inwoners_65_plus"


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


def test_an_area_of_a_clustering_is_compared_in_years_after_its_own_boundaries(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    add_indeling(session, "ibor", {"1": "Rayon West"}, load=load)
    rayon = session.query(Gebied).filter_by(code="GM0001.ibor.1.1").one()
    newer = add_gebied(session, "GM0001", load=load, peildatum=date(2025, 1, 1))
    for gebied, value in ((rayon, 26.0), (newer, 20.0)):
        add_figure(session, gebied, SHARE, load=load, period=2025, value=value)
    add_figure(session, grid["GM0001"], SHARE, load=load, value=19.0)
    (line,) = [one for theme in wijkfoto(session, rayon.code).themes for one in theme.lines if one.newest]
    assert [(one.figure.period, one.figure.value) for one in line.comparisons] == [(2025, 20.0)]


def test_an_earlier_wijkfoto_holds_nothing_of_later_boundaries(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    newer = add_gebied(session, "WK000100", load=load, peildatum=date(2025, 1, 1))
    add_shares(session, grid | {"newer": newer}, {"WK000100": 26, "newer": 30}, load=load)
    catalogue = load_catalogue()
    found = read_wijkfoto(session, "WK000100", peildatum=PEILDATUM, catalogue=catalogue, choice=load_choice(catalogue))
    assert [line.newest.value for theme in found.themes for line in theme.lines if line.newest] == [26.0]

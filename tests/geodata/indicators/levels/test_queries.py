from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indicators.levels.queries import areas_at_zero, level_periods, widest_peildatum
from geodata.indicators.status import Status
from tests.grid import add_figure, add_gebied, add_grid, add_load

EARLIER = date(2022, 1, 1)


@pytest.fixture
def grid(session: Session) -> dict[str, Gebied]:
    """Inhabitants of both wijken in 2024, of one also in 2023; a share of the gemeente that is secret."""
    load = add_load(session)
    grid = add_grid(session, load=load)
    for code, people in (("WK000100", 2000), ("WK000101", 0)):
        add_figure(session, grid[code], "inwoners", load=load, value=people)
    add_figure(session, grid["WK000100"], "inwoners", load=load, value=1900, period=2023)
    add_figure(session, grid["GM0001"], "pct_inwoners_65_plus", load=load, status=Status.SECRET)
    return grid


@pytest.mark.usefixtures("grid")
def test_a_level_has_the_years_of_the_figures_of_its_own_areas(session: Session) -> None:
    assert level_periods(session, Level.WIJK) == {"inwoners": [2024, 2023]}


@pytest.mark.usefixtures("grid")
def test_a_level_of_which_all_figures_are_withheld_has_nothing(session: Session) -> None:
    assert level_periods(session, Level.GEMEENTE) == {}


@pytest.mark.usefixtures("grid")
def test_the_boundaries_are_those_on_which_most_areas_have_the_figure(session: Session) -> None:
    older = add_gebied(session, "WK000100", load=add_load(session), peildatum=EARLIER)
    add_figure(session, older, "inwoners", load=add_load(session), value=2000, period=2024)
    assert widest_peildatum(session, "inwoners", 2024, level=Level.WIJK) == date(2024, 1, 1)
    assert widest_peildatum(session, "inwoners", 2021, level=Level.WIJK) is None


def test_areas_without_inhabitants_are_those_at_zero(session: Session, grid: dict[str, Gebied]) -> None:
    ids = [gebied.id for gebied in grid.values()]
    assert areas_at_zero(session, "inwoners", 2024, ids) == [grid["WK000101"].id]

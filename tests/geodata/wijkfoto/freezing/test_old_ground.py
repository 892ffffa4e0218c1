from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.wijkfoto.freezing.content import FrozenGebied
from geodata.wijkfoto.freezing.old_ground import OldGround, old_ground
from tests.geodata.wijkfoto.freezing.frozen import CATALOGUE
from tests.geodata.wijkfoto.freezing.moved import AFTER, BEFORE, WIJK_WEST, add_people, after, after_a_cut, before
from tests.grid import add_load

KEYS = ["inwoners"]


def frozen_gebied(code: str = WIJK_WEST, level: Level = Level.WIJK) -> FrozenGebied:
    gemeente = None if level is Level.LAND else "GM0001"
    return FrozenGebied(code, code, level, BEFORE, gemeente, None, None, None, None, ())


def carried(session: Session, gebied: FrozenGebied | None = None, now: date = AFTER) -> OldGround:
    return old_ground(session, gebied or frozen_gebied(), BEFORE, now)


def test_a_wijk_that_lost_a_buurt_is_composed_of_the_buurten_that_it_had(session: Session) -> None:
    before(session)
    grid = after(session)
    add_people(session, grid, {WIJK_WEST: 900, "BU00010000": 900, "BU00010001": 1300}, load=add_load(session))
    ground = carried(session)
    figures = ground.figures(2024, CATALOGUE, KEYS)
    assert ground.has_moved
    assert figures is not None
    assert figures.figure(0, "inwoners").value == 2200
    assert figures.figure(0, "inwoners").estimated_share == 0


def test_a_buurt_that_was_cut_is_carried_over_as_an_estimate(session: Session) -> None:
    before(session)
    grid = after_a_cut(session)
    people = {"BU00010000": 900, "BU00010001": 600, "BU00010101": 1500}
    add_people(session, grid, people, load=add_load(session))
    figures = carried(session).figures(2024, CATALOGUE, KEYS)
    assert figures is not None
    figure = figures.figure(0, "inwoners")
    # of Oostpoort, 1.5 km2, one third was Westpoort's
    assert figure.value == pytest.approx(900 + 600 + 1500 / 3)
    assert figure.estimated_share > 0.1


def test_a_wijk_of_the_same_buurten_has_moved_where_one_of_them_grew(session: Session) -> None:
    before(session)
    after_a_cut(session)
    assert carried(session, frozen_gebied("WK000101")).has_moved


def test_where_cbs_says_that_nothing_moved_no_outline_is_looked_at(session: Session) -> None:
    before(session)
    grid = after(session, wijk_of_westpoort=WIJK_WEST)
    grid["BU00010001"].geom = None
    session.flush()
    assert carried(session) == OldGround(has_moved=False)


def test_without_cbs_word_the_same_buurten_in_the_same_place_are_the_same_ground(session: Session) -> None:
    before(session)
    for gebied in after(session, wijk_of_westpoort=WIJK_WEST).values():
        gebied.change = None
    session.flush()
    assert carried(session) == OldGround(has_moved=False)


def test_the_gemeente_of_which_a_buurt_changed_wijk_is_the_same_ground(session: Session) -> None:
    before(session)
    after(session)["GM0001"].change = None
    session.flush()
    assert not carried(session, frozen_gebied("GM0001", Level.GEMEENTE)).has_moved


@pytest.mark.parametrize("level", [Level.LAND, Level.WIJK])
def test_the_country_and_the_same_peildatum_need_no_carrying(session: Session, level: Level) -> None:
    assert carried(session, frozen_gebied("NL00", level), AFTER if level is Level.LAND else BEFORE) == OldGround(False)


def test_where_a_year_is_not_loaded_it_may_have_moved_and_nothing_is_composed(session: Session) -> None:
    before(session)
    ground = carried(session)
    assert (ground.has_moved, ground.figures(2024, CATALOGUE, KEYS)) == (True, None)


def test_where_it_is_not_known_what_became_of_a_buurt_nothing_is_composed(session: Session) -> None:
    before(session)
    grid = after(session)
    session.delete(grid["BU00010001"])
    session.flush()
    assert carried(session) == OldGround(has_moved=True)


def test_a_period_without_figures_cannot_be_composed(session: Session) -> None:
    before(session)
    after(session)
    assert carried(session).figures(2024, CATALOGUE, KEYS) is None

from datetime import date

from sqlalchemy.orm import Session

from geodata.gebieden.queries import find_gebied
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.trends import ChangeWord, Trend
from geodata.indicators.deriving.carried_series import carried_trend
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.gemeente_ground import Grounds
from geodata.indicators.status import Status
from tests.grid import add_figure, add_gebied, add_load
from tests.town import TOWN, ewkt, square

BEFORE, NOW = date(2020, 1, 1), date(2024, 1, 1)
LEFT, RIGHT = "BU00020000", "BU00020001"


def two_years(session: Session, *, border: float) -> None:
    """Two buurten of 100 and 200 inhabitants in 2020, of 1 km² each; since then the border between them moved."""
    load = add_load(session)
    for peildatum, middle in ((BEFORE, 1.0), (NOW, border)):
        add_gebied(session, TOWN, load=load, peildatum=peildatum, geom=ewkt(square(0, 0, 2, 1)))
        for code, place, people in ((LEFT, (0, middle), 100.0), (RIGHT, (middle, 2), 200.0)):
            outline = ewkt(square(place[0], 0, place[1], 1))
            buurt = add_gebied(session, code, load=load, peildatum=peildatum, geom=outline)
            ends = {"lowest": people - 4, "highest": people + 4, "status": Status.ROUNDED}
            add_figure(session, buurt, "inwoners", load=load, value=people, **ends)


def trend_of_left(session: Session) -> Trend:
    catalogue = load_catalogue()
    kept = Grounds(), Crosswalks()
    return carried_trend(session, find_gebied(session, LEFT), catalogue.indicator("inwoners"), catalogue, kept)


def test_an_earlier_year_is_carried_to_the_boundaries_of_now_with_the_share_that_is_estimated(
    session: Session,
) -> None:
    two_years(session, border=1.5)
    (segment,) = trend_of_left(session).segments
    before, now = segment.points
    # the buurt of now: all of the old one, and half of its neighbour
    assert (before.figure.value, before.figure.lowest, before.figure.highest) == (200, 96, 308)
    assert (before.figure.status, round(before.figure.estimated_share, 6)) == (Status.ESTIMATED, 0.5)
    assert (now.figure.value, now.figure.estimated_share, now.peildatum) == (100, 0, NOW)


def test_a_change_that_the_estimate_may_have_made_is_none(session: Session) -> None:
    two_years(session, border=1.5)
    change = trend_of_left(session).since_first
    assert change is not None
    assert change.word is ChangeWord.INDISTINGUISHABLE


def test_years_with_the_same_boundaries_need_no_estimate(session: Session) -> None:
    two_years(session, border=1.0)
    (segment,) = trend_of_left(session).segments
    assert [(point.figure.value, point.is_marked_estimated) for point in segment.points] == [(100, False), (100, False)]

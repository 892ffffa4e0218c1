from collections.abc import Mapping

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.queries import find_gebied
from geodata.gebieden.tables import Gebied
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.differences import Verdict
from geodata.indicators.status import Status
from geodata.wijkfoto.comparison import (
    FigureNotFoundError,
    Subject,
    beside_gebied,
    placed_among_peers,
    read_subject,
)
from tests.grid import add_figure, add_gebied, add_grid, add_indeling, add_load, add_shares

SHARE = "pct_inwoners_65_plus"
CATALOGUE = load_catalogue()


def subject(session: Session, code: str, key: str = SHARE, period: int | None = None) -> Subject:
    return read_subject(session, code, CATALOGUE.indicator(key), period, CATALOGUE)


def fill(session: Session, shares: Mapping[str, float]) -> None:
    load = add_load(session)
    add_shares(session, add_grid(session, load=load), shares, load=load)


def fill_rayons(session: Session, values: Mapping[str, float]) -> None:
    """Rayons 1, 2 ... of a clustering; each figure is likely to lie within 1 of its value, and sure within 20."""
    load = add_load(session)
    add_grid(session, load=load)
    add_indeling(session, "ibor", {name: f"Rayon {name}" for name in values}, load=load)
    for name, value in values.items():
        gebied = session.query(Gebied).filter_by(code=f"GM0001.ibor.1.{name}").one()
        ends = {"lowest": value - 20, "highest": value + 20, "likely_lowest": value - 1, "likely_highest": value + 1}
        add_figure(session, gebied, SHARE, load=load, value=value, status=Status.ROUNDED, **ends)


def test_the_newest_year_with_a_value_is_compared_unless_another_is_asked(session: Session) -> None:
    load = add_load(session)
    wijk = add_grid(session, load=load)["WK000100"]
    for period, value in ((2022, 24.0), (2023, 25.0), (2024, None)):
        status = Status.EXACT if value else Status.UNPUBLISHED
        add_figure(session, wijk, SHARE, load=load, period=period, value=value, status=status)
    assert subject(session, "WK000100").figure.value == 25.0
    assert subject(session, "WK000100", period=2022).figure.value == 24.0


def test_a_year_that_is_not_loaded_is_refused_with_those_that_are(session: Session) -> None:
    fill(session, {"WK000100": 26})
    with pytest.raises(FigureNotFoundError, match=r"over 2019 geladen\. Kies uit: 2024\."):
        subject(session, "WK000100", period=2019)
    with pytest.raises(FigureNotFoundError, match="'gem_woz_waarde' geladen"):
        subject(session, "WK000100", "gem_woz_waarde")


def test_any_area_is_compared_in_the_same_year(session: Session) -> None:
    fill(session, {"WK000100": 26, "BU00010100": 14})
    found = beside_gebied(session, subject(session, "WK000100"), find_gebied(session, "BU00010100"))
    assert found.figure is not None
    assert found.judgement is not None
    assert (found.figure.value, found.judgement.word) == (14.0, Verdict.HIGHER)


def test_of_an_area_without_a_figure_there_is_no_judgement(session: Session) -> None:
    fill(session, {"WK000100": 26})
    found = beside_gebied(session, subject(session, "WK000100"), find_gebied(session, "WK000101"))
    assert (found.figure, found.judgement) == (None, None)


def test_the_rank_among_the_areas_of_a_clustering_says_how_sure_it_is(session: Session) -> None:
    fill_rayons(session, {"1": 30.0, "2": 20.0, "3": 19.9, "4": 5.0})
    placed = placed_among_peers(session, subject(session, "GM0001.ibor.1.2"))
    assert placed.indeling is not None
    assert placed.position is not None
    assert (placed.indeling.key, placed.position.rank, placed.position.best, placed.position.worst) == ("ibor", 2, 2, 3)
    assert (placed.position.certain_best, placed.position.certain_worst) == (1, 4)


def test_a_buurt_is_ranked_among_the_buurten_of_its_gemeente_and_not_of_another(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    grid["BU00020000"] = add_gebied(session, "BU00020000", load=load)
    add_shares(session, grid, {"BU00010000": 30, "BU00010001": 22, "BU00020000": 50}, load=load)
    position = placed_among_peers(session, subject(session, "BU00010000")).position
    assert position is not None
    assert (position.rank, position.ranked_count, position.count) == (1, 2, 4)


@pytest.mark.parametrize("key", ["inwoners", "pct_eenzaam"])
def test_areas_have_no_rank_by_a_count_nor_by_what_a_model_made(session: Session, key: str) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    for code in ("WK000100", "WK000101"):
        add_figure(session, grid[code], key, load=load, value=50, lowest=49.5, highest=50.5, status=Status.ROUNDED)
    assert placed_among_peers(session, subject(session, "WK000100", key)).position is None

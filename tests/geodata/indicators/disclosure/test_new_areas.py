import pytest
from sqlalchemy.orm import Session

from geodata.indicators.disclosure.guard import Guard
from geodata.indicators.disclosure.new_areas import publish_new_areas
from geodata.indicators.disclosure.proposal import NotProtectableError
from geodata.indicators.disclosure.publication import clear, cleared_figures, read_years
from geodata.indicators.disclosure.queries import figures_that_stand
from tests.geodata.indicators.disclosure.registers import COUNTS, FIRST, KEY, add_register, publish
from tests.grid import add_load
from tests.town import BUURTEN, TOWN, Parts, add_clustering, add_town, whole

SECOND = BUURTEN[1]


def adopt_after_publication(session: Session, areas: Parts, counts: dict[str, int]) -> list[str]:
    """Publish the first two buurten as secret; then adopt a clustering."""
    load = add_load(session)
    town = add_town(session, load=load)
    add_register(session, town, counts)
    (year,) = read_years(session, KEY)
    publish(session, clear(year, [SECOND]), load)
    add_clustering(session, town, "nieuw", areas, load=load, is_partial=True)
    return publish_new_areas(session, TOWN)


def test_a_new_clustering_that_gives_nothing_away_gets_its_figures(session: Session) -> None:
    assert adopt_after_publication(session, {"a": whole("0000", "0001", "0100")}, COUNTS) == []
    assert figures_that_stand(session, KEY)[2024]["GM0002.nieuw.1.a"] == 3 + 21 + 24


def test_a_figure_of_a_new_area_that_would_give_a_secret_away_is_withheld(session: Session) -> None:
    withheld = adopt_after_publication(session, {"a": whole("0000", "0100"), "b": whole("0200")}, COUNTS)
    assert withheld == ["GM0002.nieuw.1.a (jongeren_met_bijstand, 2024)"]
    figures = figures_that_stand(session, KEY)[2024]
    assert (figures["GM0002.nieuw.1.a"], figures["GM0002.nieuw.1.b"]) == (None, 28.0)
    assert figures["WK000200"] == 3 + 21 + 22 + 23


def test_after_a_new_clustering_the_check_still_passes(session: Session) -> None:
    adopt_after_publication(session, {"a": whole("0000", "0100"), "b": whole("0001", "0101")}, COUNTS)
    (year,) = read_years(session, KEY)
    guard = Guard(year.system, year.register.rule)
    assert not guard.leaking_cells(year.standing.is_withheld).any()
    assert set(year.system.codes_of(year.standing.is_withheld)) >= {FIRST, "GM0002.nieuw.1.a"}


def test_beside_a_publication_that_gives_a_secret_away_no_clustering_is_adopted(session: Session) -> None:
    load = add_load(session)
    town = add_town(session, load=load)
    add_register(session, town)
    (year,) = read_years(session, KEY)
    only_the_rule = list(cleared_figures(year, year.system.cells_of([FIRST])))
    publish(session, only_the_rule, load)
    add_clustering(session, town, "nieuw", {"a": whole("0000", "0100")}, load=load, is_partial=True)
    with pytest.raises(NotProtectableError, match=f"{FIRST} moet geheim blijven"):
        publish_new_areas(session, TOWN)


def test_without_new_areas_nothing_is_published(session: Session) -> None:
    load = add_load(session)
    add_register(session, add_town(session, load=load))
    assert publish_new_areas(session, TOWN) == []
    (year,) = read_years(session, KEY)
    publish(session, clear(year, [SECOND]), load)
    assert publish_new_areas(session, TOWN) == []

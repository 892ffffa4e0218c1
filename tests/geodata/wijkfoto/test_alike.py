from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.differences import Verdict
from geodata.indicators.comparing.similar import LeftOut, SimilarityChoice
from geodata.wijkfoto.alike import NoGroupError, UrbanityUnknownError, beside_same_urbanity, beside_similar
from geodata.wijkfoto.comparison import Subject, read_subject
from tests.grid import add_figure, add_gebied, add_indeling, add_load, add_shares

SHARE, ORIGIN = "pct_inwoners_65_plus", "pct_herkomst_buiten_europa"
CATALOGUE = load_catalogue()
# Wijken of three gemeenten: their share of people of 65 and over, and how urban they are.
WIJKEN = {"WK000100": (20, 2), "WK000200": (10, 2), "WK000201": (12, 2), "WK000300": (19, 2), "WK000301": (40, 5)}


def fill(session: Session, wijken: Mapping[str, tuple[float, int]] = WIJKEN) -> dict[str, Gebied]:
    load = add_load(session)
    gebieden = {code: add_gebied(session, code, load=load) for code in wijken}
    add_shares(session, gebieden, {code: share for code, (share, _) in wijken.items()}, load=load)
    for code, (_, urbanity) in wijken.items():
        add_figure(session, gebieden[code], "stedelijkheid", load=load, value=urbanity)
    return gebieden


def subject(session: Session, code: str) -> Subject:
    return read_subject(session, code, CATALOGUE.indicator(SHARE), None, CATALOGUE)


def choice(*keys: str, with_origin: bool = False) -> SimilarityChoice:
    return SimilarityChoice(tuple(CATALOGUE.indicator(key) for key in keys), with_origin=with_origin)


def add_rayon(session: Session, share: float, urbanity: int | None) -> str:
    """An area of a clustering of GM0001, where a wijk of it is loaded."""
    load = add_load(session)
    add_indeling(session, "ibor", {"1": "Rayon West"}, load=load)
    rayon = session.query(Gebied).filter_by(code="GM0001.ibor.1.1").one()
    add_figure(session, rayon, SHARE, load=load, value=share)
    if urbanity is not None:
        add_figure(session, rayon, "stedelijkheid", load=load, value=urbanity)
    return rayon.code


def test_the_group_is_all_areas_of_the_same_stedelijkheid_in_the_country_without_the_area(session: Session) -> None:
    fill(session)
    found = beside_same_urbanity(session, subject(session, "WK000100"))
    assert (found.level, found.urbanity, found.group.count, found.group.known_count) == (Level.WIJK, 2, 3, 3)
    assert found.group.median is not None
    assert found.judgement is not None
    assert (found.group.median.value, found.judgement.word) == (12.0, Verdict.HIGHER)


def test_an_area_of_the_group_without_a_figure_counts_in_the_group(session: Session) -> None:
    gebieden = fill(session)
    load = add_load(session)
    gebieden["WK000400"] = add_gebied(session, "WK000400", load=load)
    add_figure(session, gebieden["WK000400"], "stedelijkheid", load=load, value=2)
    group = beside_same_urbanity(session, subject(session, "WK000100")).group
    assert (group.count, group.known_count) == (4, 3)


def test_an_area_of_a_clustering_is_compared_with_wijken_of_its_stedelijkheid(session: Session) -> None:
    fill(session)
    found = beside_same_urbanity(session, subject(session, add_rayon(session, 35, 5)))
    assert (found.level, found.urbanity, found.group.count) == (Level.WIJK, 5, 1)


def test_wijken_on_other_boundaries_are_not_in_the_group(session: Session) -> None:
    fill(session)
    load = add_load(session)
    older = add_gebied(session, "WK000500", load=load, peildatum=date(2022, 1, 1))
    for key, value in (("stedelijkheid", 2), (SHARE, 15)):
        add_figure(session, older, key, load=load, value=value, period=2024)
    assert beside_same_urbanity(session, subject(session, "WK000100")).group.count == 3


def test_without_a_stedelijkheid_of_its_own_an_area_has_no_group(session: Session) -> None:
    fill(session)
    with pytest.raises(UrbanityUnknownError, match="in 2024 niet bekend"):
        beside_same_urbanity(session, subject(session, add_rayon(session, 35, None)))


def test_the_country_is_one_of_a_kind(session: Session) -> None:
    load = add_load(session)
    land = add_gebied(session, "NL00", load=load, geom=None)
    add_figure(session, land, SHARE, load=load, value=20)
    with pytest.raises(NoGroupError):
        beside_same_urbanity(session, subject(session, "NL00"))


def test_the_most_alike_come_nearest_first_with_their_figures(session: Session) -> None:
    fill(session)
    found = beside_similar(session, subject(session, "WK000100"), choice(SHARE), count=2)
    assert [(one.code, one.figure.value if one.figure else None) for one in found.areas] == [
        ("WK000300", 19.0),
        ("WK000201", 12.0),
    ]
    assert [one.judgement.word for one in found.areas if one.judgement] == [Verdict.INDISTINGUISHABLE, Verdict.HIGHER]


def test_an_area_of_a_clustering_is_like_wijken(session: Session) -> None:
    fill(session)
    found = beside_similar(session, subject(session, add_rayon(session, 38, None)), choice(SHARE), count=1)
    assert [one.code for one in found.areas] == ["WK000301"]


def test_no_area_is_like_another_by_origin_unless_that_was_chosen(session: Session) -> None:
    gebieden = fill(session)
    load = add_load(session)
    for number, gebied in enumerate(gebieden.values()):
        add_figure(session, gebied, ORIGIN, load=load, value=10 + number)
    silent = beside_similar(session, subject(session, "WK000100"), choice(SHARE, ORIGIN)).similarity
    chosen = beside_similar(session, subject(session, "WK000100"), choice(SHARE, ORIGIN, with_origin=True)).similarity
    assert [(one.key, why) for one, why in silent.left_out] == [(ORIGIN, LeftOut.ORIGIN)]
    assert [one.key for one in chosen.origin] == [ORIGIN]

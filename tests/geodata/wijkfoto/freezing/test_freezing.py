import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.queries import GebiedNotFoundError
from geodata.indicators.deriving.deriving import METHOD, derive_gemeenten
from geodata.wijkfoto.choice import load_choice
from geodata.wijkfoto.freezing.content import FrozenContent, FrozenIndeling, FrozenPart
from geodata.wijkfoto.freezing.freezing import read_to_freeze
from tests.geodata.wijkfoto.freezing.frozen import CATALOGUE
from tests.geodata.wijkfoto.freezing.moved import AFTER, BEFORE, WIJK_WEST, add_people, after, before
from tests.grid import add_load
from tests.town import TOWN, add_clustering, add_town, square, whole

HALF = {"BU00020003": square(3, 0, 3.5, 1)}


def to_freeze(session: Session, code: str, **asked: object) -> FrozenContent:
    shown = (CATALOGUE, load_choice(CATALOGUE))
    return read_to_freeze(session, code, **({"peildatum": None, "occasion": None, "shown": shown} | asked))


def test_a_wijk_is_frozen_with_the_load_of_each_figure_and_what_it_was_read_with(session: Session) -> None:
    grid, load = before(session), add_load(session, table_id="kwb-2023", sha256="c" * 64)
    add_people(session, grid, {WIJK_WEST: 2000}, load=load)
    kept = to_freeze(session, WIJK_WEST, occasion="Raad")
    newest = kept.lines["inwoners"].newest
    assert newest is not None
    assert (newest.value, kept.occasion, kept.gebied.indeling) == (2000, "Raad", None)
    assert [one.sha256 for one in kept.loads_behind(newest)] == ["c" * 64]
    assert (kept.catalogue_fingerprint, kept.method) == (CATALOGUE.fingerprint, METHOD)


def test_an_earlier_peildatum_freezes_what_was_known_on_those_boundaries(session: Session) -> None:
    add_people(session, before(session), {WIJK_WEST: 2000}, load=add_load(session))
    add_people(session, after(session), {WIJK_WEST: 900}, load=add_load(session))
    values = {
        day: to_freeze(session, WIJK_WEST, peildatum=day).lines["inwoners"].newest.value for day in (BEFORE, AFTER)
    }
    assert values == {BEFORE: 2000, AFTER: 900}


def test_an_area_of_a_clustering_is_frozen_with_its_version_parts_and_the_loads_it_was_derived_from(
    session: Session,
) -> None:
    of_cbs, of_zorg = add_load(session), add_load(session, source="indeling", table_id="zorg.1", sha256="d" * 64)
    town = add_town(session, load=of_cbs)
    add_clustering(session, town, "zorg", {"dorp": whole("0000") | HALF}, load=of_zorg, is_partial=True)
    derive_gemeenten(session, [TOWN], CATALOGUE)
    kept = to_freeze(session, f"{TOWN}.zorg.1.dorp")
    assert kept.gebied.indeling == FrozenIndeling("GM0002.zorg.1", "Indeling zorg", "Afdeling zorg", 1, AFTER)
    assert kept.gebied.parts == (
        FrozenPart("BU00020000", "BU00020000", 1.0),
        FrozenPart("BU00020003", "BU00020003", 0.5),
    )
    newest = kept.lines["inwoners"].newest
    assert newest is not None
    assert newest.value == 100 + 400 / 2
    assert [one.id for one in kept.loads_behind(newest)] == [of_cbs.id, of_zorg.id]


def test_an_area_that_is_not_there_is_not_frozen(session: Session) -> None:
    with pytest.raises(GebiedNotFoundError):
        to_freeze(session, "WK000199")

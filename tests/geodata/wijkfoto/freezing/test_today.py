from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from geodata.gebieden.tables import Gebied
from geodata.indelingen.queries import find_indeling
from geodata.indelingen.tables import IndelingDeel, IndelingStatus
from geodata.indicators.deriving.deriving import derive_gemeenten
from geodata.indicators.tables import Derivation, ObservationRow
from geodata.wijkfoto.freezing.content import FrozenContent
from geodata.wijkfoto.freezing.difference import LineDifference, Obstacle, Part
from geodata.wijkfoto.freezing.today import read_difference, read_today
from tests.geodata.wijkfoto.freezing.frozen import CATALOGUE
from tests.geodata.wijkfoto.freezing.moved import WIJK_WEST, add_people, after, before
from tests.geodata.wijkfoto.freezing.test_freezing import to_freeze
from tests.grid import add_load
from tests.town import TOWN, Parts, add_clustering, add_town, whole

DORP = f"{TOWN}.zorg.1.dorp"
ROW = whole("0000", "0001", "0002", "0003")


def west(session: Session, people: float = 2000) -> FrozenContent:
    """West as it was in 2023, frozen."""
    add_people(session, before(session), {WIJK_WEST: people}, load=add_load(session, sha256="c" * 64))
    return to_freeze(session, WIJK_WEST)


def dorp(session: Session) -> FrozenContent:
    """The area ``dorp`` of the first version of a clustering, frozen: 1,000 inhabitants."""
    load = add_load(session)
    add_clustering(session, add_town(session, load=load), "zorg", {"dorp": ROW}, load=load, is_partial=True)
    derive_gemeenten(session, [TOWN], CATALOGUE)
    return to_freeze(session, DORP)


def succeed(session: Session, parts: Parts) -> None:
    """A second version that takes over, with its figures."""
    load = add_load(session, source="indeling")
    town = {one.code: one for one in session.query(Gebied).filter_by(gemeente_code=TOWN)}
    find_indeling(session, f"{TOWN}.zorg.1").status = IndelingStatus.LAPSED
    facts = {"version": 2, "is_partial": True, "valid_from": date(2024, 6, 1)}
    add_clustering(session, town, "zorg", parts, load=load, **facts)
    derive_gemeenten(session, [TOWN], CATALOGUE)


def people(session: Session, frozen: FrozenContent) -> LineDifference:
    """What became of the number of inhabitants."""
    return next(line for line in read_difference(session, frozen, CATALOGUE).lines if line.key == "inwoners")


def test_at_once_nothing_differs(session: Session) -> None:
    found = people(session, west(session))
    assert (found.total, found.parts, found.obstacle) == (0, {}, None)


def test_a_later_year_is_real_change(session: Session) -> None:
    kept = west(session)
    add_people(session, after(session, wijk_of_westpoort=WIJK_WEST), {WIJK_WEST: 2100}, load=add_load(session))
    assert people(session, kept).parts == {Part.REAL: 100}


def test_a_figure_that_a_later_load_replaced_is_a_revision(session: Session) -> None:
    kept = west(session)
    load = add_load(session, version="2", sha256="e" * 64)
    session.execute(update(ObservationRow).values(value=2010, load_id=load.id))
    assert people(session, kept).parts == {Part.REVISION: 10}


def test_the_same_file_loaded_again_with_another_outcome_is_no_revision(session: Session) -> None:
    kept = west(session)
    load = add_load(session, sha256="c" * 64)
    session.execute(update(ObservationRow).values(value=2010, load_id=load.id))
    assert people(session, kept).parts == {Part.UNATTRIBUTED: 10}


def test_a_lost_buurt_is_a_matter_of_the_boundary_and_what_its_people_did_is_real(session: Session) -> None:
    kept = west(session)
    grid = after(session)
    add_people(session, grid, {WIJK_WEST: 900, "BU00010000": 900, "BU00010001": 1300}, load=add_load(session))
    found = people(session, kept)
    assert found.total == 900 - 2000
    assert found.parts == {Part.REAL: 2200 - 2000, Part.BOUNDARY: 900 - 2200}
    assert found.on_old_ground is not None
    assert found.on_old_ground.value == 2200


def test_of_a_moved_boundary_without_figures_of_the_buurten_no_cause_is_given(session: Session) -> None:
    kept = west(session)
    add_people(session, after(session), {WIJK_WEST: 900}, load=add_load(session))
    assert people(session, kept).parts == {Part.UNATTRIBUTED: -1100}


def test_another_version_of_the_clustering_is_beside_the_old_one_that_goes_on(session: Session) -> None:
    kept = dorp(session)
    succeed(session, {"dorp": ROW | whole("0100")})
    today = read_today(session, kept, CATALOGUE)
    assert (today.successor, today.gebied.code) == (f"{TOWN}.zorg.2", f"{TOWN}.zorg.2.dorp")
    found = people(session, kept)
    assert found.total == 500
    assert set(found.parts) == {Part.BOUNDARY, Part.ROUNDING}
    # four buurten of give or take 4 against five: 36 at most by lot
    assert 500 - 36 <= found.parts[Part.BOUNDARY] < 500


def test_another_version_that_holds_the_same_changes_nothing(session: Session) -> None:
    kept = dorp(session)
    succeed(session, {"dorp": ROW})
    assert people(session, kept).parts == {}


def test_an_area_that_the_next_version_does_not_have_is_compared_with_itself(session: Session) -> None:
    kept = dorp(session)
    succeed(session, {"stad": ROW})
    today = read_today(session, kept, CATALOGUE)
    assert (today.successor, today.gebied.code) == (f"{TOWN}.zorg.2", DORP)
    assert people(session, kept).total == 0


def test_a_version_that_was_taken_back_and_read_otherwise_is_not_taken_for_the_old_one(session: Session) -> None:
    kept = dorp(session)
    area = session.query(Gebied).filter_by(code=DORP).one()
    last = session.query(Gebied).filter_by(code="BU00020003").one()
    session.execute(delete(IndelingDeel).where(IndelingDeel.base_gebied_id == last.id))
    session.execute(update(ObservationRow).where(ObservationRow.gebied_id == area.id).values(value=600, highest=700))
    session.execute(update(Derivation).values(load_ids=[add_load(session, sha256="e" * 64).id]))
    assert people(session, kept).parts == {Part.UNATTRIBUTED: -400}


def test_an_area_of_which_all_was_taken_back_leaves_only_what_was_frozen(session: Session) -> None:
    kept = west(session)
    session.execute(delete(ObservationRow))
    session.execute(delete(Gebied))
    found = read_difference(session, kept, CATALOGUE)
    assert found.today.gebied is None
    assert {line.obstacle for line in found.lines} == {Obstacle.NOT_LOADED}


def test_other_definitions_than_then_are_noticed(session: Session) -> None:
    kept = west(session)
    assert read_today(session, kept, CATALOGUE).is_same_method
    other = FrozenContent(**(vars(kept) | {"catalogue_fingerprint": "other"}))
    assert not read_today(session, other, CATALOGUE).is_same_method

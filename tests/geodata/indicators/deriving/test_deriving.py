from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.indelingen.tables import IndelingStatus
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.deriving.deriving import Derived, derive_gemeenten
from geodata.indicators.status import Status
from geodata.indicators.tables import Derivation, ObservationRow
from tests.geodata.indicators.deriving.figures import add_all_kinds, add_counts, derived
from tests.grid import add_load
from tests.town import BUURTEN, TOWN, WIJKEN, Town, add_clustering, add_town, square, whole

SOUTH_AND_ONE = {"x": whole("0000", "0001", "0002", "0003", "0100"), "y": whole("0101", "0102")}


def derive(session: Session) -> Derived:
    session.flush()
    (done,) = derive_gemeenten(session, [TOWN], load_catalogue())
    return done


def town_with(session: Session, parts: dict, **facts) -> Town:
    load = add_load(session)
    town = add_town(session, load=load)
    add_all_kinds(session, town, load=load)
    add_clustering(session, town, "beheer", parts, load=load, **facts)
    return town


def test_an_area_is_composed_of_the_largest_published_units(session: Session) -> None:
    town = town_with(session, SOUTH_AND_ONE)
    add_counts(session, town, "inwoners", {WIJKEN[0]: 1005}, load=add_load(session))
    derive(session)
    figure = derived(session, f"{TOWN}.beheer.1.x")["inwoners"]
    # wijk 1005 +- 4 and buurt 500 +- 4, not the sum of the wijk's four buurten (1000 +- 16)
    assert (figure.value, figure.lowest, figure.highest) == (1505, 1497, 1513)
    assert figure.status is Status.ROUNDED


def test_a_secret_part_leaves_a_range_and_a_best_estimate_within_it(session: Session) -> None:
    town_with(session, SOUTH_AND_ONE)
    derive(session)
    figure = derived(session, f"{TOWN}.beheer.1.x")["jeugdzorg"]
    assert (figure.lowest, figure.highest, figure.status) == (72, 95, Status.INCOMPLETE)
    assert figure.value is not None
    assert 80 < figure.value < 87


def test_a_median_of_several_units_has_bounds_and_no_value(session: Session) -> None:
    town_with(session, SOUTH_AND_ONE)
    derive(session)
    figure = derived(session, f"{TOWN}.beheer.1.y")["mediaan_vermogen"]
    assert (figure.value, figure.lowest, figure.highest) == (None, 24.5, 26.5)
    assert figure.status is Status.UNDETERMINABLE


def test_a_class_follows_from_the_density_of_addresses_weighed_by_addresses(session: Session) -> None:
    town_with(session, SOUTH_AND_ONE)
    derive(session)
    figures = derived(session, f"{TOWN}.beheer.1.y")
    addresses = 310 + 360
    assert figures["omgevingsadressendichtheid"].value == (310 * 900 + 360 * 1000) / addresses
    assert figures["stedelijkheid"].value == 4


def test_a_cut_unit_makes_a_figure_an_estimate_and_says_how_much_of_it(session: Session) -> None:
    half = {"BU00020003": square(3, 0, 3.5, 1)}
    town_with(session, {"x": whole("0000") | half, "y": whole("0001")})
    derive(session)
    figure = derived(session, f"{TOWN}.beheer.1.x")["inwoners"]
    assert (figure.value, figure.lowest, figure.highest) == (300, 96, 508)
    assert figure.status is Status.ESTIMATED
    assert figure.estimated_share is not None
    assert round(figure.estimated_share, 3) == round(200 / 300, 3)


def test_what_did_not_change_is_not_derived_again(session: Session) -> None:
    town_with(session, SOUTH_AND_ONE)
    assert derive(session).periods == (2024,)
    assert derive(session) == Derived(derive(session).indeling_id, 0, (), ())


def test_only_the_periods_that_a_load_touched_are_derived_again(session: Session) -> None:
    town = town_with(session, SOUTH_AND_ONE)
    derive(session)
    later = add_load(session)
    add_counts(session, town, "inwoners", dict.fromkeys(BUURTEN, 50.0), load=later, period=2025)
    assert derive(session).periods == (2025,)
    assert derived(session, f"{TOWN}.beheer.1.y", period=2025)["inwoners"].value == 100
    record = session.get(Derivation, (derive(session).indeling_id, 2025))
    assert record is not None
    assert record.load_ids == [later.id]


def test_figures_go_where_those_they_follow_from_are_gone(session: Session) -> None:
    town_with(session, SOUTH_AND_ONE)
    derive(session)
    session.query(ObservationRow).delete()
    derive(session)
    assert session.scalars(select(ObservationRow)).all() == []
    assert session.scalars(select(Derivation)).all() == []


def test_a_concept_has_no_figures(session: Session) -> None:
    town_with(session, SOUTH_AND_ONE, status=IndelingStatus.CONCEPT)
    assert derive_gemeenten(session, [TOWN], load_catalogue()) == []

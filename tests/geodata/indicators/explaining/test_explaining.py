"""Every figure is computed again from its explanation alone, by a hand that does not know the engine."""

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.queries import find_gebied
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.deriving import METHOD, derive_gemeenten
from geodata.indicators.explaining.explaining import AskedFigure, FigureNotFoundError, explain
from geodata.indicators.explaining.explanation import ExplainedUnit, Explanation
from geodata.indicators.status import Status
from tests.geodata.indicators.deriving.figures import add_all_kinds, add_counts, derived
from tests.grid import add_load
from tests.town import TOWN, add_clustering, add_town, square, whole

AREA = f"{TOWN}.beheer.1.x"
OTHER = f"{TOWN}.beheer.1.y"


@pytest.fixture
def town_session(session: Session) -> Session:
    load = add_load(session)
    town = add_town(session, load=load)
    add_all_kinds(session, town, load=load)
    cut = {"BU00020003": square(3, 0, 3.5, 1)}
    parts = {"x": whole("0000", "0001", "0002") | cut, "y": whole("0100")}
    add_clustering(session, town, "beheer", parts, load=add_load(session, source="indeling"))
    session.flush()
    derive_gemeenten(session, [TOWN], load_catalogue())
    return session


def explained(session: Session, code: str, indicator: str, period: int | None = 2024) -> Explanation:
    asked = AskedFigure(find_gebied(session, code), indicator, period)
    return explain(session, asked, load_catalogue(), Crosswalks())


def computed_again(found: Explanation) -> float | None:
    """The value, from nothing but the explanation."""
    value = number_of(found)
    if value is None or not found.thresholds:
        return value
    return 1 + sum(value < threshold for threshold in found.thresholds)


def number_of(found: Explanation) -> float | None:
    if found.rule is None:
        return found.units[0].cells[0].value
    rules = {"som": added, "verhouding": divided, "gewogen gemiddelde": weighed}
    return rules[found.rule.value](found) if found.rule.value in rules else None


def is_known(unit: ExplainedUnit) -> bool:
    return all(cell.value is not None for cell in unit.cells)


def amount(unit: ExplainedUnit, number: int) -> float:
    value = unit.cells[number].value
    assert value is not None
    return unit.share * value


def added(found: Explanation) -> float:
    known = [unit for unit in found.units if is_known(unit)]
    total = sum(unit.weight * (unit.cells[0].value or 0.0) for unit in known)
    rate = total / (sum(unit.share * unit.people for unit in known) or 1.0)
    for unit in found.units:
        if not is_known(unit):
            cell = unit.cells[0]
            expected = max(cell.lowest or 0.0, rate * unit.share * unit.people)
            total += expected if cell.highest is None else min(cell.highest, expected)
    return total


def divided(found: Explanation) -> float:
    known = [unit for unit in found.units if is_known(unit)]
    return found.factor * sum(amount(unit, 0) for unit in known) / sum(amount(unit, 1) for unit in known)


def weighed(found: Explanation) -> float:
    known = [unit for unit in found.units if is_known(unit)]
    weights = [sum(amount(unit, number) for number in range(1, len(unit.cells))) for unit in known]
    values = [unit.cells[0].value or 0.0 for unit in known]
    return sum(w * value for w, value in zip(weights, values, strict=True)) / sum(weights)


@pytest.mark.parametrize("code", [AREA, OTHER, "BU00020000"])
def test_every_figure_is_computed_again_from_its_explanation_alone(town_session: Session, code: str) -> None:
    figures = derived(town_session, code)
    assert len(figures) >= 8
    for key, figure in figures.items():
        again = computed_again(explained(town_session, code, key)) if figure.value is not None else None
        assert again == pytest.approx(figure.value), key


def test_an_explanation_names_the_units_with_their_share_and_whether_that_is_an_estimate(town_session: Session) -> None:
    found = explained(town_session, AREA, "inwoners")
    shares = [(unit.code, unit.share, unit.is_estimated) for unit in found.units]
    assert shares == [
        ("BU00020000", 1.0, False),
        ("BU00020001", 1.0, False),
        ("BU00020002", 1.0, False),
        ("BU00020003", 0.5, True),
    ]


def test_an_explanation_names_the_loads_with_their_checksum_that_of_the_clustering_too(town_session: Session) -> None:
    found = explained(town_session, AREA, "pct_inwoners_65_plus")
    assert {load.source for load in found.loads} == {"cbs-kwb", "indeling"}
    assert {load.sha256 for load in found.loads} == {"a" * 64}
    assert found.method == METHOD


def test_an_explanation_says_how_the_publisher_rounds_and_withholds(town_session: Session) -> None:
    (assumption,) = explained(town_session, AREA, "jeugdzorg").assumptions
    assert assumption.rounding == ("Afgerond op vijftallen.",)
    assert assumption.secrecy == "De aantallen 0 tot en met 7 zijn geheim."


def test_a_withheld_cell_is_shown_with_its_bounds_only(town_session: Session) -> None:
    cell = explained(town_session, AREA, "jeugdzorg").units[0].cells[0]
    assert (cell.value, cell.lowest, cell.highest, cell.status) == (None, 0.0, 7.0, Status.SECRET)


def test_a_published_figure_is_its_own_explanation(town_session: Session) -> None:
    found = explained(town_session, "BU00020000", "inwoners")
    assert found.rule is None
    assert [unit.code for unit in found.units] == ["BU00020000"]


def test_an_area_that_is_one_unit_has_that_units_figure(town_session: Session) -> None:
    found = explained(town_session, OTHER, "gem_woz_waarde")
    assert found.rule is None
    assert [unit.code for unit in found.units] == ["BU00020100"]


def test_an_explanation_names_the_wijk_that_narrows_a_bound(session: Session) -> None:
    load = add_load(session)
    town = add_town(session, load=load)
    add_counts(session, town, "inwoners", {"WK000200": 1005.0}, load=load)
    add_clustering(session, town, "beheer", {"x": whole("0000", "0001", "0002")}, load=load)
    session.flush()
    derive_gemeenten(session, [TOWN], load_catalogue())
    found = explained(session, AREA, "inwoners")
    # 1005 +- 4 less 400 +- 4: at least 597, where the sum is 600 +- 12
    assert (found.figure.lowest, found.figure.highest, found.narrowed_by) == (597, 612, ("WK000200",))
    # three buurten against a wijk and a buurt: 3/5 of 605 and 2/5 of 600
    assert found.figure.value == pytest.approx(603)
    assert computed_again(found) == pytest.approx(603)


def test_without_a_period_the_newest_figure_is_explained(town_session: Session) -> None:
    assert explained(town_session, AREA, "inwoners", period=None).period == 2024


@pytest.mark.parametrize(("indicator", "period"), [("inwoners", 1999), ("mannen", None)])
def test_a_figure_that_is_not_there_is_not_explained(town_session: Session, indicator: str, period: int | None) -> None:
    with pytest.raises(FigureNotFoundError, match="is er"):
        explained(town_session, AREA, indicator, period)

from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.indelingen.tables import WeightKind, WeightPoint
from geodata.indelingen.years.queries import (
    UnitsOfTwoYears,
    YearNotLoadedError,
    peildata_of_units,
    units_of_two_years,
)
from geodata.store.tables import Load
from tests.grid import add_gebied, add_grid, add_load

YEARS = tuple(date(year, 1, 1) for year in (2022, 2023, 2024))
BUURTEN = ["BU00010000", "BU00010001", "BU00010100", "BU00010101"]


@pytest.fixture
def load(session: Session) -> Load:
    """Three years of the grid: in 2023 the boundary of Oostpoort moved, in 2024 Westeinde was recoded to Nieuweind."""
    load = add_load(session)
    for peildatum in YEARS:
        grid = add_grid(session, load=load, peildatum=peildatum)
        grid["BU00010101"].change = 3 if peildatum.year == 2023 else 1
    grid["BU00010000"].code = "BU00010002"
    grid["BU00010000"].change = 2
    session.flush()
    return load


def read(session: Session, first: int, second: int) -> UnitsOfTwoYears:
    return units_of_two_years(session, "GM0001", Level.BUURT, date(first, 1, 1), date(second, 1, 1))


def changes(found: UnitsOfTwoYears) -> dict[str, float]:
    return dict(found.to_gdf.set_index("code")["change"].dropna())


@pytest.mark.usefixtures("load")
def test_the_units_of_two_years_come_with_what_changed_in_all_the_years_between(session: Session) -> None:
    found = read(session, 2022, 2024)
    assert found.from_gdf["code"].tolist() == BUURTEN
    assert found.to_gdf["code"].tolist() == [*BUURTEN[1:2], "BU00010002", *BUURTEN[2:]]
    assert found.to_gdf.area.tolist() == [1e6] * 4
    assert changes(found) == {"BU00010001": 1, "BU00010100": 1, "BU00010101": 3}


@pytest.mark.usefixtures("load")
def test_a_code_that_is_new_is_new_in_one_direction_only(session: Session) -> None:
    assert changes(read(session, 2023, 2024))["BU00010002"] == 2
    assert changes(read(session, 2024, 2023)) == {"BU00010001": 1, "BU00010100": 1, "BU00010101": 1}


@pytest.mark.usefixtures("load")
def test_a_year_between_that_is_not_loaded_leaves_open_what_changed(session: Session) -> None:
    add_grid(session, load=add_load(session), peildatum=date(2026, 1, 1))
    assert changes(read(session, 2024, 2026)) == {}


@pytest.mark.usefixtures("load")
def test_a_year_that_is_not_loaded_is_refused_with_those_that_are(session: Session) -> None:
    assert list(peildata_of_units(session, "GM0001", Level.WIJK)) == list(YEARS)
    with pytest.raises(YearNotLoadedError) as refused:
        read(session, 2022, 2021)
    assert "geen buurt per 01-01-2021 geladen. Wel geladen: 01-01-2022, 01-01-2023, 01-01-2024." in str(refused.value)


def test_a_unit_without_outline_is_read_without(session: Session) -> None:
    for peildatum in YEARS[:2]:
        add_gebied(session, "BU00010000", load=add_load(session), peildatum=peildatum, geom=None)
    found = read(session, 2022, 2023)
    assert found.from_gdf.geometry.tolist() == [None]
    assert found.points is None


def add_point(session: Session, kind: WeightKind, year: int, *, x_m: float = 160_500, weight: float = 1) -> None:
    load = add_load(session, peildatum=date(year, 1, 1), source="gewichten")
    geom = f"SRID=28992;POINT({x_m} 420500)"
    session.add(WeightPoint(load_id=load.id, kind=kind.value, weight=weight, geom=geom))
    session.flush()


@pytest.mark.usefixtures("load")
def test_units_are_divided_by_the_addresses_nearest_in_time_to_the_first_year(session: Session) -> None:
    for year, weight in ((2021, 1), (2022, 2), (2024, 3)):
        add_point(session, WeightKind.ADDRESSES, year, weight=weight)
    add_point(session, WeightKind.PEOPLE, 2022, weight=9)
    add_point(session, WeightKind.ADDRESSES, 2022, x_m=300_000)
    points = read(session, 2022, 2024).points
    assert points is not None
    assert (points.kind, points.peildatum.year, points.points_gdf["weight"].tolist()) == ("adressen", 2022, [2])


@pytest.mark.usefixtures("load")
def test_without_addresses_units_are_divided_by_inhabitants(session: Session) -> None:
    add_point(session, WeightKind.PEOPLE, 2019, weight=9)
    points = read(session, 2022, 2024).points
    assert points is not None
    assert (points.kind, points.points_gdf.geometry.iloc[0].wkt) == ("inwoners", "POINT (160500 420500)")

from datetime import date

from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.indicators.queries import (
    FigureFilter,
    boundaries_of_figures,
    figures_in_periods,
    figures_of_codes,
    figures_of_indicator,
    list_figures,
    load_ids_of,
    loaded_periods,
    newest_peildatum,
    periods_of,
    unit_weights,
    values_of_level,
)
from geodata.indicators.status import Status
from tests.grid import add_figure, add_gebied, add_grid, add_load, add_shares

SHARES = {"WK000100": 26, "WK000101": 14}


def test_figures_are_limited_by_level_period_and_indicator(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    add_shares(session, grid, SHARES | {"BU00010000": 30}, load=load)
    add_figure(session, grid["WK000100"], "inwoners", load=load, value=2000)
    wanted = FigureFilter(indicator="pct_inwoners_65_plus", level=Level.WIJK, period=2024, gemeente_code="GM0001")
    found = list_figures(session, wanted, limit=10)
    assert [(figure.gebied_code, figure.value) for figure in found] == [("WK000100", 26.0), ("WK000101", 14.0)]
    assert (found[0].lowest, found[0].highest, found[0].status) == (25.5, 26.5, Status.ROUNDED)


def test_a_map_reads_the_figures_of_its_areas_by_code(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    add_shares(session, grid, SHARES, load=load)
    found = figures_of_indicator(session, "pct_inwoners_65_plus", 2024, [grid["WK000101"].id, grid["BU00010000"].id])
    assert {code: figure.value for code, figure in found.items()} == {"WK000101": 14.0}


def test_figures_of_a_code_span_its_peildata_up_to_the_one_asked(session: Session) -> None:
    load = add_load(session)
    for year, value in ((2022, 10.0), (2023, 20.0), (2024, 30.0)):
        gebied = add_gebied(session, "WK000100", load=load, peildatum=date(year, 1, 1))
        add_figure(session, gebied, "inwoners", load=load, value=value)
    found = figures_of_codes(session, ["WK000100"], until=date(2023, 1, 1), indicators=["inwoners"])
    assert [(figure.period, figure.value) for figure in found] == [(2022, 10.0), (2023, 20.0)]


def test_what_can_be_mapped_is_what_has_a_value_somewhere(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    add_figure(session, grid["WK000100"], "inwoners", load=load, value=1)
    add_figure(session, grid["WK000100"], "inwoners", load=load, value=1, period=2022)
    add_figure(session, grid["WK000100"], "mannen", load=load, status=Status.SECRET)
    assert periods_of(session, [grid["WK000100"].id]) == {"inwoners": [2024, 2022]}
    assert periods_of(session, [grid["WK000101"].id]) == {}


def test_loaded_periods_name_every_period_newest_first(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    for period in (2015, 2024, 2020):
        add_figure(session, grid["WK000100"], "inwoners", load=load, value=1, period=period)
    add_figure(session, grid["WK000101"], "mannen", load=load, value=1)
    assert loaded_periods(session) == {"inwoners": [2024, 2020, 2015], "mannen": [2024]}


def test_nothing_loaded_is_no_periods(session: Session) -> None:
    assert loaded_periods(session) == {}


def test_the_newest_boundaries_of_a_figure_are_those_it_was_counted_on_last(session: Session) -> None:
    load = add_load(session)
    for year in (2020, 2024):
        gebied = add_gebied(session, "WK000100", load=load, peildatum=date(year, 1, 1))
        add_figure(session, gebied, "inwoners", load=load, value=1, period=2020)
    where = {"gemeente_code": "GM0001", "level": Level.WIJK}
    assert newest_peildatum(session, "inwoners", 2020, **where) == date(2024, 1, 1)  # type: ignore[arg-type]
    assert newest_peildatum(session, "inwoners", 2019, **where) is None  # type: ignore[arg-type]


def test_units_are_weighed_by_what_is_published_and_an_address_is_a_dwelling_or_another_building(
    session: Session,
) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    west, east = grid["BU00010000"], grid["BU00010001"]
    add_figure(session, west, "inwoners", load=load, value=100, lowest=96, highest=104)
    add_figure(session, east, "inwoners", load=load, value=60)
    add_figure(session, east, "inwoners", load=load, value=50, period=2023)
    add_figure(session, west, "woningvoorraad", load=load, value=40)
    add_figure(session, west, "niet_woningvoorraad", load=load, value=5)
    add_figure(session, east, "woningvoorraad", load=load, value=9)
    weights_df = unit_weights(session, [west.id, east.id], 2024)
    assert weights_df["people"].tolist() == [100, 60]
    assert weights_df[["people_lowest", "people_highest"]].to_numpy().tolist() == [[96, 104], [60, 60]]
    assert weights_df["addresses"].fillna(-1).tolist() == [45, -1]
    assert weights_df["households"].isna().all()


def test_values_of_a_level_are_read_by_code_and_indicator_on_one_set_of_boundaries(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    older = add_gebied(session, "WK000100", load=load, peildatum=date(2022, 1, 1))
    add_shares(session, grid, SHARES | {"BU00010000": 30}, load=load)
    add_figure(session, grid["WK000100"], "huishoudens", load=load, value=90.0)
    add_figure(session, grid["WK000101"], "huishoudens", load=load, status=Status.SECRET)
    add_figure(session, older, "huishoudens", load=load, value=80.0, period=2024)
    keys = ["pct_inwoners_65_plus", "huishoudens"]
    found = values_of_level(session, keys, 2024, level=Level.WIJK, peildatum=date(2024, 1, 1))
    assert found["pct_inwoners_65_plus"].to_dict() == SHARES
    assert found["huishoudens"].fillna(-1).to_dict() == {"WK000100": 90.0, "WK000101": -1}


def test_the_loads_behind_indicators_are_those_of_the_gemeente_in_that_year(session: Session) -> None:
    first, second = add_load(session), add_load(session, table_id="anders")
    grid = add_grid(session, load=first)
    add_figure(session, grid["WK000100"], "inwoners", load=first, value=1)
    add_figure(session, grid["WK000101"], "inwoners", load=second, value=1)
    add_figure(session, grid["WK000100"], "huishoudens", load=second, value=1)
    add_figure(session, grid["WK000100"], "inwoners", load=second, value=1, period=2023)
    both = load_ids_of(session, ["inwoners"], 2024, gemeente_code="GM0001")
    assert sorted(both) == [first.id, second.id]
    assert load_ids_of(session, ["huishoudens"], 2024, gemeente_code="GM0001") == [second.id]
    assert load_ids_of(session, ["inwoners"], 2024, gemeente_code="GM0002") == []


def test_without_a_last_peildatum_figures_on_any_boundaries_are_read(session: Session) -> None:
    load = add_load(session)
    later = add_gebied(session, "WK000100", load=load, peildatum=date(2025, 1, 1))
    add_figure(session, later, "inwoners", load=load, value=1)
    found = {
        until: figures_of_codes(session, ["WK000100"], until=until, indicators=["inwoners"])
        for until in (None, date(2024, 1, 1))
    }
    assert [len(figures) for figures in found.values()] == [1, 0]


def test_each_indicator_is_read_in_its_own_period(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    add_shares(session, grid, SHARES, load=load)
    for period, people in ((2023, 1900), (2024, 2000)):
        add_figure(session, grid["WK000100"], "inwoners", load=load, value=people, period=period)
    wanted = {"inwoners": 2023, "pct_inwoners_65_plus": 2024}
    found = figures_in_periods(session, ["WK000100"], wanted, until=date(2024, 1, 1))
    assert {(one.indicator, one.period, one.value) for one in found} == {
        ("inwoners", 2023, 1900.0),
        ("pct_inwoners_65_plus", 2024, 26.0),
    }
    assert figures_in_periods(session, ["WK000100"], wanted, until=date(2023, 1, 1)) == []


def test_the_boundaries_of_figures_are_the_newest_per_indicator_and_period(session: Session) -> None:
    load = add_load(session)
    older = add_gebied(session, "WK000100", load=load, peildatum=date(2023, 1, 1))
    newer = add_gebied(session, "WK000100", load=load, peildatum=date(2024, 1, 1))
    for gebied, period, value in ((older, 2022, 1), (newer, 2022, 2), (newer, 2024, 3), (newer, 2025, None)):
        add_figure(session, gebied, "inwoners", load=load, value=value, period=period)
    found = boundaries_of_figures(session, [older.id, newer.id])
    assert found == {"inwoners": {2024: date(2024, 1, 1), 2022: date(2024, 1, 1)}}
    assert list(found["inwoners"]) == [2024, 2022]

import numpy as np
import pandas as pd
import pytest

from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.cells import STATUSES, UnitCells, cells_from_frame
from geodata.indicators.catalogue import load_catalogue
from tests.geodata.indicators.aggregating.towns import NAN, SECRET, TOWN, UNITS, WEST, A, B, C, cells_of


def arranged(rows: list[dict[str, object]], *, codes: list[str], year: int = 2024) -> UnitCells:
    usual = {"value": NAN, "lowest": NAN, "highest": NAN, "status": "exact"}
    df = pd.DataFrame([usual | row for row in rows])
    return cells_from_frame(df, codes, [Level.BUURT] * len(codes), year=year, catalogue=load_catalogue())


def test_units_are_rows_and_indicators_columns_in_the_order_of_the_catalogue() -> None:
    cells = cells_of({"huishoudens": {A: 40, B: 60}, "inwoners": {B: 150, A: 100}}, codes=[B, A])
    assert cells.keys == ("inwoners", "huishoudens")
    assert cells.value.tolist() == [[150, 60], [100, 40]]
    assert cells.lowest.tolist() == [[146, 56], [96, 36]]


def test_a_unit_without_a_cell_is_not_determinable_and_has_no_bounds() -> None:
    cells = cells_of({"inwoners": {A: 100}}, codes=[A, B])
    assert STATUSES[cells.status[1, 0]].value == "niet bepaalbaar"
    assert np.isnan([cells.value[1, 0], cells.lowest[1, 0], cells.highest[1, 0], cells.variance[1, 0]]).all()


def test_zero_is_a_value_and_a_secret_is_none() -> None:
    cells = cells_of({"wmo_clienten": {A: 0, B: SECRET, C: 20}}, codes=[A, B])
    assert cells.has_value.tolist() == [[True], [False]]
    assert [STATUSES[number].value for number in cells.status[:, 0]] == ["afgerond", "geheim"]
    assert [cells.lowest[1, 0], cells.highest[1, 0]] == [0, 7]


def test_rows_of_other_areas_are_passed_over() -> None:
    assert cells_of({"inwoners": {A: 100, C: 999}}, codes=[A]).value.tolist() == [[100]]


def test_an_exact_figure_without_bounds_is_its_own_range() -> None:
    cells = arranged([{"gebied_code": A, "indicator": "woningvoorraad", "value": 12.0}], codes=[A])
    assert (cells.lowest[0, 0], cells.highest[0, 0], cells.variance[0, 0]) == (12, 12, 0)


def test_a_figure_that_is_not_exact_has_no_bounds_that_are_not_given() -> None:
    row = {"gebied_code": A, "indicator": "woningvoorraad", "value": 12.0, "status": "geschat"}
    assert np.isnan(arranged([row], codes=[A]).lowest[0, 0])


@pytest.mark.parametrize(
    ("code", "variance"),
    [(A, 4), (WEST, 4), (TOWN, 0)],
)
def test_the_variance_is_that_of_the_rounding_on_the_level_of_the_unit(code: str, variance: float) -> None:
    cells = cells_of({"inwoners": {code: 100}})
    assert cells.variance[UNITS.index(code), 0] == variance


def test_the_variance_of_a_figure_from_a_sample_is_that_of_its_95_percent_range() -> None:
    row = {"gebied_code": A, "indicator": "bewoners_pct_onveilig", "value": 20.0, "status": "geschat"}
    row |= {"likely_lowest": 20 - 1.959964 * 3, "likely_highest": 20 + 1.959964 * 3}
    assert arranged([row], codes=[A]).variance[0, 0] == pytest.approx(9, rel=1e-6)


def test_a_figure_that_is_rounded_after_its_numerator_varies_over_its_range() -> None:
    row = {"gebied_code": A, "indicator": "pct_jeugdzorg", "value": 9.0, "lowest": 6.0, "highest": 12.0}
    assert arranged([row], codes=[A]).variance[0, 0] == 3


def test_some_columns_and_rows_can_be_taken() -> None:
    cells = cells_of({"inwoners": {A: 100, B: 150}, "huishoudens": {A: 40, B: 60}}, codes=[A, B])
    assert cells.columns([1]).keys == ("huishoudens",)
    assert cells.columns([1]).value.tolist() == [[40], [60]]
    assert cells.take(np.array([1, 1, 0])).value.tolist() == [[150, 60], [150, 60], [100, 40]]

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sources.cells.figures import MAP_NUMBERS, NOT_A_NUMBER, NOT_FINITE, UNKNOWN_SPECIAL, Figures, figures_of
from etl.sources.cells.specials import MAP_SPECIALS, SPECIAL_VALUES, STATLINE_SPECIALS
from geodata.indicators.status import Status


def in_a_map(column: pd.Series) -> Figures:
    return figures_of(column, MAP_NUMBERS)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (-99997, "geheim"),
        (-99995, "niet gepubliceerd"),
        (-99991, "niet gepubliceerd"),
        (-99998, "geheim"),
        (-99999, "geheim"),
        (-99999997, "geheim"),
        (-99999998, "geheim"),
        (-99999999, "geheim"),
    ],
)
def test_a_special_value_is_missing_for_its_own_reason(value: int, status: str) -> None:
    cells = in_a_map(pd.Series([10, value]))
    assert cells.status.tolist() == ["exact", status]
    assert cells.value[0] == 10
    assert np.isnan(cells.value[1])
    assert cells.reason.tolist() == ["", ""]


def test_zero_is_a_figure() -> None:
    cells = in_a_map(pd.Series([0, 0.0]))
    assert cells.value.tolist() == [0.0, 0.0]
    assert cells.status.tolist() == ["exact", "exact"]


def test_a_negative_number_that_is_no_special_value_is_a_figure() -> None:
    cells = in_a_map(pd.Series([-12.5, -1.0, -99989.0]))
    assert cells.value.tolist() == [-12.5, -1.0, -99989.0]
    assert set(cells.status) == {"exact"}


def test_a_null_is_not_published() -> None:
    cells = in_a_map(pd.Series([5.0, None]))
    assert cells.status.tolist() == ["exact", "niet gepubliceerd"]


@pytest.mark.parametrize("value", [-99996, -99990, -99999996])
def test_a_value_that_looks_special_but_is_not_known_is_refused(value: float) -> None:
    cells = in_a_map(pd.Series([value]))
    assert cells.reason.tolist() == [UNKNOWN_SPECIAL]
    assert np.isnan(cells.value[0])


def test_infinity_is_refused() -> None:
    assert in_a_map(pd.Series([float("inf"), float("-inf")])).reason.tolist() == [NOT_FINITE, NOT_FINITE]


def test_text_may_hold_numbers_and_special_values_with_spaces_and_a_decimal_comma() -> None:
    cells = in_a_map(pd.Series(["5341", " 2,5 ", "-99997", "."]))
    assert cells.value[:2].tolist() == [5341.0, 2.5]
    assert cells.status.tolist() == ["exact", "exact", "geheim", "geheim"]


@pytest.mark.parametrize(
    ("text", "status"), [(".", "geheim"), ("x", "geheim"), ("geheim", "geheim"), ("", "niet gepubliceerd")]
)
def test_a_token_in_text_is_missing_for_its_own_reason(text: str, status: str) -> None:
    cells = in_a_map(pd.Series([text, "1"]))
    assert cells.status.tolist() == [status, "exact"]


def test_other_text_is_refused() -> None:
    assert in_a_map(pd.Series(["veel", "1"])).reason.tolist() == [NOT_A_NUMBER, ""]


def test_a_column_of_nulls_only_is_not_published() -> None:
    assert in_a_map(pd.Series([None, None], dtype="object")).status.tolist() == ["niet gepubliceerd"] * 2


def test_reading_does_not_change_the_column() -> None:
    column = pd.Series([-99997.0, 3.0])
    in_a_map(column)
    assert column.tolist() == [-99997.0, 3.0]


@given(st.lists(st.one_of(st.integers(-99_989, 10**7), st.sampled_from(sorted(SPECIAL_VALUES))), min_size=1))
def test_a_cell_has_a_value_exactly_when_it_is_no_special_value(values: list[int]) -> None:
    cells = in_a_map(pd.Series(values, dtype="int64"))
    assert [not np.isnan(value) for value in cells.value] == [value not in SPECIAL_VALUES for value in values]
    assert (cells.reason == "").all()


@pytest.mark.parametrize("specials", [MAP_SPECIALS, STATLINE_SPECIALS])
def test_a_special_value_means_the_same_in_a_map_and_in_a_table(specials: Mapping[str, Status]) -> None:
    assert {int(sign): status for sign, status in specials.items() if sign.lstrip("-").isdigit()} == SPECIAL_VALUES


def test_a_blank_is_not_published_in_a_map_and_can_not_occur_in_a_table() -> None:
    assert (MAP_SPECIALS[""], STATLINE_SPECIALS[""]) == (Status.UNPUBLISHED, Status.NOT_APPLICABLE)


def test_nothing_at_all_is_refused_in_a_table_which_always_writes_something() -> None:
    assert figures_of(pd.Series([5.0, None])).reason.tolist() == ["", NOT_FINITE]


@pytest.mark.parametrize("dtype", ["object", "float64", "Float64", "str"])
def test_a_column_says_the_same_whatever_it_is_stored_as(dtype: str) -> None:
    figures = in_a_map(pd.Series([12, -99995, 0, None]).astype(dtype))
    assert figures.value[[0, 2]].tolist() == [12.0, 0.0]
    assert figures.status.tolist() == ["exact", "niet gepubliceerd", "exact", "niet gepubliceerd"]

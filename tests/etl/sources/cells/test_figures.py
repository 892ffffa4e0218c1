"""Number cells as Dutch publishers write them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sources.cells.figures import (
    MIXED_MARKS,
    NOT_A_NUMBER,
    NOT_FINITE,
    THOUSANDS_OR_DECIMALS,
    UNKNOWN_SPECIAL,
    WRONG_MARK,
    NumberFormat,
    figure_of,
    figures_of,
)
from etl.sources.cells.specials import STATLINE_SPECIALS
from geodata.indicators.status import Status

DUTCH = NumberFormat(decimal=",", thousands=".")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12, 12.0),
        (3.5, 3.5),
        ("0", 0.0),
        ("    78.4", 78.4),
        ("3,5", 3.5),
        ("-0.12", -0.12),
        ("\N{MINUS SIGN}4", -4.0),
        ("1.5E-3", 0.0015),
        ("0.123", 0.123),
        ("\N{NO-BREAK SPACE}7 ", 7.0),
    ],
)
def test_a_number_is_read_as_it_is_written(cell: object, value: float) -> None:
    figure = figure_of(cell, NumberFormat())
    assert (figure.value, figure.status, figure.reason) == (value, Status.EXACT, "")


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        (".", Status.SECRET),
        ("       .", Status.SECRET),
        (",", Status.SECRET),
        ("       NaN", Status.SECRET),
        ("x", Status.SECRET),
        ("X", Status.SECRET),
        ("*", Status.UNPUBLISHED),
        ("**", Status.UNPUBLISHED),
        ("", Status.NOT_APPLICABLE),
        ("   ", Status.NOT_APPLICABLE),
        (-99997, Status.SECRET),
        (-99997.0, Status.SECRET),
        ("-99995", Status.UNPUBLISHED),
        ("-99997,0", Status.SECRET),
        ("-99991", Status.UNPUBLISHED),
        ("-99999999", Status.SECRET),
    ],
)
def test_each_sign_for_no_figure_keeps_its_own_meaning(cell: object, status: Status) -> None:
    figure = figure_of(cell, NumberFormat())
    assert np.isnan(figure.value)
    assert (figure.status, figure.reason) == (status, "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("n.v.t.", NOT_A_NUMBER),
        ("12%", NOT_A_NUMBER),
        ("123*", NOT_A_NUMBER),
        ("1 2", NOT_A_NUMBER),
        ("-", NOT_A_NUMBER),
        ("1,2,3", NOT_A_NUMBER),
        ("١٢", NOT_A_NUMBER),
        ("WAAR", NOT_A_NUMBER),
        (float("inf"), NOT_FINITE),
        (-99994, UNKNOWN_SPECIAL),
        ("1.234", THOUSANDS_OR_DECIMALS),
        ("12,500", THOUSANDS_OR_DECIMALS),
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused_with_its_reason(cell: object, reason: str) -> None:
    figure = figure_of(cell, NumberFormat())
    assert (figure.status, figure.reason) == ("", reason)
    assert np.isnan(figure.value)


def test_declared_marks_decide_what_a_point_means() -> None:
    assert figure_of("1.234", NumberFormat(decimal=".")).value == 1.234
    assert figure_of("1.234.567,8", DUTCH).value == 1234567.8
    assert figure_of("1.234", DUTCH).value == 1234
    assert figure_of("3.5", DUTCH).reason == NOT_A_NUMBER
    assert figure_of("3.5", NumberFormat(decimal=",")).reason == WRONG_MARK


def test_a_column_with_points_and_commas_refuses_both_and_keeps_whole_numbers() -> None:
    figures = figures_of(pd.Series(["3,5", "4.5", "6", 7.25], dtype=object))
    assert figures.reason.tolist() == [MIXED_MARKS, MIXED_MARKS, "", ""]
    assert figures.value[2:].tolist() == [6.0, 7.25]


def test_a_column_keeps_its_order_and_repeats() -> None:
    figures = figures_of(pd.Series(["5", ".", "5", "?", 0.0, ""], dtype=object))
    assert figures.value[[0, 2, 4]].tolist() == [5.0, 5.0, 0.0]
    assert figures.status.tolist() == ["exact", "geheim", "exact", "", "exact", "niet van toepassing"]
    assert figures.reason.tolist() == ["", "", "", NOT_A_NUMBER, "", ""]


def test_a_tables_own_sign_takes_the_place_of_cbs_meaning() -> None:
    own = NumberFormat(specials={**STATLINE_SPECIALS, "": Status.UNDETERMINABLE, "n<50": Status.SECRET})
    assert figure_of("", own).status == Status.UNDETERMINABLE
    assert figure_of("N<50", own).status == Status.SECRET


@given(st.floats(min_value=-90_000, max_value=1e9, allow_nan=False))
def test_every_number_survives_being_written_with_a_comma(number: float) -> None:
    assert figure_of(f"{number!r}".replace(".", ","), NumberFormat(decimal=",")).value == number

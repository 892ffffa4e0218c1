import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.numbers import format_number, format_range, format_value, rounded


def test_halves_are_rounded_away_from_zero_as_written():
    assert [rounded(2.45, 1), rounded(0.5, 0), rounded(-2.5, 0)] == [Decimal("2.5"), Decimal(1), Decimal(-3)]


def test_a_number_has_a_decimal_comma_and_points_between_thousands():
    assert format_number(1234567.891, 2) == "1.234.567,89"


def test_a_negative_number_has_a_real_minus_sign():
    assert format_number(-3.25, 1) == "−3,3"


def test_nothing_below_zero_is_shown_as_minus_zero():
    assert format_number(-0.04, 1) == "0,0"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (12.3, "%", 1, "12,3%"),
        (63, "% of dwelling stock", 0, "63%"),
        (94634, "aantal", 0, "94.634"),
        (3, "code 1-5", 0, "3"),
        (2450, "euro", 0, "€\N{NO-BREAK SPACE}2.450"),
        (33.94, "x 1 000 euro", 1, "€\N{NO-BREAK SPACE}33.900"),
        (1.25, "km", 1, "1,3\N{NO-BREAK SPACE}km"),
        (5, "per 1 000 inwoners", 0, "5\N{NO-BREAK SPACE}per 1.000 inwoners"),
        (980, "m3", 0, "980\N{NO-BREAK SPACE}m³"),
    ],
)
def test_each_unit_is_written_as_a_reader_expects(value, unit, decimals, text):
    assert format_value(value, unit, decimals=decimals) == text


@pytest.mark.parametrize("missing", [None, math.nan])
def test_a_missing_figure_is_named_and_not_zero(missing):
    assert format_value(missing, "%", decimals=0) == "geen cijfer"


@pytest.mark.parametrize(
    ("lowest", "highest", "text"),
    [
        (10, 15, "10–15%"),
        (9.6, 10.4, "10%"),
        (-4, 5, "−4 tot 5%"),
        (10, None, "ten minste 10%"),
        (math.nan, 15, "ten hoogste 15%"),
        (None, None, "geen cijfer"),
    ],
)
def test_a_range_says_what_is_sure(lowest, highest, text):
    assert format_range(lowest, highest, unit="%", decimals=0) == text


def test_a_range_of_money_names_the_currency_once():
    assert format_range(33.9, 35, unit="x 1 000 euro", decimals=1) == "€\N{NO-BREAK SPACE}33.900–35.000"


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_what_is_written_reads_back_as_the_rounded_number(value, decimals):
    written = format_number(value, decimals).replace(".", "").replace(",", ".").replace("−", "-")
    assert Decimal(written) == rounded(value, decimals)

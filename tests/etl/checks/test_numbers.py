import pytest

from etl.checks.numbers import dutch, dutch_as_served


@pytest.mark.parametrize(
    ("number", "decimals", "text"), [(31738.85, 0, "31.739"), (-0.56, 1, "-0,6"), (1e6, 0, "1.000.000")]
)
def test_a_number_has_points_between_thousands_and_a_comma_before_decimals(
    number: float, decimals: int, text: str
) -> None:
    assert dutch(number, decimals) == text


@pytest.mark.parametrize(("number", "text"), [(1240.0, "1.240"), (2.25, "2,25"), (-5.0, "-5"), (0.1 + 0.2, "0,3")])
def test_a_number_as_served_has_the_decimals_that_it_has(number: float, text: str) -> None:
    assert dutch_as_served(number) == text

from hypothesis import given
from hypothesis import strategies as st

from maps.charts.axis import axis_of


def test_ticks_are_round_and_hold_both_ends():
    assert axis_of(22.1, 23.4).ticks == (22.0, 22.5, 23.0, 23.5)


def test_zero_is_on_the_axis_where_it_costs_less_than_half():
    assert axis_of(9, 20).ticks[0] == 0
    assert axis_of(11, 20).ticks[0] == 10


def test_bars_start_at_zero_whatever_it_costs():
    assert axis_of(90, 100, from_zero=True).ticks == (0, 50, 100)


def test_two_equal_values_get_an_axis_around_them():
    assert axis_of(7, 7).ticks == (6.0, 6.5, 7.0, 7.5, 8.0)


def test_ticks_are_written_with_as_many_decimals_as_their_step_has():
    assert axis_of(22.1, 23.4).labels("%") == ("22,0%", "22,5%", "23,0%", "23,5%")
    assert axis_of(150_000, 420_000).labels("")[1] == "200.000"


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_every_pair_lies_on_an_axis_of_few_steps(first: float, second: float):
    low, high = sorted((round(first, 3), round(second, 3)))
    axis = axis_of(low, high)
    assert -1e-6 <= axis.share(low) <= axis.share(high) <= 1 + 1e-6
    assert len(axis.ticks) <= 5

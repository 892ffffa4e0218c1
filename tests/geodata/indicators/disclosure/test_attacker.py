import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.indicators.disclosure.attacker import Attacker, Interval
from geodata.indicators.disclosure.cells import CellSystem, lay_cells
from geodata.indicators.disclosure.rule import Rule
from tests.geodata.indicators.disclosure.systems import range_without_labels, small_systems

RULE = Rule(5)
# A row of three buurten in a wijk, beside a fourth that is published.
SYSTEM = lay_cells({"a": 3, "b": 20, "c": 30, "d": 7}, {"wijk": ("a", "b", "c"), "alle": ("a", "b", "c", "d")})


def interval(code: str, *withheld: str, system: CellSystem = SYSTEM) -> Interval:
    return Attacker(system, RULE).interval(system.cell_of[code], system.cells_of(withheld))


def test_of_a_published_count_everybody_knows_the_count() -> None:
    assert interval("d", "a", "b") == Interval(7, 7)
    assert interval("d", "a", "b").is_exact


def test_of_a_count_below_the_threshold_the_rule_is_all_that_is_known() -> None:
    assert interval("a", "a", "b") == Interval(1, 4)


def test_of_a_count_that_protects_it_as_much_is_known_the_other_way_round() -> None:
    # a + b = 23, and a is 1 to 4.
    assert interval("b", "a", "b") == Interval(19, 22)


def test_two_that_protect_it_hide_each_other_down_to_the_threshold() -> None:
    # b + c is 49 to 52, and neither is below 5, or they would be small themselves.
    assert interval("b", "a", "b", "c") == Interval(5, 47)


def test_of_what_is_in_no_published_sum_there_is_no_highest_count() -> None:
    assert interval("b", "a", "b", "wijk", "alle") == Interval(5, None)


def test_a_count_at_the_threshold_cannot_be_lower_to_protect_another() -> None:
    system = lay_cells({"a": 1, "b": 5}, {"wijk": ("a", "b")})
    assert interval("a", "a", "b", system=system) == Interval(1, 1)


def test_large_counts_are_found_out_to_the_last_one() -> None:
    system = lay_cells({"a": 3, "b": 812_345, "c": 4}, {"x": ("a", "b"), "y": ("b", "c")})
    assert interval("b", "a", "b", "c", system=system) == Interval(812_345, 812_347)


def test_the_proof_of_a_bound_names_the_sums_that_it_takes() -> None:
    attacker = Attacker(SYSTEM, RULE)
    used = attacker.published_in_proof(SYSTEM.cell_of["a"], SYSTEM.cells_of(["a", "wijk"]), is_highest=True)
    assert SYSTEM.codes_of(used) == ("alle", "b", "c", "d")


@settings(max_examples=60)
@given(small_systems(highest=30), st.data())
def test_who_does_not_know_which_counts_are_small_finds_out_no_more(system: CellSystem, data: st.DataObject) -> None:
    attacker, cells = Attacker(system, RULE), len(system.names)
    extra = np.array(data.draw(st.lists(st.booleans(), min_size=cells, max_size=cells)))
    is_withheld = attacker.is_sensitive | (attacker.can_be_withheld & extra)
    codes = set(system.codes_of(is_withheld))
    for cell in map(int, np.flatnonzero(is_withheld)):
        found = attacker.interval(cell, is_withheld)
        lowest, highest = range_without_labels(system, system.names[cell][0], codes)
        assert lowest <= found.lowest
        assert found.highest is None or found.highest <= highest


@settings(max_examples=40)
@given(small_systems(highest=30), st.data())
def test_withholding_more_never_tells_more(system: CellSystem, data: st.DataObject) -> None:
    attacker, cells = Attacker(system, RULE), len(system.names)
    extra = np.array(data.draw(st.lists(st.booleans(), min_size=cells, max_size=cells)))
    more = attacker.is_sensitive | (attacker.can_be_withheld & extra)
    for cell in map(int, np.flatnonzero(attacker.is_sensitive)):
        few, many = attacker.interval(cell, attacker.is_sensitive), attacker.interval(cell, more)
        assert many.lowest <= few.lowest
        assert (many.highest or 0) >= (few.highest or 0)

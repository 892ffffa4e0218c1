import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.indelingen.proposal.blocks import BoolArray
from geodata.indicators.disclosure.cells import CellSystem, lay_cells
from geodata.indicators.disclosure.guard import Guard
from geodata.indicators.disclosure.rule import Rule
from tests.geodata.indicators.disclosure.systems import range_by_solver, range_by_trying, small_systems

RULE = Rule(5)
# Two clusterings of four buurten: noord and zuid, oost and west. Of a nothing follows within either.
COUNTS = {"a": 3, "b": 20, "c": 30, "d": 40}
CROSSED = {"noord": ("a", "b"), "zuid": ("c", "d"), "oost": ("a", "c"), "west": ("b", "d")}


def withheld(system: CellSystem, *codes: str) -> BoolArray:
    return system.cells_of(codes)


def leaking(system: CellSystem, *codes: str, rule: Rule = RULE) -> list[tuple[str, ...]]:
    return [leak.codes for leak in Guard(system, rule).leaks(withheld(system, *codes))]


def test_the_only_withheld_buurt_of_a_published_wijk_follows_by_subtraction() -> None:
    system = lay_cells({"a": 3, "b": 20}, {"wijk": ("a", "b")})
    (leak,) = Guard(system, RULE).leaks(withheld(system, "a"))
    assert (leak.codes, leak.is_exact, str(leak.subtraction)) == (("a",), True, "wijk - b")


def test_a_count_below_the_threshold_beside_a_larger_one_is_safe() -> None:
    system = lay_cells({"a": 3, "b": 20}, {"wijk": ("a", "b")})
    assert leaking(system, "a", "b") == []


def test_two_clusterings_that_are_safe_apart_leak_together() -> None:
    assert leaking(lay_cells(COUNTS, {name: CROSSED[name] for name in ("noord", "zuid")}), "a", "b") == []
    assert leaking(lay_cells(COUNTS, {name: CROSSED[name] for name in ("oost", "west")}), "a", "c") == []
    # b follows from west less d, which no withheld cell of the other clustering keeps it from.
    assert leaking(lay_cells(COUNTS, CROSSED), "a", "b") == [("a",), ("b",)]


def test_a_sum_of_two_that_leaves_each_only_the_highest_count_leaks_without_any_subtraction() -> None:
    system = lay_cells({"a": 4, "b": 4}, {"wijk": ("a", "b")})
    leaks = Guard(system, RULE).leaks(withheld(system, "a", "b"))
    assert [(leak.codes, leak.is_exact, leak.subtraction) for leak in leaks] == [
        (("a",), True, None),
        (("b",), True, None),
    ]


def test_a_bound_that_is_one_too_tight_is_a_leak_though_the_count_is_not_found_out() -> None:
    system = lay_cells({"a": 3, "b": 4}, {"wijk": ("a", "b")})
    leaks = Guard(system, RULE).leaks(withheld(system, "a", "b"))
    assert [(leak.codes, leak.is_exact) for leak in leaks] == [(("a",), False), (("b",), False)]


def test_a_highest_count_that_is_one_too_low_is_a_leak_too() -> None:
    # b is not below 5, so a is not above 3.
    system = lay_cells({"a": 3, "b": 5}, {"wijk": ("a", "b")})
    assert leaking(system, "a", "b") == [("a",)]


def test_whole_numbers_give_away_what_no_subtraction_does() -> None:
    # u + v = 40, v + w = 40 and u + w + y = 42: y is 42 less twice u, so even, and not 1.
    system = lay_cells({"u": 20, "v": 20, "w": 20, "y": 2}, {"1": ("u", "v"), "2": ("v", "w"), "3": ("u", "w", "y")})
    (leak,) = Guard(system, RULE).leaks(withheld(system, "u", "v", "w", "y"))
    assert (leak.codes, leak.is_exact, leak.subtraction) == (("y",), False, None)


def test_an_area_of_its_own_below_the_threshold_is_withheld_too() -> None:
    system = lay_cells({"a": 1, "b": 2, "c": 0}, {"gebied": ("a", "b", "c"), "leeg": ("c",)})
    assert system.codes_of(Guard(system, RULE).is_sensitive) == ("a", "b", "gebied")


def test_what_the_rule_alone_tells_of_parts_of_a_small_area_is_no_leak() -> None:
    system = lay_cells({"a": 1, "b": 2, "c": 50}, {"gebied": ("a", "b"), "gemeente": ("a", "b", "c")})
    assert leaking(system, "a", "b", "gebied", "gemeente") == []


def test_zeros_are_withheld_where_the_rule_does_not_show_them() -> None:
    system = lay_cells({"a": 0, "b": 20}, {"wijk": ("a", "b")})
    assert leaking(system, "a", rule=Rule(5, shows_zeros=False)) == [("a",)]
    assert leaking(system, "a", "b", rule=Rule(5, shows_zeros=False)) == []


@settings(max_examples=60)
@given(small_systems(most_units=4), st.data())
def test_the_bounds_are_those_of_trying_every_count(system: CellSystem, data: st.DataObject) -> None:
    guard = Guard(system, RULE)
    extra = data.draw(st.lists(st.booleans(), min_size=len(system.names), max_size=len(system.names)))
    is_withheld = guard.is_sensitive | (guard.can_be_withheld & np.array(extra) & (system.counts < 12))
    codes = set(system.codes_of(is_withheld))
    for cell in np.flatnonzero(guard.is_sensitive):
        interval = guard.attacker.interval(int(cell), is_withheld)
        tried = range_by_trying(system, system.names[cell][0], codes, threshold=5)
        assert (interval.lowest, interval.highest) == tried


@settings(max_examples=60)
@given(small_systems(highest=40))
def test_a_cell_leaks_where_a_solver_bounds_it_more_tightly_than_with_nothing_published(system: CellSystem) -> None:
    guard = Guard(system, RULE)
    alone = set(system.codes_of(guard.can_be_withheld))
    primary = set(system.codes_of(guard.is_sensitive))
    expected = {
        code
        for code in primary
        if range_by_solver(system, code, primary, threshold=5) != range_by_solver(system, code, alone, threshold=5)
    }
    assert {code for leak in guard.leaks(guard.is_sensitive) for code in leak.codes} == expected


def test_a_system_does_not_show_its_counts() -> None:
    assert "73" not in repr(lay_cells({"a": 73}, {}))


def test_an_attack_is_the_published_cells_that_it_takes_and_no_more() -> None:
    system = lay_cells(COUNTS, CROSSED | {"alle": ("a", "b", "c", "d")})
    guard = Guard(system, RULE)
    attack = guard.attack_on(system.cell_of["a"], withheld(system, "a", "noord"))
    assert system.codes_of(attack) in {("c", "oost"), ("alle", "b", "zuid"), ("alle", "c", "oost")}


@settings(max_examples=60)
@given(small_systems(highest=30))
def test_no_cell_of_an_attack_can_be_missed(system: CellSystem) -> None:
    guard = Guard(system, RULE)
    for cell in map(int, np.flatnonzero(guard.leaking_cells(guard.is_sensitive))):
        attack = guard.attack_on(cell, guard.is_sensitive)
        assert guard.leaking_cells(guard.can_be_withheld & ~attack)[cell]
        for one in np.flatnonzero(attack):
            fewer = attack.copy()
            fewer[one] = False
            assert not guard.leaking_cells(guard.can_be_withheld & ~fewer)[cell]


@settings(max_examples=60)
@given(small_systems(highest=30))
def test_what_is_a_sum_and_difference_of_published_cells_is_an_exact_leak(system: CellSystem) -> None:
    guard = Guard(system, RULE)
    for leak in guard.leaks(guard.is_sensitive):
        if leak.subtraction is not None:
            counts = {code: int(system.counts[cell]) for code, cell in system.cell_of.items()}
            total = sum(factor * counts[code] for code, factor in leak.subtraction.factors.items())
            assert leak.is_exact
            assert round(total) == counts[leak.codes[0]]


def test_with_nothing_published_but_zeros_nothing_leaks() -> None:
    system = lay_cells(
        {"a": 1, "b": 4, "c": 0, "d": 9}, {"ab": ("a", "b"), "cd": ("c", "d"), "alle": ("a", "b", "c", "d")}
    )
    guard = Guard(system, RULE)
    assert guard.leaks(guard.can_be_withheld) == []

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.indicators.disclosure.cells import CellSystem, lay_cells
from geodata.indicators.disclosure.guard import Guard
from geodata.indicators.disclosure.proposal import NotProtectableError, Proposal, Standing, propose
from geodata.indicators.disclosure.rule import Rule
from tests.geodata.indicators.disclosure.systems import range_by_solver, range_by_trying, small_systems

RULE = Rule(5)


def proposal_for(system: CellSystem, standing: Standing | None = None) -> Proposal:
    return propose(Guard(system, RULE), standing)


def withheld_codes(proposal: Proposal) -> set[str]:
    return set(proposal.system.codes_of(proposal.is_withheld))


def fewest_by_trying(guard: Guard) -> int:
    """The least number of figures over all sets of cells that pass the check."""
    free = np.flatnonzero(guard.can_be_withheld & ~guard.is_sensitive)
    best = sum(map(len, guard.system.names))
    for choice in product([False, True], repeat=len(free)):
        added = np.zeros(len(guard.system.names), dtype=np.bool_)
        added[free] = choice
        cost = sum(len(guard.system.names[cell]) for cell in np.flatnonzero(added))
        if cost < best and not guard.leaking_cells(guard.is_sensitive | added).any():
            best = cost
    return best


def test_a_planted_leak_across_two_clusterings_is_closed() -> None:
    counts = {"a": 3, "b": 20, "c": 30, "d": 40}
    areas = {"noord": ("a", "b"), "zuid": ("c", "d"), "oost": ("a", "c"), "west": ("b", "d")}
    proposal = proposal_for(lay_cells(counts, areas))
    # One buurt more in each row and column is three; a with the two areas that hold it is two.
    assert withheld_codes(proposal) == {"a", "noord", "oost"}
    assert (proposal.added_figures, proposal.is_proven_best) == (2, True)


def test_nothing_is_added_where_nothing_leaks() -> None:
    proposal = proposal_for(lay_cells({"a": 3, "b": 2, "c": 20}, {}))
    assert (withheld_codes(proposal), proposal.added_figures) == ({"a", "b"}, 0)


def test_a_cell_with_two_names_costs_two_figures() -> None:
    areas = {"wijk": ("a", "b"), "gebied": ("a", "b")}
    assert withheld_codes(proposal_for(lay_cells({"a": 3, "b": 20}, areas))) == {"a", "b"}


def test_what_is_public_stays_so_and_what_was_withheld_too() -> None:
    system = lay_cells({"a": 3, "b": 20, "c": 20}, {"wijk": ("a", "b", "c")})
    standing = Standing(system.cells_of(["b"]), system.cells_of(["c"]))
    assert withheld_codes(proposal_for(system, standing)) == {"a", "c"}


def test_where_what_is_left_to_withhold_is_not_enough_there_is_no_proposal() -> None:
    # a + b is 7 and c is public: b can go down to 5 and no further, so a is 1 or 2.
    system = lay_cells({"a": 1, "b": 6, "c": 18}, {"alle": ("a", "b", "c")})
    standing = Standing(system.cells_of(["c", "alle"]), system.cells_of([]))
    with pytest.raises(NotProtectableError, match="a moet geheim blijven"):
        proposal_for(system, standing)


def test_what_is_public_in_all_but_name_is_not_withheld_in_vain() -> None:
    # b is bcd less cd, which are public: to withhold it would hide nothing. The area has three names, so costs more.
    areas = {"ab": ("a", "b"), "ba": ("b", "a"), "aab": ("a", "b"), "bcd": ("b", "c", "d"), "cd": ("c", "d")}
    system = lay_cells({"a": 3, "b": 20, "c": 30, "d": 40}, areas)
    standing = Standing(system.cells_of(["bcd", "cd"]), system.cells_of([]))
    assert withheld_codes(proposal_for(system, standing)) == {"a", "ab", "ba", "aab"}


@settings(max_examples=60)
@given(small_systems(most_units=5, highest=20), st.data())
def test_beside_anything_public_a_proposal_passes_the_check_or_there_is_none(
    system: CellSystem, data: st.DataObject
) -> None:
    guard, cells = Guard(system, RULE), len(system.names)
    is_public = np.array(data.draw(st.lists(st.booleans(), min_size=cells, max_size=cells))) & ~guard.is_sensitive
    all_else = guard.can_be_withheld & ~is_public
    try:
        proposal = propose(guard, Standing(is_public, np.zeros_like(is_public)))
    except NotProtectableError:
        assert guard.leaking_cells(all_else, guard.is_sensitive).any()
    else:
        assert not (proposal.is_withheld & is_public).any()
        assert not guard.leaking_cells(proposal.is_withheld).any()


def test_a_count_that_follows_from_what_is_public_already_cannot_be_protected() -> None:
    system = lay_cells({"a": 3, "b": 20}, {"wijk": ("a", "b")})
    standing = Standing(system.cells_of(["b", "wijk"]), system.cells_of([]))
    with pytest.raises(NotProtectableError, match="a moet geheim blijven"):
        proposal_for(system, standing)


def test_out_of_time_the_proposal_passes_the_check_and_tells_its_gap() -> None:
    rng = np.random.default_rng(3)
    units = [f"u{number}" for number in range(24)]
    counts = {unit: int(count) for unit, count in zip(units, rng.integers(0, 12, 24), strict=True)}
    labels = {name: rng.integers(0, 4, 24) for name in ("x", "y", "z")}
    areas = {
        f"{name}{label}": tuple(unit for unit, own in zip(units, labels[name], strict=True) if own == label)
        for name in labels
        for label in range(4)
    }
    guard = Guard(lay_cells(counts, areas), RULE)
    proposal = propose(guard, time_limit_s=0)
    assert not guard.leaking_cells(proposal.is_withheld).any()
    assert 0 < proposal.fewest_figures <= proposal.added_figures


@settings(max_examples=50)
@given(small_systems(most_units=4))
def test_the_proposal_is_the_best_of_all_choices(system: CellSystem) -> None:
    guard = Guard(system, RULE)
    proposal = propose(guard)
    assert proposal.is_proven_best
    assert proposal.added_figures == fewest_by_trying(guard)


@settings(max_examples=60)
@given(small_systems(highest=40))
def test_after_the_proposal_a_solver_bounds_no_cell_more_tightly_than_the_rule(system: CellSystem) -> None:
    guard = Guard(system, RULE)
    codes, alone = withheld_codes(propose(guard)), set(system.codes_of(guard.can_be_withheld))
    for code in codes:
        found = range_by_solver(system, code, codes, threshold=5)
        if 0 < system.counts[system.cell_of[code]] < 5:
            assert found == range_by_solver(system, code, alone, threshold=5)
        else:
            assert found[0] < found[1]


@settings(max_examples=50)
@given(small_systems(most_units=4, highest=20))
def test_where_zeros_are_secret_too_a_solver_cannot_tell_them_from_other_small_counts(system: CellSystem) -> None:
    guard = Guard(system, Rule(5, shows_zeros=False))
    codes, everything = withheld_codes(propose(guard)), set(system.cell_of)
    for code in system.codes_of(guard.is_sensitive):
        found = range_by_solver(system, code, codes, threshold=5, smallest=0)
        assert found == range_by_solver(system, code, everything, threshold=5, smallest=0)


@settings(max_examples=40)
@given(small_systems(most_units=3, highest=7))
def test_after_the_proposal_trying_every_count_finds_nothing_more_than_the_rule_tells(system: CellSystem) -> None:
    guard = Guard(system, RULE)
    codes, alone = withheld_codes(propose(guard)), set(system.codes_of(guard.can_be_withheld))
    for code in system.codes_of(guard.is_sensitive):
        tried = range_by_trying(system, code, codes, threshold=5)
        assert tried == range_by_trying(system, code, alone, threshold=5)


def test_two_small_counts_of_a_wijk_may_take_a_third_to_hide_their_sum() -> None:
    # 4 + 4 leaves each no other count; with c beside them every split is possible.
    proposal = proposal_for(lay_cells({"a": 4, "b": 4, "c": 20, "d": 30}, {"wijk": ("a", "b", "c", "d")}))
    assert proposal.added_figures == 1
    assert withheld_codes(proposal) in [{"a", "b", "c"}, {"a", "b", "d"}, {"a", "b", "wijk"}]


def test_zeros_do_not_help_where_they_are_shown_and_do_where_they_are_not() -> None:
    system = lay_cells({"a": 3, "b": 0, "c": 5}, {"wijk": ("a", "b", "c")})
    # c cannot go below the threshold, so it cannot make room for a 4: the sum has to go.
    assert withheld_codes(proposal_for(system)) == {"a", "wijk"}
    hidden = propose(Guard(system, Rule(5, shows_zeros=False)))
    assert withheld_codes(hidden) == {"a", "b", "wijk"}


def test_a_proposal_is_the_same_each_time() -> None:
    counts = {f"u{number}": count for number, count in enumerate([3, 20, 9, 1, 0, 14, 8, 30])}
    areas = {"gemeente": tuple(counts), "x": ("u0", "u1", "u2"), "y": ("u2", "u3", "u5"), "z": ("u3", "u6", "u7")}
    first, second = (proposal_for(lay_cells(counts, areas)) for _ in range(2))
    assert withheld_codes(first) == withheld_codes(second)


@settings(max_examples=40)
@given(small_systems(most_units=6, highest=20))
def test_what_is_added_to_a_publication_leaves_it_as_it_was(system: CellSystem) -> None:
    guard = Guard(system, RULE)
    first = propose(guard)
    standing = Standing(~first.is_withheld, first.is_withheld)
    assert withheld_codes(propose(guard, standing)) == withheld_codes(first)


def test_a_leak_that_takes_whole_numbers_is_closed_at_the_least_cost() -> None:
    system = lay_cells({"u": 20, "v": 20, "w": 20, "y": 2}, {"1": ("u", "v"), "2": ("v", "w"), "3": ("u", "w", "y")})
    standing = Standing(system.cells_of([]), system.cells_of(["u", "v", "w", "y"]))
    proposal = proposal_for(system, standing)
    assert (proposal.added_figures, proposal.is_proven_best) == (1, True)
    assert proposal.added_codes[0] in {"1", "2", "3"}

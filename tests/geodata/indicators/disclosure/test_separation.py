import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.indicators.disclosure.cells import CellSystem, lay_cells
from geodata.indicators.disclosure.guard import Guard
from geodata.indicators.disclosure.rule import Rule
from geodata.indicators.disclosure.separation import Separation
from tests.geodata.indicators.disclosure.systems import small_systems

RULE = Rule(5)


def test_of_a_wijk_one_other_cell_has_to_be_withheld() -> None:
    guard = Guard(lay_cells({"a": 3, "b": 20, "c": 30}, {"wijk": ("a", "b", "c")}), RULE)
    is_free = guard.can_be_withheld & ~guard.is_sensitive
    separation = Separation(guard.system, is_free, guard.is_sensitive)
    demand = separation.for_a_move(0, 1.0, guard.attacker.room(), np.zeros(4))
    assert demand is not None
    assert demand.weights.tolist() == [0.0, 1.0, 1.0, 1.0]
    assert separation.for_a_move(0, 1.0, guard.attacker.room(), np.array([0.0, 1.0, 0.0, 0.0])) is None


def test_a_cell_that_cannot_go_below_the_threshold_is_no_help_for_a_higher_one() -> None:
    guard = Guard(lay_cells({"a": 3, "b": 5, "c": 30}, {"wijk": ("a", "b", "c")}), RULE)
    is_free = guard.can_be_withheld & ~guard.is_sensitive
    demand = Separation(guard.system, is_free, guard.is_sensitive).for_a_move(
        0, 1.0, guard.attacker.room(), np.zeros(4)
    )
    assert demand is not None
    assert demand.weights.tolist() == [0.0, 0.0, 1.0, 1.0]


@settings(max_examples=60)
@given(small_systems(), st.data())
def test_a_demand_is_met_by_every_choice_that_passes_the_check(system: CellSystem, data: st.DataObject) -> None:
    guard = Guard(system, RULE)
    is_free = guard.can_be_withheld & ~guard.is_sensitive
    separation, cells = Separation(system, is_free, guard.is_sensitive), len(system.names)
    shares = np.array(data.draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=cells, max_size=cells)))
    choice = is_free & np.array(data.draw(st.lists(st.booleans(), min_size=cells, max_size=cells)))
    is_safe = not guard.leaking_cells(guard.is_sensitive | choice).any()
    told, counts, room = guard.told_by_rule, system.counts, guard.attacker.room()
    for cell in map(int, np.flatnonzero(guard.is_sensitive)):
        moves = ((told.highest[cell] - counts[cell], room), (counts[cell] - told.lowest[cell], room.turned()))
        for by, side in moves:
            demand = separation.for_a_move(cell, float(by), side, shares * is_free) if by else None
            assert demand is None or not is_safe or demand.is_met_by(choice.astype(float))

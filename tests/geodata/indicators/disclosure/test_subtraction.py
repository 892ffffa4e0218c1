import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.indicators.disclosure.cells import CellSystem, lay_cells
from geodata.indicators.disclosure.subtraction import subtraction_for
from tests.geodata.indicators.disclosure.systems import small_systems

SYSTEM = lay_cells(
    {"a": 3, "b": 20, "c": 30, "d": 40},
    {"noord": ("a", "b"), "zuid": ("c", "d"), "west": ("a", "c"), "alle": ("a", "b", "c", "d")},
)


def recipe(code: str, *withheld: str) -> str:
    return str(subtraction_for(SYSTEM, SYSTEM.cell_of[code], SYSTEM.cells_of(withheld)))


def test_the_shortest_subtraction_is_told() -> None:
    assert recipe("a", "a") == "noord - b"
    assert recipe("a", "a", "noord") == "west - c"


def test_a_subtraction_may_go_by_way_of_other_clusterings() -> None:
    assert recipe("b", "b", "a", "noord") == "alle - d - west"


def test_what_no_sum_and_difference_gives_has_none() -> None:
    assert subtraction_for(SYSTEM, SYSTEM.cell_of["a"], SYSTEM.cells_of(["a", "b", "c", "west"])) is None


@settings(max_examples=50)
@given(small_systems(), st.data())
def test_a_subtraction_is_there_exactly_where_the_rank_says_so(system: CellSystem, data: st.DataObject) -> None:
    cells = len(system.names)
    is_withheld = np.array(data.draw(st.lists(st.booleans(), min_size=cells, max_size=cells)), dtype=np.bool_)
    rows = system.holds[~is_withheld].astype(float)
    for cell in np.flatnonzero(is_withheld):
        found = subtraction_for(system, int(cell), is_withheld)
        together = np.vstack([rows, system.holds[cell].astype(float)])
        rank = np.linalg.matrix_rank(rows) if len(rows) else 0
        assert (found is not None) == (np.linalg.matrix_rank(together) == rank)
        if found is not None:
            counts = {names[0]: int(count) for names, count in zip(system.names, system.counts, strict=True)}
            assert round(sum(factor * counts[code] for code, factor in found.factors.items())) == system.counts[cell]

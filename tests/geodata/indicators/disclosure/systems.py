"""Small systems of cells, and an attacker who tries every possible count: written apart from what is tested."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from geodata.indicators.disclosure.cells import CellSystem, lay_cells

Areas = Mapping[str, tuple[str, ...]]
TRIED_UP_TO = 30
HIGHEST = 1000


def possible(system: CellSystem, withheld: set[str], *, threshold: int) -> Iterator[dict[str, int]]:
    """All counts of units up to a limit that fit what is published and what the rule tells, as counts of all cells."""
    published = {code: int(system.counts[cell]) for code, cell in system.cell_of.items() if code not in withheld}
    is_small = {code: 1 <= system.counts[system.cell_of[code]] < threshold for code in withheld}
    areas = {names[0]: held_by(system, cell) for cell, names in enumerate(system.names)}
    reach = [
        [published[unit]]
        if unit in published
        else range(1, threshold)
        if is_small[unit]
        else range(threshold, TRIED_UP_TO)
        for unit in system.unit_codes
    ]
    for counts in product(*reach):
        unit_counts = dict(zip(system.unit_codes, counts, strict=True))
        sums = {names: sum(unit_counts[unit] for unit in areas[names[0]]) for names in system.names}
        by_code = {code: total for names, total in sums.items() for code in names}
        if all(by_code[code] == count for code, count in published.items()) and all(
            (1 <= by_code[code] < threshold) if small else by_code[code] >= threshold
            for code, small in is_small.items()
        ):
            yield by_code


def held_by(system: CellSystem, cell: int) -> list[str]:
    return [unit for unit, holds in zip(system.unit_codes, system.holds[cell], strict=True) if holds]


def range_by_trying(system: CellSystem, code: str, withheld: set[str], *, threshold: int) -> tuple[int, int]:
    counts = [one[code] for one in possible(system, withheld, threshold=threshold)]
    return min(counts), max(counts)


def range_by_solver(
    system: CellSystem, code: str, withheld: set[str], *, threshold: int, smallest: int = 1
) -> tuple[int, int]:
    """The range of a cell by an integer program over all cells as variables of their own."""

    def reach(count: int) -> tuple[int, int]:
        return (smallest, threshold - 1) if count < threshold else (threshold, HIGHEST)

    return _range(system, code, [reach(int(count)) for count in system.counts], withheld)


def range_without_labels(system: CellSystem, code: str, withheld: set[str]) -> tuple[int, int]:
    """The range for who knows what is published, and of what is withheld no more than that it is not 0."""
    return _range(system, code, [(1, HIGHEST)] * len(system.names), withheld)


def _range(system: CellSystem, code: str, reach: Sequence[tuple[int, int]], withheld: set[str]) -> tuple[int, int]:
    cells, units = len(system.names), len(system.unit_codes)
    sums = np.hstack([-np.eye(cells), system.holds.astype(float)])
    is_withheld = [any(name in withheld for name in names) for names in system.names]
    ends = [
        own if hidden else (count, count) for own, hidden, count in zip(reach, is_withheld, system.counts, strict=True)
    ]
    bounds = Bounds([end[0] for end in ends] + [0] * units, [end[1] for end in ends] + [HIGHEST] * units)
    costs = np.zeros(cells + units)
    costs[system.cell_of[code]] = 1
    found = [
        milp(
            sign * costs,
            integrality=np.ones(cells + units),
            bounds=bounds,
            constraints=LinearConstraint(sums, 0, 0),
            options={"mip_rel_gap": 0},
        )
        for sign in (1, -1)
    ]
    return round(found[0].fun), round(-found[1].fun)


@st.composite
def small_systems(draw: st.DrawFn, *, most_units: int = 5, highest: int = 9) -> CellSystem:
    """Up to five units, in wijken, a gemeente, and up to two clusterings that cross them."""
    count = draw(st.integers(2, most_units))
    units = [f"u{number}" for number in range(count)]
    counts = {unit: draw(st.integers(0, highest)) for unit in units}
    areas: dict[str, tuple[str, ...]] = {"gemeente": tuple(units)}
    for clustering in "ab"[: draw(st.integers(1, 2))]:
        labels = draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
        for label in set(labels):
            held = tuple(unit for unit, own in zip(units, labels, strict=True) if own == label)
            areas[f"{clustering}{label}"] = held
    return lay_cells(counts, areas)

"""Small studies that anyone can add up: clusterings on square units of 1 km in RD, in a row or a grid."""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
from shapely import Polygon, box

from geodata.indelingen.ground import ELEMENT_COLUMNS, IntArray, Labelling, Study

WEST, SOUTH = 160_000, 420_000


def square(column: int, row: int = 0) -> Polygon:
    """One unit square of 1 km; columns run east, rows north."""
    return box(WEST + 1000 * column, SOUTH + 1000 * row, WEST + 1000 * (column + 1), SOUTH + 1000 * (row + 1))


def elements(
    people: Sequence[float], *, columns: int | None = None, units: Sequence[str] | None = None, **facts: Any
) -> gpd.GeoDataFrame:
    """Square elements E0, E1, ... in one row, or in rows of so many columns from the south-west.

    `units` names the unit of each element (by default each is a whole unit of its own); `facts` are columns that
    should differ.
    """
    count = len(people)
    codes = [f"BU0001{number:04}" for number in range(count)] if units is None else list(units)
    is_whole = [codes.count(code) == 1 for code in codes]
    usual: dict[str, Any] = {"unit_code": codes, "unit_name": codes}
    usual |= {"share": [1 / codes.count(code) for code in codes]}
    usual |= {"division": ["" if whole else "oppervlakte" for whole in is_whole]}
    usual |= {"people": np.array(people, dtype=float), "households": np.nan, "addresses": np.nan}
    usual |= {"people_lowest": usual["people"], "people_highest": usual["people"]}
    usual |= {"area_m2": 1e6, "geometry": [square(*_place(number, columns or count)) for number in range(count)]}
    return gpd.GeoDataFrame(usual | facts, crs=28992)[list(ELEMENT_COLUMNS)]


def labelling(name: str, labels: Sequence[int]) -> Labelling:
    """A clustering whose areas are A0, A1, ... of that name."""
    count = max(labels, default=-1) + 1
    codes = tuple(f"{name}{number}" for number in range(count))
    names = tuple(f"Gebied {code}" for code in codes)
    return Labelling(name, f"Indeling {name}", f"Eigenaar {name}", codes, names, labels_of(labels))


def labels_of(labels: Sequence[int]) -> IntArray:
    return np.array(labels, dtype=np.int64)


def study(
    labels_by_name: dict[str, list[int]],
    people: Sequence[float] | None = None,
    *,
    columns: int | None = None,
    units: Sequence[str] | None = None,
    **facts: Any,
) -> Study:
    """A study of these clusterings; each element has 10 people unless `people` says otherwise."""
    count = len(next(iter(labels_by_name.values())))
    ground = elements([10.0] * count if people is None else people, columns=columns, units=units, **facts)
    return Study(ground, tuple(labelling(name, labels) for name, labels in labels_by_name.items()))


def _place(number: int, columns: int) -> tuple[int, int]:
    return number % columns, number // columns

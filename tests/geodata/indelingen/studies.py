"""Small studies that anyone can add up: clusterings on square units of 1 km in RD, in a row or a grid."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from shapely import Polygon, box

from geodata.indelingen.comparing.ground import ELEMENT_COLUMNS, IntArray, Labelling, Study

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


def oss_buurten(shared_data: Path) -> gpd.GeoDataFrame:
    """The 106 buurten of Oss in 2015 as elements; households and addresses not loaded."""
    buurten_gdf = gpd.read_file(shared_data / "oss" / "buurten_2015.gpkg").sort_values("BU_CODE", ignore_index=True)
    people = buurten_gdf["AANT_INW"].where(buurten_gdf["AANT_INW"] >= 0)
    facts = {"unit_name": buurten_gdf["BU_NAAM"], "area_m2": buurten_gdf.area, "geometry": buurten_gdf.geometry}
    return elements(people.tolist(), units=buurten_gdf["BU_CODE"].tolist(), **facts)


def oss_study(shared_data: Path, number_of_areas: dict[str, int]) -> Study:
    """Oss with its buurten, its wijken, and clusterings that deal the buurten out in turn over so many areas."""
    elements_gdf = oss_buurten(shared_data)
    wijken = np.unique(elements_gdf["unit_code"].str[:8], return_inverse=True)[1]
    labels = {"buurt": list(range(len(wijken))), "wijk": wijken.tolist()}
    labels |= {name: [buurt % count for buurt in range(len(wijken))] for name, count in number_of_areas.items()}
    return Study(elements_gdf, tuple(labelling(name, each) for name, each in labels.items()))


def _place(number: int, columns: int) -> tuple[int, int]:
    return number % columns, number // columns

"""Coverages of square cells of 100 m: each unit is all cells that bear its code, so that areas are counts of cells."""

from collections import Counter
from collections.abc import Sequence

import geopandas as gpd
import shapely
from hypothesis import strategies as st

from geodata.gebieden.crs import RD
from tests.geodata.gebieden.grid import cell

CELL_M2 = 10_000
COLUMNS = 3
CODES = ("BU08280000", "BU08280001", "BU08280002", "BU08280100")

# A year is a code per cell, "" where no unit lies; hypothesis draws two of them with the same cells.
labels = st.lists(st.sampled_from(CODES), min_size=9, max_size=9)
labels_with_gaps = st.lists(st.sampled_from(("", *CODES)), min_size=9, max_size=9)


def units_of(labels: Sequence[str], *, change: int | None = None) -> gpd.GeoDataFrame:
    """Make the units that hold the cells with their code, cells from left to right and upwards."""
    cells = [cell(number % COLUMNS, number // COLUMNS) for number in range(len(labels))]
    codes = sorted(set(labels) - {""})
    outlines = [
        shapely.union_all([shape for shape, label in zip(cells, labels, strict=True) if label == code])
        for code in codes
    ]
    return gpd.GeoDataFrame({"code": codes, "name": codes, "change": change}, geometry=outlines, crs=RD)


def cells_in_common(labels: Sequence[str], other_labels: Sequence[str]) -> dict[tuple[str, str], int]:
    """Count the cells of each pair of codes."""
    return dict(Counter(zip(labels, other_labels, strict=True)))

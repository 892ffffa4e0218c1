"""A made-up national map for where the real one is absent: as many buurten, points and columns."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geodata.gebieden.crs import RD
from geodata.indicators.catalogue import load_catalogue

BUURTEN, COLUMNS, CELLS_IN_A_ROW, SIDE_M = 12_235, 44, 111, 2_000


def write_map(path: Path) -> None:
    """Write a grid of buurten of 2 by 2 km with 20 points each, every figure 0, under CBS's names of 2015."""
    numbers = np.arange(BUURTEN)
    left, bottom = numbers % CELLS_IN_A_ROW * SIDE_M, 300_000 + numbers // CELLS_IN_A_ROW * SIDE_M
    outlines = shapely.segmentize(shapely.box(left, bottom, left + SIDE_M, bottom + SIDE_M), SIDE_M / 5)
    gemeenten = [f"{1 + number // 40:04}" for number in numbers]
    columns = {
        "BU_CODE": [f"BU{gemeente}00{number % 40:02}" for gemeente, number in zip(gemeenten, numbers, strict=True)],
        "BU_NAAM": [f"Buurt {number}" for number in numbers],
        "WK_CODE": [f"WK{gemeente}00" for gemeente in gemeenten],
        "GM_CODE": [f"GM{gemeente}" for gemeente in gemeenten],
        "GM_NAAM": [f"Gemeente {gemeente}" for gemeente in gemeenten],
    }
    figures = dict.fromkeys(islice(_columns_that_may_be_zero(), COLUMNS), 0)
    gpd.GeoDataFrame(columns | figures, geometry=outlines, crs=RD).to_file(path, layer="buurten")


def _columns_that_may_be_zero() -> Iterator[str]:
    catalogue = load_catalogue()
    names = catalogue.column_names("kaart-shp", 2015)
    return (name for name, key in names.items() if catalogue.indicator(key).minimum in (None, 0))

"""A gemeente that anyone can add up: two wijken of two buurten, as CBS publishes them; and areas put together of it.

West (WK000100) holds buurten A and B, Oost (WK000101) holds C and D.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geodata.gebieden.codes import level_of
from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import UnitCells, cells_from_frame
from geodata.indicators.aggregating.cover import Cover, cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.figure import Figure
from geodata.indicators.intervals import with_margins
from geodata.indicators.status import Status

TOWN, WEST, EAST = "GM0001", "WK000100", "WK000101"
A, B, C, D = "BU00010000", "BU00010001", "BU00010100", "BU00010101"
UNITS = [TOWN, WEST, EAST, A, B, C, D]
YEAR = 2024
NAN = float("nan")

SECRET, UNPUBLISHED, NOT_APPLICABLE = Status.SECRET, Status.UNPUBLISHED, Status.NOT_APPLICABLE

Published = Mapping[str, Any]
"""By indicator what is published of units: a figure, or why there is none. What is not named has no cell at all."""

Area = Mapping[str, float] | list[str]
"""The units of an area, whole, or with the share that the area holds of each; a share under 1 is an estimate."""


def units_df(codes: list[str] = UNITS) -> pd.DataFrame:
    """The units, as the engine asks for them."""
    return pd.DataFrame(
        {
            "code": codes,
            "level": [str(level_of(code)) for code in codes],
            "wijk_code": ["WK" + code[2:8] if code.startswith("BU") else None for code in codes],
            "gemeente_code": ["GM" + code[2:6] for code in codes],
        }
    )


def parts_df(*areas: Area, **facts: Any) -> pd.DataFrame:
    """The base units of areas; `facts` are columns that should differ."""
    shares = [
        (number, dict.fromkeys(area, 1.0) if isinstance(area, list) else area) for number, area in enumerate(areas)
    ]
    rows = [(number, code, share) for number, area in shares for code, share in area.items()]
    df = pd.DataFrame(rows, columns=["area", "unit_code", "share"])
    return df.assign(**({"area_share": df["share"], "is_estimated": df["share"] < 1} | facts))


def cover_of(*areas: Area, codes: list[str] = UNITS, **facts: Any) -> Cover:
    """The units that areas are put together from."""
    return cover_areas(parts_df(*areas, **facts), units_df(codes), area_count=len(areas))


def cells_of(published: Published, *, codes: list[str] = UNITS, year: int = YEAR) -> UnitCells:
    """Cells with the ranges that CBS's rules give them."""
    rows = [(code, key, cell) for key, cells in published.items() for code, cell in cells.items()]
    df = pd.DataFrame(
        {
            "gebied_code": [code for code, _, _ in rows],
            "indicator": [key for _, key, _ in rows],
            "period": year,
            "value": [np.nan if isinstance(cell, Status) else float(cell) for _, _, cell in rows],
            "status": [cell if isinstance(cell, Status) else Status.EXACT for _, _, cell in rows],
        }
    )
    levels = pd.Series([level_of(code) for code in df["gebied_code"]], dtype=object)
    observations_df = with_margins(df, levels, load_catalogue(), source="odata-v3")
    return cells_from_frame(
        observations_df, codes, [Level(level_of(code)) for code in codes], year=year, catalogue=load_catalogue()
    )


def figures_of(published: Published, *areas: Area, year: int = YEAR, **facts: Any) -> AreaFigures:
    """What areas come to."""
    return aggregate(cells_of(published, year=year), cover_of(*areas, **facts), load_catalogue())


def figure_of(key: str, published: Published, area: Area, *, year: int = YEAR, **facts: Any) -> Figure:
    """What one indicator comes to for one area."""
    return figures_of(published, area, year=year, **facts).figure(0, key)

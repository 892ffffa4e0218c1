"""Batches to check: a small gemeente of two wijken, to be spoilt one way at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely import Geometry

from etl.batch import Batch, Provenance
from geodata.gebieden.crs import RD
from geodata.indicators.status import Status
from tests.geodata.gebieden.grid import cell

PROVENANCE = Provenance(
    source="proef",
    table_id="proef",
    version="1",
    address="proef.csv",
    licence="CC BY 4.0",
    sha256="0" * 64,
    byte_count=1,
    fetched_at=datetime(2024, 6, 1, tzinfo=UTC),
)
AREAS: dict[str, Geometry] = {
    "GM0828": cell(0, 0, width=4, height=2),
    "WK082800": cell(0, 0, width=2, height=2),
    "WK082801": cell(2, 0, width=2, height=2),
    "BU08280000": cell(0, 0, width=2),
    "BU08280001": cell(0, 1, width=2),
    "BU08280100": cell(2, 0, width=2, height=2),
}


def areas(shapes: dict[str, Geometry | None] | None = None, crs: str = RD) -> gpd.GeoDataFrame:
    """Make areas with names; without argument the gemeente, its wijken and buurten."""
    shapes = AREAS if shapes is None else shapes
    columns = {"code": list(shapes), "name": [f"Gebied {number}" for number in range(len(shapes))]}
    return gpd.GeoDataFrame(columns, geometry=list(shapes.values()), crs=crs).astype({"code": "str", "name": "str"})


def figures(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Make observations of 2024 from (area, indicator, value) or (area, indicator, value, status)."""
    full = [(code, key, 2024, value, *(status or [Status.EXACT])) for code, key, value, *status in rows]
    observations_df = pd.DataFrame(full, columns=["gebied_code", "indicator", "period", "value", "status"])
    texts = dict.fromkeys(("gebied_code", "indicator", "status"), "str")
    return observations_df.astype({**texts, "period": "int64", "value": "float64"})


def in_one_area(**values: float) -> pd.DataFrame:
    """Make observations of BU08280000."""
    return figures(*[("BU08280000", key, value) for key, value in values.items()])


def batch(
    gebieden_gdf: gpd.GeoDataFrame | None = None, observations_df: pd.DataFrame | None = None, **others: Any
) -> Batch:
    """Make a batch; what is not given is without fault."""
    return replace(
        Batch(
            PROVENANCE,
            date(2024, 1, 1),
            areas() if gebieden_gdf is None else gebieden_gdf,
            in_one_area(inwoners=120) if observations_df is None else observations_df,
        ),
        **others,
    )


def told(faults: Sequence[Any]) -> list[tuple[str, str, str | None]]:
    """Give the check, severity and row of faults."""
    return [(fault.check, str(fault.severity), fault.row) for fault in faults]

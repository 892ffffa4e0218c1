"""Builders of small batches: gemeente GM0001 with one wijk of square buurten of 100 by 100 metres in a row."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import geopandas as gpd
import pandas as pd
from shapely import Polygon, box

from etl.batch import Batch, Provenance

PEILDATUM = date(2024, 1, 1)
LEFT_M, BOTTOM_M = 160_000.0, 410_000.0


def square(column: int, row: int = 0, *, size_m: float = 100.0) -> Polygon:
    left, bottom = LEFT_M + column * size_m, BOTTOM_M + row * size_m
    return box(left, bottom, left + size_m, bottom + size_m)


def provenance(source: str = "kwb", *, sha256: str = "a" * 64, table_id: str = "kwb-2024") -> Provenance:
    return Provenance(
        source=source,
        table_id=table_id,
        version="1",
        address="kwb-2024.xlsx",
        licence="CC BY 4.0",
        sha256=sha256,
        byte_count=10,
        fetched_at=datetime(2024, 5, 1, tzinfo=UTC),
    )


def gebieden(names: Mapping[str, str], outlines: Mapping[str, Polygon] | None = None) -> gpd.GeoDataFrame:
    outlines = outlines or {}
    return gpd.GeoDataFrame(
        {"code": list(names), "name": list(names.values()), "change": pd.array([1] * len(names), dtype="Int64")},
        geometry=gpd.GeoSeries([outlines.get(code) for code in names], crs="EPSG:28992"),
        crs="EPSG:28992",
    )


def observations(rows: Sequence[tuple[str, str, int, float, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["gebied_code", "indicator", "period", "value", "status"]).astype(
        {"value": "float64", "gebied_code": "str", "indicator": "str", "status": "str"}
    )


def inwoners(values: Mapping[str, float], *, period: int = 2024) -> pd.DataFrame:
    """Numbers of inhabitants, as published."""
    return observations([(code, "inwoners", period, value, "exact") for code, value in values.items()])


FOUR_NAMES = {
    "GM0001": "Gemeente",
    "WK000101": "Wijk",
    "BU00010101": "West",
    "BU00010102": "Oost",
}
FOUR_OUTLINES = {
    "GM0001": box(LEFT_M, BOTTOM_M, LEFT_M + 200, BOTTOM_M + 100),
    "WK000101": box(LEFT_M, BOTTOM_M, LEFT_M + 200, BOTTOM_M + 100),
    "BU00010101": square(0),
    "BU00010102": square(1),
}


def map_batch(*, sha256: str = "m" * 64, outlines: Mapping[str, Polygon] | None = None) -> Batch:
    """The four areas with their outlines, without figures."""
    return Batch(
        provenance("wijkenbuurtenkaart", sha256=sha256, table_id="wijkenbuurten_2024"),
        PEILDATUM,
        gebieden(FOUR_NAMES, outlines or FOUR_OUTLINES),
        observations([]),
    )


def figures_batch(values: Mapping[str, float], *, sha256: str = "f" * 64, source: str = "kwb") -> Batch:
    """Numbers of inhabitants for the four areas, without outlines."""
    return Batch(provenance(source, sha256=sha256), PEILDATUM, gebieden(FOUR_NAMES), inwoners(values))


def grid_batch(value: float, *, size: int = 30) -> Batch:
    """A square of `size` by `size` buurten with outlines and `value` inhabitants each: a load that takes a while."""
    buurten = {f"BU000101{_two_characters(number)}": number for number in range(size * size)}
    whole = box(LEFT_M, BOTTOM_M, LEFT_M + size * 100, BOTTOM_M + size * 100)
    names = {"GM0001": "Gemeente", "WK000101": "Wijk"} | {code: f"Buurt {n}" for code, n in buurten.items()}
    outlines = {"GM0001": whole, "WK000101": whole}
    outlines |= {code: square(number % size, number // size) for code, number in buurten.items()}
    figures = inwoners(dict.fromkeys(names, value))
    return Batch(provenance("kwb", sha256=f"{value:064.0f}"), PEILDATUM, gebieden(names, outlines), figures)


def _two_characters(number: int) -> str:
    characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return characters[number // 36] + characters[number % 36]

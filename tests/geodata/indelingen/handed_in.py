"""Builders of clusterings as they are handed in, on a small base: buurten of 100 by 100 metres in a row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import Geometry, Point

from geodata.gebieden.codes import wijk_code_of
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.indelingen.examining.examination import Examination
from geodata.indelingen.parts import Base, Terms
from tests.geodata.gebieden.grid import SOUTH, WEST, cell

THREE = ("BU08280000", "BU08280001", "BU08280100")
TERMS = Terms("Proef")


def base(codes: Sequence[str] = THREE, *, shapes: Sequence[Geometry | None] = (), **facts: Any) -> Base:
    """Buurten from west to east with 10 people each; `facts` are what should differ."""
    names = facts.pop("names", [f"Buurt {code[6:]}" for code in codes])
    people = facts.pop("people", [10.0] * len(codes))
    is_wijk = codes[0].startswith("WK")
    columns: dict[str, Any] = {"code": codes, "name": names, "people": people}
    columns["wijk_code"] = [None if is_wijk else wijk_code_of(code) for code in codes]
    outlines = list(shapes) or [cell(number, 0) for number in range(len(codes))]
    units_gdf = gpd.GeoDataFrame(columns, geometry=outlines, crs=RD)
    usual = {"gemeente_code": "GM0828", "level": Level.WIJK if is_wijk else Level.BUURT, "peildatum": date(2024, 1, 1)}
    return Base(units_gdf, **(usual | facts))


def units(*rows: tuple[Any, ...], **columns: Any) -> pd.DataFrame:
    """Rows of code, area and, where it is not 1, share; `columns` are what should differ."""
    frame = pd.DataFrame([(*row, 1.0)[:3] for row in rows], columns=["code", "gebied", "aandeel"])
    names = [f"Gebied {area}" if area else "" for area in frame["gebied"]]
    frame = frame.assign(naam=names, contact_rol="", contact_team="", eenheid_naam="", row=range(2, len(rows) + 2))
    return frame.assign(**columns)


def polygons(outlines: Mapping[str, Geometry | None], crs: str | None = RD) -> gpd.GeoDataFrame:
    """One polygon per area."""
    frame = units(*[("", area) for area in outlines]).drop(columns=["code", "aandeel", "eenheid_naam"])
    return gpd.GeoDataFrame(frame.assign(row=range(1, len(frame) + 1)), geometry=list(outlines.values()), crs=crs)


def points(*places: tuple[float, float], kind: str = "adressen", weight: float = 1.0) -> gpd.GeoDataFrame:
    """Points at so many cells to the east and the north."""
    shapes = [Point(WEST + 100 * column, SOUTH + 100 * row) for column, row in places]
    return gpd.GeoDataFrame({"weight": np.full(len(shapes), weight), "kind": kind}, geometry=shapes, crs=RD)


def shares(parts_gdf: gpd.GeoDataFrame) -> dict[tuple[str, str], float]:
    """The share of each area in each unit."""
    keys = zip(parts_gdf["area_code"], parts_gdf["base_code"], strict=True)
    return dict(zip(keys, parts_gdf["share"].round(6), strict=True))


def kinds(examination: Examination) -> list[str]:
    return [finding.kind for finding in examination.findings]


def errors(examination: Examination) -> list[str]:
    return [finding.message for finding in examination.errors()]

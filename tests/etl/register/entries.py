"""Builders of clusterings on the four areas of `tests.batches`, as their owner hands them in."""

from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely import Polygon, box

from etl.sources.indeling import IndelingFile, IndelingHeader, read_indeling
from tests.batches import BOTTOM_M, LEFT_M

USUAL = {
    "key": "beheer",
    "gemeente_code": "GM0001",
    "name": "Beheer",
    "owner": "Beheer",
    "purpose": "Groen",
    "valid_from": date(2024, 1, 1),
    "status": "concept",
    "base_level": "buurt",
    "base_peildatum": date(2024, 1, 1),
}
TOGETHER = {"BU00010101": "1;Noord", "BU00010102": "1;Noord"}
APART = {"BU00010101": "w;West", "BU00010102": "o;Oost"}


def header(**facts: Any) -> IndelingHeader:
    return IndelingHeader(**(USUAL | {"file": "beheer.csv"} | facts))


def listed(folder: Path, units: dict[str, str], *, headings: str = "code;gebied;naam", **facts: Any) -> IndelingFile:
    """A clustering in a table: each unit with what follows its code."""
    path = folder / "beheer.csv"
    path.write_text("\n".join([headings, *(f"{code};{rest}" for code, rest in units.items())]) + "\n")
    return read_indeling(path, header(**facts))


def drawn(folder: Path, areas: dict[str, Polygon], **facts: Any) -> IndelingFile:
    """A clustering on a map."""
    path = folder / "beheer.gpkg"
    codes = list(areas)
    gdf = gpd.GeoDataFrame({"gebied": codes, "naam": codes}, geometry=list(areas.values()), crs="EPSG:28992")
    gdf.to_file(path)
    return read_indeling(path, header(file=path.name, **facts))


def strip(west_m: float, east_m: float) -> Polygon:
    """The ground from so many metres east of the gemeente's west, which is 200 m wide and 100 m high."""
    return box(LEFT_M + west_m, BOTTOM_M, LEFT_M + east_m, BOTTOM_M + 100)

"""Small maps for tests: squares of 100 m in a row near Amersfoort, as frames in RD with a publisher's columns."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely import Polygon, box

from etl.batch import Provenance
from etl.sources.kaart.layers import MapLayer, layer_from_frame
from geodata.gebieden.crs import RD

WEST, SOUTH, SIDE_M = 155_000, 463_000, 100
BOWTIE = Polygon([(155_000, 463_000), (155_100, 463_100), (155_100, 463_000), (155_000, 463_100)])


def square(number: int, *, width: int = 1) -> Polygon:
    """The square with this number in the row."""
    west = WEST + number * SIDE_M
    return box(west, SOUTH, west + width * SIDE_M, SOUTH + SIDE_M)


def frame(**columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """One square per row, with these columns."""
    count = len(next(iter(columns.values())))
    return gpd.GeoDataFrame(columns, geometry=[square(number) for number in range(count)], crs=RD)


def buurten(codes: Sequence[str], *, year: int = 2024, **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """A layer of buurten with the columns of a GeoPackage since 2022."""
    return frame(
        buurtcode=list(codes),
        buurtnaam=[f"Buurt {code[-2:]}" for code in codes],
        wijkcode=[f"WK{code[2:8]}" for code in codes],
        gemeentecode=[f"GM{code[2:6]}" for code in codes],
        gemeentenaam=["Grijsveld"] * len(codes),
        water=["NEE"] * len(codes),
        jaar=[year] * len(codes),
        **columns,
    )


def shapefile_buurten(codes: Sequence[str], **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """A layer of buurten with the columns of a shapefile."""
    return frame(BU_CODE=list(codes), BU_NAAM=[f"Buurt {code[-2:]}" for code in codes], **columns)


def a_layer(gdf: gpd.GeoDataFrame, *, year: int | None = None) -> MapLayer:
    """The layer that is recognised in a frame."""
    layer = layer_from_frame(gdf, source_layer="kaart.gpkg, laag proef", year=year)
    assert layer is not None
    return layer


def written(gdf: gpd.GeoDataFrame, path: Path, *, layer: str | None = None) -> Path:
    """Write a frame in the format that the suffix of `path` names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    gdf.to_file(path, layer=layer) if layer else gdf.to_file(path)
    return path


def a_provenance() -> Provenance:
    return Provenance("wijkenbuurtenkaart", "proef", "v1", "proef.gpkg", "CC BY 4.0", "0" * 64, 1, datetime.now(UTC))

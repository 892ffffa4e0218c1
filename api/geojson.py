"""Outlines as GeoJSON: out of RD New into WGS84, as RFC 7946 wants it."""

from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import mapping

from geodata.gebieden.queries import GebiedRecord, OutlineNotFoundError, outlines_of
from geodata.store.reading import Reader

WGS84 = "EPSG:4326"
# Eight decimals of a degree are a millimetre, as the NLGov geospatial module asks.
DEGREE_STEP = 1e-8


def feature_of(reader: Reader, gebied: GebiedRecord, *, tolerance_m: int) -> dict[str, Any]:
    """Return an area as a GeoJSON Feature in WGS84, outer rings counter-clockwise.

    ``samengesteld`` tells whether the outline is not the publisher's, but that of its wijken or buurten together.

    Raises
    ------
    OutlineNotFoundError
        The outline of the area is not loaded.
    """
    outlines_gdf = outlines_of(reader, [gebied.id], tolerance_m=tolerance_m)
    if outlines_gdf.empty:
        raise OutlineNotFoundError(gebied.code, gebied.peildatum)
    properties = {
        "code": gebied.code,
        "naam": gebied.name,
        "niveau": gebied.level.value,
        "peildatum": gebied.peildatum.isoformat(),
        "samengesteld": bool(outlines_gdf["is_composed"].iloc[0]),
    }
    (geometry,) = geometries_of(outlines_gdf)
    return {"type": "Feature", "id": gebied.code, "properties": properties, "geometry": geometry}


def geometries_of(gdf: gpd.GeoDataFrame) -> list[dict[str, Any] | None]:
    """Return outlines as GeoJSON geometries in WGS84, outer rings counter-clockwise; None where there is none."""
    outlines = gdf.geometry.to_crs(WGS84).to_numpy().copy()
    # A piece as thin as a hair can cross itself after the conversion.
    crossed = ~shapely.is_valid(outlines)
    outlines[crossed] = shapely.make_valid(outlines[crossed], method="structure", keep_collapsed=False)
    outlines = shapely.set_precision(outlines, DEGREE_STEP)
    return [None if outline is None else mapping(shapely.orient_polygons(outline)) for outline in outlines]

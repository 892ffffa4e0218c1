"""The outlines of areas, from the units and pieces that they hold."""

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely

from geodata.gebieden.crs import RD
from geodata.gebieden.repair import GeometryArray
from geodata.indelingen.examining.shapes import joined_by
from geodata.indelingen.parts import AREA_COLUMNS, Base, Decision, Terms


def outlined_areas(
    areas_df: pd.DataFrame, parts_gdf: gpd.GeoDataFrame, base: Base, terms: Terms
) -> tuple[gpd.GeoDataFrame, list[Decision]]:
    """Draw areas around what they hold.

    Parameters
    ----------
    areas_df
        `AREA_COLUMNS` without geometry.

    Returns
    -------
    The areas that hold something, with their outline, and what was decided on the way.

    Notes
    -----
    Of a unit that was divided by shares alone nobody knows which piece is whose: it is drawn with the area that holds
    the largest share (the first of equals), and in a theme of areas that may overlap with each.
    """
    members_df, decisions = _members(parts_gdf, base, terms)
    outlines = joined_by([members_df["area_code"]], members_df["geometry"].to_numpy())
    areas_df = areas_df[areas_df["area_code"].isin(parts_gdf["area_code"])]
    shapes: GeometryArray = outlines.reindex(areas_df["area_code"]).to_numpy()
    if not terms.is_overlapping and parts_gdf.geometry.notna().any():
        shapes = _with_common_borders(shapes)
    areas_gdf = gpd.GeoDataFrame(areas_df, geometry=shapes, crs=RD)
    return areas_gdf[list(AREA_COLUMNS)].reset_index(drop=True), decisions


def _members(parts_gdf: gpd.GeoDataFrame, base: Base, terms: Terms) -> tuple[pd.DataFrame, list[Decision]]:
    """Return ``area_code`` and the geometry that each part adds to its area."""
    units = pd.Series(base.units_gdf.geometry.to_numpy(), index=base.units_gdf["code"], dtype="object")
    parts_df = pd.DataFrame(parts_gdf.drop(columns="geometry")).assign(geometry=parts_gdf.geometry.to_numpy())
    is_piece = parts_df["geometry"].notna()
    parts_df.loc[~is_piece, "geometry"] = parts_df.loc[~is_piece, "base_code"].map(units)
    is_undrawn = ~is_piece & parts_df["base_code"].duplicated(keep=False)
    if terms.is_overlapping or not is_undrawn.any():
        return parts_df, []
    by_share = parts_df[is_undrawn].sort_values("share", ascending=False, kind="stable")
    largest = by_share.index[~by_share["base_code"].duplicated()]
    decisions = list(_drawings(parts_df.loc[largest]))
    return parts_df[~is_undrawn | parts_df.index.isin(largest)], decisions


def _drawings(parts_df: pd.DataFrame) -> Iterator[Decision]:
    for part in parts_df.itertuples():
        message = (
            f"{part.base_code} is verdeeld met opgegeven aandelen; op de kaart staat hij bij {part.area_code}, dat het "
            "grootste deel heeft."
        )
        yield Decision("op de kaart", message, unit_code=str(part.base_code), area_code=str(part.area_code))


def _with_common_borders(shapes: GeometryArray) -> GeometryArray:
    """Make neighbours share their border point for point, which a cut does to a hair's breadth only."""
    result = shapes.copy()
    has_shape = ~shapely.is_missing(shapes)
    result[has_shape] = shapely.coverage_clean(shapes[has_shape])  # type: ignore[attr-defined]  # stubs are of 2.1
    return result

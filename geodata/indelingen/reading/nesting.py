"""Clusterings built on one level of CBS, on the units of another: wijken hold buurten, by their codes."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.gebieden.codes import gemeente_code_of
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.indelingen.parts import Weight

PART_COLUMNS = ["area_code", "unit_code", "share", "weight", "geometry"]

_CRUMB_M2 = 1.0


def parts_on_levels(units_gdf: gpd.GeoDataFrame, level: Level) -> gpd.GeoDataFrame:
    """Return which area of one of CBS's own levels each unit lies in, as parts of a clustering.

    Parameters
    ----------
    units_gdf
        ``code`` and ``wijk_code`` of buurten or wijken of one gemeente.
    level
        Gemeente, wijk or buurt.
    """
    codes = units_gdf["code"]
    area_codes = {
        Level.WIJK: units_gdf["wijk_code"].where(units_gdf["wijk_code"].notna(), codes),
        Level.GEMEENTE: codes.map(gemeente_code_of),
    }.get(level, codes)
    columns = {"area_code": area_codes, "unit_code": codes, "share": 1.0, "weight": Weight.NONE.value}
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=[None] * len(codes), crs=RD)


def parts_on_buurten(parts_gdf: gpd.GeoDataFrame, buurten_gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Say of a clustering built on wijken which share of each buurt its areas hold.

    Parameters
    ----------
    parts_gdf
        ``area_code``, ``unit_code`` (wijk), ``share``, ``weight``, and the outline of the piece where the wijk is cut.
    buurten_gdf
        ``code``, ``wijk_code`` and outline.

    Notes
    -----
    A cut wijk cuts the buurten that its piece cuts, by area; divided by a share alone, it divides each buurt by that.
    """
    buurten_df = pd.DataFrame(
        {"unit_code": buurten_gdf["wijk_code"], "code": buurten_gdf["code"], "buurt": buurten_gdf.geometry}
    )
    rows_df = pd.DataFrame(parts_gdf).merge(buurten_df, on="unit_code").assign(unit_code=lambda rows: rows["code"])
    is_drawn = rows_df["geometry"].notna() & rows_df["buurt"].notna()
    kept_df = rows_df[~is_drawn].assign(geometry=None)
    frames = [kept_df[PART_COLUMNS], _cut(rows_df[is_drawn])] if is_drawn.any() else [kept_df[PART_COLUMNS]]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), geometry="geometry", crs=RD)


def _cut(rows_df: pd.DataFrame) -> pd.DataFrame:
    """Cut each buurt by the piece of its wijk; one that lies in the piece whole is not cut."""
    buurten = rows_df["buurt"].to_numpy()
    pieces = shapely.intersection(rows_df["geometry"].to_numpy(), buurten)
    is_whole = shapely.area(buurten) - shapely.area(pieces) < _CRUMB_M2
    cut_df = rows_df.assign(
        share=np.where(is_whole, 1.0, shapely.area(pieces) / shapely.area(buurten)),
        weight=np.where(is_whole, Weight.NONE.value, Weight.AREA.value),
        geometry=pd.Series(pieces, index=rows_df.index).where(~is_whole, None),
    )
    return cut_df[PART_COLUMNS][shapely.area(pieces) > _CRUMB_M2]

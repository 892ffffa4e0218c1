"""Units cut along the outlines of areas."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.gebieden.crs import RD
from geodata.gebieden.repair import GeometryArray
from geodata.indelingen.comparing.ground import IntArray
from geodata.indelingen.examining.shapes import area_parts, joined_by
from geodata.indelingen.parts import UNASSIGNED


def cut_pieces(units_gdf: gpd.GeoDataFrame, codes: Sequence[str], outlines: GeometryArray) -> gpd.GeoDataFrame:
    """Cut units along the outlines of areas that do not overlap.

    Returns
    -------
    A row per connected piece, by unit and area: ``unit_code``, ``area_code`` (`UNASSIGNED` outside all areas) and its
    polygon; a unit that is not cut is one row with its own outline.
    """
    units = units_gdf.geometry.to_numpy()
    areas, touched = shapely.STRtree(units).query(outlines, predicate="intersects")
    shapely.prepare(outlines)
    is_covered = shapely.covers(outlines[areas], units[touched])
    whole, first = np.unique(touched[is_covered], return_index=True)
    whole_df = _pieces(whole, areas[is_covered][first], units[whole])
    is_left = ~np.isin(touched, whole)
    areas, touched = areas[is_left], touched[is_left]
    parts, owners = area_parts(shapely.intersection(units[touched], outlines[areas]))
    inside_df = _pieces(touched[owners], areas[owners], parts)
    outside_df = _outside(units, np.setdiff1d(np.arange(len(units)), whole), inside_df)
    pieces_df = pd.concat([whole_df, inside_df, outside_df]).sort_values(["unit", "area"], kind="stable")
    labels = np.array([*codes, UNASSIGNED], dtype=object)  # the area of what lies outside has number -1: the last
    columns = {
        "unit_code": units_gdf["code"].to_numpy()[pieces_df["unit"]],
        "area_code": labels[pieces_df["area"]],
    }
    return gpd.GeoDataFrame(columns, geometry=pieces_df["geometry"].to_numpy(), crs=RD)


def _pieces(units: IntArray, areas: IntArray, shapes: GeometryArray) -> pd.DataFrame:
    return pd.DataFrame({"unit": units, "area": areas, "geometry": shapes})


def _outside(units: GeometryArray, numbers: IntArray, inside_df: pd.DataFrame) -> pd.DataFrame:
    """Return what is left of units beside the pieces of them that lie inside areas."""
    taken = joined_by([inside_df["unit"]], inside_df["geometry"].to_numpy())
    left = units.copy()
    left[taken.index] = shapely.difference(units[taken.index], taken.to_numpy())
    parts, owners = area_parts(left[numbers])
    return _pieces(numbers[owners], np.full(len(owners), -1), parts)

"""What a unit that is cut is divided by: the addresses in its pieces, else people on a finer grid, else area."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.indelingen.ground import FloatArray
from geodata.indelingen.parts import Weight

_BY_POINTS = (Weight.ADDRESSES, Weight.PEOPLE)


def weights_in(pieces_gdf: gpd.GeoDataFrame, points_gdf: gpd.GeoDataFrame | None, kind: Weight) -> FloatArray:
    """Add up the weights of the points of a kind in each piece of the units that are cut; 0 in the others.

    Parameters
    ----------
    points_gdf
        ``weight``, ``kind`` and points; one on a border counts in the largest piece that it touches.
    """
    totals = np.zeros(len(pieces_gdf))
    if points_gdf is None:
        return totals
    points_gdf = points_gdf[points_gdf["kind"] == kind.value]
    cut = np.flatnonzero(pieces_gdf["unit_code"].duplicated(keep=False))
    outlines = pieces_gdf.geometry.to_numpy()[cut]
    cut = cut[np.argsort(-shapely.area(outlines), kind="stable")]
    pieces, points = shapely.STRtree(points_gdf.geometry.to_numpy()).query(
        pieces_gdf.geometry.to_numpy()[cut], predicate="intersects"
    )
    # the query answers in the order of the pieces: the largest first
    points, first = np.unique(points, return_index=True)
    np.add.at(totals, cut[pieces[first]], points_gdf["weight"].to_numpy(dtype=np.float64)[points])
    return totals


def divided_parts(pieces_gdf: gpd.GeoDataFrame, points_gdf: gpd.GeoDataFrame | None) -> pd.DataFrame:
    """Join the pieces of each area in each unit, and give each its share of the unit.

    Parameters
    ----------
    pieces_gdf
        ``unit_code``, ``area_code``, ``area_m2`` and polygons.

    Returns
    -------
    ``area_code``, ``base_code``, ``share``, ``weight``, ``geometry`` (None where a unit is whole).
    """
    sums: dict[str, Any] = {kind.value: weights_in(pieces_gdf, points_gdf, kind) for kind in _BY_POINTS}
    sums[Weight.AREA.value] = pieces_gdf["area_m2"].to_numpy()
    keys = ["unit_code", "area_code"]
    grouped = pd.DataFrame(pieces_gdf[keys]).assign(**sums).groupby(keys, sort=False)
    parts_df = grouped.sum().assign(geometry=_joined(pieces_gdf, keys)).reset_index()
    totals_df = parts_df.groupby("unit_code")[list(sums)].transform("sum")
    is_whole = ~parts_df["unit_code"].duplicated(keep=False)
    weight = (totals_df > 0).idxmax(axis=1)
    chosen = list(sums).index
    columns = weight.map(chosen).to_numpy()
    rows = np.arange(len(parts_df))
    shares = parts_df[list(sums)].to_numpy()[rows, columns] / totals_df.to_numpy()[rows, columns]
    return pd.DataFrame(
        {
            "area_code": parts_df["area_code"],
            "base_code": parts_df["unit_code"],
            "share": np.where(is_whole, 1.0, shares),
            "weight": weight.mask(is_whole, Weight.NONE.value),
            "geometry": parts_df["geometry"].where(~is_whole, None),
        }
    )


def _joined(pieces_gdf: gpd.GeoDataFrame, keys: list[str]) -> pd.Series:
    """Join the polygons of each group, by the same keys in the same order."""
    is_alone = ~pieces_gdf.duplicated(keys, keep=False)
    groups = pd.DataFrame(pieces_gdf[keys]).assign(geometry=pieces_gdf.geometry.to_numpy())
    joined = (
        groups[~is_alone].groupby(keys, sort=False)["geometry"].agg(lambda parts: shapely.union_all(parts.to_numpy()))
    )
    return pd.concat([groups[is_alone].set_index(keys)["geometry"], joined])

"""What a unit that is cut is divided by: the addresses in its pieces, else people on a finer grid, else area."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indelingen.examining.shapes import joined_by
from geodata.indelingen.parts import Weight

_PREFERENCE = (Weight.ADDRESSES, Weight.PEOPLE, Weight.AREA)
_KEYS = ["unit_code", "area_code"]


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
    outlines = pieces_gdf.geometry.to_numpy()
    cut = np.flatnonzero(pieces_gdf["unit_code"].duplicated(keep=False))
    cut = cut[np.argsort(-shapely.area(outlines[cut]), kind="stable")]
    tree = shapely.STRtree(points_gdf.geometry.to_numpy())
    pieces, points = tree.query(outlines[cut], predicate="intersects")
    # The answer is in the order of the pieces, so that the first one of a point is the largest.
    points, first = np.unique(points, return_index=True)
    np.add.at(totals, cut[pieces[first]], points_gdf["weight"].to_numpy(dtype=np.float64)[points])
    return totals


def divided_parts(pieces_gdf: gpd.GeoDataFrame, points_gdf: gpd.GeoDataFrame | None) -> pd.DataFrame:
    """Join the pieces of each area in each unit, and give each its share of the unit.

    Parameters
    ----------
    pieces_gdf
        ``unit_code``, ``area_code``, ``area_m2``, ``addresses`` and polygons.

    Returns
    -------
    ``area_code``, ``base_code``, ``share``, ``weight``, ``geometry`` (None where a unit is whole).
    """
    people = weights_in(pieces_gdf, points_gdf, Weight.PEOPLE)
    by_kind = dict(zip(_PREFERENCE, (pieces_gdf["addresses"], people, pieces_gdf["area_m2"]), strict=True))
    sums_df = pd.DataFrame(pieces_gdf[_KEYS]).assign(**by_kind).groupby(_KEYS, sort=False).sum()
    totals_df = sums_df.groupby("unit_code", sort=False).transform("sum")
    chosen = (totals_df > 0).to_numpy().argmax(axis=1)  # the first kind of which the unit has any
    rows = np.arange(len(sums_df))
    shares = sums_df.to_numpy()[rows, chosen] / totals_df.to_numpy()[rows, chosen]
    parts_df = sums_df.index.to_frame(index=False)
    is_whole = ~parts_df["unit_code"].duplicated(keep=False).to_numpy()
    outlines = joined_by([pieces_gdf[key] for key in _KEYS], pieces_gdf.geometry.to_numpy())
    return pd.DataFrame(
        {
            "area_code": parts_df["area_code"],
            "base_code": parts_df["unit_code"],
            "share": np.where(is_whole, 1.0, shares),
            "weight": np.where(is_whole, Weight.NONE.value, np.array(_PREFERENCE, dtype=object)[chosen]),
            "geometry": outlines.where(~is_whole, None).to_numpy(),
        }
    )

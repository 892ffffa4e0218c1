"""What the units of two years have in common and what lies outside, how wide it is, and who lives there."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.gebieden.crs import require_rd
from geodata.gebieden.overlay import OVERLAY_COLUMNS, coverage_overlay
from geodata.gebieden.repair import GeometryArray
from geodata.indelingen.comparing.ground import FloatArray
from geodata.indelingen.examining.shapes import are_narrow, area_parts, shown_widths_m

GROUND_COLUMNS = ("code", "other_code", "area_m2", "is_identical", "tolerance_m2", "width_m", "weight")

SAME_WITHIN_M = 0.05
"""Vertices of two years this near are one: a border that did not move may be drawn anew, millimetres off."""

_NUMERIC_NOISE_M2 = 0.01
# A unit may itself be narrower than a sliver: what is the better part of it is never one.
_HALF = 0.5


def common_ground(
    from_gdf: gpd.GeoDataFrame, to_gdf: gpd.GeoDataFrame, *, points_gdf: gpd.GeoDataFrame | None, sliver_m: float
) -> pd.DataFrame:
    """Measure what each unit of one year has in common with each of another, and what lies outside the other year.

    Parameters
    ----------
    from_gdf, to_gdf
        Units with ``code`` and a valid outline in RD New, one row per code; rows without outline are passed over.
    points_gdf
        Addresses or inhabitants in RD New with ``weight``, or None.
    sliver_m
        Width up to which ground is measured.

    Returns
    -------
    Columns and rows of `geodata.gebieden.overlay.coverage_overlay`, with `SAME_WITHIN_M` but never more than
    `sliver_m`; besides, a row without ``other_code`` for what of a unit lies outside every unit of `to_gdf`, and one
    without ``code`` for what of those lies outside every unit of `from_gdf`. ``width_m``: where the ground is less than
    half of either unit and nowhere wider than `sliver_m`, how wide it is at most, else missing. ``weight``: of the
    points in it, missing without `points_gdf`.

    Raises
    ------
    geodata.gebieden.crs.NotRdError
        Units or points are not in RD New.
    """
    inner_df = coverage_overlay(from_gdf, to_gdf, same_within_m=min(SAME_WITHIN_M, sliver_m))
    inner_df = inner_df.astype({"code": "str", "other_code": "str"}).assign(piece=None)
    outlines, other_outlines = _outlines(from_gdf), _outlines(to_gdf)
    turned_df = inner_df.rename(columns={"code": "other_code", "other_code": "code"})
    lost_df = _outside(outlines, other_outlines, inner_df.assign(tolerance_m2=0.0))
    gained_df = _outside(other_outlines, outlines, turned_df).rename(columns={"code": "other_code"})
    ground_df = pd.concat([inner_df, lost_df, gained_df], ignore_index=True)
    ground_df = ground_df.reindex(columns=[*OVERLAY_COLUMNS, "piece"]).astype({"code": "str", "other_code": "str"})
    ground_df["width_m"] = _narrow_widths_m(ground_df, outlines, other_outlines, sliver_m)
    ground_df["weight"] = np.nan if points_gdf is None else _weights(ground_df, outlines, other_outlines, points_gdf)
    return ground_df[list(GROUND_COLUMNS)]


def _outlines(gdf: gpd.GeoDataFrame) -> gpd.GeoSeries:
    require_rd(gdf)
    drawn_gdf = gdf[~(gdf.geometry.isna() | gdf.geometry.is_empty)]
    return drawn_gdf.set_index(drawn_gdf["code"].astype("str")).geometry


def _outside(outlines: gpd.GeoSeries, covers: gpd.GeoSeries, inner_df: pd.DataFrame) -> pd.DataFrame:
    """Cut out what of units the other year does not cover; not what is missing by rounding or by the tolerance."""
    by_unit = inner_df.groupby("code")
    covered_m2 = by_unit["area_m2"].sum() + by_unit["tolerance_m2"].max()
    uncovered = outlines[outlines.area > covered_m2.reindex(outlines.index, fill_value=0.0) + _NUMERIC_NOISE_M2]
    others = inner_df[inner_df["code"].isin(uncovered.index)].groupby("code")["other_code"]
    unions = {code: shapely.union_all(covers.loc[codes].to_numpy()) for code, codes in others}
    cut = [
        shapely.difference(outline, unions.get(code)) if code in unions else outline
        for code, outline in uncovered.items()
    ]
    pieces = np.array(cut, dtype=object)
    return pd.DataFrame(
        {
            "code": uncovered.index,
            "area_m2": shapely.area(pieces),
            "is_identical": False,
            "tolerance_m2": 0.0,
            "piece": pieces,
        }
    )


def _narrow_widths_m(
    ground_df: pd.DataFrame, outlines: gpd.GeoSeries, other_outlines: gpd.GeoSeries, sliver_m: float
) -> pd.Series:
    """Bound the width of narrow ground: by the circle of its area where that is narrow enough, else measured."""
    whole_m2 = np.fmin(ground_df["code"].map(outlines.area), ground_df["other_code"].map(other_outlines.area))
    widths: pd.Series[float] = (2 * np.sqrt(ground_df["area_m2"] / np.pi)).where(
        ground_df["area_m2"] < _HALF * whole_m2
    )
    open_df = ground_df[widths > sliver_m]
    pieces = open_df["piece"].to_numpy(dtype=object).copy()
    is_common = open_df["piece"].isna().to_numpy()
    pieces[is_common] = shapely.intersection(
        outlines.loc[open_df.loc[is_common, "code"]].to_numpy(),
        other_outlines.loc[open_df.loc[is_common, "other_code"]].to_numpy(),
    )
    widths.loc[open_df.index] = _widest_m(pieces, sliver_m)
    return widths


def _widest_m(pieces: GeometryArray, sliver_m: float) -> FloatArray:
    """Measure how wide the widest part of each piece is; missing where a part is wider than a sliver."""
    parts, owners = area_parts(pieces)
    is_wide = np.zeros(len(pieces), dtype=bool)
    is_wide[owners[~are_narrow(parts, sliver_m)]] = True
    measured = ~is_wide[owners]
    widths = np.zeros(len(pieces))
    np.maximum.at(widths, owners[measured], shown_widths_m(parts[measured]))
    return np.where(is_wide, np.nan, np.minimum(widths, sliver_m))


def _weights(
    ground_df: pd.DataFrame, outlines: gpd.GeoSeries, other_outlines: gpd.GeoSeries, points_gdf: gpd.GeoDataFrame
) -> pd.Series:
    """Add up the weight of the points on each row's ground."""
    require_rd(points_gdf)
    points_df = pd.DataFrame(
        {
            "code": _units_of_points(points_gdf, outlines),
            "other_code": _units_of_points(points_gdf, other_outlines),
            "weight": points_gdf["weight"].to_numpy(dtype=np.float64),
        }
    )
    sums_df = points_df.groupby(["code", "other_code"], dropna=False, as_index=False)["weight"].sum()
    weights: pd.Series = ground_df[["code", "other_code"]].merge(sums_df, how="left")["weight"]
    return weights.fillna(0.0)


def _units_of_points(points_gdf: gpd.GeoDataFrame, outlines: gpd.GeoSeries) -> pd.Series:
    """Give the unit in which each point lies: the first of those that share it on their border; missing outside all."""
    points, units = shapely.STRtree(outlines.to_numpy()).query(points_gdf.geometry.to_numpy(), predicate="intersects")
    codes = pd.Series(outlines.index.to_numpy()[units], index=points, dtype="str").sort_index(kind="stable")
    return codes[~codes.index.duplicated()].reindex(range(len(points_gdf)))

"""Units cut along the outlines of areas, and the narrow pieces of that given to the piece beside them."""

from collections.abc import Iterator, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.gebieden.coverage import widths_m
from geodata.gebieden.crs import RD
from geodata.gebieden.repair import GeometryArray
from geodata.indelingen.drawn import NUMERIC_NOISE_M
from geodata.indelingen.findings import area_text, dutch
from geodata.indelingen.narrow import are_narrow
from geodata.indelingen.parts import UNASSIGNED, Decision, Terms

_TOUCHING_M = 0.01


def cut_pieces(units_gdf: gpd.GeoDataFrame, codes: Sequence[str], outlines: GeometryArray) -> gpd.GeoDataFrame:
    """Cut units along the outlines of areas that do not overlap.

    Returns
    -------
    A row per connected piece, by unit: ``unit_code``, ``area_code`` (`UNASSIGNED` outside all areas) and its polygon; a
    unit that is not cut is one row with its own outline.
    """
    units, unit_codes = units_gdf.geometry.to_numpy(), units_gdf["code"].to_numpy()
    area_codes = np.array([*codes, ""], dtype=object)[:-1]
    areas_of_pair, units_of_pair = shapely.STRtree(units).query(outlines, predicate="intersects")
    shapely.prepare(outlines)
    is_covered = shapely.covers(outlines[areas_of_pair], units[units_of_pair])
    whole = pd.Series(area_codes[areas_of_pair[is_covered]], index=units_of_pair[is_covered], dtype="object")
    whole = whole[~whole.index.duplicated()]
    is_cut = ~np.isin(units_of_pair, whole.index)
    areas_of_pair, units_of_pair = areas_of_pair[is_cut], units_of_pair[is_cut]
    inside = shapely.intersection(units[units_of_pair], outlines[areas_of_pair])
    parts, owners = shapely.get_parts(inside, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    owners = owners[inner]
    inside_df = pd.DataFrame({"unit": units_of_pair[owners], "area_code": area_codes[areas_of_pair[owners]]})
    inside_df = inside_df.assign(geometry=parts)[shapely.area(parts) > 0]
    outside_df = _outside(units, np.setdiff1d(np.arange(len(units)), whole.index), inside_df)
    whole_df = pd.DataFrame({"unit": whole.index, "area_code": whole, "geometry": units[whole.index]})
    pieces_df = pd.concat([whole_df, inside_df, outside_df], ignore_index=True)
    pieces_df = pieces_df.sort_values(["unit", "area_code"], kind="stable", ignore_index=True)
    pieces_df = pieces_df.assign(unit_code=unit_codes[pieces_df["unit"].to_numpy(dtype=np.int64)]).drop(columns="unit")
    return gpd.GeoDataFrame(pieces_df, geometry="geometry", crs=RD)


def _outside(units: GeometryArray, numbers: np.ndarray, inside_df: pd.DataFrame) -> pd.DataFrame:
    """Return what is left of units beside the pieces of them that lie inside areas."""
    joined = inside_df.groupby("unit")["geometry"].agg(lambda pieces: shapely.union_all(pieces.to_numpy()))
    taken = joined.reindex(numbers).to_numpy()
    is_touched = ~shapely.is_missing(taken)
    left = units[numbers].copy()
    left[is_touched] = shapely.difference(left[is_touched], taken[is_touched])
    parts, owners = shapely.get_parts(left, return_index=True)
    outside_df = pd.DataFrame({"unit": numbers[owners], "area_code": UNASSIGNED, "geometry": parts})
    return outside_df[shapely.area(parts) > 0]


def settled_pieces(pieces_gdf: gpd.GeoDataFrame, addresses: np.ndarray, terms: Terms) -> gpd.GeoDataFrame:
    """Give the pieces that are not the owner's to the pieces beside them.

    Parameters
    ----------
    pieces_gdf
        As `cut_pieces` returns them.
    addresses
        Number of addresses in each piece.

    Returns
    -------
    The same with the area that each piece ends up in, ``drawn_code`` (the area that it was drawn in), ``is_moved`` and
    ``is_narrow``.
    """
    pieces_gdf = pieces_gdf.assign(drawn_code=pieces_gdf["area_code"], area_m2=pieces_gdf.area, is_narrow=False)
    is_cut = pieces_gdf["unit_code"].duplicated(keep=False)
    cut_gdf = pieces_gdf[is_cut]
    is_narrow = are_narrow(cut_gdf.geometry.to_numpy(), terms.sliver_width_m)
    has_address = addresses[is_cut] > 0
    is_real = ~is_narrow | has_address
    if not terms.may_leave_out and terms.rest_name is None:
        is_known = cut_gdf.assign(known=has_address).groupby("unit_code")["known"].transform("any")
        is_real &= ~((cut_gdf["area_code"] == UNASSIGNED) & is_known & ~has_address).to_numpy()
    is_real |= _are_only_hope(cut_gdf, is_real)
    hosts = _hosts(cut_gdf, is_real)
    pieces_gdf.loc[hosts.index, "area_code"] = pieces_gdf.loc[hosts, "area_code"].to_numpy()
    pieces_gdf.loc[cut_gdf.index, "is_narrow"] = is_narrow
    return pieces_gdf.assign(is_moved=pieces_gdf["area_code"] != pieces_gdf["drawn_code"])


def _are_only_hope(cut_gdf: gpd.GeoDataFrame, is_real: np.ndarray) -> np.ndarray:
    """Mark the largest piece of each unit of which no piece is real."""
    has_real = cut_gdf.assign(real=is_real).groupby("unit_code")["real"].transform("any")
    largest = cut_gdf[~has_real].groupby("unit_code")["area_m2"].idxmax()
    return np.asarray(cut_gdf.index.isin(largest))


def _hosts(cut_gdf: gpd.GeoDataFrame, is_real: np.ndarray) -> pd.Series:
    """Find for each piece that is not real the real piece of its unit with the longest common border."""
    real_gdf, other_gdf = cut_gdf[is_real], cut_gdf[~is_real]
    largest = real_gdf.sort_values("area_m2").drop_duplicates("unit_code", keep="last")
    hosts = other_gdf["unit_code"].map(pd.Series(largest.index, index=largest["unit_code"]))
    borders_df = _common_borders(other_gdf, real_gdf)
    longest = borders_df.sort_values("length_m").drop_duplicates("piece", keep="last").set_index("piece")["host"]
    hosts.update(longest)
    return hosts.astype(np.int64)


def _common_borders(other_gdf: gpd.GeoDataFrame, real_gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    """Measure how long the edges of pieces are that lie along real pieces of the same unit: piece, host, length_m."""
    rings, piece_of_ring = shapely.get_rings(other_gdf.geometry.to_numpy(), return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(ring_of_point[1:] == ring_of_point[:-1])
    steps = points[starts + 1] - points[starts]
    middles = shapely.points(points[starts] + steps / 2)
    tree = shapely.STRtree(real_gdf.geometry.to_numpy())
    edges, reals = tree.query(middles, predicate="dwithin", distance=_TOUCHING_M)
    pieces = piece_of_ring[ring_of_point[starts[edges]]]
    is_same = other_gdf["unit_code"].to_numpy()[pieces] == real_gdf["unit_code"].to_numpy()[reals]
    borders_df = pd.DataFrame(
        {
            "piece": other_gdf.index.to_numpy()[pieces],
            "host": real_gdf.index.to_numpy()[reals],
            "length_m": np.hypot(*steps[edges].T),
        }
    )[is_same]
    return borders_df.groupby(["piece", "host"], sort=False)["length_m"].sum().reset_index()


def piece_decisions(pieces_gdf: gpd.GeoDataFrame, terms: Terms) -> Iterator[Decision]:
    """List the pieces that went to another area than they were drawn in, joined per unit and pair of areas."""
    moved_gdf = pieces_gdf[pieces_gdf["is_moved"]]
    moved_gdf = moved_gdf.assign(width_m=widths_m(moved_gdf.geometry.to_numpy()))
    moved_gdf = moved_gdf[moved_gdf["width_m"] > NUMERIC_NOISE_M]
    keys = ["unit_code", "area_code", "drawn_code", "is_narrow"]
    sums_df = moved_gdf.groupby(keys, sort=False).agg(area_m2=("area_m2", "sum"), width_m=("width_m", "max"))
    for row in sums_df.reset_index().itertuples():
        drawn = f"in {row.drawn_code}" if row.drawn_code else "buiten alle vlakken"
        given = f"aan {row.area_code} gegeven" if row.area_code else "buiten de indeling gelaten"
        why = f"smaller dan {dutch(terms.sliver_width_m)} m" if row.is_narrow else "er ligt geen adres"
        size = f"{area_text(row.area_m2)}, hooguit {dutch(row.width_m, 1)} m breed"
        message = f"Van {row.unit_code} ligt {size}, {drawn}; dat is {given}, want {why}."
        kind = "strook" if row.is_narrow else "onbewoond buiten de vlakken"
        codes = (row.unit_code, row.area_code or None, row.drawn_code or None)
        yield Decision(kind, message, *codes, float(row.area_m2), float(row.width_m))

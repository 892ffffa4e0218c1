"""Pieces that are the drawing's, not the owner's: given to the piece of the same unit beside them."""

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indelingen.examining.findings import area_text, dutch
from geodata.indelingen.examining.shapes import NUMERIC_NOISE_M, BoolArray, are_narrow, shown_widths_m
from geodata.indelingen.parts import UNASSIGNED, Decision, Terms

_STEP_M = 5.0
_LENGTH_DECIMALS = 2


def settled_pieces(pieces_gdf: gpd.GeoDataFrame, addresses: FloatArray, terms: Terms) -> gpd.GeoDataFrame:
    """Give the pieces that are not the owner's to the pieces beside them.

    Parameters
    ----------
    pieces_gdf
        As `geodata.indelingen.examining.cutting.cut_pieces` returns them.
    addresses
        Number of addresses in each piece.

    Returns
    -------
    The same with the area that each piece ends up in, ``drawn_code`` (the area that it was drawn in), ``area_m2``,
    ``addresses``, ``is_narrow`` (nowhere wider than the terms allow; False where the unit is not cut).
    """
    pieces_gdf = pieces_gdf.assign(
        drawn_code=pieces_gdf["area_code"], area_m2=pieces_gdf.area, addresses=addresses, is_narrow=False
    )
    cut_gdf = pieces_gdf[pieces_gdf["unit_code"].duplicated(keep=False)]
    cut_gdf = cut_gdf.assign(is_narrow=are_narrow(cut_gdf.geometry.to_numpy(), terms.sliver_width_m))
    hosts = _hosts(cut_gdf, _are_real(cut_gdf, terms))
    pieces_gdf.loc[cut_gdf.index, "is_narrow"] = cut_gdf["is_narrow"]
    pieces_gdf.loc[hosts.index, "area_code"] = pieces_gdf.loc[hosts, "area_code"].to_numpy()
    return pieces_gdf


def _are_real(cut_gdf: gpd.GeoDataFrame, terms: Terms) -> BoolArray:
    """Tell which pieces stay where they were drawn; of each unit at least the largest does."""
    has_address = cut_gdf["addresses"] > 0
    is_real = ~cut_gdf["is_narrow"] | has_address
    if not terms.may_leave_out and terms.rest_name is None:
        # What lies outside all areas was not meant to: a strip, or water as far as the addresses of the unit tell.
        is_known = has_address.groupby(cut_gdf["unit_code"]).transform("any")
        is_real &= ~((cut_gdf["area_code"] == UNASSIGNED) & (cut_gdf["is_narrow"] | (is_known & ~has_address)))
    is_lost = ~is_real.groupby(cut_gdf["unit_code"]).transform("any")
    largest = cut_gdf[is_lost].groupby("unit_code")["area_m2"].idxmax()
    real: BoolArray = is_real.to_numpy(dtype=bool) | cut_gdf.index.isin(largest)
    return real


def _hosts(cut_gdf: gpd.GeoDataFrame, is_real: BoolArray) -> pd.Series:
    """Find for each piece that is not real the real one of its unit along most of its border, else the largest."""
    real_gdf, other_gdf = cut_gdf[is_real], cut_gdf[~is_real]
    by_size = ["area_m2", "area_code"]  # of equals the order in the file must not decide
    largest = real_gdf.sort_values(by_size).drop_duplicates("unit_code", keep="last")
    hosts: pd.Series = other_gdf["unit_code"].map(pd.Series(largest.index, index=largest["unit_code"]))
    borders_df = _common_borders(other_gdf, real_gdf).join(real_gdf[by_size], on="host")
    borders_df = borders_df.sort_values(["length_m", *by_size]).drop_duplicates("piece", keep="last")
    hosts.update(borders_df.set_index("piece")["host"])
    return hosts.astype("int64")


def _common_borders(other_gdf: gpd.GeoDataFrame, real_gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    """Measure how long the edges of pieces are that lie along real pieces of the same unit: piece, host, length_m."""
    # An edge may lie along several pieces: each step of it is taken to lie along what its middle touches.
    stepped = shapely.segmentize(other_gdf.geometry.to_numpy(), _STEP_M)
    rings, piece_of_ring = shapely.get_rings(stepped, return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(ring_of_point[1:] == ring_of_point[:-1])
    steps = points[starts + 1] - points[starts]
    middles = shapely.STRtree(np.asarray(shapely.points(points[starts] + steps / 2)))
    reals, edges = middles.query(real_gdf.geometry.to_numpy(), predicate="dwithin", distance=NUMERIC_NOISE_M)
    pieces = piece_of_ring[ring_of_point[starts[edges]]]
    is_same = other_gdf["unit_code"].to_numpy()[pieces] == real_gdf["unit_code"].to_numpy()[reals]
    columns: dict[str, Any] = {
        "piece": other_gdf.index.to_numpy()[pieces],
        "host": real_gdf.index.to_numpy()[reals],
        "length_m": np.hypot(*steps[edges].T),
    }
    lengths: pd.Series = pd.DataFrame(columns)[is_same].groupby(["piece", "host"], sort=False)["length_m"].sum()
    return lengths.round(_LENGTH_DECIMALS).reset_index()


def piece_decisions(pieces_gdf: gpd.GeoDataFrame, terms: Terms) -> Iterator[Decision]:
    """List the pieces that went to another area than they were drawn in, joined per unit and pair of areas."""
    moved_gdf = pieces_gdf[pieces_gdf["area_code"] != pieces_gdf["drawn_code"]]
    moved_gdf = moved_gdf[~are_narrow(moved_gdf.geometry.to_numpy(), NUMERIC_NOISE_M)]
    moved_gdf = moved_gdf.assign(width_m=shown_widths_m(moved_gdf.geometry.to_numpy()))
    grouped = moved_gdf.groupby(["unit_code", "area_code", "drawn_code", "is_narrow"], sort=False)
    sums_df = grouped.agg(area_m2=("area_m2", "sum"), width_m=("width_m", "max"), addresses=("addresses", "sum"))
    for row in sums_df.reset_index().to_dict("records"):
        codes = (row["unit_code"], row["area_code"] or None, row["drawn_code"] or None)
        kind = "strook" if row["is_narrow"] else "onbewoond buiten de vlakken"
        yield Decision(kind, _sentence(row, terms), *codes, row["area_m2"], row["width_m"])


def _sentence(row: dict[Any, Any], terms: Terms) -> str:
    drawn = f"in {row['drawn_code']}" if row["drawn_code"] else "buiten alle vlakken"
    given = f"aan {row['area_code']} gegeven" if row["area_code"] else "buiten de indeling gelaten"
    why = f"nergens breder dan {dutch(terms.sliver_width_m)} m" if row["is_narrow"] else "er ligt geen adres"
    addresses = f" met {dutch(row['addresses'])} adressen" if row["addresses"] else ""
    size = f"{area_text(row['area_m2'])}{addresses}, hooguit {dutch(row['width_m'], 1)} m breed"
    return f"Van {row['unit_code']} ligt {size}, {drawn}; dat is {given}: {why}."

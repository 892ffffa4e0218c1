"""Shares of units that a table gives: what is no share, what adds up to more or less than a whole, what is left."""

from collections.abc import Iterator

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from geodata.indelingen.examining.findings import Finding, Severity, share_text
from geodata.indelingen.parts import UNASSIGNED, Base, Decision, Weight

SHARE_TOLERANCE = 0.01
"""Three times 33 per cent is a whole."""

SAME_SHARE = 1e-9
_DECIMALS = 9
_NOTHING_M2 = 1.0


def bad_shares(rows_df: pd.DataFrame) -> Iterator[Finding]:
    """Name rows of which the share is none."""
    for row in rows_df.to_dict("records"):
        message = f"Rij {row['row']}: het aandeel van {row['code']} is geen getal boven 0 tot en met 1 (of 100%)."
        yield Finding("aandeel", Severity.ERROR, message, row=int(row["row"]), code=row["code"])


def held_too_much(held_df: pd.DataFrame) -> Iterator[Finding]:
    """Name units that areas hold more than once over, with the areas and their rows."""
    totals = held_df.groupby("base_code")["share"].sum()
    for code in totals[(totals - 1).round(_DECIMALS) > SHARE_TOLERANCE].index:
        rows_df = held_df[held_df["base_code"] == code]
        shown = " en ".join(f"{row['area_code']} (rij {row['row']})" for row in rows_df.to_dict("records"))
        message = (
            f"{code} is meer dan eens ingedeeld, bij {shown}: samen {share_text(totals[code])}. "
            "Kies er een, of geef aandelen die samen 100% zijn."
        )
        yield Finding("meer dan eens ingedeeld", Severity.ERROR, message, int(rows_df["row"].iloc[-1]), str(code))


def joined_parts(held_df: pd.DataFrame, base: Base) -> pd.DataFrame:
    """Join what an area holds of a unit in several pieces; together they may be the whole unit."""
    keys = ["area_code", "base_code"]
    if not held_df.duplicated(keys).any():
        return held_df
    grouped = held_df.groupby(keys, sort=False)
    joined_df = grouped.agg(share=("share", "sum"), weight=("weight", "first"), geometry=("geometry", _union))
    joined_df = joined_df.reset_index()
    units_m2 = joined_df["base_code"].map(base.units_gdf.set_index("code").area)
    is_piece = shapely.area(joined_df["geometry"].to_numpy()) < units_m2 - _NOTHING_M2
    is_whole = (joined_df["share"] > 1 - SAME_SHARE) & ~is_piece
    return joined_df.assign(
        share=joined_df["share"].clip(upper=1.0),
        weight=joined_df["weight"].mask(is_whole, Weight.NONE.value),
        geometry=joined_df["geometry"].where(~is_whole, None),
    )


def _union(pieces: pd.Series) -> Geometry | None:
    return None if pieces.isna().any() else shapely.union_all(pieces.to_numpy())


def made_whole(parts_df: pd.DataFrame, base: Base) -> tuple[pd.DataFrame, list[Decision]]:
    """Bring shares that are rounded to a whole, and add what no area holds."""
    totals = parts_df.groupby("base_code")["share"].sum().reindex(base.units_gdf["code"], fill_value=0.0)
    left = (1 - totals).round(_DECIMALS)
    is_rounded = (left != 0) & (left.abs() <= SHARE_TOLERANCE)
    factors = (1 / totals).where(is_rounded, 1.0).reindex(parts_df["base_code"]).to_numpy()
    parts_df = parts_df.assign(share=(parts_df["share"] * factors).clip(upper=1.0))
    decisions = list(_roundings(totals[is_rounded]))
    left_df = _left_over(left[left > SHARE_TOLERANCE], parts_df, base)
    return pd.concat([parts_df, left_df], ignore_index=True), decisions


def _roundings(totals: pd.Series) -> Iterator[Decision]:
    for code, total in totals.items():
        message = f"De aandelen van {code} zijn samen {share_text(total)}; dat is naar 100% gebracht."
        yield Decision("aandelen afgerond", message, unit_code=str(code))


def _left_over(left: pd.Series, parts_df: pd.DataFrame, base: Base) -> pd.DataFrame:
    """Make parts of no area of what is left of units: with its outline where the outlines of the others are known."""
    held = parts_df[parts_df["base_code"].isin(left.index)].groupby("base_code")
    weights, pieces = held["weight"].first(), held["geometry"].agg(_union).dropna()
    outlines = base.units_gdf.set_index("code").geometry.loc[pieces.index]
    outsides = pd.Series(shapely.difference(outlines.to_numpy(), pieces.to_numpy()), index=pieces.index, dtype="object")
    left_df = pd.DataFrame({"area_code": UNASSIGNED, "base_code": left.index, "share": left.to_numpy()})
    return left_df.assign(
        weight=weights.reindex(left.index).fillna(Weight.NONE.value).to_numpy(),
        geometry=outsides.reindex(left.index).to_numpy(),
    )

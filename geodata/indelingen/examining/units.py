"""A clustering from a table of units: wijken and areas worked out to base units, shares added up."""

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.gebieden.crs import RD
from geodata.indelingen.examining.areas import area_findings, areas_of
from geodata.indelingen.examining.findings import Finding, Severity
from geodata.indelingen.examining.shares import SAME_SHARE, bad_shares, held_too_much, joined_parts, made_whole
from geodata.indelingen.examining.unit_codes import matched_units
from geodata.indelingen.parts import PART_COLUMNS, Base, Decision, Draft, Terms, Weight


def draft_from_units(units_df: pd.DataFrame, base: Base, terms: Terms) -> Draft:
    """Work out who holds what from a table of units.

    Parameters
    ----------
    units_df
        ``code`` as it is written, ``gebied``, ``naam``, ``aandeel`` (share of the unit; NaN where it could not be
        read), ``contact_rol``, ``contact_team``, ``eenheid_naam``, ``row``.

    Notes
    -----
    A row for a wijk stands for its buurten, but for those that have a row of their own. A row for an area of the
    clustering below stands for the parts of that area.
    """
    matched = matched_units(units_df, base)
    rows_df = matched.units_df
    has_share = rows_df["aandeel"].between(0, 1, inclusive="right")
    findings = [
        *matched.findings,
        *area_findings(units_df[units_df["gebied"] != ""]),
        *bad_shares(rows_df[~has_share]),
        *_repeated(rows_df),
    ]
    held_df, decisions = _worked_out(rows_df[has_share].drop_duplicates(["gebied", "code"]), base, terms)
    parts_df = joined_parts(held_df, base)
    if not terms.is_overlapping:
        findings += held_too_much(held_df)
        parts_df, rounded = made_whole(parts_df, base)
        decisions = [*decisions, *rounded]
    parts_gdf = gpd.GeoDataFrame(parts_df[list(PART_COLUMNS)], geometry="geometry", crs=RD)
    return Draft(parts_gdf, areas_of(rows_df, terms), (*matched.decisions, *decisions), tuple(findings))


def _repeated(rows_df: pd.DataFrame) -> Iterator[Finding]:
    for row in rows_df[rows_df.duplicated(["gebied", "code"])].to_dict("records"):
        message = f"Rij {row['row']}: {row['code']} staat al bij gebied {row['gebied']}. Laat een van beide rijen weg."
        yield Finding("dubbele rij", Severity.ERROR, message, row=int(row["row"]), code=row["code"])


def _worked_out(rows_df: pd.DataFrame, base: Base, terms: Terms) -> tuple[pd.DataFrame, list[Decision]]:
    """Replace rows for wijken or areas by rows for base units: `PART_COLUMNS` and ``row``."""
    rows_df = rows_df.rename(columns={"gebied": "area_code"})[["area_code", "code", "aandeel", "row"]]
    if base.indeling_parts_gdf is not None:
        return _parts_of_areas(rows_df, base.indeling_parts_gdf), []
    wijken = base.units_gdf.set_index("code")["wijk_code"].rename_axis("unit")
    is_own = rows_df["code"].isin(wijken.index)
    own_df, wijken_df = rows_df[is_own].assign(unit=rows_df["code"][is_own]), rows_df[~is_own]
    of_wijken_df = wijken_df.merge(wijken.rename("code").reset_index(), on="code")
    # In a theme a buurt may be in several areas, so that its own row speaks for the area of that row only.
    keys = ["area_code", "unit"] if terms.is_overlapping else ["unit"]
    of_wijken_df = of_wijken_df[~_are_among(of_wijken_df, own_df, keys)]
    held_df = pd.concat([own_df, of_wijken_df]).rename(columns={"unit": "base_code", "aandeel": "share"})
    weights = np.where(held_df["share"] > 1 - SAME_SHARE, Weight.NONE.value, Weight.GIVEN.value)
    return held_df.assign(weight=weights, geometry=None), list(_wijk_decisions(wijken_df, of_wijken_df, wijken))


def _are_among(rows_df: pd.DataFrame, others_df: pd.DataFrame, keys: list[str]) -> "pd.Series[bool]":
    """Tell which rows have the keys of one of the others."""
    others = set(others_df[keys].itertuples(index=False, name=None))
    return pd.Series([row in others for row in rows_df[keys].itertuples(index=False, name=None)], rows_df.index, "bool")


def _wijk_decisions(wijken_df: pd.DataFrame, of_wijken_df: pd.DataFrame, wijken: pd.Series) -> Iterator[Decision]:
    """Say for which buurten a wijk stands."""
    sizes = wijken.value_counts()
    for row in wijken_df.to_dict("records"):
        units = of_wijken_df[(of_wijken_df["code"] == row["code"]) & (of_wijken_df["area_code"] == row["area_code"])]
        size = int(sizes[row["code"]])
        stands_for = f"de {size}" if size == len(units) else f"{len(units)} van de {size}"
        others = "" if size == len(units) else "; de andere hebben een eigen rij"
        message = f"Rij {row['row']}: {row['code']} staat voor {stands_for} buurten van die wijk{others}."
        yield Decision("wijk uitgewerkt", message, unit_code=row["code"], area_code=row["area_code"])


def _parts_of_areas(rows_df: pd.DataFrame, below_gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give each area the parts of the areas of the clustering below; of a share of one, no outline is known."""
    below_df = pd.DataFrame(below_gdf.drop(columns="geometry")).assign(geometry=below_gdf.geometry.to_numpy())
    held_df = rows_df.merge(below_df.rename(columns={"area_code": "code", "share": "part"}), on="code")
    is_whole = held_df["aandeel"] > 1 - SAME_SHARE
    return held_df.assign(
        share=held_df["aandeel"] * held_df["part"],
        weight=held_df["weight"].where(is_whole, Weight.GIVEN.value),
        geometry=held_df["geometry"].where(is_whole, None),
    )

"""From the units of one year to those of another: which share of which old unit each new one got, and how we know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.errors import InvalidInputError
from geodata.gebieden.coverage import SLIVER_WIDTH_M
from geodata.indelingen.years.common_ground import SAME_WITHIN_M, common_ground
from geodata.indelingen.years.namesakes import suggested_pairs

ROW_COLUMNS = ("code", "other_code", "share", "share_of_other", "area_m2", "quality")
PASSED_OVER_COLUMNS = ("code", "other_code", "area_m2", "width_m", "weight", "reason")

# CBS's indelingswijziging; 3 is "boundary changed".
_UNCHANGED, _RECODED = 1, 2
_SHARE_NOISE = 1e-6


class Quality(StrEnum):
    """How it is known what became of an old unit; the value is the Dutch word for it."""

    EQUAL = "gelijk"
    RENUMBERED = "hernummerd"
    LINE_ACCURACY = "binnen de lijnnauwkeurigheid"
    NESTED = "ligt er geheel in"
    AREA = "vlakken"
    POINTS = "punten"
    CODE = "code"
    DECISION = "besluit"
    UNKNOWN = "onbekend"


class PassedOver(StrEnum):
    """Why ground that two units have in common was not counted."""

    SAME_VERTICES = "hoekpunten binnen de tolerantie"
    LINE_ACCURACY = "smaller dan de lijnnauwkeurigheid"
    CBS = "volgens CBS niet gewijzigd"


class DecisionsRefusedError(InvalidInputError):
    """What was decided by hand about old units does not hold."""

    def __init__(self, reasons: Iterable[str]) -> None:
        listed = "\n".join(f"  - {reason}" for reason in reasons)
        super().__init__(f"De besluiten over oude eenheden kloppen niet; verbeter ze:\n{listed}")


@dataclass(frozen=True)
class YearCrosswalk:
    """What became of the units of one year in another.

    Parameters
    ----------
    rows_df
        By ``code`` (old) and ``other_code`` (new): ``share`` of the old unit that is in the new one, ``share_of_other``
        that it makes up of the new one, ``area_m2`` that they have in common (missing where not measured), ``quality``
        (a `Quality`). What falls outside every new unit, or nobody knows where, has no ``other_code``; what of a new
        unit comes from outside every old one, or nobody knows whence, has no ``code``. The shares of an old unit add
        up to 1. So do the shares of a new one, but where a decision by hand does not say how much comes from where:
        those are missing.
    passed_over_df
        Ground that was not counted: ``code``, ``other_code`` (missing: outside), ``area_m2``, ``width_m`` (at most;
        missing where wider than a sliver), ``weight`` (of the points in it, missing without points), ``reason`` (a
        `PassedOver`). With the rows it adds up to the area of each unit that was measured; only what vertices moved
        within the tolerance is in the area of the row already.
    suggestions_df
        For units of which it is not known: ``code``, ``other_code`` and ``reason`` (a `Suggestion`), the best first.
    """

    rows_df: pd.DataFrame
    passed_over_df: pd.DataFrame
    suggestions_df: pd.DataFrame


def year_crosswalk(
    from_gdf: gpd.GeoDataFrame,
    to_gdf: gpd.GeoDataFrame,
    *,
    points_gdf: gpd.GeoDataFrame | None = None,
    decisions_df: pd.DataFrame | None = None,
    sliver_m: float = SLIVER_WIDTH_M,
) -> YearCrosswalk:
    """Find what became of the units of one year in another.

    Parameters
    ----------
    from_gdf, to_gdf
        Units of one level in RD New, one row per code: ``code`` (CBS), ``name`` (may be missing), ``change`` and a
        valid outline (may be missing). ``change`` of `to_gdf` is CBS's indelingswijziging against the year of
        `from_gdf` (1, 2, 3, or missing: not known). CBS compares with the year before: for a span of years pass the
        highest of the span.
    points_gdf
        What to divide units by: addresses or inhabitants as points in RD New with ``weight``. Without, and for a unit
        in which no point lies, by area; ``share_of_other`` likewise.
    decisions_df
        What was decided by hand: ``code``, ``other_code``, ``share``. It holds all rows of an old unit, and should hold
        all old units that went into the new ones.
    sliver_m
        Ground that is nowhere wider is the drawing's, and no change. CBS draws these borders to 10-50 m.

    Raises
    ------
    geodata.gebieden.crs.NotRdError
        Units or points are not in RD New.
    DecisionsRefusedError
        Decisions name units that are not there, or the shares of a unit do not add up to 1; all are named.

    Notes
    -----
    The stronger goes first: a decision by hand; CBS's word that code and boundary are unchanged (1), also where the
    outlines differ, for they are generalised anew; the same outline; common ground. A share that is not counted goes
    back to the rest of the unit, in proportion. Without outlines only CBS's word is left, and the rest is unknown.

    A whole country takes about two seconds where most units are unchanged; some ten where all are redrawn.
    """
    hand_df = _decided(decisions_df, from_gdf, to_gdf)
    by_word = _unchanged_codes(from_gdf, to_gdf) - set(hand_df["code"])
    undrawn = by_word & (_codes_without_outline(from_gdf) | _codes_without_outline(to_gdf))
    ground_df = common_ground(
        from_gdf[~from_gdf["code"].isin(undrawn)],
        to_gdf[~to_gdf["code"].isin(undrawn)],
        points_gdf=points_gdf,
        sliver_m=sliver_m,
    )
    is_by_hand = ground_df["code"].isin(hand_df["code"])
    reasons = _reasons_to_pass_over(ground_df, by_word).mask(is_by_hand)
    measured_df = ground_df[reasons.isna() & ~is_by_hand]
    given_df = _given_rows(hand_df, undrawn, ground_df)
    rows_df = _with_shares(pd.concat([measured_df, given_df], ignore_index=True))
    rows_df["quality"] = _qualities(rows_df, by_word, to_gdf)
    rows_df = _with_unknown(rows_df, from_gdf, to_gdf)
    return YearCrosswalk(
        rows_df.sort_values(["code", "other_code"], ignore_index=True)[list(ROW_COLUMNS)],
        _passed_over(ground_df, reasons),
        _suggestions(rows_df, from_gdf, to_gdf),
    )


def _decided(decisions_df: pd.DataFrame | None, from_gdf: gpd.GeoDataFrame, to_gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    """Check what was decided by hand; nothing decided is a frame without rows."""
    if decisions_df is None:
        return pd.DataFrame({"code": [], "other_code": [], "share": []}).astype({"code": "str", "other_code": "str"})
    faults = list(_decision_faults(decisions_df, set(from_gdf["code"]), set(to_gdf["code"])))
    if faults:
        raise DecisionsRefusedError(faults)
    return decisions_df[["code", "other_code", "share"]].astype({"code": "str", "other_code": "str"})


def _decision_faults(decisions_df: pd.DataFrame, codes: set[str], other_codes: set[str]) -> Iterator[str]:
    yield from (f"{code} is geen oude eenheid" for code in sorted(set(decisions_df["code"]) - codes))
    yield from (
        f"{code} is geen nieuwe eenheid" for code in sorted(set(decisions_df["other_code"].dropna()) - other_codes)
    )
    twice_df = decisions_df[decisions_df.duplicated(["code", "other_code"])]
    yield from (f"{row.code} naar {row.other_code} staat er meer dan eens in" for row in twice_df.itertuples())
    totals = decisions_df.groupby("code")["share"].sum()
    off = totals[(totals - 1).abs() > _SHARE_NOISE]
    yield from (f"de aandelen van {code} zijn samen {total:.6g} in plaats van 1" for code, total in off.items())


def _unchanged_codes(from_gdf: gpd.GeoDataFrame, to_gdf: gpd.GeoDataFrame) -> set[str]:
    """Return the codes of both years of which CBS says that nothing changed."""
    return set(to_gdf.loc[to_gdf["change"].eq(_UNCHANGED).fillna(value=False), "code"]) & set(from_gdf["code"])


def _codes_without_outline(gdf: gpd.GeoDataFrame) -> set[str]:
    return set(gdf.loc[gdf.geometry.isna() | gdf.geometry.is_empty, "code"])


def _reasons_to_pass_over(ground_df: pd.DataFrame, by_word: set[str]) -> pd.Series:
    """Say per row why it is no change that counts; missing where it counts."""
    is_own = ground_df["code"].isin(by_word) & (ground_df["code"] == ground_df["other_code"])
    is_against_word = ground_df["code"].isin(by_word) | ground_df["other_code"].isin(by_word)
    reasons = np.select(
        [is_own, is_against_word, ground_df["width_m"].notna()], ["", PassedOver.CBS, PassedOver.LINE_ACCURACY], ""
    )
    return pd.Series(reasons, index=ground_df.index, dtype="str").replace("", np.nan)


def _given_rows(hand_df: pd.DataFrame, undrawn: set[str], ground_df: pd.DataFrame) -> pd.DataFrame:
    """Make rows of what needs no measuring: decisions by hand, and CBS's word on units without outline."""
    by_code = pd.DataFrame({"code": sorted(undrawn), "other_code": sorted(undrawn), "share": 1.0})
    given_df = pd.concat([hand_df.assign(given=Quality.DECISION.value), by_code.assign(given=Quality.CODE.value)])
    totals_df = ground_df.groupby("code")[["area_m2", "weight"]].sum(min_count=1).reindex(given_df["code"])
    return pd.DataFrame(
        {
            "code": given_df["code"].astype("str"),
            "other_code": given_df["other_code"].astype("str"),
            "area_m2": totals_df["area_m2"].to_numpy() * given_df["share"],
            "weight": totals_df["weight"].to_numpy() * given_df["share"],
            "is_identical": False,
            "tolerance_m2": 0.0,
            "given": given_df["given"].astype("str"),
            "given_share": given_df["share"],
        }
    )


def _with_shares(counted_df: pd.DataFrame) -> pd.DataFrame:
    """Divide each old unit over its new ones, and each new one over its old ones."""
    shares, is_by_points = _shares(counted_df, "code")
    shares_of_other, _ = _shares(counted_df, "other_code")
    return counted_df.assign(
        share=counted_df["given_share"].fillna(shares),
        share_of_other=shares_of_other,
        is_by_points=is_by_points,
        area_m2=counted_df["area_m2"].where(counted_df["given"].isna()),
    )


def _shares(counted_df: pd.DataFrame, column: str) -> tuple[pd.Series, pd.Series]:
    """Divide units by the weight of their points, else by area; missing where a part of the unit was not measured."""
    weights = counted_df.groupby(column)["weight"].transform("sum")
    amounts = counted_df["weight"].where(weights > 0, counted_df["area_m2"])
    by_unit = amounts.groupby(counted_df[column])
    totals = by_unit.transform("sum").where(by_unit.transform("count") == by_unit.transform("size"))
    is_alone = by_unit.transform("size") == 1
    return (amounts / totals).mask(is_alone, 1.0), weights > 0


def _qualities(rows_df: pd.DataFrame, by_word: set[str], to_gdf: gpd.GeoDataFrame) -> pd.Series:
    """Say of each row how it is known."""
    is_alone = rows_df.groupby("code")["code"].transform("size").eq(1) & rows_df["other_code"].notna()
    is_pair = is_alone & rows_df.groupby("other_code")["other_code"].transform("size").eq(1)
    is_exact = rows_df["is_identical"].astype("bool") & rows_df["tolerance_m2"].eq(0)
    is_same_code = rows_df["code"] == rows_df["other_code"]
    changes = rows_df["other_code"].map(to_gdf.set_index("code")["change"].astype("Float64"))
    is_recoded = changes.eq(_RECODED).fillna(value=False).astype("bool")
    found = np.select(
        [
            is_same_code & (rows_df["code"].isin(by_word) | (is_pair & is_exact)),
            is_pair & ~is_same_code & (is_exact | is_recoded),
            is_pair,
            is_alone,
            rows_df["is_by_points"],
        ],
        [Quality.EQUAL, Quality.RENUMBERED, Quality.LINE_ACCURACY, Quality.NESTED, Quality.POINTS],
        Quality.AREA,
    )
    return rows_df["given"].fillna(pd.Series(found, index=rows_df.index, dtype="str"))


def _with_unknown(rows_df: pd.DataFrame, from_gdf: gpd.GeoDataFrame, to_gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    """Add units of which nothing is known; what lies outside may be in one of those, where they have no outline."""
    lost, gained = set(from_gdf["code"]) - set(rows_df["code"]), set(to_gdf["code"]) - set(rows_df["other_code"])
    may_be_in_gained = rows_df["other_code"].isna() & bool(gained & _codes_without_outline(to_gdf))
    may_be_of_lost = rows_df["code"].isna() & bool(lost & _codes_without_outline(from_gdf))
    quality = rows_df["quality"].mask(may_be_in_gained | may_be_of_lost, Quality.UNKNOWN.value)
    unknown_df = pd.concat(
        [
            pd.DataFrame({"code": sorted(lost), "share": 1.0}),
            pd.DataFrame({"other_code": sorted(gained), "share_of_other": 1.0}),
        ]
    )
    unknown_df = unknown_df.assign(quality=Quality.UNKNOWN.value).astype({"code": "str", "other_code": "str"})
    return pd.concat([rows_df.assign(quality=quality), unknown_df], ignore_index=True)


def _passed_over(ground_df: pd.DataFrame, reasons: pd.Series) -> pd.DataFrame:
    """List what was not counted, the largest first, with what the tolerance moved in units that it made the same."""
    is_moved = ground_df["is_identical"] & (ground_df["tolerance_m2"] > 0)
    moved_df = ground_df[is_moved]
    moved_df = moved_df.assign(area_m2=moved_df["tolerance_m2"], width_m=SAME_WITHIN_M, weight=np.nan)
    moved_df["reason"] = PassedOver.SAME_VERTICES.value
    passed_df = ground_df.assign(reason=reasons)[reasons.notna()]
    passed_over_df = pd.concat([passed_df, moved_df], ignore_index=True)[list(PASSED_OVER_COLUMNS)]
    return passed_over_df.sort_values("area_m2", ascending=False, ignore_index=True)


def _suggestions(rows_df: pd.DataFrame, from_gdf: gpd.GeoDataFrame, to_gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    unknown_df = rows_df[rows_df["quality"] == Quality.UNKNOWN.value]
    old_gdf = from_gdf[from_gdf["code"].isin(unknown_df["code"].dropna())]
    new_gdf = to_gdf[to_gdf["code"].isin(unknown_df["other_code"].dropna())]
    return suggested_pairs(old_gdf[["code", "name"]], new_gdf[["code", "name"]])

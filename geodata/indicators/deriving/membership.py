"""Which share of which unit each area of a clustering holds, on the boundaries of any peildatum."""

from datetime import date

import pandas as pd

from geodata.indelingen.parts import Weight
from geodata.indelingen.tables import Indeling
from geodata.indelingen.years.carry_over import SLIVER_SHARE
from geodata.indelingen.years.year_crosswalk import Quality, YearCrosswalk
from geodata.indicators.aggregating.cover import WHOLE
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.queries import parts_of_indeling
from geodata.store.engine import Session

MEMBER_COLUMNS = ("area_code", "unit_code", "share", "area_share", "is_estimated")


def members_on(session: Session, indeling: Indeling, peildatum: date, crosswalks: Crosswalks) -> pd.DataFrame:
    """Return what each area of a clustering holds of the units of a peildatum.

    Returns
    -------
    pandas.DataFrame
        ``area_code``, ``unit_code``, ``share`` (of who lives in the unit), ``area_share`` (of its surface) and
        ``is_estimated``: whether a share is one, or that the unit belongs there at all.

    Raises
    ------
    geodata.indelingen.years.queries.YearNotLoadedError
        The units of that peildatum are not loaded.

    Notes
    -----
    On other boundaries than its own, an area holds of a new unit what that got from the area's old ones, by the
    crosswalk of the two years. A unit of which nobody knows where it came from goes by its code or name, as an
    estimate. Reads the outlines of two years where the peildatum is not the clustering's own.
    """
    members_df = own_members(session, indeling)
    if peildatum == indeling.base_peildatum:
        return members_df
    gemeente_code = str(indeling.gemeente_code)
    place = gemeente_code, indeling.base_level, indeling.base_peildatum, peildatum
    return carried_members(members_df, crosswalks.between(session, *place))


def own_members(session: Session, indeling: Indeling) -> pd.DataFrame:
    """Return what each area of a clustering holds of the units that it was made on."""
    parts = parts_of_indeling(session, indeling.id)
    rows = [
        (
            part.area_code,
            part.unit_code,
            part.share,
            part.share if part.area_share is None else part.area_share,
            part.share < WHOLE and not (part.share == 0 and part.weight == Weight.ADDRESSES),
        )
        for part in parts
    ]
    return pd.DataFrame(rows, columns=list(MEMBER_COLUMNS)).astype({"is_estimated": bool})


def carried_members(members_df: pd.DataFrame, crosswalk: YearCrosswalk) -> pd.DataFrame:
    """Carry what areas hold to the units of another year.

    Parameters
    ----------
    members_df
        ``area_code``, ``unit_code`` (old) and ``share``.

    Returns
    -------
    pandas.DataFrame
        As `members_on`, of the new units. A new unit that comes from one area but for a sliver is wholly in it.
    """
    rows_df = crosswalk.rows_df.dropna(subset=["code", "other_code", "share_of_other"])
    rows_df = rows_df[rows_df["quality"] != Quality.UNKNOWN.value]
    held_df = members_df[["area_code", "unit_code", "share"]].rename(columns={"share": "held"})
    joined_df = rows_df.merge(held_df, left_on="code", right_on="unit_code")
    shares = (joined_df["share_of_other"] * joined_df["held"]).groupby(
        [joined_df["area_code"], joined_df["other_code"]]
    )
    carried_df = shares.sum().rename("share").rename_axis(["area_code", "unit_code"]).reset_index()
    carried_df = carried_df[carried_df["share"] > SLIVER_SHARE]
    is_whole = carried_df["share"] >= 1 - SLIVER_SHARE
    carried_df = carried_df.assign(share=carried_df["share"].mask(is_whole, 1.0), is_estimated=~is_whole)
    named_df = _by_name(held_df, crosswalk.suggestions_df, set(rows_df["other_code"]))
    found_df = pd.concat([carried_df, named_df], ignore_index=True).astype({"is_estimated": bool})
    return found_df.assign(area_share=found_df["share"])[list(MEMBER_COLUMNS)]


def _by_name(held_df: pd.DataFrame, suggestions_df: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """Give units of unknown origin to the areas of the old unit that their code or name points to, as an estimate."""
    best_df = suggestions_df[~suggestions_df["other_code"].isin(known)].drop_duplicates("other_code")
    named_df = best_df.merge(held_df, left_on="code", right_on="unit_code")
    return pd.DataFrame(
        {
            "area_code": named_df["area_code"],
            "unit_code": named_df["other_code"],
            "share": named_df["held"],
            "is_estimated": True,
        }
    )

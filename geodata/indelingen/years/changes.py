"""What CBS's flags of single years say together of a span of years."""

from collections.abc import Collection

import pandas as pd

# CBS, "indelingswijziging": 1 nothing changed since the year before, 2 another code, 3 another boundary.
_BOUNDARY_MOVED = 3


def change_over(flags_df: pd.DataFrame, years: Collection[int]) -> pd.Series:
    """Return what changed of units over a span of years.

    Parameters
    ----------
    flags_df
        ``code``, ``year`` and ``change``, CBS's indelingswijziging of that year against the year before (1, 2, 3;
        missing where it is not known); one row per code and year.
    years
        The years of the span, but the first: what changed in that lies before.

    Returns
    -------
    By code the highest flag of the span. Missing, or not there, where a year or its flag is: what happened in it is not
    known. But a boundary that moved in any year has moved.
    """
    flags = flags_df[flags_df["year"].isin(years)].groupby("code")["change"]
    highest = flags.max()
    return highest.where((flags.count() == len(years)) | (highest == _BOUNDARY_MOVED))

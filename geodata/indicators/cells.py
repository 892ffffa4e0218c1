"""Looks up the figures of one indicator beside those of another, in the same area and period."""

import pandas as pd

_AREA_AND_PERIOD = ["gebied_code", "period"]


def cells_of(observations_df: pd.DataFrame, indicator: str, rows: pd.Index) -> pd.DataFrame:
    """Give, for rows of other indicators, the cell of an indicator in the same area and period.

    Parameters
    ----------
    observations_df
        Observations with ``gebied_code``, ``indicator``, ``period``, ``value``, ``lowest`` and ``highest``.
    rows
        Index labels of the rows to look beside.

    Returns
    -------
    pandas.DataFrame
        ``value``, ``lowest`` and ``highest`` under the labels of ``rows``; NaN where there is no such cell.
    """
    cells = observations_df[observations_df["indicator"] == indicator].drop_duplicates(_AREA_AND_PERIOD)
    beside = observations_df.loc[rows, _AREA_AND_PERIOD].merge(
        cells[[*_AREA_AND_PERIOD, "value", "lowest", "highest"]], how="left", on=_AREA_AND_PERIOD
    )
    return beside.set_axis(rows)[["value", "lowest", "highest"]]

"""The hard bounds of a secret figure, where its secrecy rule gives any."""

import pandas as pd

from geodata.gebieden.codes import gemeente_codes_of
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.cells import cells_of
from geodata.indicators.status import Status


def with_secret_bounds(observations_df: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Give each secret cell the bounds of its secrecy rule.

    Parameters
    ----------
    observations_df
        Observations with ``value``, ``status``, and ``lowest`` and ``highest`` of the published ones.

    Returns
    -------
    pandas.DataFrame
        The same rows, secret ones with ``lowest`` and ``highest`` from the rule: fixed bounds (0 to 7), the highest
        value of another indicator in the same area, or NaN.
    """
    df = observations_df.copy()
    secret_df = df[(df["status"] == Status.SECRET) & df["value"].isna()]
    for key, secret_rows in secret_df.groupby("indicator", observed=True).groups.items():
        rule = catalogue.indicator(str(key)).secrecy
        rows = _in_published_gemeente(df, secret_rows, str(key)) if rule.needs_gemeente else secret_rows
        df.loc[rows, "lowest"] = rule.lowest
        df.loc[rows, "highest"] = rule.highest
        if rule.highest_of:
            df.loc[rows, "highest"] = cells_of(df, rule.highest_of, rows)["highest"]
    return df


def _in_published_gemeente(df: pd.DataFrame, rows: pd.Index, indicator: str) -> pd.Index:
    """Keep the rows in a gemeente and period of which some figure is published: others may not have taken part."""
    cells = df.loc[df["indicator"] == indicator, ["gebied_code", "period", "value"]]
    cells = cells.assign(gemeente=gemeente_codes_of(cells["gebied_code"]))
    has_figure = cells["value"].notna().groupby([cells["gemeente"], cells["period"]]).transform("any")
    return rows[has_figure.loc[rows].fillna(value=False).astype(bool)]

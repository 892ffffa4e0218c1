"""Why CBS leaves a cell empty.

CBS leaves cells empty for different reasons, which its protocols mix up. From CBS's own symbols ("niets (blanco): het
cijfer kan op logische gronden niet voorkomen; . : het cijfer is onbekend, onvoldoende betrouwbaar of geheim", notes of
table 86165NED) and from what the table of 2020 shows, an empty cell is

- *niet gepubliceerd* when its topic has no value for any area of that level in the whole country: CBS prepares topics
  in advance and fills them later, and publishes some for buurten only;
- *niet van toepassing* when CBS says so; when the figure is per something of which there are exactly none, which only
  a count that CBS does not round can show (the dwelling stock): of the 486 areas with 0 inhabitants in 2020, 138 do
  have a household size, so a rounded 0 is not none; or when the catalogue knows that the figure is never secret, and
  lacks only where there is nothing (household size, address density);
- *geheim* otherwise: CBS's '.', which covers unknown and unreliable too.
"""

import numpy as np
import pandas as pd

from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator, RoundingMethod
from geodata.indicators.status import Status

LEVEL_PREFIXES = ("NL", "GM", "WK", "BU")
NEVER_SECRET = frozenset({"huishoudens-0", "adressen-0"})
"""Secrecy rules of the catalogue under which a figure lacks only where there are no households, or no addresses."""


def filled_by_level(cells_df: pd.DataFrame) -> pd.DataFrame:
    """Tell for each level (prefix of the code in the index) and column whether any area has a value."""
    filled_df = cells_df.notna().groupby(cells_df.index.str[:2]).any()
    return filled_df.reindex(list(LEVEL_PREFIXES), fill_value=False)


def statuses(
    values_df: pd.DataFrame, *, stated_df: pd.DataFrame, filled_df: pd.DataFrame, none_df: pd.DataFrame
) -> pd.DataFrame:
    """Say of each cell what it is worth.

    Parameters
    ----------
    values_df
        Index is the code of the area, a column per indicator; NaN where there is no value.
    stated_df
        Of the same shape: the status that CBS itself states for a missing cell, else None.
    filled_df
        Index is the prefix of a level, the same columns: whether any area of that level in the country has a value.
    none_df
        Of the same shape as `values_df`: whether there is nothing that the figure could be about.

    Returns
    -------
    Of the shape of `values_df`: values of `Status`.
    """
    missing = values_df.isna().to_numpy()
    is_filled = filled_df.reindex(values_df.index.str[:2]).to_numpy(dtype=bool)
    stated = stated_df.to_numpy(dtype=object)
    is_stated = missing & pd.notna(stated)
    status = np.full(values_df.shape, Status.EXACT.value, dtype=object)
    status[missing] = Status.SECRET.value
    status[missing & none_df.to_numpy()] = Status.NOT_APPLICABLE.value
    status[is_stated] = stated[is_stated]
    status[missing & ~is_filled] = Status.UNPUBLISHED.value
    return pd.DataFrame(status, index=values_df.index, columns=values_df.columns)


def areas_with_none(values_df: pd.DataFrame, catalogue: Catalogue, year: int) -> pd.DataFrame:
    """Tell for each area and indicator whether there is nothing that the figure could be about.

    Returns
    -------
    Of the shape of `values_df`: booleans.
    """
    columns = {key: _has_none(values_df, catalogue, key, year=year) for key in map(str, values_df.columns)}
    return pd.DataFrame(columns, index=values_df.index, columns=values_df.columns, dtype=bool)


def _has_none(values_df: pd.DataFrame, catalogue: Catalogue, key: str, *, year: int) -> pd.Series | bool:
    indicator = catalogue.indicators[key]
    counts = [weight for weight in indicator.aggregation.weights if weight in values_df]
    if indicator.secrecy.key in NEVER_SECRET:
        return values_df[counts].fillna(0).eq(0).all(axis="columns")
    weights = indicator.aggregation.weights
    if not weights or len(counts) < len(weights):
        return False
    if not all(_is_exact(catalogue.indicators[weight], year) for weight in weights):
        return False
    return values_df[counts].eq(0).all(axis="columns")


def _is_exact(indicator: Indicator, year: int) -> bool:
    """Tell whether a count is published unrounded, also for buurten."""
    levels = (Level.GEMEENTE, Level.WIJK, Level.BUURT)
    steps = (indicator.rounding.step_for(level, year=year) for level in levels)
    return all(step.method is RoundingMethod.EXACT for step in steps)

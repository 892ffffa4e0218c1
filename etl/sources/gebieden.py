"""Areas that a source names without drawing them, and what CBS says that changed in them."""

import geopandas as gpd
import pandas as pd

from etl.batch import GEBIED_COLUMNS
from geodata.gebieden.crs import RD

CHANGES = (1, 2, 3)
"""CBS's indelingswijziging: nothing changed but perhaps the name, the code changed, the boundary changed."""


def gebieden_without_outlines(
    codes: pd.Series, *, names: pd.Series | None = None, changes: pd.Series | None = None
) -> gpd.GeoDataFrame:
    """Return areas as `etl.batch.Batch` asks for them: one row per distinct code, each without geometry, in RD.

    Parameters
    ----------
    names, changes
        With the index of `codes`. Without them a name is missing, and so is what changed.
    """
    missing = pd.Series(None, index=codes.index, dtype=object)
    gebieden_df = pd.DataFrame(
        {
            "code": codes,
            "name": missing if names is None else names.astype(object),
            "change": pd.Series(pd.NA, index=codes.index, dtype="Int16") if changes is None else changes,
        }
    ).drop_duplicates("code", ignore_index=True)
    geometry = gpd.GeoSeries([None] * len(gebieden_df), crs=RD)
    return gpd.GeoDataFrame(gebieden_df[list(GEBIED_COLUMNS)], geometry=geometry)


def changes_in(cells: pd.Series) -> pd.Series:
    """Read what CBS says that changed since the year before; anything but `CHANGES` says nothing, and is missing."""
    numbers = pd.to_numeric(cells, errors="coerce")
    return numbers.where(numbers.isin(CHANGES)).astype("Int16")

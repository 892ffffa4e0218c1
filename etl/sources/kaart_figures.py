"""From the cells of a map to observations: what each one says, and which were not understood."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.batch import OBSERVATION_COLUMNS, REFUSED_COLUMNS
from etl.sources.kaart_catalogue import FigureColumns
from etl.sources.specials import cells_of
from geodata.gebieden.codes import gemeente_codes_of
from geodata.indicators.status import Status

LAST_YEAR_WITHOUT_REASONS = 2021
"""Up to this year a map has one value for every missing figure; later ones tell secret from not published."""

ENOUGH_GEMEENTEN = 10
"""A topic is not secret in every area of so many gemeenten: where it has no figure at all, it is not published yet."""


@dataclass(frozen=True)
class LayerFigures:
    """The figures of one layer, and the cells that are not loaded with the reason."""

    observations_df: pd.DataFrame
    refused_df: pd.DataFrame


def figures_of(areas_df: pd.DataFrame, columns: FigureColumns, *, year: int, refused_df: pd.DataFrame) -> LayerFigures:
    """Read the figures of the areas of a layer.

    Parameters
    ----------
    areas_df
        One row per area: ``code`` and the publisher's columns.
    refused_df
        Cells that were refused before, and so are no figures.
    """
    cells = [_cells_of_column(areas_df, column, key) for column, key in columns.key_of.items()]
    cells_df = _without(pd.concat(cells, ignore_index=True) if cells else _no_cells(), refused_df)
    is_refused = cells_df["reason"] != ""
    observations_df = cells_df.loc[~is_refused].assign(period=year)[list(OBSERVATION_COLUMNS)]
    refused = [refused_df, _refused(cells_df[is_refused], areas_df), *_not_loaded(areas_df, columns)]
    return LayerFigures(observations_df.reset_index(drop=True), stacked(refused))


def tell_unpublished(observations_df: pd.DataFrame, year: int) -> pd.DataFrame:
    """Tell topics that are not published yet from secret figures, in a map that has one value for both.

    A topic without any figure on a level, in a map of at least `ENOUGH_GEMEENTEN` gemeenten, is "niet gepubliceerd".
    """
    if year > LAST_YEAR_WITHOUT_REASONS or observations_df.empty:
        return observations_df
    gemeenten = gemeente_codes_of(pd.Series(observations_df["gebied_code"].unique())).nunique()
    if gemeenten < ENOUGH_GEMEENTEN:
        return observations_df
    topic = [observations_df["indicator"], observations_df["gebied_code"].str[:2]]
    is_filled = observations_df["value"].notna().groupby(topic).transform("any")
    return observations_df.assign(status=observations_df["status"].where(is_filled, Status.UNPUBLISHED.value))


def stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put frames below each other; empty ones would blur the types of the columns."""
    return pd.concat([frame for frame in frames if not frame.empty] or frames[:1], ignore_index=True)


def _cells_of_column(areas_df: pd.DataFrame, column: str, key: str) -> pd.DataFrame:
    cells = cells_of(areas_df[column])
    return pd.DataFrame(
        {
            "gebied_code": areas_df["code"],
            "indicator": pd.Series(key, index=areas_df.index, dtype="str"),
            "value": cells.value,
            "status": pd.Series(cells.status, index=areas_df.index, dtype="str"),
            "reason": pd.Series(cells.reason, index=areas_df.index, dtype="str"),
            "column": pd.Series(column, index=areas_df.index, dtype="str"),
        }
    )


def _no_cells() -> pd.DataFrame:
    texts = pd.DataFrame(columns=["gebied_code", "indicator", "status", "reason", "column"], dtype="str")
    return texts.assign(value=np.array([], dtype="float64"))


def _without(cells_df: pd.DataFrame, refused_df: pd.DataFrame) -> pd.DataFrame:
    """Leave out the cells that were refused before."""
    if refused_df.empty:
        return cells_df
    keys = pd.MultiIndex.from_frame(cells_df[["gebied_code", "column"]])
    return cells_df[~keys.isin(pd.MultiIndex.from_frame(refused_df[["gebied_code", "column"]]))]


def _refused(cells_df: pd.DataFrame, areas_df: pd.DataFrame) -> pd.DataFrame:
    """List refused cells with the value as it was published."""
    published = areas_df.set_index("code")
    places = zip(cells_df["gebied_code"], cells_df["column"], strict=True)
    values = pd.Series([str(published[column][code]) for code, column in places], index=cells_df.index, dtype="str")
    return cells_df.assign(value=values)[list(REFUSED_COLUMNS)]


def _not_loaded(areas_df: pd.DataFrame, columns: FigureColumns) -> Iterator[pd.DataFrame]:
    """List the values of columns that are no figures by the catalogue."""
    for column, reason in columns.reason_of.items():
        values = areas_df.loc[areas_df[column].notna(), ["code", column]].set_axis(["gebied_code", "value"], axis=1)
        yield values.astype("str").assign(column=column, reason=reason)[list(REFUSED_COLUMNS)]

"""From the cells of a map to observations: what each one says, and which were not understood."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.batch import REFUSED_COLUMNS
from etl.sources.cells.figures import MAP_NUMBERS, Figures, figures_of
from etl.sources.kaart.figure_columns import FigureColumns
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


def layer_figures(
    areas_df: pd.DataFrame, columns: FigureColumns, *, year: int, refused_df: pd.DataFrame
) -> LayerFigures:
    """Read the figures of the areas of a layer.

    Parameters
    ----------
    areas_df
        One row per area: ``code`` and the publisher's columns.
    refused_df
        Cells that were refused before, and so are no figures.
    """
    understood = []
    refused = [refused_df, *_not_loaded(areas_df, columns)]
    for column, key in columns.key_of.items():
        cells = figures_of(areas_df[column], MAP_NUMBERS)
        is_told = _is_refused_before(areas_df["code"], column, refused_df)
        is_refused = (cells.reason != "") & ~is_told
        understood.append(_Understood(key, np.flatnonzero(~is_refused & ~is_told), cells))
        if is_refused.any():
            refused.append(_refused(areas_df[is_refused], column, cells.reason[is_refused]))
    return LayerFigures(_observations(areas_df["code"], understood, year), stacked(refused))


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


@dataclass(frozen=True)
class _Understood:
    """A column as an indicator: its cells, and the rows of those that were understood."""

    key: str
    rows: npt.NDArray[np.intp]
    cells: Figures


def _observations(codes: pd.Series, columns: list[_Understood], year: int) -> pd.DataFrame:
    """Put the columns below each other; a national map has millions of cells, so no text is made cell by cell."""
    rows = np.concatenate([column.rows for column in columns] or [np.array([], dtype=np.intp)])
    numbers = np.repeat(np.arange(len(columns)), [len(column.rows) for column in columns])
    values = [column.cells.value[column.rows] for column in columns]
    statuses = [column.cells.status[column.rows] for column in columns]
    return pd.DataFrame(
        {
            "gebied_code": codes.astype("str").array.take(rows),
            "indicator": pd.array([column.key for column in columns], dtype="str").take(numbers),
            "period": np.full(len(rows), year),
            "value": np.concatenate(values or [np.array([], dtype="float64")]),
            "status": pd.array(np.concatenate(statuses or [np.array([], dtype=object)]), dtype="str"),
        }
    )


def _is_refused_before(codes: pd.Series, column: str, refused_df: pd.DataFrame) -> npt.NDArray[np.bool_]:
    if refused_df.empty:
        return np.zeros(len(codes), dtype=bool)
    return codes.isin(refused_df.loc[refused_df["column"] == column, "gebied_code"]).to_numpy()


def _refused(areas_df: pd.DataFrame, column: str, reasons: npt.NDArray[np.object_]) -> pd.DataFrame:
    """List refused cells with the value as it was published."""
    values = areas_df[["code", column]].set_axis(["gebied_code", "value"], axis=1).astype("str")
    return values.assign(column=column, reason=reasons)[list(REFUSED_COLUMNS)].astype("str")


def _not_loaded(areas_df: pd.DataFrame, columns: FigureColumns) -> Iterator[pd.DataFrame]:
    """List the values of columns that are no figures by the catalogue."""
    for column, reason in columns.reason_of.items():
        values = areas_df.loc[areas_df[column].notna(), ["code", column]].set_axis(["gebied_code", "value"], axis=1)
        yield values.astype("str").assign(column=column, reason=reason)[list(REFUSED_COLUMNS)]

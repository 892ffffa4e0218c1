"""From a map's columns to observations: which columns are figures, what each cell says, what was not understood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.batch import OBSERVATION_COLUMNS, REFUSED_COLUMNS, Fault, Severity
from etl.sources.kaart_columns import Spelling, is_known_beside_figures
from etl.sources.kaart_layers import MapLayer
from etl.sources.specials import cells_of
from geodata.gebieden.codes import gemeente_codes_of
from geodata.indicators.status import Status

LAST_YEAR_WITHOUT_REASONS = 2021
"""Up to this year a map has one value for every missing figure; later ones tell secret from not published."""

ENOUGH_GEMEENTEN = 10
"""A topic is not secret in every area of so many gemeenten: where it has no figure at all, it is not published yet."""

UNKNOWN_COLUMN = "onbekende kolom"

_SHOWN = 8


@dataclass(frozen=True)
class LayerFigures:
    """The figures of one layer, the cells that were not understood, and what is odd about the columns."""

    observations_df: pd.DataFrame
    refused_df: pd.DataFrame
    faults: tuple[Fault, ...]


def figures_of(
    areas_df: pd.DataFrame, layer: MapLayer, names: Mapping[str, str], *, refused_df: pd.DataFrame
) -> LayerFigures:
    """Read the figures of the areas of a layer.

    Parameters
    ----------
    areas_df
        One row per area: ``code`` and the publisher's columns.
    names
        Publisher's name → key of the catalogue, for the spelling and year of the layer.
    refused_df
        Cells that were refused before, and so are no figures.
    """
    columns = list(layer.gdf.columns.drop(layer.gdf.geometry.name))
    key_of_column = _key_of_column(columns, layer.spelling, names)
    unknown = [column for column in columns if column not in key_of_column and not is_known_beside_figures(column)]
    cells = [_cells_of_column(areas_df, column, key) for column, key in key_of_column.items()]
    cells_df = pd.concat(cells, ignore_index=True) if cells else _no_cells()
    cells_df = _without(cells_df, refused_df)
    is_refused = cells_df["reason"] != ""
    observations_df = cells_df.loc[~is_refused].assign(period=layer.year)
    return LayerFigures(
        observations_df[list(OBSERVATION_COLUMNS)].reset_index(drop=True),
        _stacked([refused_df, _refused(cells_df[is_refused], areas_df), *_unknown_cells(areas_df, unknown)]),
        (
            *_unknown_column_faults(unknown, layer),
            *_missing_column_faults(key_of_column, names, layer),
            *_twice_faults(key_of_column, layer),
        ),
    )


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


def _key_of_column(columns: list[str], spelling: Spelling, names: Mapping[str, str]) -> dict[str, str]:
    """Find the columns with figures; a shapefile's names are compared without regard to capitals."""
    if spelling is Spelling.SHAPEFILE:
        upper = {name.upper(): key for name, key in names.items()}
        return {column: upper[column.upper()] for column in columns if column.upper() in upper}
    return {column: names[column] for column in columns if column in names}


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


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put frames below each other; empty ones would blur the types of the columns."""
    return pd.concat([frame for frame in frames if not frame.empty] or frames[:1], ignore_index=True)


def _without(cells_df: pd.DataFrame, refused_df: pd.DataFrame) -> pd.DataFrame:
    """Leave out the cells that were refused before."""
    if refused_df.empty:
        return cells_df
    keys = pd.MultiIndex.from_frame(cells_df[["gebied_code", "column"]])
    return cells_df[~keys.isin(pd.MultiIndex.from_frame(refused_df[["gebied_code", "column"]]))]


def _refused(cells_df: pd.DataFrame, areas_df: pd.DataFrame) -> pd.DataFrame:
    """List refused cells with the value as it was published."""
    if cells_df.empty:
        return pd.DataFrame(columns=list(REFUSED_COLUMNS), dtype="str")
    published = areas_df.set_index("code")
    values = [
        str(published.at[code, column])  # noqa: PD008 - one cell at a time is what is meant
        for code, column in zip(cells_df["gebied_code"], cells_df["column"], strict=True)
    ]
    return cells_df.assign(value=pd.Series(values, index=cells_df.index, dtype="str"))[list(REFUSED_COLUMNS)]


def _unknown_cells(areas_df: pd.DataFrame, columns: list[str]) -> Iterator[pd.DataFrame]:
    """List the values of columns that the catalogue does not know."""
    for column in columns:
        values = areas_df.loc[areas_df[column].notna(), ["code", column]].set_axis(["gebied_code", "value"], axis=1)
        yield values.astype("str").assign(column=column, reason=UNKNOWN_COLUMN)[list(REFUSED_COLUMNS)]


def _unknown_column_faults(columns: list[str], layer: MapLayer) -> list[Fault]:
    return [
        Fault(
            UNKNOWN_COLUMN,
            Severity.WARNING,
            f"{layer.source_layer}: kolom {column} staat voor {layer.year} niet in de catalogus en is niet geladen. "
            "Is het een nieuw cijfer, voeg de naam dan toe aan de catalogus.",
            column=column,
        )
        for column in columns
    ]


def _missing_column_faults(key_of_column: Mapping[str, str], names: Mapping[str, str], layer: MapLayer) -> list[Fault]:
    """Name the figures that the catalogue expects and the layer does not have under any name, in one fault."""
    found = set(key_of_column.values())
    missing = sorted({key: name for name, key in names.items() if key not in found}.values())
    if not key_of_column or not missing:
        return []
    more = f" en {len(missing) - _SHOWN} andere" if len(missing) > _SHOWN else ""
    return [
        Fault(
            "verdwenen kolom",
            Severity.WARNING,
            f"{layer.source_layer}: {len(missing)} van de {len(set(names.values()))} cijfers die de catalogus voor "
            f"{layer.year} verwacht, ontbreken: {', '.join(missing[:_SHOWN])}{more}.",
            value=", ".join(missing),
        )
    ]


def _twice_faults(key_of_column: Mapping[str, str], layer: MapLayer) -> list[Fault]:
    columns_of_key: dict[str, list[str]] = {}
    for column, key in key_of_column.items():
        columns_of_key.setdefault(key, []).append(column)
    return [
        Fault(
            "dubbele kolom",
            Severity.ERROR,
            f"{layer.source_layer}: de kolommen {' en '.join(columns)} staan in de catalogus als hetzelfde cijfer "
            f"({key}). Haal één van beide uit het bestand, of verbeter de catalogus.",
            column=columns[1],
        )
        for key, columns in columns_of_key.items()
        if len(columns) > 1
    ]

"""The Kerncijfers wijken en buurten as a table, whichever protocol brought it, and its mapping to our columns."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from etl.batch import REFUSED_COLUMNS, Batch, Fault, Provenance
from etl.sources.cbs.faults import (
    absent_faults,
    described,
    double_faults,
    unknown_faults,
    unmapped_fault,
    without_minus_one,
)
from etl.sources.cbs.missing import areas_with_none, statuses
from etl.sources.gebieden import gebieden_without_outlines
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.source_names import Topic

AREA_GROUP = "Regioaanduiding"
"""Group of the topics that describe the area itself: names, level, code, what changed."""


@dataclass(frozen=True)
class KwbTable:
    """A table under CBS's own column names.

    Parameters
    ----------
    topics
        Column of `cells_df` → what it holds: path of group titles, title and unit.
    areas_df
        One row per area that was asked for: index ``code``; ``name``, ``change`` (nullable integer).
    cells_df
        Index ``code``: the value, NaN where there is none.
    stated_df
        Like `cells_df`: the status that CBS itself states for a missing cell, else None.
    filled_df
        Index is the prefix of a level (NL, GM, WK, BU), the columns of `cells_df`: whether any area of that level in
        the whole country has a value.
    refused_df
        Cells that are no number: the columns of `etl.batch.REFUSED_COLUMNS`.
    faults
        What reading already found.
    """

    provenance: Provenance
    year: int
    topics: Mapping[str, Topic]
    areas_df: pd.DataFrame
    cells_df: pd.DataFrame
    stated_df: pd.DataFrame
    filled_df: pd.DataFrame
    refused_df: pd.DataFrame
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Naming:
    """What a table's names mean.

    Column → indicator; columns that are no indicator on purpose; topics (→ indicator) that the table lacks.
    """

    indicators: Mapping[str, str]
    set_aside: Collection[str]
    absent: Mapping[Topic, str]


def map_kwb(table: KwbTable, naming: Naming, catalogue: Catalogue) -> Batch:
    """Map a table to our columns.

    Returns
    -------
    Batch
        One observation for each area and known column, a missing one with its reason; areas without geometry. Columns
        that are neither known nor set aside are refused, and all but the first for one indicator, with a warning each.
    """
    names: dict[str, str] = {}
    for name, key in naming.indicators.items():
        names.setdefault(key, name)
    known = {name: key for key, name in names.items()}
    doubles = [name for name in naming.indicators if name not in known]
    unknown = [name for name in table.topics if name not in naming.indicators and name not in naming.set_aside]
    cells_df, minus_one_faults = without_minus_one(table.cells_df[list(known)], table.topics)
    values_df = cells_df.rename(columns=known)
    status_df = statuses(
        values_df,
        stated_df=table.stated_df[list(known)],
        filled_df=table.filled_df[list(known)],
        none_df=areas_with_none(values_df, catalogue, table.year),
    )
    faults = (
        *table.faults,
        *_naming_faults(table, naming, unknown=unknown, doubles=doubles),
        *minus_one_faults,
    )
    return Batch(
        provenance=table.provenance,
        peildatum=date(table.year, 1, 1),
        gebieden_gdf=gebieden_without_outlines(
            table.areas_df.index.to_series(), names=table.areas_df["name"], changes=table.areas_df["change"]
        ),
        observations_df=_long(values_df, status_df, period=table.year),
        faults=faults,
        refused_df=pd.concat(
            [
                table.refused_df,
                refused(table.cells_df[unknown], "onbekend onderwerp"),
                refused(table.cells_df[doubles], "dubbel onderwerp"),
            ],
            ignore_index=True,
        ),
    )


def _naming_faults(table: KwbTable, naming: Naming, *, unknown: list[str], doubles: list[str]) -> Iterator[Fault]:
    """Yield what the names of a table and those of the catalogue do not say of each other."""
    if not naming.indicators:
        yield unmapped_fault(table.year)
    yield from double_faults({name: table.topics[name] for name in doubles}, naming.indicators)
    yield from unknown_faults({name: table.topics[name] for name in unknown}, naming.absent)
    yield from absent_faults({key: described(topic) for topic, key in naming.absent.items()}, table.year)


def is_figure(topic: Topic) -> bool:
    """Tell whether a topic is a figure, and no name or code of the area."""
    return topic.path != (AREA_GROUP,) or is_change(topic)


def is_change(topic: Topic) -> bool:
    """Tell whether a topic says what changed in the boundaries; its title grew over the years."""
    return topic.path == (AREA_GROUP,) and topic.title.startswith("Indelingswijziging")


def refused(cells_df: pd.DataFrame, reason: str) -> pd.DataFrame:
    """List each cell that has a value as one that could not be understood."""
    long_df = cells_df.rename_axis("gebied_code").reset_index().melt("gebied_code", var_name="column")
    return long_df.dropna(subset="value").astype("str").assign(reason=reason)[list(REFUSED_COLUMNS)]


def _long(values_df: pd.DataFrame, status_df: pd.DataFrame, *, period: int) -> pd.DataFrame:
    area_count, indicator_count = values_df.shape
    return pd.DataFrame(
        {
            "gebied_code": values_df.index.repeat(indicator_count),
            "indicator": values_df.columns.take(np.tile(np.arange(indicator_count), area_count)),
            "period": period,
            "value": values_df.to_numpy(dtype="float64").ravel(),
            "status": pd.Series(status_df.to_numpy().ravel(), dtype="str"),
        }
    )

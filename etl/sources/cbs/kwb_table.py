"""The Kerncijfers wijken en buurten as a table, whichever protocol brought it, and its mapping to our columns."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd

from etl.batch import REFUSED_COLUMNS, Batch, Fault, Provenance
from etl.http import Fetched
from etl.sources.cbs.faults import (
    absent_faults,
    described,
    double_faults,
    unknown_faults,
    unmapped_fault,
    without_minus_one,
)
from etl.sources.cbs.missing import areas_with_none, statuses
from geodata.errors import NotFoundError, SourceError
from geodata.gebieden.codes import LAND_CODE
from geodata.gebieden.crs import RD
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.source_names import Topic

DIMENSION = "WijkenEnBuurten"
LICENCE = "CC BY 4.0"

AREA_GROUP = "Regioaanduiding"
"""Group of the topics that describe the area itself: names, level, code, what changed."""


class UnexpectedAnswerError(SourceError):
    """CBS answers with JSON that is not the table that was asked for."""

    def __init__(self, address: str, expected: str) -> None:
        super().__init__(
            f"Het antwoord van CBS op {address} is niet wat het moet zijn: verwacht is {expected}. "
            "Controleer het tabelnummer; is dat goed, dan heeft CBS de vorm van zijn antwoorden veranderd."
        )


class GemeenteNotInTableError(NotFoundError):
    """A table has no rows of the gemeente."""

    def __init__(self, gemeente_code: str, table_id: str) -> None:
        super().__init__(
            f"Gemeente {gemeente_code} komt niet voor in tabel {table_id}. Controleer de code, en of de gemeente in "
            "dat jaar bestond: bij een herindeling krijgt een gemeente een andere code."
        )


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
        *(() if known else (unmapped_fault(table.year),)),
        *double_faults({name: table.topics[name] for name in doubles}, naming.indicators),
        *unknown_faults({name: table.topics[name] for name in unknown}, naming.absent),
        *absent_faults({key: described(topic) for topic, key in naming.absent.items()}, table.year),
        *minus_one_faults,
    )
    return Batch(
        provenance=table.provenance,
        peildatum=date(table.year, 1, 1),
        gebieden_gdf=_gebieden(table.areas_df),
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


def is_figure(topic: Topic) -> bool:
    """Tell whether a topic is a figure, and no name or code of the area."""
    return topic.path != (AREA_GROUP,) or is_change(topic)


def is_change(topic: Topic) -> bool:
    """Tell whether a topic says what changed in the boundaries; its title grew over the years."""
    return topic.path == (AREA_GROUP,) and topic.title.startswith("Indelingswijziging")


def is_wanted(codes: pd.Index, gemeente_code: str | None) -> pd.Series:
    """Tell by code which were asked for: all, or the country and one gemeente with all in it.

    A condition on codes in the request is not enough: the rows of other gemeenten come along as evidence.
    """
    pattern = "" if gemeente_code is None else rf"(?:{LAND_CODE}$|(?:GM|WK|BU){gemeente_code[2:]})"
    return codes.to_series().str.match(pattern)


def refused(cells_df: pd.DataFrame, reason: str) -> pd.DataFrame:
    """List each cell that has a value as one that could not be understood."""
    long_df = cells_df.rename_axis("gebied_code").reset_index().melt("gebied_code", var_name="column")
    return long_df.dropna(subset="value").astype("str").assign(reason=reason)[list(REFUSED_COLUMNS)]


def starting_with(*prefixes: str) -> str:
    """Write the condition on codes that both protocols understand, padded codes or not."""
    return " or ".join(f"startswith({DIMENSION},'{prefix}')" for prefix in prefixes)


def rows_around(gemeente_code: str) -> str:
    """Write the condition on codes for a gemeente: the country, all gemeenten, its own wijken and buurten.

    All gemeenten come along because only they tell a topic that is not published yet from one that is secret here.
    """
    number = gemeente_code[2:]
    return starting_with(LAND_CODE, "GM", f"WK{number}", f"BU{number}")


def year_from(period: object, address: str) -> int:
    """Read the year that a table is about.

    Raises
    ------
    UnexpectedAnswerError
        It is about more years, or says something else.
    """
    text = str(period).strip()
    if not re.fullmatch(r"\d{4}", text):
        raise UnexpectedAnswerError(address, f"een tabel over één jaar (de periode is {text!r})")
    return int(text)


def provenance_of(source: str, table_id: str, *, version: object, address: str, fetched: Fetched) -> Provenance:
    """Describe where a table came from."""
    return Provenance(
        source=source,
        table_id=table_id,
        version=str(version),
        address=address,
        licence=LICENCE,
        sha256=fetched.sha256,
        byte_count=fetched.byte_count,
        fetched_at=fetched.fetched_at,
    )


def _gebieden(areas_df: pd.DataFrame) -> gpd.GeoDataFrame:
    columns_df = areas_df.rename_axis("code").reset_index()[["code", "name", "change"]]
    return gpd.GeoDataFrame(columns_df, geometry=gpd.GeoSeries([None] * len(columns_df)), crs=RD)


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

"""CBS OData v4 (datasets.cbs.nl): the Kerncijfers wijken en buurten of one year, whole or of one gemeente.

One observation is one cell, and cells without a figure are mostly left out. Whether a cell that is left out is secret
or something else cannot be read from v4 either; `etl.sources.cbs.missing` says how the reason is found. What CBS does
state in ``ValueAttribute`` is taken over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.batch import Batch, Provenance
from etl.http import Client, Digest, Fetched, Step
from etl.sources.cbs.answer import (
    GemeenteNotInTableError,
    UnexpectedAnswerError,
    areas_in,
    provenance_of,
    records_in,
    year_from,
)
from etl.sources.cbs.faults import (
    attribute_faults,
    completeness_faults,
    count_faults,
    repeated_faults,
    undescribed_faults,
)
from etl.sources.cbs.kwb_table import KwbTable, Naming, is_change, is_figure, map_kwb, refused
from etl.sources.cbs.missing import filled_by_level
from etl.sources.cbs.observations import COLUMNS, PUBLISHED, pivoted, stated, unknown_attributes, written
from etl.sources.cbs.query import DIMENSION, is_wanted, rows_around, starting_with
from geodata.gebieden.codes import normalised_code
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.source_names import Topic

SOURCE = "cbs-odata-v4"
NAMES = "odata-v4"
PAGE_ROWS = 100_000


@dataclass(frozen=True)
class RawTable:
    """What CBS answered, under its own names.

    Parameters
    ----------
    gemeente_code
        The gemeente that was asked for; None for the whole table.
    properties
        The record of Properties.
    measures, groups
        The records of MeasureCodes and MeasureGroups.
    areas_df, observations_df
        WijkenEnBuurtenCodes, and Observations: all, or for one gemeente its own with those of the country and of all
        gemeenten.
    announced
        Number of observations that there are according to CBS.
    beyond
        For one gemeente: prefix of a level and measure that it has no value for at that level, while others have.
    """

    table_id: str
    gemeente_code: str | None
    address: str
    properties: Mapping[str, Any]
    measures: Sequence[Mapping[str, Any]]
    groups: Sequence[Mapping[str, Any]]
    areas_df: pd.DataFrame
    observations_df: pd.DataFrame
    announced: int
    beyond: frozenset[tuple[str, str]]
    fetched: Fetched


def fetch_table(client: Client, table_id: str, gemeente_code: str | None = None) -> RawTable:
    """Fetch a year's table; slow: a whole one is about 1.6 million observations in pages of 100,000.

    Parameters
    ----------
    table_id
        CBS's number of the table, such as ``84799NED``.
    gemeente_code
        Fetch the cells of the country and of this gemeente with its wijken and buurten only.

    Raises
    ------
    GemeenteNotInTableError
        The table's list of areas lacks the gemeente.
    UnexpectedAnswerError
        The table is no table of wijken and buurten.
    SourceError
        CBS could not be reached, or gave an error.
    """
    gemeente_code = None if gemeente_code is None else normalised_code(gemeente_code, Level.GEMEENTE)
    fetch = _Fetch(client, table_id)
    fetch.require_area_table()
    properties, measures, groups = fetch.properties(), fetch.records("MeasureCodes"), fetch.records("MeasureGroups")
    areas_df = pd.DataFrame.from_records(fetch.records(f"{DIMENSION}Codes"), columns=["Identifier", "Title"])
    if gemeente_code is not None and gemeente_code not in set(areas_df["Identifier"]):
        raise GemeenteNotInTableError(gemeente_code, table_id)
    observations_df, announced = fetch.observations(None if gemeente_code is None else rows_around(gemeente_code))
    return RawTable(
        table_id=table_id,
        gemeente_code=gemeente_code,
        address=fetch.address("Observations"),
        properties=properties,
        measures=measures,
        groups=groups,
        areas_df=areas_df,
        observations_df=observations_df,
        announced=announced,
        beyond=frozenset() if gemeente_code is None else frozenset(fetch.filled_beyond(observations_df)),
        fetched=fetch.digest.seal(),
    )


def read_table(raw: RawTable) -> KwbTable:
    """Read the answers: one row per area and one column per measure, cells that were left out included.

    Raises
    ------
    UnexpectedAnswerError
        The table is not about one year.
    """
    areas_df = areas_in(
        raw.areas_df["Identifier"], raw.areas_df["Title"], changes=_changes(raw), gemeente_code=raw.gemeente_code
    )
    topics = {measure: topic for measure, topic in _topics(raw).items() if is_figure(topic)}
    observations_df = raw.observations_df
    written_df = pivoted(observations_df, written(observations_df), list(topics))
    attributes_df = pivoted(observations_df, observations_df["ValueAttribute"], list(topics)).reindex(areas_df.index)
    cells_df = written_df.apply(pd.to_numeric, errors="coerce").astype("float64")
    wanted_df = written_df.reindex(areas_df.index)
    wanted_cells_df = cells_df.reindex(areas_df.index)
    return KwbTable(
        provenance=_provenance(raw),
        year=year_from(raw.properties.get("TemporalCoverage"), raw.address),
        topics=topics,
        areas_df=areas_df,
        cells_df=wanted_cells_df,
        stated_df=stated(attributes_df),
        filled_df=_filled(cells_df, raw.beyond),
        refused_df=refused(wanted_df.where(wanted_cells_df.isna()), "geen getal"),
        faults=(
            *completeness_faults(areas_df.index, _observed_codes(raw)),
            *count_faults(len(observations_df), raw.announced),
            *repeated_faults(int(observations_df.duplicated([DIMENSION, "Measure"]).sum())),
            *undescribed_faults(_undescribed(raw), raw.table_id),
            *attribute_faults(unknown_attributes(attributes_df.where(wanted_cells_df.isna()))),
        ),
    )


def map_table(raw: RawTable, catalogue: Catalogue) -> Batch:
    """Map a fetched table to our columns.

    Measures are matched on their id, which is nearly stable over the years, and else on group path, title and unit.

    Returns
    -------
    Batch
        Each area and each measure of the catalogue; a warning for each measure that is unknown or vanished.
    """
    table = read_table(raw)
    expected, topics = catalogue.column_names(NAMES, table.year), catalogue.topics(table.year)
    meanings = {measure: expected.get(measure) or topics.get(topic) for measure, topic in table.topics.items()}
    indicators = {measure: key for measure, key in meanings.items() if key}
    found = set(indicators.values())
    lacking = {key: catalogue.indicator(key) for key in expected.values() if key not in found}
    naming = Naming(
        indicators=indicators,
        set_aside=catalogue.columns_set_aside(NAMES, table.year),
        absent={Topic((known.theme.label,), known.label, known.unit): key for key, known in lacking.items()},
    )
    return map_kwb(table, naming, catalogue)


class _Fetch:
    """The requests that together make one table, and the running checksum over their answers."""

    def __init__(self, client: Client, table_id: str) -> None:
        self.digest = Digest()
        self._client = client
        self._table_id = table_id

    def address(self, entity: str) -> str:
        """Return the address of a part of the table; of the table itself without a part."""
        return f"{self._client.settings.cbs_v4_url.rstrip('/')}/CBS/{self._table_id}/{entity}".rstrip("/")

    def require_area_table(self) -> None:
        """Read the service document, and refuse a table without the dimension of wijken and buurten."""
        names = {record["name"] for record in self._page(self.address(""), {})["value"]}
        if not {"Observations", f"{DIMENSION}Codes"} <= names:
            raise UnexpectedAnswerError(self.address(""), f"een tabel met {DIMENSION}")

    def properties(self) -> dict[str, Any]:
        """Fetch the description of the table."""
        record: dict[str, Any] = self._client.get_json(self.address("Properties"), digest=self.digest)
        return record

    def records(self, entity: str) -> list[dict[str, Any]]:
        """Fetch a small part."""
        return [record for page in self._pages(entity, {}) for record in page]

    def observations(self, condition: str | None) -> tuple[pd.DataFrame, int]:
        """Fetch cells, reporting how far it is; return them, and how many CBS says there are."""
        query = {"$filter": condition} if condition else {}
        count = self._page(self.address("Observations"), {**query, "$count": "true", "$top": 0})
        if "@odata.count" not in count:
            raise UnexpectedAnswerError(self.address("Observations"), "een aantal onder '@odata.count'")
        total = int(count["@odata.count"])
        pages, done = [], 0
        for page in self._pages("Observations", query, total=total):
            pages.append(pd.DataFrame.from_records(page, columns=COLUMNS))
            done += len(page)
            self._client.progress(Step(f"{self._table_id} Observations", done, total, "cijfers"))
        return pd.concat(pages, ignore_index=True), total

    def filled_beyond(self, observations_df: pd.DataFrame) -> Iterator[tuple[str, str]]:
        """Yield the level and measure of which this gemeente has no value at that level, but another gemeente has.

        Only wijken and buurten can differ: the values of the country and of all gemeenten are in hand.
        """
        filled_df = observations_df[written(observations_df).notna()]
        levels = filled_df[DIMENSION].str[:2]
        for prefix in ("WK", "BU"):
            for measure in sorted(set(filled_df["Measure"]) - set(filled_df.loc[levels == prefix, "Measure"])):
                if self._is_filled(measure, prefix):
                    yield prefix, measure

    def _is_filled(self, measure: str, prefix: str) -> bool:
        """Ask whether any area of a level has a value; one observation tells, unless it is text that says nothing."""
        condition = f"Measure eq '{measure}' and ValueAttribute eq '{PUBLISHED}' and {starting_with(prefix)}"
        first = self._page(self.address("Observations"), {"$filter": condition, "$top": 1})["value"]
        if not first or written(pd.DataFrame.from_records(first, columns=COLUMNS)).notna().any():
            return bool(first)
        return bool(written(self.observations(condition)[0]).notna().any())

    def _pages(
        self, entity: str, query: Mapping[str, str], *, total: int | None = None
    ) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of each page, by the link to the next; where there is none while rows are left, by number."""
        url, done = self.address(entity), 0
        params: Mapping[str, str | int] | None = query
        seen: set[str] = set()
        while True:
            page = self._page(url, params)
            rows: list[dict[str, Any]] = page["value"]
            yield rows
            done += len(rows)
            if not rows or (total is not None and done >= total):
                return
            if "@odata.nextLink" in page:
                url, params = page["@odata.nextLink"], None
                if url in seen:
                    raise UnexpectedAnswerError(url, "een verwijzing naar een volgende bladzijde")
                seen.add(url)
            elif total is not None:
                url, params = self.address(entity), {**query, "$skip": done, "$top": PAGE_ROWS}
            else:
                return

    def _page(self, url: str, params: Mapping[str, str | int] | None) -> dict[str, Any]:
        page: dict[str, Any] = self._client.get_json(url, params, digest=self.digest)
        records_in(page, url)
        return page


def _topics(raw: RawTable) -> dict[str, Topic]:
    """Return the topic of each measure."""
    groups = {group["Id"]: group for group in raw.groups}
    return {
        measure["Identifier"]: Topic(_path(measure["MeasureGroupId"], groups), measure["Title"], measure["Unit"] or "")
        for measure in raw.measures
    }


def _path(group_id: str | None, groups: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the titles of a group and those around it, outermost first."""
    group = groups.get(group_id or "")
    return () if group is None else (*_path(group["ParentId"], groups), group["Title"])


def _changes(raw: RawTable) -> pd.Series:
    """Return by code what CBS says that changed since the year before; tables of numbers alone do not tell."""
    measures = [measure for measure, topic in _topics(raw).items() if is_change(topic)]
    written_df = pivoted(raw.observations_df, written(raw.observations_df), measures)
    flags_df = written_df.apply(pd.to_numeric, errors="coerce")
    flags: pd.Series = flags_df.max(axis="columns")
    return flags


def _filled(cells_df: pd.DataFrame, beyond: frozenset[tuple[str, str]]) -> pd.DataFrame:
    filled_df = filled_by_level(cells_df)
    for prefix, measure in beyond:
        if measure in filled_df:
            filled_df.loc[prefix, measure] = True
    return filled_df


def _observed_codes(raw: RawTable) -> pd.Index:
    """Return the areas that were asked for and have any observation."""
    codes = pd.Index(raw.observations_df[DIMENSION].unique(), name="code")
    wanted: pd.Index = codes[is_wanted(codes, raw.gemeente_code)]
    return wanted


def _undescribed(raw: RawTable) -> list[str]:
    """Return the measures that MeasureCodes does not describe."""
    return sorted(set(raw.observations_df["Measure"]) - {measure["Identifier"] for measure in raw.measures})


def _provenance(raw: RawTable) -> Provenance:
    version = raw.properties.get("ObservationsModified") or raw.properties.get("Modified", "")
    return provenance_of(SOURCE, raw.table_id, version=version, address=raw.address, fetched=raw.fetched)

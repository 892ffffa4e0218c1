"""CBS OData v3 (opendata.cbs.nl): the Kerncijfers wijken en buurten of one year, whole or of one gemeente.

The TypedDataSet is read. The UntypedDataSet, which keeps CBS's '.' and blank apart as text, is left aside: its only
empty cell in the answers at hand is blank between two published quarters of one series, where a figure plainly can
occur, so blank does not prove "impossible"; and it would be a second transfer of the same size. Nor does the
``Default`` of DataProperties tell the reason: in the table of 2020 it is "Impossible" for topics (social security)
whose empty cells are plainly secret. `etl.sources.cbs.missing` says how the reason is found instead.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pandas as pd

from etl.batch import Batch, Provenance
from etl.http import BadStatusError, Client, Digest, Fetched, Step
from etl.sources.cbs.answer import (
    GemeenteNotInTableError,
    UnexpectedAnswerError,
    areas_in,
    provenance_of,
    records_in,
    year_from,
)
from etl.sources.cbs.faults import completeness_faults, count_faults, undescribed_faults
from etl.sources.cbs.kwb_table import KwbTable, Naming, is_change, is_figure, map_kwb, refused
from etl.sources.cbs.missing import filled_by_level
from etl.sources.cbs.query import DIMENSION, is_wanted, rows_around
from geodata.gebieden.codes import normalised_code
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.source_names import Topic

log = logging.getLogger(__name__)

SOURCE = "cbs-odata-v3"
_TOO_MANY = re.compile(r"10[.,]?000")


@dataclass(frozen=True)
class RawTable:
    """What CBS answered, under its own names.

    Parameters
    ----------
    gemeente_code
        The gemeente that was asked for; None for the whole table.
    info, properties
        The record of TableInfos, and those of DataProperties.
    areas_df, rows_df
        WijkenEnBuurten, and TypedDataSet: all rows, or for one gemeente its own with those of the country and of all
        gemeenten.
    filled_df
        Index is the prefix of a level, a column per topic: whether any area of that level in the whole country has a
        value.
    """

    table_id: str
    gemeente_code: str | None
    address: str
    info: Mapping[str, Any]
    properties: Sequence[Mapping[str, Any]]
    areas_df: pd.DataFrame
    rows_df: pd.DataFrame
    filled_df: pd.DataFrame
    fetched: Fetched


def fetch_table(client: Client, table_id: str, gemeente_code: str | None = None) -> RawTable:
    """Fetch a year's table; slow: a whole one is about 60 MB of JSON.

    Parameters
    ----------
    table_id
        CBS's number of the table, such as ``84799NED``.
    gemeente_code
        Fetch the rows of the country and of this gemeente with its wijken and buurten only.

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
    info, properties = fetch.records("TableInfos")[0], fetch.records("DataProperties")
    areas_df = fetch.from_feed(DIMENSION, required="Key")
    if gemeente_code is None:
        rows_df = fetch.from_feed("TypedDataSet", required=DIMENSION, total=info.get("RecordCount"))
        filled_df = filled_by_level(_figures(rows_df, properties))
    elif gemeente_code in set(areas_df["Key"].str.strip()):
        rows_df = fetch.rows_of_gemeente(gemeente_code)
        filled_df = fetch.filled_beyond(_figures(rows_df, properties))
    else:
        raise GemeenteNotInTableError(gemeente_code, table_id)
    return RawTable(
        table_id=table_id,
        gemeente_code=gemeente_code,
        address=fetch.address("TypedDataSet"),
        info=info,
        properties=properties,
        areas_df=areas_df,
        rows_df=rows_df,
        filled_df=filled_df,
        fetched=fetch.digest.seal(),
    )


def read_table(raw: RawTable) -> KwbTable:
    """Read the answers: keys without padding, text to numbers, and what is missing against CBS's own announcements.

    Raises
    ------
    UnexpectedAnswerError
        The table is not about one year.
    """
    areas_df = areas_in(
        raw.areas_df["Key"], raw.areas_df["Title"], changes=_changes(raw), gemeente_code=raw.gemeente_code
    )
    written_df = _figures(raw.rows_df, raw.properties)
    written_df = written_df[is_wanted(written_df.index, raw.gemeente_code)]
    faults = (
        *completeness_faults(areas_df.index, written_df.index),
        *count_faults(len(raw.rows_df), raw.info.get("RecordCount") if raw.gemeente_code is None else None),
        *undescribed_faults(_undescribed(raw), raw.table_id),
    )
    written_df = written_df[written_df.index.isin(areas_df.index)]
    cells_df = written_df.apply(pd.to_numeric, errors="coerce").astype("float64")
    topics = _topics(raw.properties)
    return KwbTable(
        provenance=_provenance(raw),
        year=year_from(raw.info.get("Period"), raw.address),
        topics={column: topics[column] for column in cells_df},
        areas_df=areas_df,
        cells_df=cells_df,
        stated_df=pd.DataFrame(None, index=cells_df.index, columns=cells_df.columns, dtype=object),
        filled_df=raw.filled_df,
        refused_df=refused(written_df.where(cells_df.isna()), "geen getal"),
        faults=faults,
    )


def map_table(raw: RawTable, catalogue: Catalogue) -> Batch:
    """Map a fetched table to our columns.

    Topics are matched on group path, title and unit: CBS's keys hold a column number that shifts each year, and their
    stems repeat inside one table (2020: ``Appartement_48`` in kWh, ``Appartement_56`` in m³).

    Returns
    -------
    Batch
        Each area and each topic of the catalogue; a warning for each topic that is unknown or vanished.
    """
    table = read_table(raw)
    expected, aside = catalogue.topics(table.year), catalogue.topics_set_aside(table.year)
    indicators = {column: expected[topic] for column, topic in table.topics.items() if topic in expected}
    found = set(indicators.values())
    naming = Naming(
        indicators=indicators,
        set_aside=[column for column, topic in table.topics.items() if topic in aside],
        absent={topic: key for topic, key in expected.items() if key not in found},
    )
    return map_kwb(table, naming, catalogue)


class _Fetch:
    """The requests that together make one table, and the running checksum over their answers."""

    def __init__(self, client: Client, table_id: str) -> None:
        self.digest = Digest()
        self._client = client
        self._table_id = table_id

    def address(self, entity: str, *, service: str = "ODataFeed") -> str:
        """Return the address of a part of the table, from the feed or from the API."""
        return f"{self._client.settings.cbs_v3_url.rstrip('/')}/{service}/odata/{self._table_id}/{entity}"

    def records(self, entity: str) -> list[dict[str, Any]]:
        """Fetch a small part; never empty."""
        records = [record for page in self._pages(self.address(entity), {}) for record in page]
        if not records:
            raise UnexpectedAnswerError(self.address(entity), "ten minste één regel")
        return records

    def from_feed(
        self, entity: str, *, required: str, total: int | None = None, query: Mapping[str, str] | None = None
    ) -> pd.DataFrame:
        """Fetch a large part from the feed, which has pages of 10,000 rows and no limit."""
        return self._frame(self.address(entity), query or {}, required=required, total=total)

    def rows_of_gemeente(self, gemeente_code: str) -> pd.DataFrame:
        """Fetch the rows around a gemeente in one answer of the API; from the feed where they are too many for it."""
        query = {"$filter": rows_around(gemeente_code)}
        try:
            return self._frame(self.address("TypedDataSet", service="ODataApi"), query, required=DIMENSION)
        except BadStatusError as error:
            if not _is_too_many(error.status, error.body):
                raise
            log.info("more than 10,000 rows around %s, going on with the feed", gemeente_code)
            return self.from_feed("TypedDataSet", required=DIMENSION, query=query)

    def filled_beyond(self, written_df: pd.DataFrame) -> pd.DataFrame:
        """Tell for each level and topic whether any area in the country has a value.

        For the country and the gemeenten that is in hand. Topics that all wijken or all buurten of this gemeente lack,
        while another level has them, are fetched for the whole country, without the other topics.
        """
        filled_df = filled_by_level(written_df)
        doubtful = list(filled_df.columns[filled_df.any() & ~filled_df.loc[["WK", "BU"]].all()])
        if not doubtful:
            return filled_df
        query = {"$select": ",".join([DIMENSION, *doubtful])}
        rows_df = self.from_feed("TypedDataSet", required=DIMENSION, query=query)
        beyond_df = filled_by_level(_without_padding(rows_df.set_index(_codes(rows_df))[doubtful]))
        return filled_df.assign(**{column: beyond_df[column] for column in doubtful})

    def _frame(self, url: str, query: Mapping[str, str], *, required: str, total: int | None = None) -> pd.DataFrame:
        """Fetch pages into one frame, reporting how far it is."""
        pages, done = [], 0
        for page in filter(None, self._pages(url, query)):
            pages.append(pd.DataFrame.from_records(page))
            done += len(page)
            self._client.progress(Step(f"{self._table_id} {url.rpartition('/')[2]}", done, total, "rijen"))
        rows_df = pd.concat(pages, ignore_index=True) if pages else pd.DataFrame()
        if required not in rows_df:
            raise UnexpectedAnswerError(url, f"een tabel met {required}")
        return rows_df

    def _pages(self, url: str, query: Mapping[str, str]) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of each page; the link to a next page holds all parameters already."""
        next_url: str | None = url
        params: dict[str, str | int] | None = {"$format": "json", **query}
        seen: set[str] = set()
        while next_url is not None:
            if next_url in seen:
                raise UnexpectedAnswerError(next_url, "een verwijzing naar een volgende bladzijde")
            seen.add(next_url)
            page = self._client.get_json(next_url, params, digest=self.digest, is_final=_is_final)
            yield records_in(page, next_url)
            next_url, params = page.get("odata.nextLink"), None


def _is_final(response: httpx.Response) -> bool:
    return _is_too_many(response.status_code, response.text)


def _is_too_many(status: int, body: str) -> bool:
    """Recognise CBS's answer to a query above 10,000 rows, which asking again does not mend."""
    return status == httpx.codes.INTERNAL_SERVER_ERROR and _TOO_MANY.search(body) is not None


def _topics(properties: Sequence[Mapping[str, Any]]) -> dict[str, Topic]:
    """Return the topic of each column."""
    by_id = {record["ID"]: record for record in properties}
    topics = (record for record in properties if record["Type"] == "Topic")
    return {record["Key"]: Topic(_path(record, by_id), record["Title"], record.get("Unit") or "") for record in topics}


def _path(record: Mapping[str, Any], by_id: Mapping[int, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the titles of the groups around a topic, outermost first."""
    parent = by_id.get(record["ParentID"])
    return () if parent is None else (*_path(parent, by_id), parent["Title"])


def _codes(rows_df: pd.DataFrame) -> pd.Index:
    """Return the code of each row; CBS pads keys to ten characters."""
    return pd.Index(rows_df[DIMENSION].str.strip(), name="code")


def _figures(rows_df: pd.DataFrame, properties: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the columns that hold figures, as they are written, by code."""
    columns = [key for key, topic in _topics(properties).items() if is_figure(topic) and key in rows_df]
    return _without_padding(rows_df.set_index(_codes(rows_df))[columns])


def _without_padding(cells_df: pd.DataFrame) -> pd.DataFrame:
    """Take the padding off text; '.' and blank are missing."""
    texts_df = cells_df.select_dtypes(exclude="number").astype("str").apply(lambda column: column.str.strip())
    return cells_df.assign(**texts_df.mask(texts_df.isin([".", ""])))


def _changes(raw: RawTable) -> pd.Series:
    """Return by code what CBS says that changed since the year before: 1, 2 or 3; missing where it says nothing."""
    figures_df = _figures(raw.rows_df, raw.properties)
    columns = [column for column, topic in _topics(raw.properties).items() if is_change(topic) and column in figures_df]
    flags: pd.Series = figures_df[columns].apply(pd.to_numeric, errors="coerce").max(axis="columns")
    return flags.groupby(level=0).first()


def _undescribed(raw: RawTable) -> list[str]:
    """Return the columns of figures that DataProperties does not describe."""
    return sorted(set(map(str, raw.rows_df)) - {record["Key"] for record in raw.properties} - {"ID", DIMENSION})


def _provenance(raw: RawTable) -> Provenance:
    version = raw.info.get("Modified", "")
    return provenance_of(SOURCE, raw.table_id, version=version, address=raw.address, fetched=raw.fetched)

"""CBS's catalogues of tables: which table holds the Kerncijfers wijken en buurten of a year."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from etl.http import Client
from etl.sources.cbs.answer import records_in
from geodata.errors import NotFoundError

TITLE = "Kerncijfers wijken en buurten"
_TITLE_OF_YEAR = re.compile(rf"{TITLE} (\d{{4}})")


class KwbTableNotFoundError(NotFoundError):
    """CBS has no table of Kerncijfers wijken en buurten for the year."""

    def __init__(self, year: int, years: Sequence[int]) -> None:
        there = f"Wel aanwezig: {', '.join(map(str, years))}" if years else "Er is geen enkel jaar gevonden"
        super().__init__(f"CBS heeft geen tabel '{TITLE} {year}'. {there}. Kies een van die jaren.")


def find_kwb_table(client: Client, year: int) -> str:
    """Look up the number of the table of `year` in the catalogue of OData v3; reads the network.

    Where CBS lists several tables of one year, the one that changed last is taken.

    Raises
    ------
    KwbTableNotFoundError
        No table of that year; the message lists the years that are there.
    SourceError
        The catalogue could not be read.
    """
    url = f"{client.settings.cbs_v3_url.rstrip('/')}/ODataCatalog/Tables"
    return _newest_of_year(_records(client, url, {"$format": "json"}), year)


def find_kwb_dataset(client: Client, year: int) -> str:
    """Look up the number of the table of `year` in the list of OData v4; otherwise as `find_kwb_table`."""
    url = f"{client.settings.cbs_v4_url.rstrip('/')}/Datasets"
    return _newest_of_year(_records(client, url, {}), year)


def _records(client: Client, url: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
    """Fetch what a catalogue knows of the tables whose title begins as ours do."""
    answer = client.get_json(url, {**query, "$filter": f"startswith(Title,'{TITLE}')"})
    return records_in(answer, url)


def _newest_of_year(records: Sequence[dict[str, Any]], year: int) -> str:
    """Return the identifier of the Dutch table of `year` that changed last."""
    by_year: dict[int, list[tuple[str, str]]] = {}
    for record in records:
        match = _TITLE_OF_YEAR.fullmatch(" ".join(record["Title"].split()))
        if match and record.get("Language", "nl") == "nl" and record.get("Catalog", "CBS") == "CBS":
            by_year.setdefault(int(match[1]), []).append((record.get("Modified") or "", record["Identifier"]))
    if year not in by_year:
        raise KwbTableNotFoundError(year, sorted(by_year))
    return max(by_year[year])[1]

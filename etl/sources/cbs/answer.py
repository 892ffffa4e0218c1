"""What both protocols answer alike: a list of records, a table about one year, the areas in it."""

import re
from typing import Any

import pandas as pd

from etl.batch import Provenance
from etl.http import Fetched
from etl.sources.cbs.query import is_wanted
from etl.sources.gebieden import changes_in
from geodata.errors import NotFoundError, SourceError

LICENCE = "CC BY 4.0"


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


def records_in(answer: object, address: str) -> list[dict[str, Any]]:
    """Return the records that an answer holds.

    Raises
    ------
    UnexpectedAnswerError
        It holds no list of them.
    """
    if not isinstance(answer, dict) or not isinstance(answer.get("value"), list):
        raise UnexpectedAnswerError(address, "een lijst onder 'value'")
    records: list[dict[str, Any]] = answer["value"]
    return records


def areas_in(codes: pd.Series, names: pd.Series, *, changes: pd.Series, gemeente_code: str | None) -> pd.DataFrame:
    """Return the areas that were asked for: index ``code``; ``name``, ``change``.

    Parameters
    ----------
    codes, names
        Of all areas that CBS lists, padded or not.
    changes
        By code: what CBS says that changed.
    """
    index = pd.Index(codes.str.strip(), name="code")
    areas_df = pd.DataFrame({"name": names.str.strip().to_numpy()}, index=index)
    areas_df = areas_df[is_wanted(index, gemeente_code)]
    return areas_df.assign(change=changes_in(changes).reindex(areas_df.index))


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

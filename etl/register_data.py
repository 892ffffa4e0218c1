"""A municipality's own register into the database, and what is cleared of it among the figures.

Of what is read no load is recorded: its checksum and size would tell who tries all small counts which one is true. The
load of a publication is about what is published, and nothing else.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from psycopg import Connection

from etl.batch import Provenance
from etl.load import ALREADY_LOADED, STATUSES, LoadReport
from etl.lock import exclusive_load
from etl.merge import GebiedCounts, counts_as_json, merge_observations
from etl.provenance import InputFileNotFoundError
from etl.record import FailureRecord, close_record, open_record, standing_record
from etl.sources.register_data.counts import read_counts
from etl.sources.register_data.declaration import read_declaration
from etl.staging import stage_observations
from etl.weighing import weighing_of
from geodata.errors import NotFoundError
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.disclosure.publication import Cleared, clear, observation_of, read_years
from geodata.indicators.disclosure.queries import (
    Register,
    buurt_ids,
    find_register,
    indicator_number,
    store_register,
)
from geodata.store.borrowing import borrowed_session

SOURCE = "register"
NUMBERS = ("value", "lowest", "highest", "likely_lowest", "likely_highest")
RULES = "onthulling-1"
"""What is cleared by; raise it when that changes."""


class BuurtenNotLoadedError(NotFoundError):
    """The buurten that a register counts on are not loaded."""

    def __init__(self, gemeente_code: str, peildatum: date) -> None:
        super().__init__(
            f"Van {gemeente_code} zijn geen buurten per {peildatum:%d-%m-%Y} geladen. Laad eerst de wijk- en "
            "buurtkaart van dat jaar: 'gebiedsmonitor etl kaart', of 'gebiedsmonitor etl gemeente'."
        )


@dataclass(frozen=True)
class EnteredRegister:
    """What was read of a register: its key, the years, and the number of buurten; no count."""

    key: str
    years: tuple[int, ...]
    buurten: int


def enter_register(connection: Connection, path: Path, declaration_path: Path, catalogue: Catalogue) -> EnteredRegister:
    """Read a register; nothing of it is published. What was read of it before is replaced.

    Raises
    ------
    etl.provenance.InputFileNotFoundError
        The table or its declaration is not there.
    BuurtenNotLoadedError
        The buurten are not loaded.
    geodata.errors.InvalidInputError
        The table or its declaration does not hold.
    """
    declaration = read_declaration(declaration_path, catalogue)
    if not path.is_file():
        raise InputFileNotFoundError(path)
    with exclusive_load(connection), connection.transaction(), borrowed_session(connection) as session:
        ids = buurt_ids(session, declaration.gemeente_code, declaration.peildatum)
        if not ids:
            raise BuurtenNotLoadedError(declaration.gemeente_code, declaration.peildatum)
        counts = read_counts(path, declaration, frozenset(ids))
        numbered = {
            year: {ids[code]: count for code, count in of_buurten.items()} for year, of_buurten in counts.items()
        }
        store_register(session, declaration.register(), numbered)
    return EnteredRegister(declaration.key, tuple(sorted(counts)), len(ids))


def publish_register(
    connection: Connection, key: str, also: Collection[str] = (), *, accepts_proposal: bool = False
) -> LoadReport:
    """Publish what is cleared of a register, in one transaction with the record of the load.

    Parameters
    ----------
    also, accepts_proposal
        As for `geodata.indicators.disclosure.publication.clear`, which also names the errors: nothing is published
        unless all years pass the check.
    """
    with exclusive_load(connection):
        with connection.transaction(), borrowed_session(connection) as session:
            register, years = find_register(session, key), read_years(session, key)
            cleared = [one for year in years for one in clear(year, also, accepts_proposal=accepts_proposal)]
            indicator_id = indicator_number(session, key)
        provenance = _provenance(register, cleared)
        identity: dict[str, Any] = {
            "peildatum": register.peildatum,
            "scope": register.gemeente_code,
            "fingerprint": RULES,
        }
        known_id = standing_record(connection, provenance, **identity)
        if known_id is not None:
            return LoadReport(known_id, SOURCE, key, ALREADY_LOADED, {})
        load_id = open_record(connection, provenance, **identity)
        with FailureRecord(connection, load_id, {}):
            rows = [observation_of(one, register.rule, indicator_id=indicator_id, load_id=load_id) for one in cleared]
            return _merged(connection, load_id, key, rows)


def _merged(connection: Connection, load_id: int, key: str, rows: list[dict[str, Any]]) -> LoadReport:
    frame_df = pd.DataFrame(rows).assign(likely_lowest=None, likely_highest=None).astype(dict.fromkeys(NUMBERS, float))
    with connection.transaction(), connection.cursor() as cursor:
        stage_observations(cursor, frame_df, STATUSES)
        merged = merge_observations(
            cursor, load_id=load_id, precedence=weighing_of(SOURCE).precedence, statuses=STATUSES
        )
        told = frame_df.loc[frame_df["value"].isna(), "status"].value_counts()
        cells = {
            "met_waarde": int(frame_df["value"].notna().sum()),
            "bijzonder": {str(status): int(count) for status, count in told.items()},
            "geweigerd": {},
        }
        counts = counts_as_json(GebiedCounts(0, 0, 0), merged) | {"cellen": cells}
        result = "gelukt" if merged.new or merged.changed else "ongewijzigd"
        close_record(connection, load_id, result=result, counts=counts)
    return LoadReport(load_id, SOURCE, key, result, counts)


def _provenance(register: Register, cleared: list[Cleared]) -> Provenance:
    lines = [f"{one.gebied_code};{one.period};{one.value};{one.status}" for one in cleared]
    content = "\n".join(sorted(lines)).encode()
    return Provenance(
        source=SOURCE,
        table_id=register.key,
        version=f"{register.peildatum:%Y-%m-%d}",
        address=f"eigen register {register.key}",
        licence=register.owner,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_count=len(content),
        fetched_at=datetime.now(UTC),
    )

"""A batch into the database: one at a time, all or nothing, and with a record of what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from psycopg import Connection, Cursor

from etl.batch import Batch, Fault, Severity
from etl.checks import check_batch, summarise
from etl.derive import composed_indelingen, derive_figures, derive_shapes
from etl.lock import exclusive_load
from etl.merge import counts_as_json, has_changes, merge_gebieden, merge_observations
from etl.record import FailureRecord, close_record, keep_faults, keep_repairs, open_record, standing_record
from etl.staging import stage_gebieden, stage_observations
from etl.weighing import weighing_of
from geodata.errors import InvalidInputError
from geodata.gebieden.codes import gemeente_codes_of, levels_of, wijk_codes_of
from geodata.gebieden.repair import repair_polygons
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.intervals import with_margins
from geodata.indicators.status import Status

WHOLE_TABLE = "alles"
ALREADY_LOADED = "al geladen"
# A join of 2 million figures fits in memory, as it does not in a server's usual 4 to 32 MB; one load runs at a time.
ROOM_TO_JOIN = "SET LOCAL work_mem = '256MB'"
STATUSES = [status.value for status in Status]

Progress = Callable[[str], None]


class BatchRefusedError(InvalidInputError):
    """The checks found errors; nothing of the batch was loaded."""

    def __init__(self, load_id: int, faults: tuple[Fault, ...]) -> None:
        self.load_id = load_id
        self.faults = faults
        super().__init__(
            f"Lading {load_id} is geweigerd; er is niets veranderd. Gevonden:\n{summarise(faults, 20)}\n"
            f"Alle fouten: 'gebiedsmonitor etl fouten {load_id}'."
        )


@dataclass(frozen=True)
class LoadRequest:
    """What was asked for.

    Parameters
    ----------
    scope
        A gemeente's code, or the whole table.
    expected_codes
        The codes that must be in the answer, where the asker knows them.
    is_forced
        Load also where the newest load of this table read this very input.
    """

    scope: str = WHOLE_TABLE
    expected_codes: frozenset[str] | None = None
    is_forced: bool = False


@dataclass(frozen=True)
class LoadReport:
    """What became of a load: its number, result (``gelukt``, ``ongewijzigd``, ``al geladen``), counts and warnings."""

    load_id: int
    source: str
    table_id: str
    result: str
    counts: dict[str, object]
    warnings: tuple[Fault, ...] = ()


def load_batch(
    connection: Connection,
    batch: Batch,
    *,
    catalogue: Catalogue,
    request: LoadRequest = LoadRequest(),
    progress: Progress = lambda _: None,
) -> LoadReport:
    """Check a batch, merge it and derive from it, in one transaction; the record of the load is kept either way.

    Parameters
    ----------
    connection
        In autocommit; used by nothing else meanwhile.
    progress
        Called with a Dutch phrase as each step begins.

    Raises
    ------
    geodata.store.lock.LoadRunningError
        Another load runs.
    BatchRefusedError
        The checks found errors.

    Notes
    -----
    Slow: a national year takes tens of seconds.
    """
    provenance = batch.provenance
    identity: dict[str, Any] = {
        "peildatum": batch.peildatum,
        "scope": request.scope,
        "fingerprint": catalogue.fingerprint,
    }
    with exclusive_load(connection):
        known_id = None if request.is_forced else standing_record(connection, provenance, **identity)
        if known_id is not None:
            return LoadReport(known_id, provenance.source, provenance.table_id, ALREADY_LOADED, {})
        load_id = open_record(connection, provenance, **identity)
        with FailureRecord(connection, load_id, cell_counts(batch)):
            return _Loading(connection, batch, catalogue, load_id, progress).run(request)


@dataclass(frozen=True)
class _Loading:
    """One load under way."""

    connection: Connection
    batch: Batch
    catalogue: Catalogue
    load_id: int
    progress: Progress

    def run(self, request: LoadRequest) -> LoadReport:
        self.progress("controleren")
        faults = self._check(request)
        with self.connection.transaction(), self.connection.cursor() as cursor:
            counts, is_changed = self._merge(cursor, is_forced=request.is_forced)
            result = "gelukt" if is_changed else "ongewijzigd"
            close_record(self.connection, self.load_id, result=result, counts=counts)
        if is_changed:
            self.connection.execute("ANALYZE gebied, gebied_shape, observation")
        provenance = self.batch.provenance
        return LoadReport(self.load_id, provenance.source, provenance.table_id, result, counts, faults)

    def _check(self, request: LoadRequest) -> tuple[Fault, ...]:
        faults = self.batch.faults + check_batch(
            self.batch,
            catalogue=self.catalogue,
            known_codes=_known_codes(self.connection, self.batch.peildatum),
            expected_codes=request.expected_codes,
        )
        keep_faults(self.connection, self.load_id, faults)
        if any(fault.severity is Severity.ERROR for fault in faults):
            raise BatchRefusedError(self.load_id, faults)
        return faults

    def _merge(self, cursor: Cursor, *, is_forced: bool) -> tuple[dict[str, object], bool]:
        cursor.execute(ROOM_TO_JOIN)
        self.progress("gebieden samenvoegen")
        peildatum = self.batch.peildatum
        gebieden_gdf, repairs_df = repair_polygons(self.batch.gebieden_gdf)
        stage_gebieden(cursor, with_parents(gebieden_gdf))
        gebied_counts, outlined_ids = merge_gebieden(cursor, load_id=self.load_id, peildatum=peildatum)
        keep_repairs(cursor, self.load_id, repairs_df, peildatum)
        self.progress("cijfers samenvoegen")
        stage_observations(cursor, self._numbered_observations(cursor), STATUSES)
        precedence = weighing_of(self.batch.provenance.source).precedence
        observation_counts = merge_observations(cursor, load_id=self.load_id, precedence=precedence, statuses=STATUSES)
        self.progress("grenzen vereenvoudigen")
        if outlined_ids or gebied_counts.new or is_forced:
            outlined_ids = sorted({*outlined_ids, *composed_indelingen(cursor, peildatum, is_anew=is_forced)})
        for indeling_id in outlined_ids:
            derive_shapes(cursor, indeling_id)
        counts = counts_as_json(gebied_counts, observation_counts) | cell_counts(self.batch)
        is_changed = has_changes(gebied_counts, observation_counts)
        if is_changed:
            self.progress("cijfers van eigen indelingen afleiden")
            codes = gemeente_codes_of(pd.Series(self.batch.gebieden_gdf["code"].unique())).dropna().unique()
            counts["afgeleid"] = derive_figures(self.connection, codes)
        return counts | {"hersteld": len(repairs_df)}, is_changed

    def _numbered_observations(self, cursor: Cursor) -> pd.DataFrame:
        """Give the figures their margins, and the store's numbers in place of codes and keys."""
        observations_df = self.batch.observations_df
        code_numbers, codes = pd.factorize(observations_df["gebied_code"])
        key_numbers, keys = pd.factorize(observations_df["indicator"])
        levels = levels_of(pd.Series(codes, dtype="str"))
        rows = cursor.execute("SELECT code, id FROM gebied WHERE peildatum = %s", [self.batch.peildatum]).fetchall()
        gebied_ids: dict[str, int] = dict(rows)
        indicator_ids = _registered_indicators(cursor, sorted(keys))
        source = weighing_of(self.batch.provenance.source).rounds_as
        return with_margins(observations_df, levels.take(code_numbers), self.catalogue, source=source).assign(
            gebied_id=np.array([gebied_ids[code] for code in codes], dtype=np.int32)[code_numbers],
            indicator_id=np.array([indicator_ids[key] for key in keys], dtype=np.int16)[key_numbers],
        )


def with_parents(gebieden_gdf: pd.DataFrame) -> pd.DataFrame:
    """Add ``level``, ``gemeente_code`` and ``wijk_code``, read from the CBS codes."""
    codes = gebieden_gdf["code"]
    return gebieden_gdf.assign(
        level=levels_of(codes), gemeente_code=gemeente_codes_of(codes), wijk_code=wijk_codes_of(codes)
    )


def cell_counts(batch: Batch) -> dict[str, object]:
    """Count the cells of a batch: with a value, without one per status, and refused per reason."""
    has_value = batch.observations_df["value"].notna()
    cells = {
        "met_waarde": int(has_value.sum()),
        "bijzonder": _count_by(batch.observations_df.loc[~has_value, "status"]),
        "geweigerd": _count_by(batch.refused_df["reason"]),
    }
    return {"cellen": cells}


def _known_codes(connection: Connection, peildatum: date) -> frozenset[str]:
    rows = connection.execute("SELECT code FROM gebied WHERE peildatum = %s", [peildatum]).fetchall()
    return frozenset(code for (code,) in rows)


def _registered_indicators(cursor: Cursor, keys: list[str]) -> dict[str, int]:
    cursor.execute("INSERT INTO indicator (key) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [keys])
    return dict(cursor.execute("SELECT key, id FROM indicator").fetchall())


def _count_by(values: pd.Series) -> dict[str, int]:
    return {str(name): int(number) for name, number in values.value_counts().items()}

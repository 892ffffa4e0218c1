"""A country that anyone can add up, in CBS's shape: two gemeenten, of which GM0828 has two wijken and three buurten."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from etl.batch import Batch
from etl.http import Client
from tests.servers.cbs import Traps, cbs_app, cbs_settings
from tests.servers.cbs_tables import CHANGE, CbsTable, TopicSpec, Value, a_table
from tests.servers.running import serve

PEOPLE = TopicSpec(("Bevolking",), "Aantal inwoners", measure="T001036")
BIRTHS = TopicSpec(("Bevolking", "Geboorte en sterfte"), "Geboorte totaal", measure="M000173_1")
DWELLINGS = TopicSpec(("Wonen",), "Woningvoorraad", measure="M000297")
RENTED = TopicSpec(("Wonen", "Woningen naar eigendom", "Huurwoningen"), "Huurwoningen totaal ", "%", "1014850_2")
WELFARE = TopicSpec(("Sociale zekerheid",), "Personen per soort uitkering; Bijstand", measure="D006842")
SHOP = TopicSpec(("Nabijheid voorzieningen",), "Afstand tot grote supermarkt", "km", "D000025", "Double")
POSTCODE = TopicSpec(("Postcode",), "Meest voorkomende postcode", "code", "PC000C", "String")

TOPICS = (CHANGE, PEOPLE, BIRTHS, DWELLINGS, RENTED, WELFARE, SHOP, POSTCODE)
ROWS: dict[str, tuple[Value, ...]] = {
    "NL00": (".", 190, None, 90, 40, 20, 0.9, "."),
    "GM0363": (".", 90, None, 50, 60, 10, 0.4, "."),
    "WK0363MB": ("1", 90, None, 50, 60, 10, 0.4, "."),
    "BU0363MB01": ("1", 90, None, 50, 60, 10, 0.4, "1011"),
    "GM0828": (".", 100, None, 40, 25, 10, 1.3, "."),
    "WK082800": ("3", 70, None, 30, 30, 10, 1.2, "."),
    "BU08280000": ("3", 70, None, 30, 30, 10, 1.2, "5341"),
    "BU08280001": ("2", 0, None, 0, None, None, None, "   ."),
    "WK082801": ("1", 30, None, 10, 10, None, 1.5, "."),
    "BU08280100": ("1", 30, None, 10, 10, None, 1.5, "5342"),
}
NAMES = {"GM0828": "Oss", "BU08280000": "Centrum ", "BU0363MB01": "Dam"}


def the_country() -> CbsTable:
    return a_table(TOPICS, ROWS, names=NAMES)


def with_topic(table: CbsTable, topic: TopicSpec, values: Mapping[str, Value]) -> CbsTable:
    """Build the table once more with a topic added at the end."""
    rows = {code: (*row, values.get(code)) for code, row in ROWS.items()}
    return replace(a_table((*TOPICS, topic), rows, names=NAMES), table_id=table.table_id)


@contextmanager
def asking(local_dir: Path, *tables: CbsTable, traps: Traps | None = None, **settings: Any) -> Iterator[Client]:
    """Serve the tables, and give a client that takes that server for CBS."""
    app = cbs_app(*tables, traps=traps)
    with serve(app) as url, Client(cbs_settings(url, local_dir, **settings), pause_s=0.01) as client:
        yield client


def cell(batch: Batch, code: str, indicator: str) -> tuple[float | None, str]:
    """Return the value (None where missing) and status of one observation."""
    df = batch.observations_df
    row = df[(df["gebied_code"] == code) & (df["indicator"] == indicator)].iloc[0]
    return (None if pd.isna(row["value"]) else float(row["value"])), str(row["status"])


def in_order(batch: Batch) -> pd.DataFrame:
    """Return the observations in an order of their own, to compare two batches."""
    return batch.observations_df.sort_values(["gebied_code", "indicator"], ignore_index=True)


def messages(batch: Batch, check: str) -> list[str]:
    return [fault.message for fault in batch.faults if fault.check == check]

"""Tables of Kerncijfers wijken en buurten in CBS's own shape, made by tests or read from the recorded one of 2020."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

Value = float | int | str | None

GEO_DETAIL = {"odata.type": "Cbs.OData.GeoDetail", "Type": "GeoDetail", "Key": "WijkenEnBuurten"}


@dataclass(frozen=True)
class TopicSpec:
    """A topic: its groups, title and unit as CBS shows them, and its measure id in OData v4."""

    path: tuple[str, ...]
    title: str
    unit: str = "aantal"
    measure: str = ""
    datatype: str = "Long"


CHANGE = TopicSpec(("Regioaanduiding",), "Indelingswijziging wijken en buurten", "code", "WBI", "String")


@dataclass(frozen=True)
class CbsTable:
    """A table as CBS holds it.

    ``properties`` are the records of DataProperties, ``rows_df`` is TypedDataSet and ``areas_df`` WijkenEnBuurten, with
    padded codes; ``measures`` gives the v4 id of a column, and ``attributes`` the ValueAttribute of (code, v4 id) where
    v4 states a missing cell instead of leaving it out.
    """

    table_id: str
    title: str
    period: str
    properties: tuple[dict[str, Any], ...]
    rows_df: pd.DataFrame
    areas_df: pd.DataFrame
    modified: str = "2024-03-28T02:00:00"
    record_count: int = 0
    measures: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def column(self, title: str) -> str:
        """Return the key of the topic with this title."""
        return next(str(record["Key"]) for record in self.properties if record["Title"] == title)

    def info(self) -> dict[str, Any]:
        """Return the record of TableInfos."""
        return {
            "ID": 0,
            "Identifier": self.table_id,
            "Title": self.title,
            "Modified": self.modified,
            "Period": self.period,
            "Language": "nl",
            "Catalog": "CBS",
            "RecordCount": self.record_count,
            "ColumnCount": len(self.rows_df.columns) - 1,
        }


def a_table(
    topics: Sequence[TopicSpec],
    rows: Mapping[str, Sequence[Value]],
    *,
    table_id: str = "99999NED",
    year: int = 2020,
    names: Mapping[str, str] | None = None,
) -> CbsTable:
    """Build a table: the values of each area (code without padding), in the order of the topics."""
    properties = _properties(topics)
    columns = [str(record["Key"]) for record in properties if record["Type"] == "Topic"]
    rows_df = pd.DataFrame([list(values) for values in rows.values()], columns=columns)
    padded = [code.ljust(10) for code in rows]
    rows_df.insert(0, "WijkenEnBuurten", padded)
    rows_df.insert(0, "ID", range(len(rows)))
    titles = [(names or {}).get(code, f"Gebied {code}") for code in rows]
    areas_df = pd.DataFrame({"Key": padded, "Title": titles, "Description": None, "Municipality": None})
    return CbsTable(
        table_id,
        f"Kerncijfers wijken en buurten {year}",
        str(year),
        properties,
        rows_df,
        areas_df,
        record_count=len(rows),
        measures={column: spec.measure for column, spec in zip(columns, topics, strict=True)},
    )


def without_topic(table: CbsTable, title: str) -> CbsTable:
    """Let a topic vanish."""
    properties = tuple(record for record in table.properties if record["Title"] != title)
    return replace(table, properties=properties, rows_df=table.rows_df.drop(columns=table.column(title)))


def renamed_topic(table: CbsTable, title: str, new_title: str) -> CbsTable:
    """Give a topic another title, as CBS does now and then."""
    properties = tuple(
        {**record, "Title": new_title} if record["Title"] == title else record for record in table.properties
    )
    return replace(table, properties=properties)


def truncated(table: CbsTable, row_count: int) -> CbsTable:
    """Lose all but the first rows, while the description still announces all."""
    return replace(table, rows_df=table.rows_df.head(row_count))


def with_value(table: CbsTable, code: str, title: str, value: Value) -> CbsTable:
    """Put another value in one cell."""
    rows_df = table.rows_df.copy()
    column = table.column(title)
    rows_df[column] = rows_df[column].astype(object)
    rows_df.loc[rows_df["WijkenEnBuurten"].str.strip() == code, column] = value
    return replace(table, rows_df=rows_df)


def kwb_2020(shared_data: Path) -> CbsTable:
    """Read the complete table of 2020 (84799NED, edition of March 2021): 17,341 rows and 118 columns."""
    stem = shared_data / "odata_v3" / "84799NED" / "cbs.v3.84799NED_"
    info = json.loads(Path(f"{stem}Metadata.json").read_text())
    properties_df = pd.read_parquet(f"{stem}DataProperties.parquet").rename(columns={"odata_type": "odata.type"})
    records = properties_df.astype(object).where(properties_df.notna(), None).to_dict("records")
    return CbsTable(
        info["Identifier"],
        info["Title"],
        info["Period"],
        tuple({str(name): value for name, value in record.items()} for record in records),
        pd.read_parquet(f"{stem}TypedDataSet.parquet"),
        pd.read_parquet(f"{stem}WijkenEnBuurten.parquet"),
        modified=info["Modified"],
        record_count=info["RecordCount"],
    )


def _properties(topics: Sequence[TopicSpec]) -> tuple[dict[str, Any], ...]:
    """Write DataProperties: groups before the topics in them; a key ends in the number of its column."""
    records: list[dict[str, Any]] = [{**GEO_DETAIL, "ID": 0, "Title": "Wijken en buurten", "ParentID": None}]
    groups: dict[tuple[str, ...], int] = {}
    for number, topic in enumerate(topics, start=1):
        for depth in range(1, len(topic.path) + 1):
            path = topic.path[:depth]
            if path not in groups:
                groups[path] = len(records)
                records.append(_group(len(records), path[-1], groups.get(path[:-1])))
        stem = "".join(letter for letter in topic.title.title() if letter.isalnum())
        records.append(
            {
                "odata.type": "Cbs.OData.Topic",
                "ID": len(records),
                "ParentID": groups.get(topic.path),
                "Type": "Topic",
                "Key": f"{stem[:36]}_{number}",
                "Title": topic.title,
                "Unit": topic.unit,
                "Datatype": topic.datatype,
                "Decimals": 0,
                "Default": "Impossible",
            }
        )
    return tuple(records)


def _group(number: int, title: str, parent: int | None) -> dict[str, Any]:
    return {
        "odata.type": "Cbs.OData.TopicGroup",
        "ID": number,
        "ParentID": parent,
        "Type": "TopicGroup",
        "Key": "",
        "Title": title,
    }

"""A local server that answers as CBS does: OData v3 (API, feed, catalogue) and v4, with their real traps."""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.settings import Settings
from tests.servers.cbs_tables import CbsTable, kwb_2020

V4_ROOT = "/odata/v1"
AREA_CODES = ("WijkenEnBuurten", "Key", "Title", "Measure", "ValueAttribute", "Identifier", "Language", "Catalog")


@dataclass
class Traps:
    """What the server does wrong; a test may change it between requests. ``asked`` is what came in."""

    page_rows: int = 10_000
    v4_page_rows: int = 100_000
    max_rows: int = 10_000
    slow_s: float = 0
    failures: int = 0
    cuts: int = 0
    has_next_link: bool = True
    has_empty_page: bool = False
    repeats_page: bool = False
    asked: list[str] = field(default_factory=list)


class UnsupportedFilterError(Exception):
    """The server refuses the filter, as CBS does for a filter on a topic."""


def cbs_app(*tables: CbsTable, traps: Traps | None = None) -> ASGIApp:
    """Return the server of these tables."""
    peer = _Peer({table.table_id: table for table in tables}, traps or Traps())
    app = Starlette(
        routes=[
            Route("/ODataCatalog/Tables", peer.catalogue_v3),
            Route("/{service:str}/odata/{table_id}", peer.root_v3),
            Route("/{service:str}/odata/{table_id}/{entity}", peer.entity_v3),
            Route(f"{V4_ROOT}/Datasets", peer.catalogue_v4),
            Route(f"{V4_ROOT}/CBS/{{table_id}}", peer.root_v4),
            Route(f"{V4_ROOT}/CBS/{{table_id}}/{{entity}}", peer.entity_v4),
        ]
    )
    return _Trapped(app, peer.traps)


def kwb_2020_app(shared_data: Path, traps: Traps | None = None) -> ASGIApp:
    """Return a server of the complete table of 2020."""
    return cbs_app(kwb_2020(shared_data), traps=traps)


def cbs_settings(base_url: str, local_dir: Path, **others: Any) -> Settings:
    """Return settings that take the server at `base_url` for CBS."""
    return Settings(cbs_v3_url=base_url, cbs_v4_url=f"{base_url}{V4_ROOT}", local_dir=local_dir, **others)


class _Trapped:
    """Wrap an application: slow, failing, or hanging up in the middle of an answer."""

    def __init__(self, app: ASGIApp, traps: Traps) -> None:
        self._app, self._traps = app, traps

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope.get("query_string", b"").decode()
        self._traps.asked.append(f"{scope['path']}?{query}" if query else scope["path"])
        await asyncio.sleep(self._traps.slow_s)
        if self._traps.failures > 0:
            self._traps.failures -= 1
            await PlainTextResponse("Service Unavailable", 503)(scope, receive, send)
        elif self._traps.cuts > 0:
            self._traps.cuts -= 1
            await self._app(scope, receive, _cutting(send))
        else:
            await self._app(scope, receive, send)


def _cutting(send: Send) -> Send:
    async def send_half(message: Message) -> None:
        body = message.get("body", b"")
        await send({**message, "body": body[: len(body) // 2]} if body else message)

    return send_half


class _Peer:
    def __init__(self, tables: Mapping[str, CbsTable], traps: Traps) -> None:
        self.tables, self.traps = tables, traps

    def catalogue_v3(self, request: Request) -> Response:
        records_df = pd.DataFrame([table.info() for table in self.tables.values()])
        return _v3_answer(_filtered(records_df, request), request)

    def root_v3(self, request: Request) -> Response:
        if request.path_params["table_id"] not in self.tables:
            return _v3_error(404, "Resource not found.")
        names = ["TableInfos", "UntypedDataSet", "TypedDataSet", "DataProperties", "CategoryGroups", "WijkenEnBuurten"]
        return JSONResponse({"value": [{"name": name, "url": f"{request.url}/{name}"} for name in names]})

    def entity_v3(self, request: Request) -> Response:
        table = self.tables.get(request.path_params["table_id"])
        records_df = None if table is None else _entities_v3(table).get(request.path_params["entity"])
        if records_df is None:
            return _v3_error(404, "Resource not found.")
        try:
            records_df = _sliced(_filtered(records_df, request), request)
        except UnsupportedFilterError as error:
            return _v3_error(500, str(error))
        if request.path_params["service"] == "ODataApi":
            return self._whole_or_nothing(records_df, request)
        skip = int(request.query_params.get("$skip", 0))
        page_df = records_df.head(self.traps.page_rows)
        more = len(records_df) > self.traps.page_rows or (self.traps.has_empty_page and len(records_df) > 0)
        next_link = (
            str(request.url.include_query_params(**{"$skip": self._after(skip, self.traps.page_rows)}))
            if more
            else None
        )
        return _v3_answer(page_df, request, next_link)

    def _after(self, skip: int, row_count: int) -> int:
        """Return where the next page begins, which is where this one does when pages go round."""
        return skip if self.traps.repeats_page else skip + row_count

    def _whole_or_nothing(self, records_df: pd.DataFrame, request: Request) -> Response:
        if len(records_df) > self.traps.max_rows:
            return _v3_error(500, f"query returns more than 10000 records. Number of records: {len(records_df)}.")
        return _v3_answer(records_df, request)

    def catalogue_v4(self, request: Request) -> Response:
        records_df = pd.DataFrame([_properties_v4(table) for table in self.tables.values()])
        return JSONResponse({"value": _records(_filtered(records_df, request))})

    def root_v4(self, request: Request) -> Response:
        table = self.tables.get(request.path_params["table_id"])
        if table is None:
            return JSONResponse({"error": {"code": "404", "message": "Dataset not found"}}, 404)
        names = ["Properties", "MeasureCodes", "MeasureGroups", "Observations", f"{table.rows_df.columns[1]}Codes"]
        return JSONResponse({"value": [{"name": name, "kind": "EntitySet", "url": name} for name in names]})

    def entity_v4(self, request: Request) -> Response:
        table, entity = self.tables[request.path_params["table_id"]], request.path_params["entity"]
        if entity == "Properties":
            return JSONResponse(_properties_v4(table))
        records_df = _filtered(_entities_v4(table)[entity], request)
        answer: dict[str, Any] = {"@odata.context": f"{request.url.path}/$metadata#{entity}"}
        if request.query_params.get("$count") == "true":
            answer["@odata.count"] = len(records_df)
        skip = int(request.query_params.get("$skip", 0))
        page_df = _sliced(records_df, request).head(self.traps.v4_page_rows)
        if self.traps.has_next_link and "$top" not in request.query_params and skip + len(page_df) < len(records_df):
            answer["@odata.nextLink"] = str(
                request.url.include_query_params(**{"$skip": self._after(skip, len(page_df))})
            )
        return JSONResponse({**answer, "value": _records(page_df)})


def _entities_v3(table: CbsTable) -> dict[str, pd.DataFrame]:
    return {
        "TableInfos": pd.DataFrame([table.info()]),
        "DataProperties": pd.DataFrame(list(table.properties), dtype=object),
        "WijkenEnBuurten": table.areas_df,
        "TypedDataSet": table.rows_df,
    }


def _properties_v4(table: CbsTable) -> dict[str, Any]:
    return {
        "Identifier": table.table_id,
        "Title": table.title,
        "Modified": f"{table.modified}+01:00",
        "Catalog": "CBS",
        "Language": "nl",
        "TemporalCoverage": table.period,
        "Version": re.sub(r"\D", "", table.modified)[:12],
        "ObservationCount": len(_observations(table)),
    }


def _entities_v4(table: CbsTable) -> dict[str, pd.DataFrame]:
    topics = [record for record in table.properties if record["Type"] == "Topic"]
    groups = [record for record in table.properties if record["Type"] == "TopicGroup"]
    measures = [
        {
            "Identifier": table.measures[record["Key"]],
            "Index": record["ID"],
            "Title": record["Title"],
            "MeasureGroupId": _group_id(record["ParentID"]),
            "DataType": record["Datatype"],
            "Unit": record["Unit"],
        }
        for record in topics
    ]
    return {
        "MeasureCodes": pd.DataFrame(measures, dtype=object),
        "MeasureGroups": pd.DataFrame(
            [{"Id": _group_id(g["ID"]), "Title": g["Title"], "ParentId": _group_id(g["ParentID"])} for g in groups],
            dtype=object,
        ),
        "WijkenEnBuurtenCodes": pd.DataFrame(
            {"Identifier": table.areas_df["Key"].str.strip(), "Title": table.areas_df["Title"]}
        ),
        "Observations": _observations(table),
    }


def _group_id(number: float | None) -> str | None:
    return None if number is None else f"M{int(number):06d}"


def _observations(table: CbsTable) -> pd.DataFrame:
    """Return the cells that have a value or a stated reason; v4 leaves out the others, and does not pad codes."""
    strings = {record["Key"] for record in table.properties if record.get("Datatype") == "String"}
    cells = [
        {
            "Measure": measure,
            "ValueAttribute": table.attributes.get((code.strip(), measure), "None"),
            "Value": None if column in strings else value,
            "StringValue": value if column in strings else None,
            "WijkenEnBuurten": code.strip(),
        }
        for column, measure in table.measures.items()
        if column in table.rows_df
        for code, value in zip(table.rows_df["WijkenEnBuurten"], table.rows_df[column], strict=True)
        if pd.notna(value) or (code.strip(), measure) in table.attributes
    ]
    columns = ["Measure", "ValueAttribute", "Value", "StringValue", "WijkenEnBuurten"]
    observations_df = pd.DataFrame(cells, columns=columns, dtype=object)
    observations_df.insert(0, "Id", range(len(cells)))
    return observations_df


def _filtered(records_df: pd.DataFrame, request: Request) -> pd.DataFrame:
    condition = request.query_params.get("$filter")
    return records_df if condition is None else records_df[_matching(records_df, condition)]


def _sliced(records_df: pd.DataFrame, request: Request) -> pd.DataFrame:
    names = request.query_params.get("$select")
    records_df = records_df[[name.strip() for name in names.split(",")]] if names else records_df
    records_df = records_df.iloc[int(request.query_params.get("$skip", 0)) :]
    top = request.query_params.get("$top")
    return records_df if top is None else records_df.head(int(top))


def _matching(records_df: pd.DataFrame, condition: str) -> pd.Series:
    """Evaluate a filter of comparisons joined by ``and`` and ``or``, without brackets around them."""
    result = pd.Series(False, index=records_df.index)
    for alternative in condition.split(" or "):
        both = pd.Series(True, index=records_df.index)
        for comparison in alternative.split(" and "):
            both &= _compared(records_df, comparison.strip())
        result |= both
    return result


def _compared(records_df: pd.DataFrame, comparison: str) -> pd.Series:
    for operator, name, text in _readings(comparison):
        if name not in AREA_CODES:
            message = f"query returns more than 10000 records: {name} is no dimension."
            raise UnsupportedFilterError(message)
        texts = records_df[name].astype("str")
        compare = {"startswith": texts.str.startswith, "eq": texts.eq}
        return compare[operator](text) if operator in compare else texts.str.contains(text, regex=False)
    raise UnsupportedFilterError(f"Syntax error in {comparison!r}")


def _readings(comparison: str) -> Iterator[tuple[str, str, str]]:
    if match := re.fullmatch(r"(startswith|contains)\((\w+),\s*'([^']*)'\)", comparison):
        yield match[1], match[2], match[3]
    if match := re.fullmatch(r"substringof\('([^']*)',\s*(\w+)\)", comparison):
        yield "contains", match[2], match[1]
    if match := re.fullmatch(r"(\w+) eq '([^']*)'", comparison):
        yield "eq", match[1], match[2]


def _records(records_df: pd.DataFrame) -> Any:
    return json.loads(records_df.to_json(orient="records", double_precision=15))


def _v3_answer(records_df: pd.DataFrame, request: Request, next_link: str | None = None) -> Response:
    """Write an answer; the rows as text at once, for a page of the real table has a million cells."""
    tail = {"odata.metadata": f"{request.base_url}$metadata"} | ({"odata.nextLink": next_link} if next_link else {})
    rows = records_df.to_json(orient="records", double_precision=15)
    return Response(f'{{"value":{rows},{json.dumps(tail)[1:]}', media_type="application/json")


def _v3_error(status: int, message: str) -> Response:
    return JSONResponse({"odata.error": {"code": "", "message": {"lang": "en-US", "value": message}}}, status)

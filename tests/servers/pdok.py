"""A local PDOK: OGC API Features, WFS and Atom of the wijk- en buurtkaart, in its shapes and with its traps.

The maps are frames in RD with snake_case columns, as CBS delivers them to PDOK.
"""

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import geopandas as gpd
import shapely
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

RD_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"
CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
OGC_DEFAULT_LIMIT = 10
MAX_PAGE = 1000
OGC_PARAMETERS = {"f", "limit", "cursor", "crs", "bbox", "bbox-crs", "datetime"}


@dataclass
class Pdok:
    """What the local PDOK has, and how it misbehaves.

    ``maps`` is year → level (buurten, wijken, gemeenten) → frame; ``ogc_years`` and ``wfs_years`` are those that a
    service has (None: all of them); ``geopackages`` is year → file behind the Atom feed.
    """

    maps: dict[int, dict[str, gpd.GeoDataFrame]] = field(default_factory=dict)
    geopackages: dict[int, Path] = field(default_factory=dict)
    ogc_years: set[int] | None = None
    wfs_years: set[int] | None = None
    max_page: int = MAX_PAGE
    ignores_filter: bool = False
    ignores_crs: bool = False
    hits_too_many: int = 0
    repeats_first_page: bool = False
    slow_answers: list[float] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    ranges: list[str | None] = field(default_factory=list)

    def app(self) -> Starlette:
        """Build the application; its root stands for both hosts of PDOK, with ``/cbs`` behind it."""
        items = "/cbs/wijken-en-buurten-{year:int}/ogc/v1/collections/{level}/items"
        atom = "/cbs/wijkenbuurten/{year:int}/atom"
        return Starlette(
            routes=[
                Route(items, self.ogc_items),
                Route("/cbs/wijkenbuurten/{year:int}/wfs/v1_0", self.wfs),
                Route(f"{atom}/index.xml", self.atom_index),
                Route(f"{atom}/wijkenbuurten.xml", self.atom_dataset),
                Route(f"{atom}/downloads/{{name}}", self.atom_download),
            ]
        )

    async def _wait(self, request: Request) -> None:
        self.asked.append(str(request.url))
        if self.slow_answers:
            await asyncio.sleep(self.slow_answers.pop(0))

    async def ogc_items(self, request: Request) -> Response:
        """Answer a page of features: 10 unless asked otherwise, the next one by cursor, no total."""
        await self._wait(request)
        map_gdf = self._map(request, self.ogc_years)
        if map_gdf is None:
            return _problem(404, "the requested dataset or collection does not exist")
        query = dict(request.query_params)
        if unknown := [name for name in query if name not in OGC_PARAMETERS and name not in map_gdf.columns]:
            return _problem(400, f"unknown query parameter(s) found: {'&'.join(unknown)}")
        if not self.ignores_filter:
            for column in query.keys() - OGC_PARAMETERS:
                map_gdf = map_gdf[map_gdf[column].astype(str) == query[column]]
        limit = min(int(query.get("limit", OGC_DEFAULT_LIMIT)), self.max_page)
        start = _offset(query["cursor"]) if "cursor" in query else 0
        wants_rd = query.get("crs") == RD_URI and not self.ignores_crs
        page_gdf = map_gdf.iloc[start : start + limit]
        features = _features(page_gdf if wants_rd else page_gdf.to_crs(4326), rename=str)
        links = [{"rel": "self", "type": "application/geo+json", "href": str(request.url)}]
        if start + limit < len(map_gdf):
            following = urlencode(query | {"cursor": _cursor(0 if self.repeats_first_page else start + limit)})
            links.append({"rel": "next", "type": "application/geo+json", "href": _without_query(request, following)})
        body = {"type": "FeatureCollection", "timeStamp": "2026-01-01T00:00:00Z", "links": links}
        content = body | {"features": features, "numberReturned": len(features)}
        crs = RD_URI if wants_rd else CRS84_URI
        return JSONResponse(content, media_type="application/geo+json", headers={"Content-Crs": f"<{crs}>"})

    async def wfs(self, request: Request) -> Response:
        """Answer GetCapabilities, a count of hits, or a page of at most 1,000 features."""
        await self._wait(request)
        year = request.path_params["year"]
        if year not in self.maps or (self.wfs_years is not None and year not in self.wfs_years):
            return Response("404 page not found", 404)
        query = {name.lower(): value for name, value in request.query_params.items()}
        if query["request"] == "GetCapabilities":
            return _capabilities([_type_name(level, year) for level in self.maps[year]])
        return self._get_feature(year, query)

    def _get_feature(self, year: int, query: dict[str, str]) -> Response:
        level = next((level for level in self.maps[year] if _type_name(level, year) == query["typenames"]), None)
        if level is None:
            return _exception(f"TYPENAME {query['typenames']} unknown")
        map_gdf = self.maps[year][level]
        if "filter" in query and not self.ignores_filter:  # CQL_FILTER is passed over, as PDOK does
            column, value = _equality(query["filter"])
            map_gdf = map_gdf[map_gdf[column].astype(str) == value]
        if query.get("resulttype") == "hits":
            return _hits(len(map_gdf) + self.hits_too_many)
        start = 0 if self.repeats_first_page else int(query.get("startindex", 0))
        page_gdf = map_gdf.iloc[start : start + min(int(query.get("count", self.max_page)), self.max_page)]
        srs = "urn:ogc:def:crs:OGC:1.3:CRS84" if self.ignores_crs else query.get("srsname", "EPSG:28992")
        content: dict[str, Any] = {"type": "FeatureCollection", "name": level}
        if srs.endswith("28992"):
            content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
        else:
            content["crs"] = {"type": "name", "properties": {"name": srs}}
            page_gdf = page_gdf.to_crs(4326)
        if srs == "urn:ogc:def:crs:EPSG::4326":  # latitude first, as the register of systems has it
            page_gdf = page_gdf.set_geometry(shapely.transform(page_gdf.geometry.array, lambda xy: xy[:, ::-1]))
        features = _features(page_gdf, rename=_camel, id_prefix=level)
        return JSONResponse(content | {"features": features}, media_type="application/json; subtype=geojson")

    async def atom_index(self, request: Request) -> Response:
        """Answer the feed of the service, which names the feed of the dataset."""
        await self._wait(request)
        if request.path_params["year"] not in self.geopackages:
            return Response("404 page not found", 404)
        href = _without_query(request).replace("index.xml", "wijkenbuurten.xml")
        return _feed(f'<link href="{href}" rel="alternate" type="application/atom+xml" hreflang="nl"/>')

    async def atom_dataset(self, request: Request) -> Response:
        """Answer the feed of the dataset, which names the file."""
        await self._wait(request)
        path = self.geopackages[request.path_params["year"]]
        href = _without_query(request).replace("wijkenbuurten.xml", f"downloads/{path.name}")
        size = path.stat().st_size
        return _feed(f'<link href="{href}" rel="alternate" type="application/geopackage+sqlite3" length="{size}"/>')

    async def atom_download(self, request: Request) -> Response:
        """Answer the file or a range of it; where a cut is ordered, the connection breaks after so many bytes."""
        await self._wait(request)
        self.ranges.append(request.headers.get("Range"))
        path = self.geopackages[request.path_params["year"]]
        if not self.cuts:
            return FileResponse(path)
        content = path.read_bytes()
        headers = {
            "Content-Length": str(len(content)),
            "ETag": FileResponse(path, stat_result=path.stat()).headers["etag"],
        }
        return StreamingResponse(_cut(content, self.cuts.pop(0)), headers=headers)

    def _map(self, request: Request, years: set[int] | None) -> gpd.GeoDataFrame | None:
        year = request.path_params["year"]
        return (
            None
            if years is not None and year not in years
            else self.maps.get(year, {}).get(request.path_params["level"])
        )


async def _cut(content: bytes, length: int) -> AsyncIterator[bytes]:
    yield content[:length]


def _without_query(request: Request, query: str = "") -> str:
    return str(request.url.replace(query=query))


def _features(page_gdf: gpd.GeoDataFrame, *, rename: Any, id_prefix: str = "") -> list[dict[str, Any]]:
    """Write features as PDOK does: properties without a value are left out."""
    geojson = page_gdf.to_geo_dict(drop_id=False)["features"]
    return [
        {
            "type": "Feature",
            "id": f"{id_prefix}.{feature['id']}" if id_prefix else feature["id"],
            "geometry": feature["geometry"],
            "properties": {
                rename(name): value.item() if hasattr(value, "item") else value
                for name, value in feature["properties"].items()
                if value is not None and value == value  # noqa: PLR0124 - NaN differs from itself
            },
        }
        for feature in geojson
    ]


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def _type_name(level: str, year: int) -> str:
    if year >= 2022:
        return f"wijkenbuurten:{level}"
    return f"gemeenten{year}" if level == "gemeenten" else f"cbs_{level}_{year}"


def _cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(f"{offset}|x".encode()).decode()


def _offset(cursor: str) -> int:
    return int(base64.urlsafe_b64decode(cursor).decode().split("|")[0])


def _equality(written: str) -> tuple[str, str]:
    texts = {element.tag.rpartition("}")[2]: element.text or "" for element in ET.fromstring(written).iter()}  # noqa: S314
    return texts.get("ValueReference") or texts["PropertyName"], texts["Literal"]


def _problem(status: int, detail: str) -> Response:
    content = {"detail": detail, "status": status, "timeStamp": "2026-01-01T00:00:00Z", "title": "Not Found"}
    return JSONResponse(content, status, media_type="application/problem+json")


def _xml(body: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}', media_type="text/xml")


def _capabilities(names: list[str]) -> Response:
    types = "".join(f"<wfs:FeatureType><wfs:Name>{name}</wfs:Name></wfs:FeatureType>" for name in names)
    space = 'xmlns:wfs="http://www.opengis.net/wfs/2.0"'
    return _xml(
        f'<wfs:WFS_Capabilities version="2.0.0" {space}><wfs:FeatureTypeList>{types}</wfs:FeatureTypeList>'
        "</wfs:WFS_Capabilities>"
    )


def _hits(number: int) -> Response:
    space = 'xmlns:wfs="http://www.opengis.net/wfs/2.0"'
    return _xml(f'<wfs:FeatureCollection {space} numberMatched="{number}" numberReturned="0"/>')


def _exception(text: str) -> Response:
    return _xml(f"<ows:ExceptionReport xmlns:ows='http://www.opengis.net/ows/1.1'>{text}</ows:ExceptionReport>")


def _feed(link: str) -> Response:
    return _xml(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl"><title>CBS Wijken en Buurten</title>'
        f"<entry><id>wijkenbuurten</id><updated>2026-01-01T00:00:00Z</updated>{link}</entry></feed>"
    )

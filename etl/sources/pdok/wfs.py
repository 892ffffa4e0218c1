"""The wijk- en buurtkaart through PDOK's WFS: at most 1,000 features a page, camelCase names, filters by FES only."""

import re
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from etl.http import Client, Step
from etl.sources.pdok.answer import (
    COLLECTIONS,
    PAGE_SIZE,
    Feature,
    FeatureAnswer,
    IncompleteAnswerError,
    OtherCrsError,
    features_on,
    require_gemeente,
)
from geodata.errors import SourceError
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level

SOURCE = "pdok-wfs"
SERVICE = {"service": "WFS", "version": "2.0.0"}


class LayerNotServedError(SourceError):
    """A WFS does not have a level."""

    def __init__(self, url: str, level: Level, names: list[str]) -> None:
        super().__init__(
            f"{url} heeft geen laag met {COLLECTIONS[level]}. Gevonden: {', '.join(names) or 'geen lagen'}. "
            "Laad de kaart van dat jaar uit een bestand."
        )


class NotWfsError(SourceError):
    """An answer is not that of a WFS."""

    def __init__(self, url: str, content: bytes) -> None:
        excerpt = " ".join(content[:200].decode(errors="replace").split())
        super().__init__(f"{url} antwoordt niet als WFS, maar met: {excerpt!r}. Controleer het adres.")


def service_url(root_url: str, year: int) -> str:
    """Build the address of a year's WFS; `root_url` is that of PDOK's wijkenbuurten."""
    return f"{root_url.rstrip('/')}/{year}/wfs/v1_0"


def fetch_features(
    client: Client, root_url: str, *, year: int, level: Level, gemeente_code: str | None = None
) -> FeatureAnswer:
    """Fetch all features of one level, or those of one gemeente; reads the network.

    Raises
    ------
    etl.http.UnreachableError, BadStatusError, TruncatedError, NotJsonError, NotWfsError
        The service does not answer; status 404 where it does not have the year.
    LayerNotServedError
        The service has no layer of this level.
    OtherCrsError
        A page is not in RD.
    IncompleteAnswerError
        There are fewer features than the service counts, or the same one twice.
    GemeenteUnknownError, FilterIgnoredError
        The answer is not that of `gemeente_code`.
    """
    url = service_url(root_url, year)
    query = SERVICE | {"request": "GetFeature", "typeNames": _type_name(client, url, level), "srsName": RD}
    if gemeente_code is not None:
        query["filter"] = gemeente_filter(gemeente_code)
    answer = FeatureAnswer(level, year, tuple(_all_pages(client, url, query)), RD, url)
    if gemeente_code is not None:
        require_gemeente(answer, gemeente_code)
    return answer


def gemeente_filter(gemeente_code: str) -> str:
    """Write the FES 2.0 filter for one gemeente; PDOK passes over ``CQL_FILTER`` without a word."""
    return (
        '<Filter xmlns="http://www.opengis.net/fes/2.0"><PropertyIsEqualTo><ValueReference>gemeentecode'
        f"</ValueReference><Literal>{escape(gemeente_code)}</Literal></PropertyIsEqualTo></Filter>"
    )


def _type_name(client: Client, url: str, level: Level) -> str:
    """Find a level's layer: ``wijkenbuurten:buurten`` since 2022, ``cbs_buurten_2019`` or ``gemeenten2012`` before."""
    names = _layer_names(client, url)
    pattern = re.compile(rf"(?:\w+:)?(?:cbs_)?{COLLECTIONS[level]}_?(?:\d{{4}})?")
    found = next((name for name in names if pattern.fullmatch(name)), None)
    if found is None:
        raise LayerNotServedError(url, level, names)
    return found


def _layer_names(client: Client, url: str) -> list[str]:
    root = _xml(client, url, SERVICE | {"request": "GetCapabilities"})
    return [(name.text or "").strip() for name in root.iterfind(".//{*}FeatureType/{*}Name")]


def _all_pages(client: Client, url: str, query: dict[str, str]) -> list[Feature]:
    """Fetch page after page until there are as many features as the service counts."""
    expected = _count(client, url, query)
    features: list[Feature] = []
    while len(features) < expected:
        params = query | {"outputFormat": "application/json"}
        page = client.get_json(url, params | {"count": str(PAGE_SIZE), "startIndex": str(len(features))})
        _require_rd(page, url)
        found = features_on(page, url)
        if not found:
            raise IncompleteAnswerError(url, f"er zijn {expected} gebieden geteld, en {len(features)} gekregen")
        features += found
        client.progress(Step(f"PDOK {query['typeNames']}", len(features), expected, "gebieden"))
    _require_distinct(features, expected, url)
    return features


def _count(client: Client, url: str, query: dict[str, str]) -> int:
    number = _xml(client, url, query | {"resultType": "hits"}).get("numberMatched", "")
    if not number.isdigit():
        raise IncompleteAnswerError(url, f"de dienst telt {number or 'niets'} in plaats van een aantal gebieden")
    return int(number)


def _require_rd(page: dict[str, Any], url: str) -> None:
    """Stop when a page names another system; one that names none is judged by its coordinates later."""
    name = page.get("crs", {}).get("properties", {}).get("name")
    if name is not None and not name.endswith(":28992"):
        raise OtherCrsError(url, name)


def _require_distinct(features: list[Feature], expected: int, url: str) -> None:
    """Stop when pages overlap: then the order changed between two requests, and others were skipped."""
    distinct = {feature["id"] for feature in features if "id" in feature}
    if len(features) != expected or (distinct and len(distinct) != expected):
        reason = f"er zijn {expected} gebieden geteld, en {len(distinct)} verschillende gekregen"
        raise IncompleteAnswerError(url, reason)


def _xml(client: Client, url: str, query: dict[str, str]) -> ET.Element:
    content = client.get(url, query).content
    try:
        return ET.fromstring(content)  # noqa: S314 - Python's expat limits the growth of entities
    except ET.ParseError as error:
        raise NotWfsError(url, content) from error

"""The wijk- en buurtkaart through PDOK's OGC API Features: pages by cursor, RD by its URI."""

from typing import Any

from etl.http import Client, NotJsonError, Query, Step
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
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level

SOURCE = "pdok-ogc"
RD_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"


def collection_url(root_url: str, year: int, level: Level) -> str:
    """Build the address of a level's features; `root_url` is that of PDOK's OGC APIs of CBS."""
    return f"{root_url.rstrip('/')}/wijken-en-buurten-{year}/ogc/v1/collections/{COLLECTIONS[level]}/items"


def fetch_collection(
    client: Client, root_url: str, *, year: int, level: Level, gemeente_code: str | None = None
) -> FeatureAnswer:
    """Fetch all features of one level, or those of one gemeente; reads the network.

    Raises
    ------
    etl.http.UnreachableError, BadStatusError, TruncatedError, NotJsonError
        The service does not answer; status 404 where it does not have the year.
    OtherCrsError
        A page is not in RD.
    IncompleteAnswerError
        The pages go round in a circle, or one is shorter than it says.
    GemeenteUnknownError, FilterIgnoredError
        The answer is not that of `gemeente_code`.

    Notes
    -----
    The service gives no total: the answer is whole when the last page has no link to a next one.
    """
    url = collection_url(root_url, year, level)
    features = _all_pages(client, url, gemeente_code)
    answer = FeatureAnswer(level, year, tuple(features), RD, url)
    if gemeente_code is not None:
        require_gemeente(answer, gemeente_code)
    return answer


def _all_pages(client: Client, url: str, gemeente_code: str | None) -> list[Feature]:
    which = {} if gemeente_code is None else {"gemeentecode": gemeente_code}
    params: Query | None = {"f": "json", "limit": PAGE_SIZE, "crs": RD_URI, **which}
    features: list[Feature] = []
    seen: set[str] = set()
    next_url: str | None = url
    while next_url:
        if next_url in seen:
            raise IncompleteAnswerError(url, f"de koppeling naar de volgende pagina verwijst terug naar {next_url}")
        seen.add(next_url)
        page = _page(client, next_url, params)
        features += features_on(page, next_url)
        client.progress(Step(f"PDOK {url.rsplit('/', 2)[1]}", len(features), None, "gebieden"))
        next_url, params = _next_url(page), None  # the link holds all parameters
    return features


def _page(client: Client, url: str, params: Query | None) -> dict[str, Any]:
    """Fetch one page and check what it says of itself."""
    response = client.get(url, params)
    content_crs = response.headers.get("Content-Crs", "").strip("<> ")
    if content_crs != RD_URI:
        raise OtherCrsError(str(response.url), content_crs)
    try:
        page: dict[str, Any] = response.json()
    except ValueError as error:
        raise NotJsonError(str(response.url), response.content) from error
    return page


def _next_url(page: dict[str, Any]) -> str | None:
    links = (link["href"] for link in page.get("links", []) if link.get("rel") == "next")
    return next(links, None)

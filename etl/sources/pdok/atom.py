"""The wijk- en buurtkaart of the whole country through PDOK's Atom feed, which names the file to download."""

from collections.abc import Iterator
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from etl.cache import Download
from etl.http import Client
from geodata.errors import SourceError

GEOPACKAGE_TYPE = "application/geopackage+sqlite3"
_ATOM = "{http://www.w3.org/2005/Atom}"


class NoDownloadError(SourceError):
    """An Atom feed names no GeoPackage."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"De Atom-feed {url} noemt geen GeoPackage. Download de kaart van dat jaar zelf en laad het bestand."
        )


class NotAtomError(SourceError):
    """An answer is no Atom feed."""

    def __init__(self, url: str, content: bytes) -> None:
        excerpt = " ".join(content[:200].decode(errors="replace").split())
        super().__init__(f"{url} is geen Atom-feed, maar: {excerpt!r}. Open het adres in een browser.")


def feed_url(root_url: str, year: int) -> str:
    """Build the address of a year's feed; `root_url` is that of PDOK's wijkenbuurten."""
    return f"{root_url.rstrip('/')}/{year}/atom/index.xml"


def fetch_geopackage(client: Client, root_url: str, *, year: int) -> Download:
    """Download a year's GeoPackage, about 200 MB; goes on where an earlier download stopped. Reads the network.

    Raises
    ------
    etl.http.UnreachableError, BadStatusError, TruncatedError
        The service does not answer; status 404 where it does not have the year.
    NotAtomError, NoDownloadError
        The feed is none, or names no GeoPackage.
    """
    return client.download(find_geopackage(client, feed_url(root_url, year)))


def find_geopackage(client: Client, url: str) -> str:
    """Find the address of the newest GeoPackage in a feed, or in the feeds that it names; reads the network."""
    links = list(_links(client, url))
    for feed in [address for address, kind, _ in links if kind.startswith("application/atom+xml") and address != url]:
        links += _links(client, feed)
    found = [(updated, address) for address, kind, updated in links if _is_geopackage(address, kind)]
    if not found:
        raise NoDownloadError(url)
    return max(found)[1]


def _links(client: Client, url: str) -> Iterator[tuple[str, str, str]]:
    """Yield address, media type and moment of change of each download and each feed that a feed's entries name."""
    content = client.get(url).content
    try:
        feed = ET.fromstring(content)  # noqa: S314 - Python's expat limits the growth of entities
    except ET.ParseError as error:
        raise NotAtomError(url, content) from error
    for entry in feed.iter(f"{_ATOM}entry"):
        updated = entry.findtext(f"{_ATOM}updated", "").strip()
        for link in entry.iter(f"{_ATOM}link"):
            if link.get("rel", "alternate") in {"alternate", "section", "enclosure"}:
                yield urljoin(url, link.get("href", "")), link.get("type", ""), updated


def _is_geopackage(address: str, kind: str) -> bool:
    return kind == GEOPACKAGE_TYPE or address.lower().split("?")[0].endswith(".gpkg")

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from etl.http import BadStatusError, Client
from etl.sources.pdok.atom import NoDownloadError, NotAtomError, fetch_geopackage, find_geopackage
from geodata.settings import Settings
from tests.etl.sources.kaart.maps import buurten, written
from tests.etl.sources.pdok.peer import running
from tests.servers.pdok import Pdok
from tests.servers.running import serve

CODES = ["BU99990000", "BU99990001"]


def a_geopackage(tmp_path: Path) -> Path:
    return written(buurten(CODES, year=2023), tmp_path / "pdok" / "wijkenbuurten_2023_v1.gpkg", layer="buurten")


def found_in(feed: str, tmp_path: Path) -> str:
    """The address that is found in one feed with these entries, without the host."""
    content = f'<feed xmlns="http://www.w3.org/2005/Atom">{feed}</feed>'
    app = Starlette(routes=[Route("/atom/index.xml", lambda _: Response(content))])
    with serve(app) as base_url, Client(Settings(local_dir=tmp_path, http_attempts=1)) as client:
        return find_geopackage(client, f"{base_url}/atom/index.xml").removeprefix(base_url)


def an_entry(href: str, *, kind: str = "", updated: str = "2026-01-01T00:00:00Z") -> str:
    return f'<entry><updated>{updated}</updated><link rel="alternate" type="{kind}" href="{href}"/></entry>'


def test_the_geopackage_that_the_feed_names_is_downloaded(tmp_path: Path) -> None:
    path = a_geopackage(tmp_path)
    with running(Pdok(geopackages={2023: path}), tmp_path / "local") as (client, settings):
        download = fetch_geopackage(client, settings.pdok_wfs_url, year=2023)
    assert download.path.read_bytes() == path.read_bytes()
    assert download.address.endswith("/2023/atom/downloads/wijkenbuurten_2023_v1.gpkg")


def test_a_download_that_breaks_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = a_geopackage(tmp_path)
    pdok = Pdok(geopackages={2023: path}, cuts=[1000])
    with running(pdok, tmp_path / "local") as (client, settings):
        download = fetch_geopackage(client, settings.pdok_wfs_url, year=2023)
    assert download.path.read_bytes() == path.read_bytes()
    assert pdok.ranges == [None, "bytes=1000-"]


def test_a_feed_of_its_own_may_name_the_file_at_once(tmp_path: Path) -> None:
    assert found_in(an_entry("downloads/kaart.gpkg"), tmp_path) == "/atom/downloads/kaart.gpkg"


def test_a_file_is_known_by_its_media_type(tmp_path: Path) -> None:
    assert found_in(an_entry("/a?b=1", kind="application/geopackage+sqlite3"), tmp_path) == "/a?b=1"


def test_of_two_editions_the_newest_is_taken(tmp_path: Path) -> None:
    older = an_entry("kaart_v2.gpkg", updated="2025-01-01T00:00:00Z")
    newer = an_entry("kaart_v1.gpkg", updated="2025-06-01T00:00:00Z")
    assert found_in(older + newer, tmp_path) == "/atom/kaart_v1.gpkg"


def test_a_feed_without_geopackage_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoDownloadError, match="noemt geen GeoPackage"):
        found_in(an_entry("kaart.zip", kind="application/zip"), tmp_path)


def test_what_is_no_feed_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAtomError, match="geen Atom-feed, maar: '<feed"):
        found_in("<entry>", tmp_path)


def test_a_year_that_is_not_there_is_status_404(tmp_path: Path) -> None:
    with running(Pdok(), tmp_path) as (client, settings), pytest.raises(BadStatusError) as caught:
        fetch_geopackage(client, settings.pdok_wfs_url, year=2031)
    assert caught.value.status == 404

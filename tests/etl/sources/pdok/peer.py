"""A local PDOK for a test, and a client that waits for it only shortly."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from etl.http import Client
from geodata.settings import Settings
from tests.etl.sources.kaart.maps import buurten, frame
from tests.servers.pdok import Pdok
from tests.servers.running import serve


def a_country(count: int, *, year: int = 2024) -> dict[str, gpd.GeoDataFrame]:
    """A gemeente GM9999 of `count` buurten in one wijk, GM9998 of one buurt, and Buitenland, on each level."""
    codes = [f"BU999900{number:02d}" for number in range(count)] + ["BU99980000"]
    gemeenten = ["GM9999", "GM9998", "GM0998"]
    return {
        "gemeenten": frame(
            gemeentecode=gemeenten,
            gemeentenaam=["Grijsveld", "Anderland", "Buitenland"],
            water=["NEE"] * 3,
            aantal_inwoners=[60.0, 20.0, None],
            jaar=[year] * 3,
        ),
        "wijken": frame(
            wijkcode=["WK999900", "WK999800"],
            wijknaam=["Midden", "Ander"],
            gemeentecode=gemeenten[:2],
            gemeentenaam=["Grijsveld", "Anderland"],
            water=["NEE"] * 2,
            aantal_inwoners=[60, 20],
            jaar=[year] * 2,
        ),
        "buurten": buurten(codes, year=year, aantal_inwoners=[10 + number for number in range(len(codes))]),
    }


@contextmanager
def running(pdok: Pdok, local_dir: Path, *, timeout_s: float = 5) -> Iterator[tuple[Client, Settings]]:
    """Serve a PDOK and yield a client with the settings that lead to it."""
    with serve(pdok.app()) as base_url:
        settings = Settings(
            local_dir=local_dir,
            http_timeout_s=timeout_s,
            http_attempts=2,
            pdok_ogc_url=f"{base_url}/cbs",
            pdok_wfs_url=f"{base_url}/cbs/wijkenbuurten",
        )
        with Client(settings, pause_s=0.01) as client:
            yield client, settings


@contextmanager
def answering(local_dir: Path, content: str, media_type: str, **headers: str) -> Iterator[tuple[Client, Settings]]:
    """Serve one and the same answer at every address, as a page of maintenance does."""

    def answer(_request: Request) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Response(content, media_type=media_type, headers=named)

    with serve(Starlette(routes=[Route("/{path:path}", answer)])) as base_url:
        settings = Settings(local_dir=local_dir, http_attempts=1, pdok_ogc_url=base_url, pdok_wfs_url=base_url)
        with Client(settings, pause_s=0.01) as client:
            yield client, settings

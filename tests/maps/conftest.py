"""Resources of the map tests: a browser, and Leaflet as set-up puts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from geodata.settings import Settings
from maps.assets import set_up_assets, vendor_dir
from tests.browser import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def leaflet_dir() -> Path:
    """The folder of other people's assets under the project's own local folder, set up where it is not yet."""
    settings = Settings()
    set_up_assets(settings)
    return vendor_dir(settings)

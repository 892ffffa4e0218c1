"""What the map tests share: Leaflet as set-up puts it."""

from pathlib import Path

import pytest

from geodata.settings import Settings
from maps.assets import set_up_assets, vendor_dir


@pytest.fixture(scope="session")
def leaflet_dir() -> Path:
    """The folder of other people's assets under the project's own local folder, set up where it is not yet."""
    settings = Settings()
    set_up_assets(settings)
    return vendor_dir(settings)

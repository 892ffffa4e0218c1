"""The map of a gemeente of 20% with a buurt like it, one above, one below, and one too uncertain; of two years."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from geodata.indicators.status import Status
from geodata.settings import Settings
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url, open_session
from tests.grid import add_figure, add_grid, add_indeling, add_load

OF_2024 = {"GM0001": (19, 20, 21), "BU00010000": (19, 20, 22), "BU00010001": (29, 30, 31), "BU00010100": (9, 10, 11)}
OF_2024 |= {"BU00010101": (5, 22, 45), "WK000100": (24, 25, 26), "WK000101": (14, 15, 16)}
OF_2023 = {"GM0001": (18, 19, 20), "BU00010000": (17, 18, 19), "BU00010001": (39, 40, 41)}


@pytest.fixture(scope="package")
def compared_settings(cluster: Cluster, template: str) -> Settings:
    drop_database(cluster, "compared")
    create_database(cluster, "compared", template)
    engine = engine_from_url(cluster.url("compared"))
    with open_session(engine) as session:
        load = add_load(session)
        grid = add_grid(session, load=load)
        for period, figures in ((2024, OF_2024), (2023, OF_2023)):
            for code, (lowest, value, highest) in figures.items():
                facts = {"lowest": lowest, "highest": highest, "status": Status.ROUNDED, "period": period}
                add_figure(session, grid[code], "pct_inwoners_65_plus", load=load, value=value, **facts)
                add_figure(session, grid[code], "inwoners", load=load, value=1000, period=period)
        add_figure(session, grid["BU00010000"], "pct_goede_gezondheid", load=load, value=80, status=Status.ESTIMATED)
        add_indeling(session, "ibor", {"1": "Rayon West", "2": "Rayon Oost"}, load=load)
    engine.dispose()
    return Settings(database_url=cluster.url("compared"), database_read_url=None, background_map_url="")


@pytest.fixture(scope="package")
def compared(compared_settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(compared_settings)) as client:
        yield client

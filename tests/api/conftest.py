"""The web service on a database with the grid gemeente, asked in this process or by a browser."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from geodata.gebieden.levels import Level
from geodata.indelingen.queries import member_ids
from geodata.indelingen.tables import IndelingDeel, IndelingGebied
from geodata.indicators.status import Status
from geodata.settings import Settings
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url, open_session
from tests.api.site import served
from tests.grid import add_figure, add_gebied, add_grid, add_indeling, add_load, add_shares, outline

SHARES = {"GM0001": 20, "WK000100": 26, "WK000101": 14, "BU00010000": 30, "BU00010001": 22, "BU00010100": 14}
PEOPLE = {"GM0001": 4000, "WK000100": 2000, "BU00010000": 0, "BU00010001": 1500}


def fill(database_url: str) -> None:
    """Load the grid with two years of one share, inhabitants, and a buurt of which the share is secret."""
    engine = engine_from_url(database_url)
    with open_session(engine) as session:
        load = add_load(session)
        grid = add_grid(session, load=load)
        add_shares(session, grid, SHARES, load=load)
        for code, people in PEOPLE.items():
            add_figure(session, grid[code], "inwoners", load=load, value=people)
        add_figure(session, grid["BU00010101"], "pct_inwoners_65_plus", load=load, status=Status.SECRET)
        older = {"period": 2022, "value": 25.0, "lowest": 24.5, "highest": 25.5, "status": Status.ROUNDED}
        add_figure(session, grid["WK000100"], "pct_inwoners_65_plus", load=load, **older)
        ibor = add_indeling(session, "ibor", {"1": "Rayon West", "2": "Rayon Oost"}, load=load)
        west, east = member_ids(session, ibor.id)
        for area, unit, share in ((west, "BU00010000", 1.0), (west, "BU00010001", 0.4), (east, "BU00010001", 0.6)):
            session.add(
                IndelingDeel(gebied_id=area, base_gebied_id=grid[unit].id, share=share, weight="inwoners", geom=None)
            )
        wijken = add_indeling(session, "cbs-wijk", {}, load=load)
        wijken.gemeente_code, wijken.version, wijken.base_level = None, 2024, Level.WIJK
        for code in ("WK000100", "WK000101"):
            session.add(IndelingGebied(indeling_id=wijken.id, gebied_id=grid[code].id))
    engine.dispose()


@pytest.fixture(scope="session")
def grid_settings(cluster: Cluster, template: str) -> Settings:
    """Settings that lead to the filled database; no background map."""
    drop_database(cluster, "grid")
    create_database(cluster, "grid", template)
    url = cluster.url("grid")
    fill(url)
    return Settings(database_url=url, database_read_url=None, background_map_url="")


@pytest.fixture(scope="session")
def app(grid_settings: Settings) -> FastAPI:
    return create_app(grid_settings)


@pytest.fixture(scope="module")
def site(grid_settings: Settings) -> Iterator[str]:
    """The address of the web service on the grid gemeente, for a browser."""
    with served(grid_settings) as address:
        yield address


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def sample_client(cluster: Cluster, template: str) -> Iterator[TestClient]:
    """The web service on a database with nothing but a wijk of the sample municipality, and a clustering of it."""
    drop_database(cluster, "sample")
    create_database(cluster, "sample", template)
    url = cluster.url("sample")
    engine = engine_from_url(url)
    with open_session(engine) as session:
        facts = {"licence": "EUPL-1.2", "scope": "alles"}
        load = add_load(session, source="voorbeeld-kwb", **facts)
        add_gebied(session, "GM9999", name="Voorbeeldgemeente (fictief)", load=load, geom=outline("GM0001"))
        wijk = add_gebied(session, "WK999901", name="West", load=load, geom=outline("WK000100"))
        add_figure(session, wijk, "inwoners", load=load, value=2000)
        ibor = add_indeling(session, "ibor", {"1": "Rayon West"}, load=load)
        ibor.gemeente_code, ibor.base_level = "GM9999", Level.WIJK
        (area_id,) = member_ids(session, ibor.id)
        session.add(IndelingDeel(gebied_id=area_id, base_gebied_id=wijk.id, share=1.0, weight="ongedeeld", geom=None))
    engine.dispose()
    settings = Settings(database_url=url, database_read_url=None, background_map_url="")
    with TestClient(create_app(settings)) as client:
        yield client

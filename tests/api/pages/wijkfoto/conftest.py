"""The pages on a database in which the country is loaded, a clustering holds sixty areas, and a name is very long."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from geodata.gebieden.levels import Level
from geodata.indelingen.tables import IndelingStatus
from geodata.settings import Settings
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url, open_session
from tests.grid import add_figure, add_gebied, add_grid, add_indeling, add_load, add_shares

LONG_NAME = "Buitengebied-Zuidwest met de Kerkdorpen Heesch en Nistelrode"


@pytest.fixture(scope="package")
def country_settings(cluster: Cluster, template: str) -> Settings:
    """Settings that lead to the grid and the country: of 65 and over are 26% in West, 20% in the gemeente, 18% in all.

    Of inhabitants with work there is a share of 60%, 70% and 65%; neither is known of Oost.
    """
    drop_database(cluster, "country")
    create_database(cluster, "country", template)
    engine = engine_from_url(cluster.url("country"))
    with open_session(engine) as session:
        load = add_load(session)
        grid = add_grid(session, load=load)
        country = {"name": "Nederland", "level": Level.LAND, "gemeente_code": None, "wijk_code": None}
        grid["NL00"] = add_gebied(session, "NL00", load=load, **country)
        grid["WK000101"].name = LONG_NAME
        add_shares(session, grid, {"WK000100": 26, "GM0001": 20, "NL00": 18}, load=load)
        for code, share in {"WK000100": 60, "GM0001": 70, "NL00": 65}.items():
            add_figure(session, grid[code], "nettoarbeidsparticipatie", load=load, value=share)
        for code, people in {"WK000100": 2000, "WK000101": 2000, "GM0001": 4000, "NL00": 17_900_000}.items():
            add_figure(session, grid[code], "inwoners", load=load, value=people)
        many = {str(number): f"Rayon {number}" for number in range(3, 63)}
        add_indeling(session, "zestig", many, load=load).status = IndelingStatus.CONCEPT
    engine.dispose()
    return Settings(database_url=cluster.url("country"), database_read_url=None, background_map_url="")


@pytest.fixture(scope="package")
def country(country_settings: Settings) -> Iterator[TestClient]:
    """The pages of areas that can be compared with the gemeente and the country."""
    with TestClient(create_app(country_settings)) as client:
        yield client

"""The pages on a database with the town and the clusterings of its departments."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from api.app import create_app
from geodata.gebieden.tables import Gebied
from geodata.indelingen.queries import member_ids
from geodata.indelingen.tables import Indeling, IndelingDeel, IndelingStatus
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.deriving.deriving import derive_gemeenten
from geodata.indicators.status import Status
from geodata.settings import Settings
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url, open_session
from tests.api.routes.indelingen.conftest import settings_of
from tests.grid import add_figure, add_grid, add_indeling, add_load, add_shares


@pytest.fixture(scope="package")
def town_pages(cluster: Cluster, template: str) -> Iterator[TestClient]:
    with TestClient(create_app(settings_of(cluster, template, "town_pages"))) as client:
        yield client


@pytest.fixture(scope="package")
def own_settings(cluster: Cluster, template: str) -> Settings:
    """Settings that lead to a gemeente with a clustering of which figures were derived, and a concept without.

    Rayon 1 is one buurt of each wijk, with shares of 30% and 14%; rayon 2 the others, of which one share is secret.
    """
    drop_database(cluster, "own_areas")
    create_database(cluster, "own_areas", template)
    engine = engine_from_url(cluster.url("own_areas"))
    with open_session(engine) as session:
        load = add_load(session)
        grid = add_grid(session, load=load)
        add_shares(session, grid, {"BU00010000": 30, "BU00010100": 14, "BU00010001": 22, "GM0001": 40}, load=load)
        add_figure(session, grid["BU00010101"], "pct_inwoners_65_plus", load=load, status=Status.SECRET)
        add_shares(session, grid, {"WK000100": 26, "WK000101": 14}, load=load)
        for code in ("WK000100", "WK000101"):
            add_figure(session, grid[code], "stedelijkheid", load=load, value=2)
        for code in ("BU00010000", "BU00010001", "BU00010100", "BU00010101"):
            ends = {"lowest": 996, "highest": 1004, "status": Status.ROUNDED}
            add_figure(session, grid[code], "inwoners", load=load, value=1000, **ends)
        survey = add_load(session, source="bewonersonderzoek", table_id="enquête")
        add_figure(session, grid["WK000100"], "bewoners_pct_onveilig", load=survey, value=30, status=Status.ESTIMATED)
        add_rayons(session, grid, "ibor")
        add_rayons(session, grid, "visie").status = IndelingStatus.CONCEPT
        derive_gemeenten(session, ["GM0001"], load_catalogue())
    engine.dispose()
    return Settings(database_url=cluster.url("own_areas"), database_read_url=None, background_map_url="")


@pytest.fixture(scope="package")
def own_areas(own_settings: Settings) -> Iterator[TestClient]:
    """The pages of areas of which figures were derived."""
    with TestClient(create_app(own_settings)) as client:
        yield client


def add_rayons(session: Session, grid: dict[str, Gebied], key: str) -> Indeling:
    indeling = add_indeling(
        session, key, {"1": "Rayon West", "2": "Rayon Oost"}, load=add_load(session, source="indeling")
    )
    west, east = member_ids(session, indeling.id)
    for area, unit in ((west, "0000"), (west, "0100"), (east, "0001"), (east, "0101")):
        base = grid[f"BU0001{unit}"].id
        session.add(IndelingDeel(gebied_id=area, base_gebied_id=base, share=1.0, weight="ongedeeld", geom=None))
    return indeling

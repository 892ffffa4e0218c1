"""The web service on a database with the town and the clusterings of its departments."""

from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from geodata.indelingen.tables import IndelingDecision, IndelingStatus, WeightPoint
from geodata.indicators.status import Status
from geodata.settings import Settings
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url, open_session
from tests.grid import add_figure, add_load
from tests.town import BUURTEN, PEOPLE, SOUTH, WEST, add_clustering, add_town, square, whole

TOKEN = "een-token-voor-de-toets"  # noqa: S105 - opens nothing but the test's own database
SECRET = BUURTEN[-1]
COLUMN = [[f"0{row}0{column}" for row in range(3)] for column in range(4)]
ROW = [[f"0{row}0{column}" for column in range(4)] for row in range(3)]
BEHEER = {"west": whole(*COLUMN[0], *COLUMN[1]), "oost": whole(*COLUMN[2], *COLUMN[3])}
ZORG = {"dorp": whole(*ROW[0]), "buitengebied": whole(*ROW[1], *ROW[2])}
ZORG_2 = {"dorp": whole(*ROW[0]), "midden": whole(*ROW[1]), "noord": whole(*ROW[2])}
# Drawn with a line through the middle of the third column.
PLAN = {
    "p": whole(*COLUMN[0], *COLUMN[1])
    | {f"BU0002{code}": square(2, row, 2.5, row + 1) for row, code in enumerate(COLUMN[2])},
    "q": whole(*COLUMN[3]) | {f"BU0002{code}": square(2.5, row, 3, row + 1) for row, code in enumerate(COLUMN[2])},
}


def fill(database_url: str) -> None:
    """Load the town with the clusterings of four departments; of the last buurt the inhabitants are secret."""
    engine = engine_from_url(database_url)
    with open_session(engine) as session:
        load = add_load(session, scope="GM0002")
        town = add_town(session, load=load, people={code: count for code, count in PEOPLE.items() if code != SECRET})
        add_figure(session, town[SECRET], "inwoners", load=load, status=Status.SECRET)
        for number, code in enumerate(BUURTEN):
            add_figure(session, town[code], "afstand_zwembad", load=load, value=float(number))
            add_figure(session, town[code], "huishoudens", load=load, value=50.0)
        add_clustering(session, town, "beheer", BEHEER, load=load)
        add_clustering(session, town, "zorg", ZORG, load=load)
        concept = {"version": 2, "status": IndelingStatus.CONCEPT, "valid_from": date(2024, 6, 1)}
        add_clustering(session, town, "zorg", ZORG_2, load=load, **concept)
        plan = add_clustering(session, town, "plan", PLAN, load=load, sliver_width_m=25.0)
        decision = {"kind": "sliver", "unit_code": BUURTEN[0], "area_code": "p", "area_m2": 120.5, "width_m": 3.0}
        session.add(IndelingDecision(indeling_id=plan.id, message="Te smal om bedoeld te zijn.", **decision))
        add_clustering(session, town, "feest", {"n": whole(*ROW[2])}, load=load, is_partial=True)
        address = f"SRID=28992;POINT({WEST + 500} {SOUTH + 2500})"
        session.add(WeightPoint(load_id=load.id, kind="adressen", ref="0002010000000001", weight=1.0, geom=address))
    engine.dispose()


def settings_of(cluster: Cluster, template: str, name: str, token: str = "") -> Settings:
    """Settings that lead to a new database with the town."""
    drop_database(cluster, name)
    create_database(cluster, name, template)
    fill(cluster.url(name))
    urls = {"database_url": cluster.url(name), "database_read_url": None}
    return Settings(**urls, background_map_url="", publish_token=SecretStr(token))


@pytest.fixture(scope="package")
def town_client(cluster: Cluster, template: str) -> Iterator[TestClient]:
    """Nobody may publish here."""
    with TestClient(create_app(settings_of(cluster, template, "town")), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def publishing_client(cluster: Cluster, template: str) -> Iterator[TestClient]:
    """A database of this test alone, on which the token is set."""
    settings = settings_of(cluster, template, "town_published", TOKEN)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client

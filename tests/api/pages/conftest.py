"""The pages on a database with the town and the clusterings of its departments."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from geodata.store.cluster import Cluster
from tests.api.routes.indelingen.conftest import settings_of


@pytest.fixture(scope="package")
def town_pages(cluster: Cluster, template: str) -> Iterator[TestClient]:
    with TestClient(create_app(settings_of(cluster, template, "town_pages"))) as client:
        yield client

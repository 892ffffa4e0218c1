"""The command line on a database with the town in two years and two clusterings of it, and the API on the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from geodata.settings import Settings
from geodata.store.engine import engine_from_url, open_session
from tests.two_years import add_two_years

Answer = Callable[..., Any]


@pytest.fixture
def two_years(scratch_url: str) -> str:
    """The address of the database."""
    engine = engine_from_url(scratch_url)
    with open_session(engine) as session:
        add_two_years(session)
    engine.dispose()
    return scratch_url


@pytest.fixture
def api_answer(two_years: str) -> Answer:
    """Ask the API the same, of the clusterings."""
    app = create_app(Settings(database_url=two_years, database_read_url=None, background_map_url=""))

    def ask(path: str, **parameters: str) -> Any:
        with TestClient(app) as client:
            answer = client.get(f"/api/v1/indelingen/{path}", params=parameters)
        return answer.json() if "json" in answer.headers["content-type"] else answer.content

    return ask


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that is to be written."""
    return tmp_path / "over.csv"

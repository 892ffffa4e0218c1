"""Whatever the web service is asked, it does not tell a secret count of a register."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from etl.register_data import publish_register
from geodata.settings import Settings
from tests.batches import figures_batch, map_batch
from tests.etl.test_load import load
from tests.etl.test_register_data import SECRET, enter

STARTS = [
    "/",
    "/api/v1/waarnemingen?indicator=jongeren",
    "/api/v1/waarnemingen?gebied=BU00010101",
    "/api/v1/indicatoren/jongeren",
    "/api/v1/gebieden/BU00010101/wijkfoto",
    "/api/v1/ladingen",
    "/kaart?gemeente=GM0001&indicator=jongeren",
    "/kaart/afbeelding?gemeente=GM0001&indicator=jongeren&periode=2024",
    "/wijkfoto/BU00010101",
    "/wijkfoto/WK000101",
]
MOST_PAGES = 60


@pytest.fixture
def client(scratch_url: str, tmp_path: Path) -> Iterator[TestClient]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        load(connection, map_batch())
        load(connection, figures_batch({"GM0001": 33.0, "WK000101": 35.0, "BU00010101": 20.0}))
        enter(connection, tmp_path)
        publish_register(connection, "jongeren", accepts_proposal=True)
    settings = Settings(database_url=scratch_url, database_read_url=None, background_map_url="")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def answers(client: TestClient) -> Iterator[tuple[str, int, str]]:
    """Ask all starts, and every page of this site that is linked from an answer."""
    waiting, seen = [*STARTS], set(STARTS)
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        answer = client.get(path)
        yield path, answer.status_code, answer.text
        found = re.findall(r'href="(/[^"#]*)"', answer.text.replace("&amp;", "&"))
        fresh = [link for link in dict.fromkeys(found) if link not in seen and not link.startswith("/static")]
        seen.update(fresh)
        waiting += fresh


def test_no_answer_tells_a_secret_count(client: TestClient) -> None:
    told = {path: text for path, _, text in answers(client)}
    # As a number by itself: the wijk's 5.737, which may be told, ends in the same digits.
    assert [path for path, text in told.items() if re.search(rf"(?<![\d.,]){SECRET}\b", text)] == []
    assert len(told) > len(STARTS)


def test_no_answer_fails_for_a_figure_that_the_catalogue_does_not_know(client: TestClient) -> None:
    assert [(path, status) for path, status, _ in answers(client) if status >= 500] == []


def test_what_is_cleared_is_told_and_what_is_secret_is_told_to_be_so(client: TestClient) -> None:
    buurt, wijk = (
        next(
            one
            for one in client.get(f"/api/v1/waarnemingen?gebied={code}").json()["waarnemingen"]
            if one["indicator"] == "jongeren"
        )
        for code in ("BU00010101", "WK000101")
    )
    assert (buurt["waarde"], buurt["status"], buurt["hoogste"]) == (None, "geheim", None)
    assert (wijk["waarde"], wijk["status"]) == (5737.0, "exact")

import logging

import pytest
from fastapi.testclient import TestClient


def test_the_log_names_the_route_and_nothing_of_who_or_where(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="api.access_log"):
        client.get("/api/v1/gebieden/GM0001?peildatum=2024-01-01")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "api.access_log"]
    assert line.startswith("GET /api/v1/gebieden/{code} 200 ")
    assert "2024-01-01" not in line
    assert "testclient" not in line


def test_a_path_that_is_no_route_is_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="api.access_log"):
        client.get("/jan-jansen-van-de-dorpsstraat")
    assert "jansen" not in caplog.text
    assert "GET - 404" in caplog.text


def test_the_log_of_the_server_itself_is_off(client: TestClient) -> None:
    assert client.get("/uitleg").status_code == 200
    assert logging.getLogger("uvicorn.access").disabled

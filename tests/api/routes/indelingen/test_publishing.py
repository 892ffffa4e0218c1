import pytest
from fastapi.testclient import TestClient

from tests.api.routes.indelingen.conftest import TOKEN

PATH = "/api/v1/indelingen/GM0002.zorg.2"
RIGHT = {"Authorization": f"Bearer {TOKEN}"}


def test_a_concept_is_adopted_and_its_predecessor_lapses_on_the_eve(publishing_client: TestClient) -> None:
    answer = publishing_client.post(f"{PATH}/_publiceer", headers=RIGHT)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.json() == {
        "indeling": "GM0002.zorg.2",
        "status": "vastgesteld",
        "geldigVan": "2024-06-01",
        "vervangt": "GM0002.zorg.1",
        "vervangenTot": "2024-05-31",
    }
    statuses = [one["status"] for one in publishing_client.get(f"{PATH}/versies").json()["indelingen"]]
    assert statuses == ["vastgesteld", "vervallen"]
    again = publishing_client.post(f"{PATH}/_publiceer", headers=RIGHT)
    assert again.status_code == 409
    assert "is al gepubliceerd" in again.json()["detail"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer iets-anders"}, {"Authorization": f"Basic {TOKEN}"}])
def test_without_the_token_nothing_is_written(publishing_client: TestClient, headers: dict[str, str]) -> None:
    answer = publishing_client.post(f"{PATH}/_publiceer", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="gebiedsmonitor"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert publishing_client.get(PATH).json()["status"] == "concept"


def test_where_no_token_is_set_nobody_may_publish(town_client: TestClient) -> None:
    for headers in ({}, {"Authorization": "Bearer "}, RIGHT):
        answer = town_client.post(f"{PATH}/_publiceer", headers=headers)
        assert answer.status_code == 403
        assert "PUBLISH_TOKEN" in answer.json()["detail"]


def test_who_may_publish_is_told_that_a_clustering_is_unknown(publishing_client: TestClient) -> None:
    assert publishing_client.post("/api/v1/indelingen/GM0002.weg.1/_publiceer", headers=RIGHT).status_code == 404
    assert publishing_client.post(f"{PATH}/_publiceer?nu=1", headers=RIGHT).status_code == 400


def test_a_preflight_and_a_refused_method_name_what_an_address_can_do(town_client: TestClient) -> None:
    preflight = town_client.options(f"{PATH}/_publiceer", headers={"Origin": "https://elders.example"})
    assert preflight.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    refused = town_client.get(f"{PATH}/_publiceer")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST, OPTIONS")
    assert town_client.post(PATH).headers["Allow"] == "GET, HEAD, OPTIONS"


def test_an_operation_is_no_clustering(town_client: TestClient) -> None:
    assert town_client.get("/api/v1/indelingen/_onzin").json()["detail"].startswith("Op dit adres is niets")

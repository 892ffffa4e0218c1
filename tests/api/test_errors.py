from http import HTTPStatus

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.errors import STATUS_OF_FAMILY, status_of
from geodata.errors import MonitorError, SetupError
from geodata.gebieden.queries import GebiedNotFoundError
from geodata.settings import Settings

PERSON = {"Accept": "text/html"}


@pytest.mark.parametrize("family", MonitorError.__subclasses__())
def test_every_family_of_errors_has_a_status(family: type[MonitorError]) -> None:
    assert family in STATUS_OF_FAMILY


def test_a_leaf_gets_the_status_of_its_family() -> None:
    assert status_of(GebiedNotFoundError("GM9", None)) is HTTPStatus.NOT_FOUND
    assert status_of(SetupError("x")) is HTTPStatus.SERVICE_UNAVAILABLE


def test_an_unknown_area_is_a_problem_that_says_what_to_do(client: TestClient) -> None:
    answer = client.get("/api/v1/gebieden/GMOOO1")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Niet gevonden",
        "status": 404,
        "detail": "Gebied 'GMOOO1' is niet geladen. Bedoelt u GM0001? Zoek op naam, of kijk in de lijst welke gebieden "
        "er zijn.",
        "instance": "/api/v1/gebieden/GMOOO1",
    }


def test_all_faults_of_a_request_are_named_together_in_dutch(client: TestClient) -> None:
    answer = client.get("/api/v1/gebieden?niveau=dorp&paginaGrootte=5000&peildatum=gisteren&kleur=rood&gemeente=1x")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    faults = {fault["plaats"]: fault["melding"] for fault in answer.json()["fouten"]}
    assert set(faults) == {"niveau", "paginaGrootte", "peildatum", "kleur", "gemeente"}
    assert faults["paginaGrootte"] == "'5000' mag ten hoogste 1000 zijn."
    assert faults["peildatum"] == "'gisteren' is geen datum; schrijf jjjj-mm-dd."
    assert faults["kleur"] == "bestaat hier niet; haal deze parameter weg of controleer de spelling."
    assert faults["gemeente"].startswith("'1x' is geen CBS-code.")


@pytest.mark.parametrize("query", ["pagina=1002", "pagina=102&paginaGrootte=1000"])
def test_who_pages_too_far_is_told_to_ask_for_less(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/waarnemingen?indicator=inwoners&{query}")
    assert answer.status_code == 400
    assert "bladeren kan tot regel 100.000. Vraag minder tegelijk" in answer.json()["detail"]


def test_the_last_row_within_reach_can_be_asked_for(client: TestClient) -> None:
    assert client.get("/api/v1/waarnemingen?indicator=inwoners&pagina=1001").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["gebieden/GM0001", "indicatoren", "indicatoren/inwoners", "waarnemingen", "indelingen", "ladingen"],
)
def test_an_unknown_parameter_is_refused_everywhere(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}?onzin=1")
    assert answer.status_code == 400
    assert answer.json()["fouten"][0]["plaats"] == "onzin"


@pytest.mark.parametrize("path", ["/api/v1/gebieden/", "/api/v1/indicatoren/", "/kaart/"])
def test_a_trailing_slash_is_not_found_and_not_redirected(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_another_method_is_refused_with_those_that_are_allowed(client: TestClient) -> None:
    answer = client.delete("/api/v1/gebieden")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["status"] == 405


def test_a_person_gets_a_page_and_a_program_a_problem(client: TestClient) -> None:
    page = client.get("/wijkfoto/GM9998", headers=PERSON)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Gebied &#39;GM9998&#39; is niet geladen" in page.text
    assert client.get("/wijkfoto/GM9998").headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/x", headers=PERSON).headers["content-type"] == "application/problem+json"


def test_a_lost_database_is_said_so_in_words_for_users() -> None:
    with TestClient(create_app(Settings(database_url="postgresql://127.0.0.1:1/weg"))) as client:
        answer = client.get("/api/v1/gebieden")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.json()["detail"].startswith("De database geeft geen antwoord.")


def test_an_unexpected_error_tells_nothing_of_the_inside(
    grid_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("geheim")

    app = create_app(grid_settings)
    app.add_api_route("/api/v1/kapot", fail)
    answer = TestClient(app, raise_server_exceptions=False).get("/api/v1/kapot")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "geheim" not in answer.text
    assert answer.headers["API-Version"] == "1.0.0"
    assert "ZeroDivisionError" in caplog.text

import io
import time
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from fastapi.testclient import TestClient

from tests.api.exports.pdf.accessible import faults_of

ASK = "/api/v1/indelingen/GM0001.ibor.1/_wijkfotos"
PATIENCE_S = 60


def ended(client: TestClient, address: str) -> dict[str, Any]:
    """The job, once it no longer waits or runs."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE_S:
        found: dict[str, Any] = client.get(address).json()
        if found["status"] not in {"wacht", "bezig"}:
            return found
        time.sleep(0.1)
    pytest.fail(f"{address} is na {PATIENCE_S} s nog niet klaar")


def test_a_wijkfoto_is_an_accessible_pdf(client: TestClient):
    answer = client.get("/api/v1/gebieden/WK000100/wijkfoto/document")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'inline; filename="wijkfoto-West.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert faults_of(pdf) == []


def test_an_area_that_is_not_there_has_no_pdf(client: TestClient):
    assert client.get("/api/v1/gebieden/WK999999/wijkfoto/document").status_code == 404


def test_all_areas_are_made_as_a_job_that_leads_to_the_file(client: TestClient):
    answer = client.post(ASK)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (202, "no-store")
    job = ended(client, answer.headers["Location"])
    assert (job["status"], job["probleem"]) == ("klaar", None)
    assert job["voortgang"] == {"gereed": 2, "totaal": 2, "bezigMet": "opmaken"}
    got = client.get(job["bestand"]["adres"])
    assert (got.headers["content-type"], got.headers["cache-control"]) == ("application/zip", "no-store")
    assert len(got.content) == job["bestand"]["bytes"]
    assert len(ZipFile(io.BytesIO(got.content)).namelist()) == 2


def test_the_same_question_is_the_same_file_and_another_form_is_another(client: TestClient):
    first, again = (client.post(ASK, params={"vorm": "html"}).json() for _ in range(2))
    other = client.post(ASK, params={"vorm": "pdf"}).json()
    assert first["document"] == again["document"] != other["document"]


def test_a_level_of_cbs_can_be_asked_for_too(client: TestClient):
    wish = {"vorm": "html", "gemeente": "GM0001"}
    answer = client.post("/api/v1/indelingen/cbs-wijk.2024/_wijkfotos", params=wish)
    job = ended(client, answer.headers["Location"])
    assert job["bestand"]["naam"] == "wijkfotos-Wijken-van-Roosterdam.html"
    assert "Wijkfoto&#39;s Wijken van Roosterdam" in client.get(job["bestand"]["adres"]).text


def test_a_clustering_that_is_not_there_is_told_at_once(client: TestClient):
    assert client.post("/api/v1/indelingen/GM0001.weg.1/_wijkfotos").status_code == 404


def test_a_job_that_is_not_there_is_told(client: TestClient):
    answer = client.get("/api/v1/documenten/weg")
    assert answer.status_code == 404
    assert "'weg'" in answer.json()["detail"]

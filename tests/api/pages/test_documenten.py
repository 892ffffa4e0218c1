import time

import pytest
from fastapi.testclient import TestClient

from geodata.settings import Settings
from tests.api.site import served
from tests.browser import chromium, watched_page

ASK = "/indelingen/GM0001.ibor.1/wijkfotos"
PATIENCE_S = 60


def page_when_ended(client: TestClient, address: str) -> str:
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE_S:
        page = client.get(address).text
        if 'id="voortgang"' not in page:
            return page
        assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
        time.sleep(0.1)
    pytest.fail(f"{address} is na {PATIENCE_S} s nog niet klaar")


def test_the_pdf_of_a_wijkfoto_has_an_address_of_its_own(client: TestClient):
    answer = client.get("/wijkfoto/WK000100/pdf")
    assert (answer.headers["content-type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_asking_leads_to_a_page_that_follows_it_and_then_to_the_file(client: TestClient):
    answer = client.post(ASK, params={"vorm": "html"})
    assert answer.status_code == 303
    address = answer.headers["location"]
    page = page_when_ended(client, address)
    assert "De bronnen van de cijfers staan in het bestand zelf." in page
    assert "Bron: CBS" not in page
    assert "wijkfotos-Indeling-ibor.html" in page
    got = client.get(f"{address}/bestand")
    assert got.headers["content-disposition"] == 'attachment; filename="wijkfotos-Indeling-ibor.html"'


def test_a_form_that_cannot_be_made_is_told(client: TestClient):
    answer = client.post(ASK, params={"vorm": "docx"}, headers={"accept": "text/html"})
    assert answer.status_code == 400
    assert "vorm" in answer.text


def test_the_page_of_a_clustering_offers_each_form(client: TestClient):
    page = client.get("/indelingen/GM0001.ibor.1").text
    assert [f"wijkfotos?vorm={form}" in page for form in ("zip", "pdf", "html")] == [True, True, True]


def test_a_reader_asks_waits_and_gets_the_file(grid_settings: Settings):
    with served(grid_settings) as site, chromium() as browser, watched_page(browser) as watched:
        page = watched.page
        page.goto(f"{site}/indelingen/GM0001.ibor.1")
        page.get_by_role("button", name="PDF per gebied (zip)").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Bestand ophalen").click(timeout=PATIENCE_S * 1000)
        assert download.value.suggested_filename == "wijkfotos-Indeling-ibor.zip"
        assert watched.errors == []


def test_a_wijkfoto_leads_to_its_pdf_and_its_charts_as_pictures(client: TestClient):
    page = client.get("/wijkfoto/WK000100").text
    assert 'href="/wijkfoto/WK000100/pdf"' in page
    assert "/api/v1/gebieden/WK000100/grafiek?indicator=pct_inwoners_65_plus&amp;formaat=png" in page

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/", "/wijkfoto/GM0001", "/kaart", "/indelingen", "/uitleg", "/api"])
def test_every_page_names_its_source_and_language(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="nl">' in page.text
    assert "CBS / Kadaster, CC BY 4.0" in page.text
    assert "Fictief." not in page.text


def test_what_is_typed_in_the_search_is_shown_as_text(client: TestClient) -> None:
    page = client.get("/", params={"zoek": "<script>x</script>"}).text
    assert "<script>x" not in page
    assert "Niets gevonden" in page


def test_a_wijkfoto_says_what_is_not_loaded(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100").text
    assert "Niet geladen: Woningvoorraad" in page
    assert "het bereik waarin het zeker ligt" in page


def test_the_register_lists_areas_with_their_wijkfoto(client: TestClient) -> None:
    page = client.get("/indelingen").text
    assert '<a href="/wijkfoto/GM0001.ibor.1.2">Rayon Oost</a>' in page

import re

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
    assert "het bereik waarin het echte getal ligt" in page


def test_the_register_lists_areas_with_their_wijkfoto(client: TestClient) -> None:
    page = client.get("/indelingen").text
    assert '<a href="/wijkfoto/GM0001.ibor.1.2">Rayon Oost</a>' in page


@pytest.mark.parametrize("path", ["/", "/wijkfoto/GM0001", "/kaart", "/indelingen", "/indelingen/GM0001.ibor.1"])
def test_what_mail_and_newsletters_add_to_an_address_is_passed_over_on_pages(client: TestClient, path: str) -> None:
    plain, marked = (
        re.sub(r'nonce="[^"]+"', "", client.get(path + query).text) for query in ("", "?utm_source=nieuwsbrief")
    )
    assert plain == marked


def test_areas_of_a_clustering_are_found_with_the_clustering_they_belong_to(client: TestClient) -> None:
    page = client.get("/?zoek=rayon").text
    assert "2 gebieden gevonden voor" in page
    assert "eigen gebied · Indeling ibor, Roosterdam" in page


def test_an_area_of_ones_own_shows_its_place_and_parts_and_says_why_it_has_no_figures(client: TestClient) -> None:
    page = client.get("/wijkfoto/GM0001.ibor.1.1").text
    assert "Voor dit gebied zijn er geen cijfers: van de buurten waaruit het bestaat zijn er geen geladen." in page
    assert "Ligging van Rayon West in Roosterdam" in page
    assert '<a href="/wijkfoto/BU00010001">Westpoort</a> (40%)' in page
    assert 'href="/indelingen/GM0001.ibor.1"' in page


def test_pages_that_show_only_the_sample_never_name_a_real_source(sample_client: TestClient) -> None:
    paths = (
        "/",
        "/wijkfoto/GM9999",
        "/kaart?indeling=wijk",
        "/kaart/afbeelding?indeling=wijk",
        "/indelingen",
        "/indelingen/GM9999.ibor.1",
    )
    for path in paths:
        page = sample_client.get(path).text
        assert "Voorbeeldgemeente (fictief)" in page, path
        assert "CBS / Kadaster" not in page, path
        assert "(CBS)" not in page, path

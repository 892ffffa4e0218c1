"""The map of the country on a database with one gemeente: what the page says, and what its script fetches."""

import re

from fastapi.testclient import TestClient

WIJKEN = "/kaart/nederland?niveau=wijk&indicator=pct_inwoners_65_plus&periode=2024"
OUTLINES = "/kaart/nederland/grenzen?niveau=wijk&peildatum=2024-01-01"


def test_the_page_says_what_it_shows_and_that_this_is_not_the_country(client: TestClient) -> None:
    text = client.get("/kaart/nederland").text
    assert "gemeenten van Nederland, 2024" in text
    assert "Niet heel Nederland is geladen: u ziet 1 gemeente." in text


def test_wijken_are_listed_from_high_to_low_with_their_gemeente(client: TestClient) -> None:
    rows = re.findall(r'<th scope="row"><a href="/wijkfoto/(\w+)">', client.get(WIJKEN).text)
    assert rows == ["WK000100", "WK000101"]


def test_no_outline_is_in_the_page(client: TestClient) -> None:
    text = client.get(WIJKEN).text
    assert "coordinates" not in text
    assert 'data-grenzen="/kaart/nederland/grenzen?niveau=wijk&amp;peildatum=2024-01-01&amp;versie=' in text


def test_a_year_without_figures_says_which_year_stands_in(client: TestClient) -> None:
    text = client.get("/kaart/nederland?niveau=gemeente&periode=2019").text
    assert "Over het gekozen jaar is er geen cijfer van dit onderwerp; dit is 2024." in text


def test_an_indicator_that_is_not_there_is_refused_with_those_that_are(client: TestClient) -> None:
    answer = client.get("/kaart/nederland?niveau=wijk&indicator=bestaat_niet")
    assert answer.status_code == 400
    assert "Kies uit: inwoners, pct_inwoners_65_plus" in answer.text


def test_a_level_without_figures_is_replaced_by_the_other(sample_client: TestClient) -> None:
    text = sample_client.get("/kaart/nederland?niveau=gemeente").text
    assert "Van het gekozen niveau zijn er geen cijfers geladen; dit zijn wijken." in text


def test_the_sample_municipality_is_named_as_invented(sample_client: TestClient) -> None:
    assert "bestaat niet" in sample_client.get("/kaart/nederland").text


def test_outlines_come_by_themselves_and_can_be_kept(client: TestClient) -> None:
    page = client.get(WIJKEN).text
    (address,) = set(re.findall(r'data-grenzen="([^"]+)"', page))
    answer = client.get(address.replace("&amp;", "&"))
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert [area[:3] for area in answer.json()["gebieden"]] == [
        ["WK000100", "West", "GM0001"],
        ["WK000101", "Oost", "GM0001"],
    ]


def test_outlines_of_another_state_of_the_data_are_asked_for_again(client: TestClient) -> None:
    answer = client.get(f"{OUTLINES}&versie=oud")
    assert answer.headers["cache-control"] == "public, no-cache"
    again = client.get(OUTLINES, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_outlines_that_are_not_loaded_are_not_found(client: TestClient) -> None:
    answer = client.get("/kaart/nederland/grenzen?niveau=wijk&peildatum=2011-01-01")
    assert answer.status_code == 404
    assert "per 01-01-2011 geen grenzen geladen" in answer.text


def test_figures_come_with_their_range(client: TestClient) -> None:
    address = WIJKEN.replace("nederland?", "nederland/cijfers?")
    figures = client.get(address).json()["gebieden"]
    assert figures["WK000100"][1:3] == ["26%", "25,5–26,5%"]


def test_the_image_is_for_who_has_no_scripts(client: TestClient) -> None:
    answer = client.get(WIJKEN.replace("nederland?", "nederland/afbeelding?") + "&formaat=svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "wijken van Nederland, 2024" in answer.text

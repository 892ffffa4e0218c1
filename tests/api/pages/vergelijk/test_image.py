import pytest
from fastapi.testclient import TestClient

SHARE = "pct_inwoners_65_plus"
PATH = f"/vergelijk/afbeelding?indeling=wijk&indicator={SHARE}&indicator=inwoners"


def test_a_chart_is_an_image_with_its_areas_source_and_date(client: TestClient) -> None:
    image = client.get(f"{PATH}&beeld={SHARE}")
    assert image.headers["content-type"] == "image/svg+xml"
    assert "Aandeel inwoners van 65 jaar of ouder, 2024. Wijken in Roosterdam" in image.text
    assert "Bron: Kerncijfers wijken en buurten (CBS)" in image.text


def test_the_image_shows_the_areas_that_the_page_shows(client: TestClient) -> None:
    image = client.get(f"{PATH}&beeld={SHARE}&filter=oost").text
    assert "Oost" in image
    assert "West:" not in image


def test_an_image_comes_as_png_too(client: TestClient) -> None:
    image = client.get(f"{PATH}&beeld={SHARE}&formaat=png&breedte=400")
    assert image.headers["content-type"] == "image/png"
    assert image.content.startswith(b"\x89PNG")


def test_what_an_image_of_own_areas_came_from_are_the_sources_of_its_units(own_areas: TestClient) -> None:
    image = own_areas.get(f"/vergelijk/afbeelding?indeling=GM0001.ibor.1&indicator={SHARE}&beeld={SHARE}").text
    assert "Bron: Kerncijfers wijken en buurten (CBS)." in image


@pytest.mark.parametrize("chart", ["huishoudens", "spreiding", "xyz"])
def test_a_chart_that_cannot_be_made_is_not_found(client: TestClient, chart: str) -> None:
    answer = client.get(f"{PATH}&beeld={chart}")
    assert answer.status_code == 404
    assert "is hier geen beeld te maken" in answer.json()["detail"]

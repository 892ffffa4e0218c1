from fastapi.testclient import TestClient

from tests.maps.markup import SVG, parsed

WEST = "/api/v1/gebieden/WK000100/grafiek"


def test_areas_beside_each_other_are_drawn_with_source_and_the_gemeente(client: TestClient):
    answer = client.get(WEST, params={"soort": "vergelijking", "indicator": "pct_inwoners_65_plus"})
    assert answer.headers["content-type"] == "image/svg+xml"
    drawing = parsed(answer.text)
    assert drawing.findtext(f"{SVG}desc").startswith("West: 26% (zeker 25,5–26,5%). Oost: 14%")
    assert "Roosterdam: 20%" in drawing.findtext(f"{SVG}desc")
    assert "Bron: Kerncijfers wijken en buurten (CBS)." in answer.text


def test_a_picture_is_png_where_the_address_or_the_asker_wants_it(client: TestClient):
    wish = {"soort": "vergelijking", "indicator": "pct_inwoners_65_plus"}
    by_address = client.get(WEST, params=wish | {"formaat": "png", "breedte": 300})
    by_header = client.get(WEST, params=wish, headers={"accept": "image/png"})
    assert by_address.content[:4] == by_header.content[:4] == b"\x89PNG"
    assert by_address.headers["content-disposition"] == (
        'inline; filename="vergelijking-pct_inwoners_65_plus-WK000100.png"'
    )


def test_a_series_says_each_year(client: TestClient):
    drawing = parsed(client.get(WEST, params={"indicator": "pct_inwoners_65_plus"}).text)
    assert drawing.findtext(f"{SVG}desc") == "2022: 25% (bereik 24,5–25,5%). 2024: 26% (bereik 25,5–26,5%)."


def test_one_year_is_no_series(client: TestClient):
    answer = client.get("/api/v1/gebieden/WK000101/grafiek", params={"indicator": "pct_inwoners_65_plus"})
    assert answer.status_code == 404
    assert "twee jaren" in answer.json()["detail"]


def test_a_series_needs_an_indicator(client: TestClient):
    answer = client.get(WEST)
    assert answer.status_code == 400
    assert "indicator" in answer.json()["detail"]


def test_a_picture_that_is_too_wide_is_refused(client: TestClient):
    answer = client.get(WEST, params={"soort": "leeftijd", "formaat": "png", "breedte": 9999})
    assert answer.status_code == 400

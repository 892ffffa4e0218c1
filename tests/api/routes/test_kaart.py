from fastapi.testclient import TestClient

from tests.maps.markup import SVG, parsed

KAART = "/api/v1/gebieden/GM0001/kaart"
SHARE = {"indicator": "pct_inwoners_65_plus", "indeling": "buurt"}


def test_a_map_has_each_area_and_the_words_for_who_cannot_see_it(client: TestClient):
    answer = client.get(KAART, params=SHARE)
    drawing = parsed(answer.text)
    names = [
        path.findtext(f"{SVG}title") for path in drawing.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None
    ]
    assert "Westpoort: 22%" in names
    assert "geheim: 1 gebied" in drawing.findtext(f"{SVG}desc")


def test_a_map_is_png_where_that_is_asked(client: TestClient):
    answer = client.get(KAART, params=SHARE | {"formaat": "png", "breedte": 400})
    assert (answer.headers["content-type"], answer.content[:4]) == ("image/png", b"\x89PNG")


def test_every_option_of_the_page_works(client: TestClient):
    answer = client.get(KAART, params=SHARE | {"klassen": "eigen grenzen", "grenzen": "20", "grenzenVan": "wijk"})
    assert answer.status_code == 200
    assert "Klassen: eigen grenzen" in answer.text


def test_an_option_that_is_not_known_is_refused(client: TestClient):
    assert client.get(KAART, params=SHARE | {"kleur": "rood"}).status_code == 400


def test_an_area_that_is_no_gemeente_has_no_map(client: TestClient):
    answer = client.get("/api/v1/gebieden/WK000100/kaart", params=SHARE)
    assert answer.status_code == 400
    assert "GM0001" in answer.json()["detail"]

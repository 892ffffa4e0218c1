from fastapi.testclient import TestClient

URL = "/api/v1/eigen-gebied"


def test_units_together_have_figures_of_every_year_with_their_bounds(client: TestClient) -> None:
    found = client.get(f"{URL}?eenheid=BU00010000&eenheid=BU00010001").json()
    assert (found["gemeenteCode"], found["peildatum"]) == ("GM0001", "2024-01-01")
    (period,) = [one for one in found["perioden"] if one["periode"] == 2024]
    (people,) = [one for one in period["cijfers"] if one["indicator"] == "inwoners"]
    # together the wijk, of which the figure is published
    assert (people["waarde"], people["status"]) == (2000, "exact")


def test_what_is_put_together_is_told_with_the_loads(client: TestClient) -> None:
    found = client.get(f"{URL}?eenheid=WK000100").json()
    assert found["delen"] == [{"eenheid": "WK000100", "aandeel": 1.0, "isGeschat": False}]
    assert len(found["ladingen"]) == 1


def test_a_polygon_in_degrees_is_composed_of_what_lies_in_it(client: TestClient) -> None:
    outline = client.get("/api/v1/gebieden/WK000100/geometrie").json()["geometry"]
    found = client.post(URL, json=outline).json()
    assert [part["eenheid"] for part in found["delen"]] == ["BU00010000", "BU00010001"]
    assert {part["aandeel"] for part in found["delen"]} == {1.0}


def test_units_that_are_not_there_are_named(client: TestClient) -> None:
    answer = client.get(f"{URL}?eenheid=BU00019999")
    assert answer.status_code == 400
    assert "BU00019999 bestaat niet per 01-01-2024" in answer.json()["detail"]


def test_what_is_no_polygon_is_refused(client: TestClient) -> None:
    for coordinates in ([], [[[5, 52], [5.1, 52]]], [[["x", 52], [5.1, 52], [5, 52.1], ["x", 52]]]):
        answer = client.post(URL, json={"type": "Polygon", "coordinates": coordinates})
        assert answer.status_code == 400, coordinates
        assert "is geen gebied te maken" in answer.json()["detail"]


def test_a_polygon_where_nothing_is_loaded_is_not_found(client: TestClient) -> None:
    square = [[[6, 53], [6.01, 53], [6.01, 53.01], [6, 53.01], [6, 53]]]
    assert client.post(URL, json={"type": "Polygon", "coordinates": square}).status_code == 404

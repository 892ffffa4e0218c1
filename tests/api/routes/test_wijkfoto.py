from fastapi.testclient import TestClient


def test_a_wijkfoto_holds_the_newest_figure_its_series_and_the_gemeente(client: TestClient) -> None:
    found = client.get("/api/v1/gebieden/WK000100/wijkfoto").json()
    lines = {line["indicator"]: line for theme in found["themas"] for line in theme["indicatoren"]}
    share = lines["pct_inwoners_65_plus"]
    assert (share["cijfer"]["periode"], share["cijfer"]["waarde"]) == (2024, 26.0)
    assert [(item["periode"], item["waarde"]) for item in share["reeks"]] == [(2022, 25.0), (2024, 26.0)]
    (gemeente,) = share["vergelijkingen"]
    assert (gemeente["gebied"], gemeente["verschil"], gemeente["cijfer"]["waarde"]) == ("GM0001", "hoger", 20.0)
    assert lines["woningvoorraad"]["cijfer"] is None


def test_a_wijkfoto_of_an_unknown_area_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/gebieden/WK000199/wijkfoto").status_code == 404

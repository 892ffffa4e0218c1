from fastapi.testclient import TestClient


def test_a_wijkfoto_holds_the_newest_figure_its_series_and_the_gemeente(client: TestClient) -> None:
    found = client.get("/api/v1/gebieden/WK000100/wijkfoto").json()
    lines = {line["indicator"]: line for theme in found["themas"] for line in theme["indicatoren"]}
    share = lines["pct_inwoners_65_plus"]
    assert (share["cijfer"]["periode"], share["cijfer"]["waarde"]) == (2024, 26.0)
    assert [(item["periode"], item["waarde"]) for item in share["reeks"]] == [(2022, 25.0), (2024, 26.0)]
    (gemeente,) = share["vergelijkingen"]
    assert (gemeente["gebied"], gemeente["oordeel"]["woord"], gemeente["cijfer"]["waarde"]) == ("GM0001", "hoger", 20.0)
    assert lines["woningvoorraad"]["cijfer"] is None


def test_a_figure_comes_with_its_signal_and_what_changed_since_the_first_year(client: TestClient) -> None:
    found = client.get("/api/v1/gebieden/WK000100/wijkfoto").json()
    lines = {line["indicator"]: line for theme in found["themas"] for line in theme["indicatoren"]}
    share = lines["pct_inwoners_65_plus"]
    # 65-plussers are neither good nor bad: higher, and no signal. 25 (24.5-25.5) and 26 (25.5-26.5) overlap at 25.5.
    assert (share["signaal"], share["vergelijkingen"][0]["oordeel"]["zekerheid"]) == (None, "zeker")
    change = share["verandering"]
    assert (change["van"], change["tot"], change["woord"]) == (2022, 2024, "niet te onderscheiden")
    assert (change["verschil"]["laagste"], change["verschil"]["hoogste"]) == (0.0, 2.0)


def test_a_count_is_shown_beside_the_gemeente_and_not_judged(client: TestClient) -> None:
    found = client.get("/api/v1/gebieden/WK000100/wijkfoto").json()
    people = found["kerncijfers"][0]
    assert (people["indicator"], people["vergelijkingen"][0]["oordeel"]) == ("inwoners", None)


def test_a_wijkfoto_of_an_unknown_area_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/gebieden/WK000199/wijkfoto").status_code == 404

from fastapi.testclient import TestClient

URL = "/api/v1/gebieden/{}/reeks/overgezet"


def test_a_series_on_the_boundaries_of_now_has_each_year_with_what_was_estimated(client: TestClient) -> None:
    found = client.get(URL.format("WK000100"), params={"indicator": "pct_inwoners_65_plus"}).json()
    (segment,) = found["segmenten"]
    points = [(one["periode"], one["waarde"], one["aandeelGeschat"], one["peildatum"]) for one in segment["punten"]]
    assert points == [(2022, 25.0, 0.0, "2024-01-01"), (2024, 26.0, 0.0, "2024-01-01")]
    assert found["sindsEerste"]["woord"] == "niet te onderscheiden"


def test_only_wijken_and_buurten_are_carried(client: TestClient) -> None:
    answer = client.get(URL.format("GM0001"), params={"indicator": "inwoners"})
    assert answer.status_code == 400
    assert "noem wijken of buurten" in answer.json()["detail"]

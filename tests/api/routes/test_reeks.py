from fastapi.testclient import TestClient


def test_a_series_holds_each_year_and_what_changed_beyond_the_noise(client: TestClient) -> None:
    found = client.get("/api/v1/gebieden/WK000100/reeks?indicator=pct_inwoners_65_plus").json()
    (segment,) = found["segmenten"]
    assert [(one["periode"], one["waarde"], one["isDeelsGeschat"]) for one in segment["punten"]] == [
        (2022, 25.0, False),
        (2024, 26.0, False),
    ]
    assert (segment["breuken"], segment["grensVerplaatst"]) == ([], None)
    assert found["sindsEerste"]["woord"] == "niet te onderscheiden"
    assert found["sindsEerste"]["toelichting"] == "Sinds 2022 geen verandering die groter is dan de onzekerheid."


def test_a_series_without_figures_is_empty_and_no_error(client: TestClient) -> None:
    found = client.get("/api/v1/gebieden/WK000100/reeks?indicator=gem_woz_waarde").json()
    assert (found["segmenten"], found["sindsEerste"], found["sindsVorige"]) == ([], None, None)


def test_an_unknown_area_or_indicator_has_no_series(client: TestClient) -> None:
    assert client.get("/api/v1/gebieden/WK000199/reeks?indicator=inwoners").status_code == 404
    assert client.get("/api/v1/gebieden/WK000100/reeks?indicator=inwonrs").status_code == 404

from fastapi.testclient import TestClient


def test_only_loaded_indicators_are_listed_when_asked(client: TestClient) -> None:
    found = client.get("/api/v1/indicatoren?geladen=true").json()["indicatoren"]
    assert [(one["sleutel"], one["perioden"]) for one in found] == [
        ("inwoners", [2024]),
        ("pct_inwoners_65_plus", [2024, 2022]),
    ]


def test_a_theme_limits_the_list(client: TestClient) -> None:
    found = client.get("/api/v1/indicatoren?thema=energie").json()["indicatoren"]
    assert {one["thema"] for one in found} == {"energie"}


def test_an_indicator_tells_how_it_may_be_used(client: TestClient) -> None:
    found = client.get("/api/v1/indicatoren/pct_inwoners_65_plus").json()
    assert (found["eenheid"], found["soort"], found["decimalen"]) == ("%", "percentage", 0)
    assert found["perioden"] == [2024, 2022]
    assert found["omschrijving"]

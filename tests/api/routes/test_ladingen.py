from fastapi.testclient import TestClient


def test_a_load_tells_source_version_and_result_but_not_who_ran_it(client: TestClient) -> None:
    (load,) = client.get("/api/v1/ladingen").json()["ladingen"]
    assert (load["bron"], load["versie"], load["resultaat"]) == ("cbs-kwb", "1", "gelukt")
    assert "test" not in str(load.values())

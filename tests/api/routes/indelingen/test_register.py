from fastapi.testclient import TestClient


def test_the_register_tells_whose_a_clustering_is_and_how_many_areas_it_has(client: TestClient) -> None:
    _, found = client.get("/api/v1/indelingen?gemeente=GM0001").json()["indelingen"]
    assert found == client.get("/api/v1/indelingen/GM0001.ibor.1").json()
    assert (found["indeling"], found["eigenaar"], found["aantalGebieden"]) == ("GM0001.ibor.1", "Beheer", 2)
    assert (found["geldigVan"], found["geldigTot"], found["status"]) == ("2024-01-01", None, "vastgesteld")


def test_an_unknown_clustering_is_not_found_and_told_how_names_are_made(client: TestClient) -> None:
    for name in ("GM0001.ibor.2", "GM0001.ibor.x", "ibor", "a.b.c.d"):
        answer = client.get(f"/api/v1/indelingen/{name}")
        assert answer.status_code == 404
        assert "GM0828.wijkfoto.1" in answer.json()["detail"]

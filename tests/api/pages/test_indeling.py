import re

from fastapi.testclient import TestClient


def test_a_clustering_shows_its_map_and_of_which_units_each_area_consists(client: TestClient) -> None:
    page = client.get("/indelingen/GM0001.ibor.1").text
    assert "Indeling van Beheer" in page
    assert '<a href="/wijkfoto/GM0001.ibor.1.2" aria-label="Rayon Oost"><path' in page
    cells = re.findall(r'<td role="cell">(.*?)</td>', page)
    texts = [re.sub("<[^>]+>", "", cell) for cell in cells]
    assert texts == ["Westeinde, Westpoort (40%)", "Westpoort (60%)"]
    assert "staat welk deel erin ligt, naar inwoners." in page


def test_a_national_clustering_lists_its_areas_without_units(client: TestClient) -> None:
    page = client.get("/indelingen/cbs-wijk.2024").text
    assert '<a href="/wijkfoto/WK000100">West</a>' in page
    assert "Bestaat uit" not in page


def test_an_unknown_clustering_is_not_found(client: TestClient) -> None:
    assert client.get("/indelingen/GM0001.ibor.9").status_code == 404

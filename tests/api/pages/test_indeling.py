import re

from fastapi.testclient import TestClient


def test_a_clustering_shows_its_map_and_of_which_units_each_area_consists(client: TestClient) -> None:
    page = client.get("/indelingen/GM0001.ibor.1").text
    assert "Indeling van Beheer" in page
    assert '"href": "/wijkfoto/GM0001.ibor.1.2"' in page
    cells = re.findall(r'<td role="cell" data-kop="Bestaat uit">(.*?)</td>', page)
    texts = [re.sub("<[^>]+>", "", cell) for cell in cells]
    assert texts == ["Westeinde, Westpoort (40%)", "Westpoort (60%)"]
    assert "staat welk deel erin ligt, naar inwoners." in page


def test_a_national_clustering_lists_its_areas_without_units(client: TestClient) -> None:
    page = client.get("/indelingen/cbs-wijk.2024").text
    assert '<a href="/wijkfoto/WK000100">West</a>' in page
    assert "Bestaat uit" not in page


def test_an_unknown_clustering_is_not_found(client: TestClient) -> None:
    assert client.get("/indelingen/GM0001.ibor.9").status_code == 404


def test_each_area_shows_its_people_with_their_range_and_whom_to_turn_to(town_pages: TestClient) -> None:
    page = town_pages.get("/indelingen/GM0002.beheer.1").text
    assert "Coördinator west, Team beheer" in page
    assert re.search(r'data-kop="Inwoners">3\.300 <span class="marge">.*?3\.276', page)


def test_what_was_decided_in_reading_and_other_versions_can_be_read(town_pages: TestClient) -> None:
    assert "Te smal om bedoeld te zijn." in town_pages.get("/indelingen/GM0002.plan.1").text
    page = town_pages.get("/indelingen/GM0002.zorg.2").text
    assert "Dit is een concept" in page
    assert 'href="/indelingen/GM0002.zorg.2/verschil/GM0002.zorg.1"' in page


def test_a_map_of_invented_areas_names_no_real_source(sample_client: TestClient) -> None:
    page = sample_client.get("/indelingen/GM9999.ibor.1").text
    assert "Bron: Voorbeeldgemeente (fictief)." in page
    assert "CBS" not in page

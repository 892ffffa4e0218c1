from fastapi.testclient import TestClient


def test_each_clustering_says_who_sits_at_the_table_for_an_area(client: TestClient) -> None:
    page = client.get("/aan-tafel/BU00010000").text
    assert "Wie zit er aan tafel voor Westeinde?" in page
    assert "Rayon West" in page
    assert "niet opgegeven" in page


def test_a_country_has_no_table_and_an_unknown_area_is_not_found(client: TestClient) -> None:
    assert client.get("/aan-tafel/BU00019999").status_code == 404


def test_a_wijkfoto_leads_to_the_table(client: TestClient) -> None:
    assert 'href="/aan-tafel/WK000100"' in client.get("/wijkfoto/WK000100").text

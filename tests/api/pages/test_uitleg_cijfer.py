from fastapi.testclient import TestClient


def test_an_explanation_names_no_likely_range_where_there_is_none(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100/uitleg/pct_inwoners_65_plus?periode=2024").text
    assert "25,5–26,5%" in page
    assert "geen cijfer" not in page

from fastapi.testclient import TestClient


def test_a_block_holds_key_figures_with_their_year_and_the_way_to_the_rest(client: TestClient) -> None:
    html = client.get("/insluiten/wijkfoto/WK000100").text
    assert "2.000" in html
    assert "2024</span>" in html
    assert 'href="/wijkfoto/WK000100" target="_top"' in html


def test_a_block_has_no_header_and_no_menu(client: TestClient) -> None:
    html = client.get("/insluiten/wijkfoto/WK000100").text
    assert 'aria-label="Hoofdmenu"' not in html
    assert "<script" not in html


def test_a_block_may_be_framed_by_any_site_and_the_page_by_none(client: TestClient) -> None:
    block, page = client.get("/insluiten/wijkfoto/WK000100"), client.get("/wijkfoto/WK000100")
    assert "frame-ancestors *" in block.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_a_block_of_the_sample_says_that_it_is_invented(sample_client: TestClient) -> None:
    assert "<strong>Fictief.</strong>" in sample_client.get("/insluiten/wijkfoto/WK999901").text


def test_an_area_that_is_not_loaded_is_named(client: TestClient) -> None:
    answer = client.get("/insluiten/wijkfoto/XX", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Gebied &#39;XX&#39; is niet geladen" in answer.text

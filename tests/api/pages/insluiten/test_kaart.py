from fastapi.testclient import TestClient


def test_a_framed_map_has_its_sentence_its_legend_with_the_source_and_its_table(client: TestClient) -> None:
    html = client.get("/insluiten/kaart?gemeente=GM0001&indeling=wijk").text
    assert "het hoogst in West (26%)" in html
    assert 'class="legenda"' in html
    assert "Bron: Kerncijfers wijken en buurten (CBS)" in html
    assert "Tabel van gebieden" in html


def test_it_leads_to_the_page_that_shows_the_same(client: TestClient) -> None:
    html = client.get("/insluiten/kaart?gemeente=GM0001&indeling=wijk&rond=gemeente").text
    assert "/kaart?gemeente=GM0001&amp;indeling=wijk&amp;" in html
    assert "rond=gemeente" in html


def test_of_two_maps_the_first_is_framed(client: TestClient) -> None:
    html = client.get("/insluiten/kaart?gemeente=GM0001&indeling=wijk&indeling2=buurt").text
    assert html.count('class="gebiedskaart"') == 1


def test_it_may_be_framed(client: TestClient) -> None:
    assert "frame-ancestors *" in client.get("/insluiten/kaart").headers["Content-Security-Policy"]


def test_areas_without_figures_are_named_instead_of_framed(client: TestClient) -> None:
    answer = client.get("/insluiten/kaart?indeling=GM0001.ibor.1", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "er is geen kaart om in te sluiten" in answer.text

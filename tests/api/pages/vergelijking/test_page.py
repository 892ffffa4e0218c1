import re

import pytest
from fastapi.testclient import TestClient

TWO = "indelingen=GM0002.beheer.1&indelingen=GM0002.zorg.1"
BROWSER = {"accept": "text/html"}


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_two_clusterings_are_shown_side_by_side_with_what_would_make_them_equal(town_pages: TestClient) -> None:
    page = town_pages.get(f"/vergelijking?{TWO}").text
    assert "<h1>" in page
    assert "lopen door elkaar: 2 van de 2 gebieden" in page
    assert 'id="kaart_links"' in page
    assert 'id="kaart_rechts"' in page
    assert page.count('class="kruising"') == 4
    assert "Om ze gelijk te maken moet ten minste" in page


def test_each_map_has_its_table(town_pages: TestClient) -> None:
    page = town_pages.get(f"/vergelijking?{TWO}").text
    for caption in (
        "waar het het meest op lijkt",
        "Kruisingen tussen",
        "plekken waar eigenaren het over een buur oneens",
    ):
        assert caption in page
    assert 'id="verschil"' in page


def test_without_a_wish_all_clusterings_of_a_gemeente_are_compared_with_a_matrix(town_pages: TestClient) -> None:
    page = town_pages.get("/vergelijking").text
    assert 'class="matrix"' in page
    chosen = re.findall(r'name="indelingen" value="([^"]+)" checked', page)
    assert chosen == ["GM0002.beheer.1", "GM0002.feest.1", "GM0002.plan.1", "GM0002.zorg.1"]


def test_what_is_adopted_is_compared_and_a_newer_concept_is_offered_as_one(town_pages: TestClient) -> None:
    page = words_of(town_pages.get("/vergelijking").text)
    assert "Indeling zorg (Afdeling zorg, concept van versie 2)" in page


def test_a_pair_out_of_the_matrix_is_shown_when_asked_for(town_pages: TestClient) -> None:
    names = f"{TWO}&indelingen=GM0002.plan.1"
    first = re.search("<h1>(.*?)</h1>", town_pages.get(f"/vergelijking?{names}&paar=1-3").text)
    assert first is not None
    assert "plan" in first[1]
    wrong = town_pages.get(f"/vergelijking?{names}&paar=1-4", headers=BROWSER)
    assert wrong.status_code == 400
    assert "Schrijf twee nummers van 1 tot 3" in wrong.text


def test_one_clustering_is_too_few_to_compare(town_pages: TestClient) -> None:
    answer = town_pages.get("/vergelijking?indelingen=GM0002.beheer.1", headers=BROWSER)
    assert answer.status_code == 400
    assert "Kies 2 tot 8 indelingen" in answer.text


def test_units_of_which_the_people_are_secret_are_named(town_pages: TestClient) -> None:
    assert "is het aantal inwoners niet bekend" in town_pages.get(f"/vergelijking?{TWO}").text


def test_another_measure_is_used_for_all_amounts(town_pages: TestClient) -> None:
    page = words_of(town_pages.get(f"/vergelijking?{TWO}&gewicht=oppervlakte").text)
    assert "km² horen bij" in page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("where", ["/omslag", "/vergelijking"])
def test_a_clustering_that_is_not_there_is_said_to_be_unknown(town_pages: TestClient, where: str) -> None:
    answer = town_pages.get(f"{where}?indelingen=GM0002.beheer.1&indelingen=GM0002.weg.1", headers=BROWSER)
    assert answer.status_code == 404
    assert "staat niet in het register" in answer.text


def test_a_gemeente_with_one_clustering_has_nothing_to_compare(sample_client: TestClient) -> None:
    answer = sample_client.get("/vergelijking", headers=BROWSER)
    assert answer.status_code == 400
    assert "Kies 2 tot 8 indelingen om te vergelijken; gekozen: 1." in answer.text

from fastapi.testclient import TestClient

ASKED = "indelingen=GM0002.beheer.1&indelingen=GM0002.zorg.2&indelingen=GM0002.plan.1"


def test_figures_of_which_the_conclusion_depends_on_the_clustering_are_listed_with_how_many_people(
    town_pages: TestClient,
) -> None:
    page = town_pages.get(f"/omslag?{ASKED}").text
    assert f"{ASKED.replace('&', '&amp;')}&amp;indicator=afstand_zwembad" in page
    assert "tellen alleen mee als zij groter zijn dan de onzekerheid van de cijfers" in page
    assert "het is een aantal: een groter gebied heeft er meer" in page


def test_one_figure_is_shown_place_by_place_under_each_clustering(town_pages: TestClient) -> None:
    page = town_pages.get(f"/omslag?{ASKED}&indicator=afstand_zwembad").text
    assert "klasse 1" in page
    assert "rang 1 van" in page
    assert "<strong>" in page


def test_a_figure_that_cannot_be_compared_says_why(town_pages: TestClient) -> None:
    page = town_pages.get(f"/omslag?{ASKED}&indicator=inwoners").text
    assert "is niet te vergelijken: het is een aantal" in page


def test_an_unknown_figure_is_not_found(town_pages: TestClient) -> None:
    assert town_pages.get(f"/omslag?{ASKED}&indicator=onzin").status_code == 404

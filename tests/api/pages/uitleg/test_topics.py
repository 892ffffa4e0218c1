from fastapi.testclient import TestClient

from api.pages.uitleg.topics import is_about, themes_of
from geodata.indicators.catalogue import load_catalogue


def test_a_topic_is_found_by_all_words_in_any_order() -> None:
    people = load_catalogue().indicator("inwoners")
    assert is_about(people, "")
    assert is_about(people, "bevolking INWONERS")
    assert not is_about(people, "inwoners zonnepanelen")


def test_topics_stand_under_their_theme_in_the_order_of_the_catalogue() -> None:
    catalogue = load_catalogue()
    themes = themes_of(catalogue.indicators.values())
    assert [view.theme.key for view in themes][:2] == ["bevolking", "herkomst"]
    assert sum(len(view.topics) for view in themes) == len(catalogue.indicators)


def test_the_page_says_what_a_topic_means_and_how_it_is_composed(client: TestClient) -> None:
    html = client.get("/uitleg/onderwerpen?zoek=65 jaar of ouder").text
    assert "Aandeel inwoners van 65 jaar of ouder" in html
    assert "Voor een eigen gebied: opnieuw berekend uit teller en noemer" in html


def test_a_search_without_a_hit_says_so_and_shows_the_way_back(client: TestClient) -> None:
    html = client.get("/uitleg/onderwerpen?zoek=zeppelins").text
    assert "Geen onderwerp over “zeppelins”." in html
    assert 'href="/uitleg/onderwerpen"' in html


def test_origin_has_no_better_side() -> None:
    catalogue = load_catalogue()
    themes = themes_of(one for one in catalogue.indicators.values() if one.theme.key == "herkomst")
    assert {topic.better for topic in themes[0].topics} == {""}

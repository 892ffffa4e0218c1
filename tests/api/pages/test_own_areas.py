"""Pages of areas of a clustering of one's own, with figures that were derived from those of their units."""

import re

from fastapi.testclient import TestClient


def texts(page: str) -> str:
    """The text of a page, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_wijkfoto_shows_the_likely_range_and_how_the_area_compares(own_areas: TestClient) -> None:
    page = texts(own_areas.get("/wijkfoto/GM0001.ibor.1.1").text)
    # (30% of 1000 + 14% of 1000) / 2000
    assert re.search(r"22% waarschijnlijk tussen 21,\d+% en 22,\d+%", page)
    assert "hier lager" in page
    assert "Zeker lager dan in Roosterdam." in page
    assert "Helemaal zeker is alleen:" in page or "Het ruimste bereik dat de bronnen openlaten:" in page


def test_what_too_little_is_known_of_has_no_value_and_says_what_it_is(own_areas: TestClient) -> None:
    page = texts(own_areas.get("/wijkfoto/GM0001.ibor.1.2").text)
    assert "Status: onvolledig." in page
    assert "over 50% van het gebied" in page
    assert "niet te vergelijken" in page


def test_each_figure_leads_to_where_it_comes_from(own_areas: TestClient) -> None:
    page = own_areas.get("/wijkfoto/GM0001.ibor.1.1").text
    (address,) = set(re.findall(r'href="(/wijkfoto/[^"]+/uitleg/pct_inwoners_65_plus[^"]*)"', page))
    assert address == "/wijkfoto/GM0001.ibor.1.1/uitleg/pct_inwoners_65_plus?periode=2024"
    assert own_areas.get(address).status_code == 200


def test_areas_of_a_concept_get_figures_once_it_is_adopted(own_areas: TestClient) -> None:
    assert "komen er zodra de indeling is vastgesteld" in own_areas.get("/wijkfoto/GM0001.visie.1.1").text
    assert "komen er zodra zij is vastgesteld" in own_areas.get("/kaart?indeling=GM0001.visie.1").text


def test_the_map_of_a_clustering_shows_its_figures_and_names_only_their_sources(own_areas: TestClient) -> None:
    page = own_areas.get("/kaart?indeling=GM0001.ibor.1&indicator=pct_inwoners_65_plus").text
    assert "22% in Rayon West." in page
    assert "Van 1 van de 2 gebieden is er geen cijfer." in page
    assert "Kerncijfers wijken en buurten (CBS), tabel kwb-2024" in page
    assert "enquête" not in page
    assert '"marge": "21,' in page


def test_the_map_calls_nothing_highest_where_nothing_can_be_told_apart(own_areas: TestClient) -> None:
    page = own_areas.get("/kaart?indeling=GM0001.ibor.1&indicator=inwoners").text
    assert "Inwoners: alle verschillen met het hoogste cijfer vallen binnen de onzekerheid." in page


def test_the_image_of_the_map_names_the_sources_of_the_units(own_areas: TestClient) -> None:
    image = own_areas.get("/kaart/afbeelding?indeling=GM0001.ibor.1&indicator=pct_inwoners_65_plus").text
    assert "Bron: Kerncijfers wijken en buurten (CBS)." in image

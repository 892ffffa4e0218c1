import re

import pytest
from fastapi.testclient import TestClient

PERSON = {"Accept": "text/html"}


def test_without_a_choice_the_map_shows_buurten_of_the_newest_year(client: TestClient) -> None:
    page = client.get("/kaart").text
    assert "Aandeel inwoners van 65 jaar of ouder" in page
    rows = re.findall(r'<th scope="row"><a href="/wijkfoto/(\w+)">', page)
    assert rows == ["BU00010001", "BU00010100", "BU00010101", "BU00010000"]


def test_the_sentence_names_highest_lowest_and_what_is_missing(client: TestClient) -> None:
    page = client.get("/kaart").text
    assert "het hoogst in Westpoort (22%), het laagst in Oosteinde (14%)." in page
    assert "Van 1 van de 4 gebieden is er geen cijfer. In 1 gebied woont niemand of bijna niemand." in page


def test_a_year_without_figures_gives_way_to_the_newest_and_says_so(client: TestClient) -> None:
    page = client.get("/kaart?indeling=wijk&indicator=pct_inwoners_65_plus&periode=2019").text
    assert "Over het gekozen jaar is er geen cijfer van dit onderwerp; dit is 2024." in page


def test_areas_without_figures_are_drawn_bare_and_said_to_have_none(client: TestClient) -> None:
    page = client.get("/kaart?indeling=GM0001.ibor.1").text
    assert "Cijfers zijn er niet: van de eenheden waaruit zij bestaan zijn er geen geladen." in page
    assert '<a href="/wijkfoto/GM0001.ibor.1.1" aria-label="Rayon West"><path' in page
    assert '<li><a href="/wijkfoto/GM0001.ibor.1.2">Rayon Oost</a></li>' in page


def test_the_map_is_an_image_too_with_its_title_legend_and_source(client: TestClient) -> None:
    page = client.get("/kaart?indeling=wijk").text
    (address,) = set(re.findall(r'src="(/kaart/afbeelding[^"]+)"', page))
    image = client.get(address.replace("&amp;", "&"))
    assert image.headers["content-type"] == "image/svg+xml"
    assert "Aandeel inwoners van 65 jaar of ouder, wijken in Roosterdam, 2024" in image.text
    assert "<title>West: 26%</title>" in image.text
    assert "Bron: Kerncijfers wijken en buurten (CBS)." in image.text


def test_the_image_of_areas_without_figures_shows_their_names(client: TestClient) -> None:
    image = client.get("/kaart/afbeelding?indeling=GM0001.ibor.1").text
    assert ">Rayon West</text>" in image
    assert "<a " not in image


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("gemeente=GM0002", "gemeente: &#39;GM0002&#39; is hier niet te kiezen"),
        ("indeling=dorpen", "indeling: &#39;dorpen&#39; is hier niet te kiezen"),
        ("indicator=niets", "indicator: &#39;niets&#39; is hier niet te kiezen"),
        ("indicator=mannen", "zijn er geen cijfers voor buurten. Kies een ander onderwerp of een andere indeling."),
        ("grenzenVan=dorpen", "grenzenVan: &#39;dorpen&#39; is hier niet te kiezen"),
        ("aantal=9", "&#39;9&#39; mag ten hoogste 7 zijn."),
        ("klassen=eigen+grenzen&grenzen=5;tien", "&#39;tien&#39; is geen getal"),
        ("klassen=eigen+grenzen&grenzen=5&rond=gemeente", "gaan niet samen"),
        ("indicator2=mannen", "zijn er geen cijfers voor buurten"),
        ("periode=vorig", "&#39;vorig&#39; is geen geheel getal."),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_in_words(client: TestClient, query: str, told: str) -> None:
    page = client.get(f"/kaart?{query}", headers=PERSON)
    assert page.status_code == 400
    assert told in page.text


def test_what_is_wrong_with_the_form_leaves_it_as_it_was_filled_in(client: TestClient) -> None:
    page = client.get("/kaart?klassen=eigen+grenzen&grenzen=5;tien&palet=PuOr&periode=2024").text
    assert 'name="grenzen" value="5;tien"' in page
    assert '<option value="PuOr" selected>oranje en paars</option>' in page
    assert "<option selected>eigen grenzen</option>" in page


def test_own_breaks_make_the_classes(client: TestClient) -> None:
    page = client.get("/kaart?indeling=wijk&klassen=eigen+grenzen&grenzen=20;30").text
    assert legend(page) == ["30% of meer 0 gebieden", "20–29% 1 gebied", "minder dan 20% 1 gebied"]
    assert "Klassen: eigen grenzen." in page


def test_fixed_breaks_are_made_of_all_years(compared: TestClient) -> None:
    pages = [
        compared.get(f"/kaart?periode={year}&klassen=vaste+grenzen+over+de+jaren&aantal=3") for year in (2023, 2024)
    ]
    classes = [[row.rsplit(" ", 2)[0] for row in legend(page.text)[:3]] for page in pages]
    assert classes[0] == classes[1] == ["23–40%", "19–22%", "10–18%"]


def test_around_the_gemeente_the_neutral_class_is_that_of_the_gemeente(compared: TestClient) -> None:
    page = compared.get("/kaart?rond=gemeente&aantal=3").text
    assert legend(page) == [
        *("22% of meer 1 gebied", "19–21%, zoals Roosterdam 1 gebied", "minder dan 19% 1 gebied"),
        *("te onzeker voor een klasse 1 gebied", "niet te onderscheiden van Roosterdam 1 gebied"),
    ]


def test_each_area_says_in_the_table_how_it_compares_with_the_gemeente(compared: TestClient) -> None:
    page = compared.get("/kaart?verschil=ja").text
    assert [cells[-1] for cells in table(page)] == [
        "zeker hoger dan in Roosterdam",
        "niet te onderscheiden van Roosterdam",
        "niet te onderscheiden van Roosterdam",
        "zeker lager dan in Roosterdam",
    ]
    assert "Naast Roosterdam: 1 gebied hoger, 1 lager, 2 niet te onderscheiden." in page


def test_an_area_that_is_too_uncertain_says_so_in_the_table(compared: TestClient) -> None:
    rows = {cells[0]: cells for cells in table(compared.get("/kaart").text)}
    assert rows["Oostpoort Oost"][2] == "afgerond te onzeker voor een klasse op de kaart"


def test_where_nobody_lives_the_table_gives_no_figure(client: TestClient) -> None:
    assert table(client.get("/kaart").text)[-1] == ["Westeinde West", "–", "geen of bijna geen inwoners"]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("indicator=pct_goede_gezondheid", "De bron berekent dit cijfer met een model"),
        ("indicator=inwoners", "hoe groter een gebied, hoe groter dit getal"),
    ],
)
def test_what_cannot_be_compared_is_not_hatched_and_says_why(compared: TestClient, query: str, why: str) -> None:
    page = compared.get(f"/kaart?{query}&rond=gemeente").text
    assert why in page
    assert "niet te onderscheiden van Roosterdam" not in page
    assert ", zoals Roosterdam" not in page


def test_the_borders_of_another_clustering_are_drawn_and_named(client: TestClient) -> None:
    assert "grenzen van wijken" in legend(client.get("/kaart?grenzenVan=wijk").text)[-1]
    assert "grenzen van Indeling ibor (Beheer)" in legend(client.get("/kaart?grenzenVan=GM0001.ibor.1").text)[-1]


def test_a_palette_that_does_not_fit_gives_way_and_says_so(compared: TestClient) -> None:
    page = compared.get("/kaart?palet=Blues&rond=gemeente").text
    assert "De kleuren lopen naar twee kanten; daarbij past oranje en paars, en dat is hier gebruikt." in page


def test_two_maps_of_one_subject_have_the_same_classes(compared: TestClient) -> None:
    page = compared.get("/kaart?periode2=2023&verschil=ja").text
    left, right = re.findall(r'<ul class="legenda-lijst" aria-label="Klassen">(.*?)</ul>', page)
    assert re.findall('legenda-tekst">([^<]+)', left) == re.findall('legenda-tekst">([^<]+)', right)


def test_around_the_gemeente_each_year_has_classes_of_its_own_and_says_so(compared: TestClient) -> None:
    page = compared.get("/kaart?periode2=2023&rond=gemeente").text
    assert "Elke kaart heeft klassen rond haar eigen cijfer van Roosterdam." in page
    assert "Klassen: rond Roosterdam (20%)" in page
    assert "Klassen: rond Roosterdam (19%)" in page


def test_two_years_of_the_same_areas_are_in_one_table(compared: TestClient) -> None:
    page = compared.get("/kaart?periode2=2023").text
    assert page.count("<table") == 1
    rows = {cells[0]: cells for cells in table(page)}
    assert [rows["Westpoort West"][number].split()[0] for number in (1, 3)] == ["30%", "40%"]


def test_the_heading_names_both_subjects_and_both_years(compared: TestClient) -> None:
    page = compared.get("/kaart?indicator2=inwoners&periode2=2023").text
    heading = re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", page)[0])  # type: ignore[index]
    assert heading == "Aandeel inwoners van 65 jaar of ouder naast Inwoners Roosterdam, 2024 en 2023"


def test_two_clusterings_are_in_two_tables(compared: TestClient) -> None:
    page = compared.get("/kaart?indeling2=wijk").text
    assert page.count("<table") == 2
    assert "Aandeel inwoners van 65 jaar of ouder, wijken, 2024" in page


def test_other_years_are_links_with_fixed_breaks(compared: TestClient) -> None:
    page = compared.get("/kaart?aantal=4").text
    (address,) = re.findall(r'<a href="([^"]+)">2023</a>', page)
    assert address.startswith("/kaart?gemeente=GM0001&amp;indeling=buurt&amp;indicator=pct_inwoners_65_plus")
    assert "periode=2023&amp;klassen=vaste+grenzen+over+de+jaren&amp;aantal=4" in address
    assert '<strong aria-current="true">2024</strong>' in page


def test_a_link_shows_the_same(compared: TestClient) -> None:
    query = "rond=gemeente&aantal=3&palet=RdBu&grenzenVan=wijk&klassen=gelijke+intervallen"
    page = compared.get(f"/kaart?{query}").text
    (image,) = set(re.findall(r'src="/kaart/afbeelding\?([^"]+)"', page))
    again = compared.get("/kaart?" + image.replace("&amp;", "&")).text
    assert legend(again) == legend(page)
    assert "Meer instellingen (5 aangepast)" in again


def legend(page: str) -> list[str]:
    items = re.findall(r"<li><svg.*?</svg>(.*?)</li>", page)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


def table(page: str) -> list[list[str]]:
    """The cells of each row of all tables."""
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, re.DOTALL)
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.split(r"</t[hd]>", row)[:-1]] for row in rows
    ]


def test_who_names_no_gemeente_among_many_chooses_one_on_the_map_of_the_country(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.kaart.choice.FEW_GEMEENTEN", 0)
    answer = client.get("/kaart")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/kaart/nederland")
    asked = client.get("/kaart?indicator=inwoners&periode=2024")
    assert asked.headers["Location"] == "/kaart/nederland?indicator=inwoners&periode=2024"
    assert client.get("/kaart?gemeente=GM0001").status_code == 200


def test_who_names_no_indeling_gets_the_first_that_has_the_figure(own_areas: TestClient) -> None:
    html = own_areas.get("/kaart?gemeente=GM0001&indicator=bewoners_pct_onveilig").text
    assert "wijken, 2024" in html
    refused = own_areas.get("/kaart?gemeente=GM0001&indicator=bewoners_pct_onveilig&indeling=buurt")
    assert refused.status_code == 400

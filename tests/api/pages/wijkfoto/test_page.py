import re

from fastapi.testclient import TestClient


def texts(page: str) -> str:
    """The text of a page, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_wijkfoto_opens_with_what_it_is_and_what_stands_out(client: TestClient) -> None:
    page = texts(client.get("/wijkfoto/WK000100").text)
    assert "West is een wijk in Roosterdam met 2.000 inwoners (2024)." in page
    assert "is geen onderwerp geladen dat te vergelijken is en waarvan vaststaat" in page


def test_who_sits_at_the_table_is_on_the_page_itself(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100").text
    table = page.partition('class="vb-tafel"')[2].partition("</table>")[0]
    assert '<a href="/indelingen/GM0001.ibor.1">Indeling ibor</a>' in table
    assert "Rayon West" in table
    assert "cbs-wijk" not in table


def test_an_area_of_choice_gets_a_column(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100?naast=WK000101").text
    assert '<option value="WK000101" selected>Oost</option>' in page
    heads = re.findall(r'<th role="columnheader" scope="col">([^<]+)</th>', page.partition('class="cijfers"')[2])
    assert heads[:4] == ["Onderwerp", "West", "Roosterdam", "Oost"]


def test_any_code_can_be_set_beside_it(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100?naast=WK000101&naast_code=GM0001.ibor.1.2").text
    assert "Hieronder staat" in page
    assert '<a href="/wijkfoto/GM0001.ibor.1.2">Rayon Oost</a> naast West' in page


def test_a_code_that_is_not_there_is_told_and_leaves_the_page(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100?naast_code=WK999999")
    assert page.status_code == 200
    assert "Gebied &#39;WK999999&#39; is niet geladen." in page.text
    assert 'value="WK999999"' in page.text
    assert "West is dit gebied zelf." in client.get("/wijkfoto/WK000100?naast=WK000100").text


def test_a_figure_is_itself_the_way_to_where_it_comes_from(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100").text
    link = re.search(r'<a class="cijfer" href="([^"]+)"[^>]*>26%</a>', page)
    assert link is not None
    assert link.group(1) == "/wijkfoto/WK000100/uitleg/pct_inwoners_65_plus?periode=2024"


def test_what_changed_no_more_than_chance_explains_is_only_counted(client: TestClient) -> None:
    page = texts(client.get("/wijkfoto/WK000100").text)
    assert "Van 1 onderwerp is geen verandering vast te stellen die groter is dan de onzekerheid." in page


def test_in_plain_words_the_page_says_what_is_known_and_whom_to_ask(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100/in-gewone-taal")
    assert page.status_code == 200
    assert "Ongeveer 1 op de 4 mensen is 65 jaar of ouder." in page.text
    assert "kinderen tot 15 jaar" in page.text.partition('id="niet-bekend"')[2]
    assert 'href="mailto:gebiedsmonitor@example.nl"' in page.text
    assert "status" not in texts(page.text).lower()


def test_an_area_that_is_not_there_is_not_found_in_any_form(client: TestClient) -> None:
    for form in ("", "/in-gewone-taal", "/afdruk"):
        assert client.get(f"/wijkfoto/WK009999{form}").status_code == 404


def test_an_area_without_figures_says_so_in_every_form(client: TestClient) -> None:
    assert "Er zijn geen cijfers geladen" in client.get("/wijkfoto/GM0001.ibor.1.1").text
    assert "hebben wij nog geen cijfers" in client.get("/wijkfoto/GM0001.ibor.1.1/in-gewone-taal").text
    assert "Er zijn geen cijfers geladen" in client.get("/wijkfoto/GM0001.ibor.1.1/afdruk").text


def test_a_figure_stands_beside_the_gemeente_and_the_country(country: TestClient) -> None:
    page = texts(country.get("/wijkfoto/WK000100").text)
    assert "naast Roosterdam en Nederland" in page
    assert re.search(r"65 jaar of ouder 2024 26% 25,5–26,5% 20% ▲ hier hoger 18% ▲ hier hoger", page)


def test_what_stands_out_is_told_apart_by_whether_it_is_favourable(country: TestClient) -> None:
    page = texts(country.get("/wijkfoto/WK000100").text)
    assert "Op het enige vergeleken onderwerp wijkt West duidelijk af van Roosterdam: ongunstiger." in page
    assert "− Nettoarbeidsparticipatie: 60% tegenover 70% in 2024; zeker lager." in page
    assert "+ Nettoarbeidsparticipatie: 70% tegenover 65% in 2024; zeker hoger." in texts(
        country.get("/wijkfoto/GM0001").text
    )


def test_the_country_has_a_wijkfoto_without_anything_around_it(country: TestClient) -> None:
    page = texts(country.get("/wijkfoto/NL00").text)
    assert "Nederland is een land met 17.900.000 inwoners (2024)." in page
    assert "Er is geen groter gebied geladen om mee te vergelijken" in page
    for form in ("in-gewone-taal", "afdruk"):
        assert country.get(f"/wijkfoto/NL00/{form}").status_code == 200


def test_in_plain_words_a_gemeente_is_set_beside_the_country(country: TestClient) -> None:
    page = texts(country.get("/wijkfoto/GM0001/in-gewone-taal").text)
    assert "Naar verhouding hebben meer mensen werk dan in Nederland." in page


def test_in_plain_words_it_is_told_where_too_little_is_known_to_compare(client: TestClient) -> None:
    page = texts(client.get("/wijkfoto/WK000100/in-gewone-taal").text)
    assert "Dat weten wij niet. Wij hebben te weinig cijfers over West." in page


def test_an_area_of_a_concept_says_why_it_has_no_figures_and_offers_no_print_of_them(country: TestClient) -> None:
    page = country.get("/wijkfoto/GM0001.zestig.1.3").text
    assert "Cijfers voor dit gebied komen er zodra de indeling is vastgesteld" in page
    assert "/in-gewone-taal" not in page


def test_a_block_to_frame_tells_what_stands_out_and_which_way(country: TestClient) -> None:
    block = texts(country.get("/insluiten/wijkfoto/WK000100").text)
    assert "Wat opvalt naast Roosterdam Nettoarbeidsparticipatie: 60% tegenover 70% in 2024;" in block
    assert "lager, dat is ongunstiger." in block

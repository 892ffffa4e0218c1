import re

import pytest
from fastapi.testclient import TestClient

SHARE = "pct_inwoners_65_plus"


def cells(page: str) -> dict[str, list[str]]:
    """The figures and what is said beside them, by the name of the area."""
    table = page[page.index("<tbody") : page.index("</table>")]
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
        name, *rest = re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        found[text_of(name)] = [text_of(cell) for cell in rest]
    return found


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " ").split())


def test_each_area_has_its_figures_with_their_ranges_and_the_gemeente_comes_first(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=wijk&indicator=inwoners&indicator={SHARE}").text
    assert cells(page) == {
        "Roosterdam gemeente": ["4.000", "20% zeker 19,5–20,5%"],
        "Oost": ["niet geladen", "14% ▼ lager zeker 13,5–14,5%"],
        "West": ["2.000", "26% ▲ hoger zeker 25,5–26,5%"],
    }


def test_a_figure_that_is_missing_says_why(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=buurt&indicator={SHARE}").text
    assert cells(page)["Oostpoort Oost"] == ["geheim"]
    assert "<strong>Geheim.</strong> De bron geeft dit cijfer niet vrij" in page


def test_the_head_leads_to_the_page_sorted_by_a_column(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=wijk&indicator={SHARE}&sorteer={SHARE}&richting=af").text
    assert list(cells(page))[1:] == ["West", "Oost"]
    head = re.search(rf'<th scope="col" aria-sort="descending" data-kolom="{SHARE}"><a href="([^"]+)"', page)
    assert head is not None
    assert head[1] == f"/vergelijk?indeling=wijk&amp;indicator={SHARE}&amp;sorteer={SHARE}#tabel"


def test_a_filter_keeps_the_areas_whose_name_holds_it(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=wijk&indicator={SHARE}&filter=WEST").text
    assert list(cells(page)) == ["Roosterdam gemeente", "West"]


def test_a_filter_that_fits_no_area_says_so_and_leads_back(client: TestClient) -> None:
    page = client.get("/vergelijk?indeling=wijk&filter=xyz").text
    assert "Geen gebied heeft “xyz” in de naam." in page
    assert '<a href="/vergelijk?indeling=wijk">Toon alle gebieden</a>' in page


def test_only_the_areas_that_were_chosen_are_shown(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=buurt&gebied=BU00010000&gebied=BU00010100&indicator={SHARE}").text
    assert list(cells(page))[1:] == ["Oosteinde Oost", "Westeinde West"]
    assert "Gebieden kiezen (2 van 4)" in page


def test_areas_of_another_clustering_give_way_to_all(client: TestClient) -> None:
    page = client.get("/vergelijk?indeling=wijk&gebied=BU00010000").text
    assert "De gekozen gebieden horen niet bij deze indeling." in page
    assert len(cells(page)) == 3


def test_a_year_without_figures_says_so_and_shows_no_other_year(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=wijk&indicator=inwoners&indicator={SHARE}&periode=2022").text
    assert cells(page)["West"] == ["niet geladen", "25% zeker 24,5–25,5%"]


def test_an_indicator_that_is_not_loaded_is_named(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=wijk&indicator=huishoudens&indicator={SHARE}").text
    assert "Van deze gebieden is niet geladen: Huishoudens." in page


def test_areas_without_figures_say_that_there_are_none(client: TestClient) -> None:
    page = client.get("/vergelijk?indeling=GM0001.ibor.1").text
    assert "Van deze gebieden zijn geen cijfers geladen." in page


@pytest.mark.parametrize(
    ("query", "status"), [("indicator=onzin", 404), ("gemeente=GM9998", 400), ("periode=20", 400), ("richting=x", 400)]
)
def test_what_cannot_be_chosen_is_refused(client: TestClient, query: str, status: int) -> None:
    assert client.get(f"/vergelijk?{query}").status_code == status


def test_areas_of_ones_own_are_set_beside_the_gemeente_too(own_areas: TestClient) -> None:
    page = own_areas.get(f"/vergelijk?indeling=GM0001.ibor.1&indicator={SHARE}").text
    assert list(cells(page)) == ["Roosterdam gemeente", "Rayon Oost", "Rayon West"]
    assert "De cijfers van deze gebieden zijn berekend" in page


def test_an_indeling_of_another_gemeente_gives_way_to_buurten(client: TestClient) -> None:
    page = client.get("/vergelijk?gemeente=GM0001&indeling=GM0002.ibor.1").text
    assert "De gekozen indeling is van een andere gemeente." in page


def test_every_indicator_is_drawn_with_the_gemeente_as_a_line(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=wijk&indicator={SHARE}").text
    assert "Ter vergelijking Roosterdam: 20%." in page


def test_what_is_no_figure_is_left_out_and_said_to_be(client: TestClient) -> None:
    page = client.get(f"/vergelijk?indeling=wijk&indicator=meest_voorkomende_postcode&indicator={SHARE}").text
    assert "Dit is geen cijfer en staat niet in de tabel" in page
    assert cells(page)["Oost"] == ["14% ▼ lager zeker 13,5–14,5%"]

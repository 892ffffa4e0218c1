import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.pages.figure_text import figure_text
from api.pages.kaart.rows import AreaRow, sentence_of
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status

PERSON = {"Accept": "text/html"}
SHARE = load_catalogue().indicator("pct_inwoners_65_plus")


def row(name: str, value: float, half: float) -> AreaRow:
    gebied = GebiedRecord(1, name, date(2024, 1, 1), name, Level.BUURT, "GM0001", "R", None, None, 1)
    ends = (value - half, value + half)
    figure = FigureRecord(name, name, date(2024, 1, 1), 1, SHARE.key, 2024, value, *ends, Status.ROUNDED, 1.0, 1)
    return AreaRow(gebied, figure, figure_text(figure, SHARE))


def test_the_sentence_says_how_many_cannot_be_told_apart_from_an_end() -> None:
    rows = [row("Noord", 40, 2), row("Oost", 39, 2), row("Zuid", 20, 2)]
    assert sentence_of(rows, SHARE, min_coverage=0.8) == (
        "Aandeel inwoners van 65 jaar of ouder: het hoogst in Noord (40%), niet te onderscheiden van 1 andere, "
        "het laagst in Zuid (20%)."
    )


def test_without_a_choice_the_map_shows_buurten_of_the_newest_year(client: TestClient) -> None:
    page = client.get("/kaart").text
    assert "Aandeel inwoners van 65 jaar of ouder" in page
    rows = re.findall(r'<th scope="row"><a href="/wijkfoto/(\w+)">', page)
    assert rows == ["BU00010001", "BU00010100", "BU00010101", "BU00010000"]


def test_the_sentence_names_highest_lowest_and_what_is_missing(client: TestClient) -> None:
    page = client.get("/kaart").text
    assert "het hoogst in Westpoort (22%), het laagst in Oosteinde (14%)." in page
    assert "Van 1 van de 4 gebieden is er geen cijfer. In 1 gebied woont niemand." in page


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
    assert "Aandeel inwoners van 65 jaar of ouder, Roosterdam, 2024" in image.text
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
        ("indicator=mannen", "indicator: &#39;mannen&#39; is hier niet te kiezen"),
        ("periode=vorig", "&#39;vorig&#39; is geen geheel getal."),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_in_words(client: TestClient, query: str, told: str) -> None:
    page = client.get(f"/kaart?{query}", headers=PERSON)
    assert page.status_code == 400
    assert told in page.text

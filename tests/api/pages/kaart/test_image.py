import re

import pytest
from fastapi.testclient import TestClient


def texts(image: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)", image)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("rond=gemeente&aantal=3", "19–21%, zoals Roosterdam"),
        ("verschil=ja", "niet te onderscheiden van"),
        ("grenzenVan=wijk", "grenzen van wijken"),
        ("", "te onzeker voor een klasse"),
        ("klassen=eigen+grenzen&grenzen=12", "minder dan 12%"),
        ("palet=Purples", "Klassen: kwantielen"),
    ],
)
def test_the_image_shows_what_the_page_shows(compared: TestClient, query: str, told: str) -> None:
    image = compared.get(f"/kaart/afbeelding?{query}").text
    assert told in image


def test_the_second_map_has_an_image_of_its_own(compared: TestClient) -> None:
    page = compared.get("/kaart?periode2=2023").text
    first, _, second, _ = re.findall(r'<a class="kaart-bestand" href="([^"]+)"', page)
    titles = [texts(compared.get(one.replace("&amp;", "&")).text)[0] for one in (first, second)]
    assert titles == [
        "Aandeel inwoners van 65 jaar of ouder, buurten in Roosterdam, 2024",
        "Aandeel inwoners van 65 jaar of ouder, buurten in Roosterdam, 2023",
    ]


def test_the_page_links_to_a_png_too(compared: TestClient) -> None:
    (address,) = re.findall(r'href="([^"]+formaat=png)"', compared.get("/kaart?rond=gemeente").text)
    image = compared.get(address.replace("&amp;", "&"))
    assert image.headers["content-type"] == "image/png"

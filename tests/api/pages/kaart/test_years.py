import re

from fastapi.testclient import TestClient


def addresses(page: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(r'<a href="(/kaart\?[^"]+)">\d{4}</a>', page)]


def test_own_breaks_stay_as_they_are_in_another_year(compared: TestClient) -> None:
    (address,) = addresses(compared.get("/kaart?klassen=eigen+grenzen&grenzen=10;20").text)
    assert "klassen=eigen+grenzen&grenzen=10%3B20" in address


def test_a_map_of_one_year_has_no_slider(compared: TestClient) -> None:
    page = compared.get("/kaart?indicator=pct_goede_gezondheid").text
    assert "jaarschuif" not in page


def test_two_maps_have_their_years_in_the_form(compared: TestClient) -> None:
    assert "jaarschuif" not in compared.get("/kaart?periode2=2023").text


def test_the_slider_starts_at_the_year_that_is_shown(compared: TestClient) -> None:
    page = compared.get("/kaart?periode=2023").text
    assert 'max="1" step="1" value="0" aria-valuetext="2023"' in page

import pytest
from fastapi.testclient import TestClient


def test_another_year_brings_colours_texts_table_and_addresses(compared: TestClient) -> None:
    drawn = compared.get("/kaart/jaar?periode=2024").json()["kaart"]["vorm"]
    answer = compared.get(f"/kaart/jaar?periode=2023&klassen=vaste+grenzen+over+de+jaren&vorm={drawn}").json()
    assert answer["jaar"] == 2023
    assert answer["kaart"]["teksten"]["BU00010001"]["cijfer"] == "40%"
    assert answer["kaart"]["kleuren"]["BU00010100"] == "url(#kaart-niet-geladen)"
    assert "Roosterdam, 2023" in answer["delen"]["kaart-kop"]
    assert "39%" in answer["delen"]["kaart-tabel"]
    assert "periode=2023" in answer["adres"]


def test_outlines_that_the_page_has_are_not_sent_again(compared: TestClient) -> None:
    first = compared.get("/kaart/jaar?periode=2023").json()["kaart"]
    again = compared.get(f"/kaart/jaar?periode=2024&vorm={first['vorm']}").json()["kaart"]
    assert len(first["vormen"]["features"]) == 4
    assert again["vormen"] is None


def test_the_address_of_a_year_leaves_out_what_only_the_script_asks(compared: TestClient) -> None:
    assert "vorm" not in compared.get("/kaart/jaar?periode=2023&vorm=abc").json()["adres"]


@pytest.mark.parametrize("query", ["periode=2019", "periode=2023&periode2=2024", "indeling=GM0001.ibor.1&periode=2023"])
def test_a_year_without_a_map_is_not_found(compared: TestClient, query: str) -> None:
    answer = compared.get(f"/kaart/jaar?{query}")
    assert answer.status_code == 404

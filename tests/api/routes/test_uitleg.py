from typing import Any

import pytest
from fastapi.testclient import TestClient

URL = "/api/v1/gebieden/{}/uitleg"


def uitleg(client: TestClient, code: str, indicator: str) -> dict[str, Any]:
    answer = client.get(URL.format(code), params={"indicator": indicator})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def computed_again(found: dict[str, Any]) -> float | None:
    """The value, by somebody who has nothing but the answer."""
    known = [one for one in found["eenheden"] if all(cell["waarde"] is not None for cell in one["cellen"])]
    amounts = [[one["aandeel"] * cell["waarde"] for cell in one["cellen"]] for one in known]
    if found["regel"] is None:
        return known[0]["cellen"][0]["waarde"] if known else None
    if found["regel"] == "som":
        return sum(amount[0] for amount in amounts)
    if found["regel"] == "verhouding":
        return found["factor"] * sum(amount[0] for amount in amounts) / sum(amount[1] for amount in amounts)
    weights = [sum(amount[1:]) for amount in amounts]
    values = [one["cellen"][0]["waarde"] for one in known]
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) / sum(weights)


@pytest.mark.parametrize("code", ["WK000100", "BU00010001", "GM0001"])
def test_every_figure_of_a_wijkfoto_is_computed_again_from_its_explanation(client: TestClient, code: str) -> None:
    wijkfoto = client.get(f"/api/v1/gebieden/{code}/wijkfoto").json()
    lines = [line for theme in wijkfoto["themas"] for line in theme["indicatoren"] if line["cijfer"]]
    assert lines
    for line in lines:
        again = computed_again(uitleg(client, code, line["indicator"]))
        assert again == pytest.approx(line["cijfer"]["waarde"]), line["indicator"]


def test_an_explanation_has_the_rounding_the_load_and_a_footnote(client: TestClient) -> None:
    found = uitleg(client, "WK000100", "pct_inwoners_65_plus")
    assert found["regel"] is None
    assert found["formule"].startswith("Dit cijfer is gepubliceerd")
    assert found["aannames"][0]["afronding"] == ["Afgerond op hele procenten."]
    assert found["ladingen"][0]["sha256"] == "a" * 64
    assert found["voetnoot"].endswith("Status: afgerond.")


def test_a_figure_that_is_withheld_is_not_said_to_be_published(client: TestClient) -> None:
    found = uitleg(client, "BU00010101", "pct_inwoners_65_plus")
    assert found["formule"] == "Van dit gebied is geen cijfer gepubliceerd: geheim."
    assert found["voetnoot"].startswith("Niet gepubliceerd (")


def test_a_figure_that_is_not_there_is_not_found(client: TestClient) -> None:
    answer = client.get(URL.format("WK000100"), params={"indicator": "mannen"})
    assert answer.status_code == 404
    assert "is er geen cijfer 'mannen'" in answer.json()["detail"]
    assert client.get(URL.format("WK000100"), params={"indicator": "manen"}).status_code == 404


def test_the_page_says_it_in_words_and_leads_to_the_data(client: TestClient) -> None:
    page = client.get("/wijkfoto/WK000100/uitleg/pct_inwoners_65_plus").text
    assert "Dit cijfer is gepubliceerd zoals het er staat" in page
    assert "Afgerond op hele procenten." in page
    assert 'href="/api/v1/gebieden/WK000100/uitleg?indicator=pct_inwoners_65_plus' in page

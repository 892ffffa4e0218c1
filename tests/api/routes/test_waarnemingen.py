from typing import Any

import pytest
from fastapi.testclient import TestClient


def figures(client: TestClient, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/api/v1/waarnemingen?{query}").json()["waarnemingen"]
    return found


def test_a_figure_carries_its_range_status_and_origin(client: TestClient) -> None:
    (figure,) = figures(client, "gebied=WK000100&indicator=pct_inwoners_65_plus&periode=2024")
    assert figure == {
        "gebied": "WK000100",
        "gebiedNaam": "West",
        "indicator": "pct_inwoners_65_plus",
        "periode": 2024,
        "peildatum": "2024-01-01",
        "waarde": 26.0,
        "laagste": 25.5,
        "hoogste": 26.5,
        "waarschijnlijkLaagste": None,
        "waarschijnlijkHoogste": None,
        "status": "afgerond",
        "dekking": 1.0,
        "aandeelGeschat": None,
        "herkomst": {
            "lading": 1,
            "bron": "cbs-kwb",
            "bronNaam": "Kerncijfers wijken en buurten (CBS)",
            "tabel": "kwb-2024",
            "versie": "1",
            "adres": "kwb-2024.xlsx",
            "licentie": "CC BY 4.0",
            "opgehaald": "2024-05-01T12:00:00Z",
        },
    }


def test_a_secret_figure_is_null_and_a_zero_is_zero(client: TestClient) -> None:
    (secret,) = figures(client, "gebied=BU00010101")
    assert (secret["waarde"], secret["status"]) == (None, "geheim")
    (empty,) = figures(client, "gebied=BU00010000&indicator=inwoners")
    assert (empty["waarde"], empty["status"]) == (0.0, "exact")


def test_figures_of_an_indicator_can_be_limited_to_a_level_and_a_gemeente(client: TestClient) -> None:
    found = figures(client, "indicator=pct_inwoners_65_plus&niveau=wijk&gemeente=GM0001&periode=2024")
    assert [(figure["gebied"], figure["waarde"]) for figure in found] == [("WK000100", 26.0), ("WK000101", 14.0)]


def test_pages_follow_each_other_without_gaps(client: TestClient) -> None:
    first = client.get("/api/v1/waarnemingen?indicator=inwoners&paginaGrootte=3").json()
    second = client.get(first["links"]["volgende"]).json()
    gebieden = [figure["gebied"] for page in (first, second) for figure in page["waarnemingen"]]
    assert gebieden == ["BU00010000", "BU00010001", "GM0001", "WK000100"]
    assert second["links"]["volgende"] is None


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("niveau=wijk", 400, "Noem een gebied of een indicator"),
        ("indicator=inwonrs", 404, "Bedoelt u inwoners"),
        ("gebied=BU99999999", 404, "is niet geladen"),
        ("indicator=inwoners&indeling=GM0001.vth.1", 404, "staat niet in het register"),
    ],
)
def test_what_cannot_be_answered_says_why(client: TestClient, query: str, status: int, told: str) -> None:
    answer = client.get(f"/api/v1/waarnemingen?{query}")
    assert answer.status_code == status
    assert told in answer.json()["detail"]

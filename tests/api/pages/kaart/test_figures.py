from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.pages.kaart.figures import empty_areas
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status

PEOPLE = {
    code: FigureRecord(code, code, date(2024, 1, 1), 1, "inwoners", 2024, value, None, None, Status.ROUNDED, 1.0, 1)
    for code, value in {"BU1": 0.0, "BU2": 5.0, "BU3": None}.items()
}


@pytest.mark.parametrize(
    ("indicator", "empty"),
    [
        ("pct_inwoners_65_plus", {"BU1"}),
        ("pct_huishoudens_eenpersoons", {"BU1"}),
        ("gem_woz_waarde", set()),
        ("inwoners", set()),
    ],
)
def test_where_nobody_lives_a_share_or_mean_of_people_says_nothing(indicator: str, empty: set[str]) -> None:
    assert empty_areas(load_catalogue().indicator(indicator), ["BU1", "BU2", "BU3"], PEOPLE) == empty


def test_an_area_of_which_no_figure_is_loaded_is_not_called_empty() -> None:
    assert empty_areas(load_catalogue().indicator("pct_inwoners_65_plus"), ["BU2"], PEOPLE) == set()


def test_the_gemeente_is_compared_by_its_figure_of_the_same_year(compared: TestClient) -> None:
    page = compared.get("/kaart?verschil=ja&periode=2023").text
    assert "Naast Roosterdam: 1 gebied hoger, 0 lager, 1 niet te onderscheiden." in page


def test_the_sources_of_figures_stand_under_the_map(compared: TestClient) -> None:
    assert "Bron: Kerncijfers wijken en buurten (CBS), tabel kwb-2024" in compared.get("/kaart").text

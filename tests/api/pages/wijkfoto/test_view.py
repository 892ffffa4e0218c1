from datetime import date
from typing import Any

import pytest

from api.pages.wijkfoto.view import LineView, line_view
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.choice import Choice, ThemeChoice
from geodata.wijkfoto.wijkfoto import WijkfotoInput, assemble_wijkfoto
from tests.grid import PEILDATUM

POOR, SHARE, LONELY = "pct_huishoudens_laag_inkomen", "pct_inwoners_65_plus", "pct_eenzaam"
WIJK = GebiedRecord(1, "WK000100", PEILDATUM, "West", Level.WIJK, "GM0001", "Roosterdam", None, None, 1)
GEMEENTE = GebiedRecord(2, "GM0001", PEILDATUM, "Roosterdam", Level.GEMEENTE, "GM0001", None, None, None, 1)


def figure(code: str, key: str, value: float | None, **facts: Any) -> FigureRecord:
    ends = {} if value is None else {"lowest": value - 0.05, "highest": value + 0.05}
    usual = {"lowest": None, "highest": None, "status": Status.ROUNDED, "coverage": 1.0, "load_id": 1, "period": 2024}
    usual |= {"gebied_name": code, "peildatum": PEILDATUM, "change": 1, "indicator": key}
    return FigureRecord(gebied_code=code, value=value, **(usual | ends | facts))  # type: ignore[arg-type]


def view(key: str, *figures: FigureRecord) -> LineView:
    read = WijkfotoInput(WIJK, [PEILDATUM], [GEMEENTE], figures, {1: None})  # type: ignore[dict-item]
    choice = Choice((), (), (ThemeChoice("een", "Een", (key,)),))
    found = assemble_wijkfoto(read, load_catalogue(), choice)
    return line_view(found.themes[0].lines[0], found)


@pytest.mark.parametrize(
    ("key", "own", "other", "brief", "direction"),
    [
        (POOR, 9.0, 6.0, "hier hoger, ongunstiger", "hoger"),
        (POOR, 6.0, 9.0, "hier lager, gunstiger", "lager"),
        (SHARE, 9.0, 6.0, "hier hoger", "hoger"),
        (POOR, 6.0, 6.0, "niet te onderscheiden", ""),
        (LONELY, 60.0, 40.0, "niet te vergelijken", ""),
        ("inwoners", 60.0, 4000.0, "", ""),
    ],
)
def test_beside_the_gemeente_a_few_words_say_how_a_figure_compares(
    key: str, own: float, other: float, brief: str, direction: str
) -> None:
    (compared,) = view(key, figure("WK000100", key, own), figure("GM0001", key, other)).comparisons
    assert (compared.brief, compared.direction) == (brief, direction)


def test_where_there_is_no_figure_that_says_it_all() -> None:
    missing = figure("WK000100", POOR, None, status=Status.SECRET)
    (compared,) = view(POOR, missing, figure("GM0001", POOR, 6.0)).comparisons
    assert compared.brief == ""


@pytest.mark.parametrize(
    ("key", "before", "words"),
    [(SHARE, 6.0, "gestegen sinds 2022"), (SHARE, 9.0, "geen duidelijke verandering"), (LONELY, 6.0, "")],
)
def test_a_few_words_say_what_changed(key: str, before: float, words: str) -> None:
    earlier = figure("WK000100", key, before, period=2022)
    assert view(key, earlier, figure("WK000100", key, 9.0)).brief_change == words


def test_each_row_of_a_series_says_why_it_cannot_be_compared_with_those_before() -> None:
    moved = figure("WK000100", POOR, 9.0, change=3)
    shown = view(POOR, figure("WK000100", POOR, 6.0, period=2022, peildatum=date(2022, 1, 1)), moved)
    assert [row.break_reason for row in shown.series] == [
        "De grens van het gebied veranderde; dit is op die van 1 januari 2024.",
        "",
    ]
    assert shown.change == ""

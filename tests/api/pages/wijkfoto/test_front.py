from typing import Any

import pytest

from api.pages.standing_out import StandingOutView, StandOutView, for_front, why_nothing
from api.pages.wijkfoto.front import FrontTheme, is_told, themes_left_out
from api.pages.wijkfoto.view import line_views
from geodata.indicators.status import Status
from tests.geodata.wijkfoto.building import OLD, POOR, figure, wijkfoto


def outs(better: int, worse: int) -> StandingOutView:
    line: Any = StandOutView("x", "X", "1", "2", 2024, "zeker lager", "")
    return StandingOutView("R", "", favourable=(line,) * better, unfavourable=(line,) * worse)


@pytest.mark.parametrize(
    ("found", "shown"), [((9, 9), (3, 3)), ((9, 1), (5, 1)), ((1, 9), (1, 5)), ((2, 2), (2, 2)), ((0, 9), (0, 6))]
)
def test_a_front_page_has_room_for_six_from_both_sides(found: tuple[int, int], shown: tuple[int, int]) -> None:
    view = for_front(outs(*found))
    assert (len(view.favourable), len(view.unfavourable)) == shown


def test_a_front_page_leaves_out_what_has_no_figure() -> None:
    told = line_views(wijkfoto(figure(OLD, 9), figure(POOR, None, status=Status.SECRET)))
    assert (is_told(told[OLD]), is_told(told[POOR])) == (True, False)


def test_where_nothing_can_be_compared_it_says_why() -> None:
    assert "geen cijfers geladen" in why_nothing(wijkfoto())
    assert "geen groter gebied geladen" in why_nothing(wijkfoto(figure(OLD, 9), compared_with=()))
    assert "geen onderwerp geladen dat te vergelijken is" in why_nothing(wijkfoto(figure(OLD, 9)))


def test_a_theme_of_which_all_is_secret_is_not_called_not_loaded() -> None:
    found, shown = wijkfoto(figure(POOR, None, status=Status.SECRET)), (FrontTheme("twee", "Twee", ()),)
    assert themes_left_out(found, shown, is_loaded=True) == ("Een",)
    assert themes_left_out(found, shown, is_loaded=False) == ()

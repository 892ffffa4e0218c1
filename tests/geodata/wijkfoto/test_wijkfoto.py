from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.indicator import Kind
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.choice import Choice, ThemeChoice
from geodata.wijkfoto.wijkfoto import Difference, Line, WijkfotoInput, assemble_wijkfoto, difference_of

SHARE = "pct_inwoners_65_plus"


def gebied(code: str = "WK000100", level: Level = Level.WIJK) -> GebiedRecord:
    return GebiedRecord(1, code, date(2024, 1, 1), code, level, "GM0001", "Roosterdam", None, None, 1)


def figure(value: float | None, *, period: int = 2024, code: str = "WK000100", **facts: Any) -> FigureRecord:
    usual: dict[str, Any] = {"gebied_name": code, "peildatum": date(period, 1, 1), "change": 1, "indicator": SHARE}
    usual |= {"lowest": None, "highest": None, "status": Status.EXACT, "coverage": 1.0, "load_id": 1}
    return FigureRecord(gebied_code=code, period=period, value=value, **(usual | facts))


def line(figures: Sequence[FigureRecord], indicator: str = SHARE) -> Line:
    """The only line of a wijkfoto that shows one indicator, beside the gemeente."""
    read = WijkfotoInput(gebied(), [date(2024, 1, 1)], [gebied("GM0001", Level.GEMEENTE)], figures, {})
    choice = Choice((), (), (ThemeChoice("een", "Een", (indicator,)),))
    return assemble_wijkfoto(read, load_catalogue(), choice).themes[0].lines[0]


def test_the_newest_period_with_a_value_is_shown_and_the_series_runs_from_old_to_new() -> None:
    shown = line(
        [figure(None, period=2024, status=Status.UNPUBLISHED), figure(12, period=2023), figure(11, period=2022)]
    )
    assert shown.newest is not None
    assert (shown.newest.period, shown.newest.value) == (2023, 12)
    assert [(item.figure.period, item.figure.value) for item in shown.series] == [(2022, 11), (2023, 12), (2024, None)]


def test_a_range_without_a_value_is_a_figure_too() -> None:
    ranged = figure(None, lowest=10.0, highest=20.0, status=Status.INCOMPLETE)
    assert line([figure(12, period=2023), ranged]).newest == ranged


def test_where_no_period_has_a_value_the_newest_says_why() -> None:
    shown = line([figure(None, period=2023, status=Status.UNPUBLISHED), figure(None, status=Status.SECRET)])
    assert shown.newest is not None
    assert shown.newest.status is Status.SECRET


def test_an_indicator_that_is_not_loaded_has_a_line_without_a_figure() -> None:
    shown = line([])
    assert (shown.indicator.key, shown.newest, shown.series, shown.comparisons) == (SHARE, None, (), ())


def test_of_one_period_the_newest_boundaries_stand_unless_they_have_no_value() -> None:
    old = figure(10, peildatum=date(2020, 1, 1))
    assert line([figure(12, peildatum=date(2024, 1, 1)), old]).newest.value == 12  # type: ignore[union-attr]
    empty = figure(None, peildatum=date(2024, 1, 1), status=Status.UNPUBLISHED)
    assert line([empty, old]).newest == old


def test_years_before_a_moved_boundary_are_not_comparable() -> None:
    shown = line([figure(10, period=2022), figure(11, period=2023, change=3), figure(12, period=2024)])
    assert [item.is_comparable for item in shown.series] == [False, True, True]


def test_a_break_lies_where_the_boundary_moved_and_not_between_the_years_before() -> None:
    periods = (2021, 2022, 2023, 2024)
    shown = line([figure(10, period=period, change=3 if period == 2023 else 1) for period in periods])
    assert [item.follows_break for item in shown.series] == [False, False, True, False]


def test_years_before_a_break_in_the_definition_are_not_comparable() -> None:
    catalogue = load_catalogue()
    broken = next(one for one in catalogue.indicators.values() if one.breaks)
    year = broken.breaks[-1].year
    figures = [figure(1, period=period, indicator=broken.key) for period in (year - 1, year, year + 1)]
    assert [item.is_comparable for item in line(figures, broken.key).series] == [False, True, True]


def test_the_comparison_is_with_the_same_period_of_the_gemeente() -> None:
    figures = [figure(30, period=2023), figure(20, code="GM0001", period=2023), figure(99, code="GM0001", period=2024)]
    (compared,) = line(figures).comparisons
    assert (compared.gebied.code, compared.figure.value, compared.difference) == ("GM0001", 20, Difference.HIGHER)


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ((12.0, 11.5, 12.5), (15.0, 14.5, 15.5), Difference.LOWER),
        ((12.0, 11.5, 12.5), (13.0, 12.5, 13.5), Difference.UNCLEAR),
        ((15.0, 14.5, 15.5), (12.0, 11.5, 12.5), Difference.HIGHER),
        ((None, 20.0, 30.0), (12.0, 11.5, 12.5), Difference.HIGHER),
        ((12.0, None, None), (12.0, None, None), Difference.UNCLEAR),
        ((None, None, None), (12.0, 11.5, 12.5), Difference.UNKNOWN),
    ],
)
def test_a_difference_counts_only_beyond_both_ranges(
    own: tuple[float | None, ...], other: tuple[float | None, ...], expected: Difference
) -> None:
    figures = [figure(value, lowest=lowest, highest=highest) for value, lowest, highest in (own, other)]
    assert difference_of(*figures, kind=Kind.PERCENTAGE) is expected


def test_counts_are_not_compared_for_a_wijk_is_part_of_its_gemeente() -> None:
    assert difference_of(figure(10), figure(4000), kind=Kind.COUNT) is Difference.UNKNOWN


def test_figures_of_a_sample_are_compared_by_their_95_percent_ranges() -> None:
    hard = {"lowest": 0, "highest": 100, "status": Status.ESTIMATED}
    own = figure(30, **hard, likely_lowest=25.1, likely_highest=35.4)
    other, near = (figure(20, **hard, likely_lowest=17, likely_highest=end) for end in (24.0, 26.0))
    assert difference_of(own, other, kind=Kind.PERCENTAGE) is Difference.HIGHER
    assert difference_of(own, near, kind=Kind.PERCENTAGE) is Difference.UNCLEAR


def test_a_figure_of_which_no_range_is_known_is_not_compared() -> None:
    own = figure(30, status=Status.ESTIMATED)
    assert difference_of(own, figure(10), kind=Kind.PERCENTAGE) is Difference.UNKNOWN

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from api.pages.charts import IntervalBar, interval_bar, large_trend, nice_ticks, trend
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.series import PeriodFigure
from geodata.wijkfoto.wijkfoto import Comparison, Line

SHARE = "pct_inwoners_65_plus"
GEMEENTE = GebiedRecord(1, "GM0001", date(2024, 1, 1), "R", Level.GEMEENTE, "GM0001", "R", None, None, 1)


def figure(
    value: float | None, ends: tuple[float | None, float | None] = (None, None), period: int = 2024
) -> FigureRecord:
    place = ("WK000100", "West", date(2024, 1, 1), 1, SHARE, period)
    return FigureRecord(*place, value, *ends, Status.ROUNDED, 1.0, 1)


def bar_of(newest: FigureRecord, other: FigureRecord | None = None, key: str = SHARE) -> IntervalBar | None:
    around = Comparison(GEMEENTE, other, judgement=None) if other else None
    return interval_bar(Line(load_catalogue().indicator(key), newest), around)


def series(values: Sequence[tuple[int, float | None, bool]]) -> list[PeriodFigure]:
    """Period, value, and whether it follows a break."""
    return [
        PeriodFigure(figure(value, period=period), is_comparable=True, follows_break=follows_break)
        for period, value, follows_break in values
    ]


def test_a_bar_starts_at_zero_and_ends_at_the_highest_of_both() -> None:
    bar = bar_of(figure(20, (10, 30)), figure(40))
    assert bar is not None
    assert (bar.zero, bar.start, bar.width, bar.point, bar.other) == (5.0, 47.5, 85.0, 90.0, 175.0)


def test_a_range_below_zero_keeps_zero_inside() -> None:
    bar = bar_of(figure(-5, (-10, 0)), figure(10))
    assert bar is not None
    assert (bar.start, bar.zero, bar.other) == (5.0, 90.0, 175.0)


def test_a_range_without_a_value_has_no_point_and_a_secret_no_bar() -> None:
    ranged = bar_of(figure(None, (10, 30)))
    assert ranged is not None
    assert ranged.point is None
    assert bar_of(figure(None)) is None


def test_a_count_has_no_bar_beside_its_gemeente() -> None:
    assert bar_of(figure(2000), figure(4000), key="inwoners") is None


def test_a_trend_joins_years_up_to_a_break_and_marks_it() -> None:
    drawn = trend(series([(2020, 10, False), (2021, 20, False), (2023, 30, True), (2024, 30, False)]))
    assert drawn is not None
    assert drawn.dots == ((5.0, 43.0), (40.0, 24.0), (110.0, 5.0), (145.0, 5.0))
    assert drawn.lines == ("5.0,43.0 40.0,24.0", "110.0,5.0 145.0,5.0")
    assert drawn.breaks == (75.0,)
    assert (drawn.first_period, drawn.last_period) == (2020, 2024)


def test_a_break_in_a_year_without_a_figure_is_a_break_too() -> None:
    drawn = trend(series([(2022, 10, False), (2023, None, True), (2024, 20, False)]))
    assert drawn is not None
    assert (drawn.lines, drawn.breaks) == ((), (75.0,))


def test_each_figure_has_its_range_and_a_range_alone_no_point() -> None:
    items = [PeriodFigure(figure(10, (0, 20), 2023), True), PeriodFigure(figure(None, (10, 20), 2024), True)]
    drawn = trend(items)
    assert drawn is not None
    assert drawn.bars == ((5.0, 5.0, 43.0), (145.0, 5.0, 24.0))
    assert (drawn.dots, drawn.lines) == (((5.0, 24.0),), ())


def test_a_point_that_was_partly_estimated_is_marked_by_its_place() -> None:
    old, new = figure(10, (8, 12), 2022), figure(20, (18, 22), 2024)
    drawn = trend([PeriodFigure(replace(old, estimated_share=0.2), True), PeriodFigure(new, True)])
    assert drawn is not None
    assert (drawn.estimated, drawn.dots[0][0]) == ((5.0,), 5.0)


def test_one_year_is_no_trend_and_a_flat_one_can_be_drawn() -> None:
    assert trend(series([(2024, 10, False)])) is None
    flat = trend(series([(2023, 10, False), (2024, 10, False)]))
    assert flat is not None
    assert len({height for _, height in flat.dots}) == 1


def test_a_bar_is_that_of_the_95_percent_range_where_there_is_one() -> None:
    sampled = replace(figure(20, (0, 100)), likely_lowest=10, likely_highest=30)
    bar = bar_of(sampled, figure(40))
    assert bar is not None
    assert (bar.start, bar.width) == (47.5, 85.0)


def test_a_large_trend_has_round_values_and_its_years_on_the_axes() -> None:
    drawn = large_trend(series([(2020, 12, False), (2022, 29, False)]), load_catalogue().indicator(SHARE))
    assert drawn is not None
    assert [text for _, text in drawn.values] == ["10%", "15%", "20%", "25%", "30%"]
    assert drawn.years == ((76.0, "2020"), (440.0, "2022"))
    assert not drawn.starts_at_zero


def test_one_figure_is_no_trend() -> None:
    assert large_trend(series([(2020, 12, False)]), load_catalogue().indicator(SHARE)) is None


def test_many_years_are_thinned_and_the_newest_is_named() -> None:
    drawn = large_trend(series([(year, 12, False) for year in range(2005, 2025)]), load_catalogue().indicator(SHARE))
    assert drawn is not None
    assert [text for _, text in drawn.years] == ["2006", "2009", "2012", "2015", "2018", "2021", "2024"]


def test_round_numbers_enclose_what_they_are_for() -> None:
    assert nice_ticks(5, 5) == [5.0, 6.0]
    assert nice_ticks(-0.31, -0.29) == [-0.31, -0.305, -0.3, -0.295, -0.29]

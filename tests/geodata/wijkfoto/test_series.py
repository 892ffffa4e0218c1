from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.trends import ChangeWord
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.series import Series, newest_of, series_of

CATALOGUE = load_catalogue()
SHARE = CATALOGUE.indicator("pct_inwoners_65_plus")
BROKEN = next(one for one in CATALOGUE.indicators.values() if one.breaks)


def figure(period: int, value: float | None, **facts: Any) -> FigureRecord:
    usual: dict[str, Any] = {
        "gebied_name": "West",
        "peildatum": date(period, 1, 1),
        "change": 1,
        "indicator": SHARE.key,
    }
    usual |= {"lowest": None, "highest": None, "status": Status.EXACT if value else Status.SECRET, "coverage": 1.0}
    return FigureRecord(gebied_code="WK000100", period=period, value=value, load_id=1, **(usual | facts))


def series(*figures: FigureRecord, moved: tuple[int, ...] = ()) -> Series:
    return series_of(SHARE, figures, {date(year, 1, 1) for year in moved}, min_coverage=0.8)


def test_no_figures_make_an_empty_series() -> None:
    assert series() == Series()


def test_the_first_point_follows_no_break() -> None:
    points = series(figure(2022, 1), figure(2023, 2), moved=(2022, 2023)).points
    assert [point.follows_break for point in points] == [False, True]


def test_every_stretch_before_the_newest_is_not_comparable() -> None:
    points = series(*(figure(year, 1) for year in range(2020, 2025)), moved=(2021, 2023)).points
    assert [point.is_comparable for point in points] == [False, False, False, True, True]
    assert [point.follows_break for point in points] == [False, True, False, True, False]


def test_figures_of_several_years_on_one_set_of_boundaries_are_all_comparable() -> None:
    ground = {"peildatum": date(2024, 1, 1)}
    points = series(figure(2020, 1, **ground), figure(2024, 2, **ground), moved=(2022,)).points
    assert all(point.is_comparable for point in points)


def test_a_newest_year_without_a_figure_does_not_hide_the_change_before_it() -> None:
    found = series(figure(2021, 10), figure(2022, 20), figure(2024, None), moved=(2024,))
    assert found.since_first is not None
    assert (found.since_first.later.period, found.since_first.word) == (2022, ChangeWord.ROSE)
    assert [point.is_comparable for point in found.points] == [True, True, False]


def test_no_change_is_told_across_a_break_in_the_definition() -> None:
    year = BROKEN.breaks[-1].year
    figures = [figure(period, value, indicator=BROKEN.key) for period, value in ((year - 1, 10.0), (year, 50.0))]
    found = series_of(BROKEN, figures, set(), min_coverage=0.8)
    assert (found.since_first, found.since_previous) == (None, None)
    assert found.points[1].breaks == (BROKEN.breaks[-1],)


def test_of_figures_without_a_value_or_range_the_last_says_why() -> None:
    assert newest_of([figure(2022, None), figure(2023, None)]).period == 2023
    assert newest_of([figure(2022, None, lowest=0, highest=7), figure(2023, None)]).period == 2022


@given(
    values=st.lists(st.none() | st.integers(1, 90), min_size=1, max_size=8),
    moved=st.sets(st.integers(2015, 2022), max_size=4),
)
def test_every_figure_is_in_the_series_once_and_what_is_comparable_is_one_stretch(
    values: list[int | None], moved: set[int]
) -> None:
    figures = [figure(2015 + number, value) for number, value in enumerate(values)]
    points = series(*figures, moved=tuple(moved)).points
    assert [point.figure for point in points] == figures
    comparable = [number for number, point in enumerate(points) if point.is_comparable]
    assert comparable == list(range(comparable[0], comparable[-1] + 1))
    assert not any(points[number].follows_break for number in comparable[1:])

from datetime import date

from api.exports.chart_values import interval_row, trend_points
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.series import PeriodFigure

SHARE = load_catalogue().indicator("pct_inwoners_65_plus")


def record(value, lowest=None, highest=None, status=Status.ROUNDED, **facts):
    place = ("WK000100", "West", date(2024, 1, 1), None, SHARE.key, 2024)
    return FigureRecord(*place, value, lowest, highest, status, coverage=1.0, load_id=1, **facts)


def test_a_point_has_the_likely_range_where_there_is_one():
    figure = record(20, 15, 25, likely_lowest=19, likely_highest=21)
    (point,) = trend_points([PeriodFigure(figure, is_comparable=True)], SHARE)
    assert (point.value, point.lowest, point.highest) == (20, 19, 21)


def test_a_secret_figure_is_a_point_without_numbers_that_says_why():
    (point,) = trend_points([PeriodFigure(record(None, status=Status.SECRET), is_comparable=True)], SHARE)
    assert (point.ends, point.reason) == ((), "geheim")


def test_a_row_tells_the_likely_range_from_the_hard_one():
    row = interval_row("West", record(20, 15, 25, likely_lowest=19, likely_highest=21))
    assert (row.likely, row.hard) == ((19, 21), (15, 25))


def test_a_row_with_one_range_has_only_the_hard_one():
    row = interval_row("West", record(20, 19.5, 20.5))
    assert (row.likely, row.hard) == (None, (19.5, 20.5))


def test_an_area_without_a_figure_is_not_loaded():
    assert interval_row("West", None).reason == "niet geladen"

from datetime import date
from decimal import Decimal

from api.pages.bevroren_view import blocked_views, change_views, key_figure_views, parts_that_play, theme_views
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Kind
from geodata.wijkfoto.freezing.difference import FrozenDifference, LineDifference, Obstacle, Part, Today
from tests.geodata.wijkfoto.freezing.frozen import CATALOGUE, SHARE, frozen, gebied, share


def beside(line: LineDifference) -> FrozenDifference:
    return FrozenDifference(Today(gebied(), None, True, {}), (line,))


def changed(*, on_old_ground: Figure | None = None) -> LineDifference:
    """From 12 to 15, in 2024: two points real, half a point noise, half without a cause."""
    parts = {Part.UNATTRIBUTED: Decimal("0.5"), Part.REAL: Decimal(2), Part.ROUNDING: Decimal("0.5")}
    figures = (SHARE, share(12), share(12), share(15, 2024))
    return LineDifference(*figures, total=Decimal(3), parts=parts, on_old_ground=on_old_ground)


def test_a_change_is_written_with_both_periods_and_parts_that_add_up_as_written() -> None:
    (row,) = change_views(frozen(share(12)), beside(changed()))
    assert (row.then.figure, row.then_period, row.now.figure, row.now_period) == ("12%", 2023, "15%", 2024)
    assert row.total == "+3,0 procentpunt"
    assert ("echte verandering", "+2,0 procentpunt") in row.parts
    assert row.note == ""


def test_where_the_area_moved_the_figure_on_the_old_ground_stands_beside() -> None:
    (row,) = change_views(frozen(share(12)), beside(changed(on_old_ground=Figure(14.0, 13.5, 14.5))))
    assert row.note == "Op de grenzen van toen was het in 2024 14% (13,5–14,5%)."


def test_causes_are_explained_in_the_order_in_which_they_are_walked() -> None:
    assert parts_that_play(beside(changed())) == [Part.REAL, Part.ROUNDING, Part.UNATTRIBUTED]


def test_what_cannot_be_compared_is_listed_with_its_reason_and_is_no_change() -> None:
    line = LineDifference(SHARE, share(12), share(12), None, None, {}, Obstacle.NOT_LOADED)
    kept = frozen(share(12))
    assert blocked_views(kept, beside(line)) == [
        (CATALOGUE.indicator(SHARE).label, "Van dit gebied is dit cijfer nu niet geladen.")
    ]
    assert change_views(kept, beside(line)) == []


def test_years_run_from_new_to_old_and_say_where_the_boundary_moved() -> None:
    (line,) = key_figure_views(frozen(share(11, 2022), share(12, 2023, change=3), share(13, 2024)))
    assert [(row.period, row.note) for row in line.series] == [(2024, ""), (2023, "andere grens"), (2022, "")]


def test_years_say_where_the_way_of_measuring_changed() -> None:
    broken = next(one for one in CATALOGUE.indicators.values() if one.breaks and one.kind is Kind.PERCENTAGE)
    year = broken.breaks[-1].year
    facts = {"indicator": broken.key, "peildatum": date(2024, 1, 1)}
    kept = frozen(share(11, year - 1, **facts), share(12, year, **facts))
    (line,) = theme_views(kept)[0].lines
    assert [row.note for row in line.series] == ["andere meting", ""]


def test_a_theme_without_figures_is_left_out() -> None:
    assert [theme.key for theme in theme_views(frozen(share(12)))] == ["een"]

from datetime import date

from api.pages.figure_text import figure_text
from api.pages.kaart.choice import AreaChoice
from api.pages.vergelijk.address import VergelijkParameters
from api.pages.vergelijk.charts import Axes, axes_of, interval_chart, points_of
from api.pages.vergelijk.choice import Column, Places, TableChoice
from api.pages.vergelijk.rows import Cell, Row, Table
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status

KEYS = ("inwoners", "pct_inwoners_65_plus", "pct_koopwoningen", "bevolkingsdichtheid")
DAY = date(2024, 1, 1)


def gebied(name: str, level: Level = Level.WIJK) -> GebiedRecord:
    return GebiedRecord(1, name, DAY, name, level, "GM0001", "Roosterdam", None, None, 1)


def row(name: str, *values: float | None, level: Level = Level.WIJK) -> Row:
    return Row(gebied(name, level), tuple(cell(key, value) for key, value in zip(KEYS, values, strict=True)))


def cell(key: str, value: float | None) -> Cell:
    status, half = (Status.SECRET, None) if value is None else (Status.ROUNDED, 0.5)
    ends = (None, None) if value is None or half is None else (value - half, value + half)
    figure = FigureRecord("A", "A", DAY, 1, key, 2024, value, *ends, status, 1.0, 1)
    return Cell(figure, figure_text(figure, load_catalogue().indicator(key)))


ROWS = (row("West", 2000, 26, 60, 500), row("Oost", 1500, 14, None, 900))
TABLE = Table(around=(row("Roosterdam", 3500, 20, 55, 700, level=Level.GEMEENTE),), rows=ROWS)


def choice() -> TableChoice:
    areas = AreaChoice(gebied("Roosterdam", Level.GEMEENTE), (), "wijk", {"wijk": "Wijken"})
    columns = tuple(Column(load_catalogue().indicator(key), 2024, is_loaded=True) for key in KEYS)
    shown = tuple(one.gebied for one in ROWS)
    return TableChoice(areas, Places(shown, shown, DAY, DAY), columns, (), (2024,), ())


def axes(x: str = "", y: str = "") -> Axes:
    found = axes_of(choice(), VergelijkParameters(x=x, y=y))
    assert found is not None
    return found


def keys(found: Axes) -> tuple[str, str]:
    return found.x.indicator.key, found.y.indicator.key


def test_a_number_that_grows_with_the_area_is_no_axis() -> None:
    assert [one.indicator.key for one in axes().options] == list(KEYS[1:])


def test_the_axes_are_those_asked_for_and_never_twice_the_same() -> None:
    assert keys(axes()) == ("pct_inwoners_65_plus", "pct_koopwoningen")
    assert keys(axes(x="bevolkingsdichtheid")) == ("bevolkingsdichtheid", "pct_inwoners_65_plus")
    assert keys(axes(y="pct_inwoners_65_plus")) == ("pct_koopwoningen", "pct_inwoners_65_plus")
    assert keys(axes("pct_koopwoningen", "pct_koopwoningen")) == ("pct_koopwoningen", "pct_inwoners_65_plus")


def test_an_area_without_one_of_the_figures_is_no_point() -> None:
    (point,) = points_of(TABLE, axes())
    assert (point.name, point.x, point.y, point.x_range) == ("West", 26, 60, (25.5, 26.5))


def test_the_gemeente_is_a_line_only_where_areas_of_different_size_can_be_compared() -> None:
    people, share = (interval_chart(TABLE, choice(), number) for number in (0, 1))
    assert people is not None
    assert share is not None
    assert "Ter vergelijking" not in people.description
    assert share.description == (
        "West: 26% (zeker 25,5–26,5%). Oost: 14% (zeker 13,5–14,5%). Ter vergelijking Roosterdam: 20%."
    )

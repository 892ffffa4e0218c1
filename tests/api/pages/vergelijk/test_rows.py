from datetime import date

from api.pages.figure_text import figure_text
from api.pages.vergelijk.address import Order
from api.pages.vergelijk.choice import Column
from api.pages.vergelijk.rows import Cell, Row, arranged, is_judged
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status

SHARE = load_catalogue().indicator("pct_inwoners_65_plus")
COLUMNS = (Column(SHARE, 2024, is_loaded=True),)


def row(name: str, value: float | None, *, wijk: str = "") -> Row:
    gebied = GebiedRecord(1, name, date(2024, 1, 1), name, Level.BUURT, "GM0001", "R", "WK000100", wijk, 1)
    status = Status.SECRET if value is None else Status.EXACT
    figure = FigureRecord(name, name, date(2024, 1, 1), 1, SHARE.key, 2024, value, None, None, status, 1.0, 1)
    return Row(gebied, (Cell(figure, figure_text(figure, SHARE)),))


ROWS = (row("Wijk 10", 20), row("Wijk 9", None), row("Zuid", 30, wijk="Súdkant"), row("Noord", 10))


def names(sort_by: str = "naam", order: Order = Order.UP, name_filter: str = "") -> list[str]:
    found = arranged(ROWS, COLUMNS, sort_by=sort_by, order=order, name_filter=name_filter)
    return [one.gebied.name for one in found]


def test_names_are_sorted_with_their_numbers_as_numbers() -> None:
    assert names() == ["Noord", "Wijk 9", "Wijk 10", "Zuid"]
    assert names(order=Order.DOWN) == ["Zuid", "Wijk 10", "Wijk 9", "Noord"]


def test_an_area_without_a_figure_comes_last_whichever_way_a_column_is_sorted() -> None:
    assert names(SHARE.key) == ["Noord", "Wijk 10", "Zuid", "Wijk 9"]
    assert names(SHARE.key, Order.DOWN) == ["Zuid", "Wijk 10", "Noord", "Wijk 9"]


def test_a_column_that_is_not_there_sorts_by_name() -> None:
    assert names("inwoners") == names()


def test_a_filter_looks_in_names_and_wijken_whatever_the_accents() -> None:
    assert names(name_filter="SUD") == ["Zuid"]
    assert names(name_filter="wijk") == ["Wijk 9", "Wijk 10"]


def test_counts_and_origin_are_never_called_higher_or_lower() -> None:
    catalogue = load_catalogue()
    keys = ("inwoners", "pct_herkomst_buiten_europa", "pct_inwoners_65_plus")
    assert [is_judged(catalogue.indicator(key)) for key in keys] == [False, False, True]

"""The charts of areas beside each other: an indicator with its ranges, and two indicators at once."""

from dataclasses import dataclass

from api.exports.chart_values import chart_subject
from api.pages.figure_text import shown_range
from api.pages.vergelijk.address import VergelijkParameters
from api.pages.vergelijk.choice import Column, TableChoice, for_scatter
from api.pages.vergelijk.rows import Cell, Row, Table, is_judged
from geodata.indicators.comparing.similar import ORIGIN_THEME
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from maps.charts.chart import Chart, ChartSubject
from maps.charts.intervals import Ends, IntervalRow, Reference, intervals_chart
from maps.charts.scatter import ScatterLines, ScatterPoint, scatter_chart

CHART_WIDTH = 600.0


@dataclass(frozen=True)
class Axes:
    """The two columns of a scatter, with what else could be one, and their places in the table."""

    options: tuple[Column, ...]
    x: Column
    y: Column
    numbers: tuple[int, int]


def interval_chart(table: Table, choice: TableChoice, number: int) -> Chart | None:
    """Draw a column: the areas from high to low with their ranges, and the gemeente as a line.

    Returns
    -------
    maps.charts.chart.Chart or None
        None where no area has a figure.
    """
    column = choice.columns[number]
    rows = sorted(table.rows, key=lambda row: _rank(row.cells[number]))
    return intervals_chart(
        [_interval_row(row, row.cells[number], column.indicator) for row in rows],
        _subject(column),
        reference=_reference(table, number) if _is_of_one_size(column.indicator) else None,
        width=CHART_WIDTH,
    )


def _is_of_one_size(indicator: Indicator) -> bool:
    """Tell whether the gemeente belongs on the same axis as its areas: not where a number grows with the area."""
    return is_judged(indicator) or indicator.theme.key == ORIGIN_THEME


def _rank(cell: Cell) -> tuple[bool, float]:
    return cell.value is None, -(cell.value or 0.0)


def _subject(column: Column) -> ChartSubject:
    return chart_subject(column.indicator, f"{column.indicator.label}, {column.period}")


def _reference(table: Table, number: int) -> Reference | None:
    row = table.gemeente
    value = row.cells[number].value if row else None
    return None if row is None or value is None else Reference(row.gebied.name, value)


def _interval_row(row: Row, cell: Cell, indicator: Indicator) -> IntervalRow:
    likely, hard = _ends(cell, indicator)
    return IntervalRow(row.gebied.name, cell.value, likely, hard, reason=cell.text.status)


def _ends(cell: Cell, indicator: Indicator) -> tuple[Ends | None, Ends | None]:
    """Return the range that the table shows, as the likely or as the hard one; neither where it says nothing."""
    if cell.figure is None:
        return None, None
    lowest, highest = shown_range(cell.figure, indicator)
    if lowest is None or highest is None or lowest == highest:
        return None, None
    return (None, (lowest, highest)) if _is_certain(cell.figure) else ((lowest, highest), None)


def _is_certain(figure: FigureRecord) -> bool:
    has_likely = figure.likely_lowest is not None or figure.likely_highest is not None
    return not (has_likely or figure.status is Status.ESTIMATED or figure.estimated_share)


def axes_of(choice: TableChoice, parameters: VergelijkParameters) -> Axes | None:
    """Return the axes that were asked for, or else the first columns that can be; None where there are not two."""
    options = for_scatter(choice.columns)
    if len(options) < 2:
        return None
    by_key = {column.indicator.key: column for column in options}
    x = by_key.get(parameters.x) or next(one for one in options if one.indicator.key != parameters.y)
    others = [one for one in options if one is not x]
    y = next((one for one in others if one.indicator.key == parameters.y), others[0])
    return Axes(tuple(options), x, y, (choice.columns.index(x), choice.columns.index(y)))


def points_of(table: Table, axes: Axes) -> list[ScatterPoint]:
    """Return the areas that have both figures."""
    return [point for row in table.rows if (point := _point(row, axes))]


def _point(row: Row, axes: Axes) -> ScatterPoint | None:
    across, upright = (row.cells[number] for number in axes.numbers)
    if across.value is None or upright.value is None:
        return None
    ranges = [likely or hard for likely, hard in map(_ends, (across, upright), (axes.x.indicator, axes.y.indicator))]
    return ScatterPoint(row.gebied.name, across.value, upright.value, x_range=ranges[0], y_range=ranges[1])


def two_at_once(table: Table, axes: Axes) -> Chart | None:
    """Draw two columns at once; None where no area has both figures."""
    return scatter_chart(points_of(table, axes), (_subject(axes.x), _subject(axes.y)), lines=_lines(table, axes))


def _lines(table: Table, axes: Axes) -> ScatterLines | None:
    if table.gemeente is None:
        return None
    across, upright = (table.gemeente.cells[number].value for number in axes.numbers)
    return ScatterLines(table.gemeente.gebied.name, across, upright)

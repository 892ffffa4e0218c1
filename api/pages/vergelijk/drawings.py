"""The charts of the page: each indicator with its ranges, and two at once with what can be said of them together."""

from dataclasses import dataclass

from api.pages.figure_text import shown_range, unit_of
from api.pages.vergelijk.address import VergelijkParameters
from api.pages.vergelijk.choice import Column, TableChoice, for_scatter
from api.pages.vergelijk.rows import Cell, Row, Table, is_judged
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.comparing.similar import ORIGIN_THEME
from geodata.indicators.comparing.together import PairsTold, pairs_told_apart
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from maps.charts.chart import ChartSubject, chart_svg
from maps.charts.intervals import Ends, IntervalRow, Reference, intervals_chart
from maps.charts.scatter import ScatterLines, ScatterPoint, scatter_chart
from maps.numbers import format_number

CHART_WIDTH = 600.0
FEWEST_PAIRS = 10


@dataclass(frozen=True)
class Drawing:
    """The chart of one indicator; ``svg`` is empty where no area has a figure."""

    key: str
    label: str
    svg: str
    remark: str


@dataclass(frozen=True)
class ScatterView:
    """Two indicators at once: which could be the axes, which are, the drawing, and what can be said of it.

    ``missing`` counts the areas that lack one of the two figures.
    """

    options: tuple[Column, ...]
    x: Column
    y: Column
    svg: str
    sentence: str
    remark: str
    missing: int


def interval_drawings(table: Table, choice: TableChoice) -> list[Drawing]:
    """Draw each indicator: the areas from high to low, with their ranges, and the gemeente as a line."""
    return [_intervals(table, column, number) for number, column in enumerate(choice.columns)]


def _intervals(table: Table, column: Column, number: int) -> Drawing:
    rows = sorted((row for row in table.rows), key=lambda row: _rank(row.cells[number]))
    reference = _reference(table, number) if is_judged_or_origin(column.indicator) else None
    chart = intervals_chart(
        [_interval_row(row, row.cells[number], column.indicator) for row in rows],
        _subject(column),
        reference=reference,
        width=CHART_WIDTH,
    )
    svg = chart_svg(chart, element_id=f"beeld-{column.indicator.key}") if chart else ""
    return Drawing(column.indicator.key, column.indicator.label, svg, chart.remark if chart else "")


def is_judged_or_origin(indicator: Indicator) -> bool:
    """Tell whether the gemeente belongs on the same axis as its areas: not where a number grows with the area."""
    return is_judged(indicator) or indicator.theme.key == ORIGIN_THEME


def _rank(cell: Cell) -> tuple[bool, float]:
    return cell.value is None, -(cell.value or 0.0)


def _subject(column: Column) -> ChartSubject:
    indicator = column.indicator
    return ChartSubject(f"{indicator.label}, {column.period}", unit_of(indicator), indicator.decimals)


def _reference(table: Table, number: int) -> Reference | None:
    row = next(iter(table.around), None)
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


def scatter_view(
    table: Table, choice: TableChoice, parameters: VergelijkParameters, catalogue: Catalogue
) -> ScatterView | None:
    """Draw two indicators at once; None where fewer than two of those chosen can be."""
    options = for_scatter(choice.columns)
    if len(options) < 2:
        return None
    by_key = {column.indicator.key: column for column in options}
    x = by_key.get(parameters.x) or next(one for one in options if one.indicator.key != parameters.y)
    y = by_key.get(parameters.y) or next(one for one in options if one is not x)
    numbers = (choice.columns.index(x), choice.columns.index(y))
    points = [point for row in table.rows if (point := _point(row, numbers, (x.indicator, y.indicator)))]
    chart = scatter_chart(points, (_subject(x), _subject(y)), lines=_lines(table, numbers))
    return ScatterView(
        options=tuple(options),
        x=x,
        y=y,
        svg=chart_svg(chart, element_id="spreiding-beeld") if chart else "",
        sentence=_together(table, (x, y), numbers, catalogue),
        remark=chart.remark if chart else "",
        missing=len(table.rows) - len(points),
    )


def _point(row: Row, numbers: tuple[int, int], indicators: tuple[Indicator, Indicator]) -> ScatterPoint | None:
    across, upright = (row.cells[number] for number in numbers)
    if across.value is None or upright.value is None:
        return None
    ranges = [likely or hard for likely, hard in map(_ends, (across, upright), indicators)]
    return ScatterPoint(row.gebied.name, across.value, upright.value, x_range=ranges[0], y_range=ranges[1])


def _lines(table: Table, numbers: tuple[int, int]) -> ScatterLines | None:
    row = next(iter(table.around), None)
    if row is None:
        return None
    across, upright = (row.cells[number].value for number in numbers)
    return ScatterLines(row.gebied.name, across, upright)


def _together(table: Table, columns: tuple[Column, Column], numbers: tuple[int, int], catalogue: Catalogue) -> str:
    """Say what the two have to do with each other, as far as that is beyond the noise."""
    unclear = [column.indicator.label for column in columns if column.indicator.is_estimate]
    if unclear:
        return (
            f"Van {unclear[0]} is niet bekend hoe ver het cijfer ernaast kan zitten. Of de twee samenhangen, is daarom "
            "niet te zeggen."
        )
    if any(column.indicator.theme.key == ORIGIN_THEME for column in columns):
        return "Herkomst wordt hier getoond en niet beoordeeld. Over samenhang zegt deze pagina daarom niets."
    both = [row for row in table.rows if all(row.cells[number].figure for number in numbers)]
    arrays = [arrays_of(cell.figure.figure for row in both if (cell := row.cells[number]).figure) for number in numbers]
    coverage = tuple(catalogue.coverage_needed[column.indicator.kind] for column in columns)
    found = pairs_told_apart(arrays[0], arrays[1], min_coverage=(coverage[0], coverage[1]))
    return together_sentence(found, columns[0].indicator.label, columns[1].indicator.label)


def together_sentence(found: PairsTold, across: str, upright: str) -> str:
    """Say in how many pairs of areas the higher of the one is the higher of the other, or that too few can be told."""
    if found.told < FEWEST_PAIRS:
        return (
            "Er zijn te weinig gebieden die op beide onderwerpen duidelijk verschillen. Over samenhang is daarom "
            "niets te zeggen."
        )
    told, count, same, other = map(
        format_number, (found.told, found.count, found.same_way, found.told - found.same_way)
    )
    start = (
        f"Wie steeds twee gebieden vergelijkt, ziet in {told} van de {count} paren op beide onderwerpen "
        "een verschil dat groter is dan de onzekerheid."
    )
    return (
        f"{start} In {same} daarvan heeft het gebied dat hoger is op “{across}” ook het hogere cijfer bij "
        f"“{upright}”, in {other} juist het lagere. Dat zegt niets over oorzaak en gevolg."
    )

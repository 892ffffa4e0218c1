"""The charts as the page shows them, and what can be said of two indicators together."""

from dataclasses import dataclass

from api.pages.vergelijk.address import TWO_AT_ONCE, VergelijkParameters, image_address
from api.pages.vergelijk.charts import Axes, axes_of, interval_chart, points_of, two_at_once
from api.pages.vergelijk.choice import TableChoice
from api.pages.vergelijk.rows import Table
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.comparing.similar import ORIGIN_THEME
from geodata.indicators.comparing.together import PairsTold, pairs_told_apart
from maps.charts.chart import chart_svg
from maps.numbers import format_number

FEWEST_PAIRS = 10


@dataclass(frozen=True)
class Drawing:
    """The chart of one indicator, and where it is as an image; ``svg`` is empty where no area has a figure."""

    label: str
    svg: str
    remark: str
    image: str


@dataclass(frozen=True)
class ScatterView:
    """Two indicators at once: the axes, the drawing, where it is as an image, and what can be said of it.

    ``missing`` counts the areas that lack one of the two figures.
    """

    axes: Axes
    svg: str
    image: str
    sentence: str
    remark: str
    missing: int


def interval_drawings(table: Table, choice: TableChoice, parameters: VergelijkParameters) -> list[Drawing]:
    """Draw each indicator."""
    return [_drawing(table, choice, parameters, number) for number in range(len(choice.columns))]


def _drawing(table: Table, choice: TableChoice, parameters: VergelijkParameters, number: int) -> Drawing:
    indicator = choice.columns[number].indicator
    chart = interval_chart(table, choice, number)
    return Drawing(
        label=indicator.label,
        svg=chart_svg(chart, element_id=f"beeld-{indicator.key}") if chart else "",
        remark=chart.remark if chart else "",
        image=image_address(parameters, indicator.key),
    )


def scatter_view(
    table: Table, choice: TableChoice, parameters: VergelijkParameters, catalogue: Catalogue
) -> ScatterView | None:
    """Draw two indicators at once; None where fewer than two of those chosen can be."""
    axes = axes_of(choice, parameters)
    if axes is None:
        return None
    chart = two_at_once(table, axes)
    return ScatterView(
        axes=axes,
        svg=chart_svg(chart, element_id="spreiding-beeld") if chart else "",
        image=image_address(parameters, TWO_AT_ONCE),
        sentence=_together(table, axes, catalogue),
        remark=chart.remark if chart else "",
        missing=len(table.rows) - len(points_of(table, axes)),
    )


def _together(table: Table, axes: Axes, catalogue: Catalogue) -> str:
    """Say what the two have to do with each other, as far as that is beyond the noise."""
    columns, numbers = (axes.x, axes.y), axes.numbers
    unclear = [column.indicator.label for column in columns if column.indicator.is_estimate]
    if unclear:
        return (
            f"Van {unclear[0]} is niet bekend hoe ver het cijfer ernaast kan zitten. Of de twee samenhangen, is daarom "
            "niet te zeggen."
        )
    if any(column.indicator.theme.key == ORIGIN_THEME for column in columns):
        return "Herkomst wordt hier getoond en niet beoordeeld. Over samenhang zegt deze pagina daarom niets."
    both = [row for row in table.rows if all(row.cells[number].value is not None for number in numbers)]
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

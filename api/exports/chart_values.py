"""From figures to what charts are drawn of: numbers, ranges as the pages show them, and why there is none."""

from collections.abc import Sequence

from api.pages.figure_text import shown_range, unit_of
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from geodata.wijkfoto.series import PeriodFigure, has_figure
from geodata.wijkfoto.wijkfoto import Line
from maps.charts.ages import AgeGroup
from maps.charts.chart import ChartSubject
from maps.charts.intervals import IntervalRow
from maps.charts.trend import TrendPoint

NOT_LOADED = "niet geladen"
_AGE_LABEL_START = "Aandeel inwoners "


def chart_subject(indicator: Indicator, title: str) -> ChartSubject:
    """Return what a chart of an indicator is of."""
    return ChartSubject(title, unit_of(indicator), indicator.decimals)


def trend_points(series: Sequence[PeriodFigure], indicator: Indicator) -> list[TrendPoint]:
    """Return a series as the points of a chart."""
    return [_trend_point(item, indicator) for item in series]


def _trend_point(item: PeriodFigure, indicator: Indicator) -> TrendPoint:
    figure = item.figure
    lowest, highest = shown_range(figure, indicator) if has_figure(figure) else (None, None)
    return TrendPoint(
        period=figure.period,
        value=figure.value,
        lowest=lowest,
        highest=highest,
        is_estimated=item.is_marked_estimated,
        follows_break=item.follows_break,
        reason=figure.status.value,
    )


def age_groups(lines: Sequence[Line], other_code: str) -> list[AgeGroup]:
    """Return an age structure as the groups of a chart, beside that of another area (empty: of none)."""
    return [_age_group(line, other_code) for line in lines]


def _age_group(line: Line, other_code: str) -> AgeGroup:
    label = line.indicator.label.removeprefix(_AGE_LABEL_START).removeprefix("van ")
    if line.newest is None:
        return AgeGroup(label, None, reason=NOT_LOADED)
    lowest, highest = shown_range(line.newest, line.indicator)
    beside = line.beside(other_code) if other_code else None
    other = beside.figure.value if beside else None
    return AgeGroup(label, line.newest.value, lowest, highest, other, reason=line.newest.status.value)


def interval_row(name: str, figure: FigureRecord | None, *, is_subject: bool = False) -> IntervalRow:
    """Return an area as a row of a chart of areas beside each other."""
    if figure is None:
        return IntervalRow(name, None, is_subject=is_subject, reason=NOT_LOADED)
    hard, likely = figure.figure.hard_range(), figure.figure.likely_range()
    return IntervalRow(
        name=name,
        value=figure.value,
        likely=None if likely == hard else likely,
        hard=hard,
        is_subject=is_subject,
        reason=figure.status.value,
    )

"""The wijkfoto as its page shows it: every figure written out, every chart measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.charts import AgeBar, IntervalBar, Trend, interval_bar, trend
from api.pages.figure_text import FigureText, figure_text, unit_note
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from geodata.store.tables import Load
from geodata.wijkfoto.wijkfoto import Difference, Line, Wijkfoto

AGE_LABEL_START = "Aandeel inwoners "


@dataclass(frozen=True)
class ComparisonView:
    """The figure of an area around, and how the gebied compares with it."""

    name: str
    text: FigureText
    difference: Difference


@dataclass(frozen=True)
class PeriodView:
    """One row of a series."""

    period: int
    text: FigureText
    is_comparable: bool


@dataclass(frozen=True)
class LineView:
    """One indicator, ready to show."""

    indicator: Indicator
    unit_note: str
    period: int | None
    text: FigureText
    bar: IntervalBar | None
    trend: Trend | None
    comparisons: tuple[ComparisonView, ...]
    series: tuple[PeriodView, ...]
    newest: FigureRecord | None
    load: Load | None


@dataclass(frozen=True)
class ThemeView:
    """One theme: its indicators with figures, and the names of those that are not loaded."""

    key: str
    title: str
    lines: tuple[LineView, ...]
    not_loaded: tuple[str, ...]


def line_view(line: Line, found: Wijkfoto) -> LineView:
    """Write out one indicator."""
    newest = line.newest
    return LineView(
        indicator=line.indicator,
        unit_note=unit_note(line.indicator),
        period=newest.period if newest else None,
        text=figure_text(newest, line.indicator),
        bar=interval_bar(line),
        trend=trend(line.series),
        comparisons=tuple(
            ComparisonView(compared.gebied.name, figure_text(compared.figure, line.indicator), compared.difference)
            for compared in line.comparisons
        ),
        series=tuple(
            PeriodView(item.figure.period, figure_text(item.figure, line.indicator), item.is_comparable)
            for item in reversed(line.series)
        ),
        newest=newest,
        load=found.loads[newest.load_id] if newest else None,
    )


def theme_views(found: Wijkfoto) -> list[ThemeView]:
    """Write out the themes; one without any loaded indicator is left to the list of what is not loaded."""
    return [
        ThemeView(
            theme.key,
            theme.title,
            lines=tuple(line_view(line, found) for line in theme.lines if line.newest),
            not_loaded=tuple(line.indicator.label for line in theme.lines if line.newest is None),
        )
        for theme in found.themes
    ]


def age_bars(lines: Sequence[Line]) -> list[AgeBar]:
    """Measure the age structure beside that of the gemeente; empty where an age group has no share."""
    shares = [line.newest.value if line.newest else None for line in lines]
    others = [line.comparisons[0].figure.value if line.comparisons else None for line in lines]
    if None in shares or not shares:
        return []
    longest = max(value for value in [*shares, *others] if value is not None) or 1.0
    return [_age_bar(line, longest) for line in lines]


def _age_bar(line: Line, longest: float) -> AgeBar:
    text = figure_text(line.newest, line.indicator)
    other = line.comparisons[0].figure if line.comparisons else None
    share = line.newest.value if line.newest else None
    return AgeBar(
        label=line.indicator.label.removeprefix(AGE_LABEL_START).removeprefix("van "),
        figure=text.figure,
        margin=text.margin,
        width=round(100 * (share or 0.0) / longest, 1),
        other=None if other is None or other.value is None else round(100 * other.value / longest, 1),
        other_figure=figure_text(other, line.indicator).figure if other else "",
    )

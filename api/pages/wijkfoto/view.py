"""The wijkfoto as its page shows it: every figure written out, every chart measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.judging.sentences import change_sentence, comparison_sentence
from api.pages.charts import AgeBar, IntervalBar, LargeTrend, Trend, interval_bar, large_trend, trend
from api.pages.dutch_text import date_text
from api.pages.figure_text import FigureText, figure_text, unit_note
from geodata.indicators.comparing.differences import Verdict
from geodata.indicators.comparing.signals import Judgement
from geodata.indicators.comparing.trends import Change, ChangeWord
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from geodata.store.tables import Load
from geodata.wijkfoto.series import PeriodFigure, has_figure
from geodata.wijkfoto.wijkfoto import Comparison, Line, Wijkfoto

AGE_LABEL_START = "Aandeel inwoners "


@dataclass(frozen=True)
class ComparisonView:
    """The figure of an area around, and how the gebied compares with it: briefly, and in a sentence.

    ``direction`` is empty where the two are not told apart.
    """

    code: str
    name: str
    text: FigureText
    direction: str
    brief: str
    sentence: str


@dataclass(frozen=True)
class PeriodView:
    """One row of a series, with why it cannot be compared with the rows before it."""

    period: int
    text: FigureText
    is_comparable: bool
    is_marked_estimated: bool
    break_reason: str


@dataclass(frozen=True)
class LineView:
    """One indicator, ready to show.

    ``columns`` has a place for each area that the wijkfoto is compared with; None where that has no such figure.
    """

    indicator: Indicator
    unit_note: str
    period: int | None
    text: FigureText
    bar: IntervalBar | None
    trend: Trend | None
    large_trend: LargeTrend | None
    change: str
    brief_change: str
    columns: tuple[ComparisonView | None, ...]
    series: tuple[PeriodView, ...]
    newest: FigureRecord | None
    load: Load | None

    @property
    def comparisons(self) -> tuple[ComparisonView, ...]:
        """The areas that have such a figure."""
        return tuple(column for column in self.columns if column)


LineViews = Mapping[str, LineView]
"""Lines as they are shown, by the key of their indicator."""


@dataclass(frozen=True)
class ThemeView:
    """One theme: its indicators with figures, and the names of those that are not loaded."""

    key: str
    title: str
    lines: tuple[LineView, ...]
    not_loaded: tuple[str, ...]


def all_lines(found: Wijkfoto) -> Iterator[Line]:
    """Yield each line of a wijkfoto that has a figure or says why not, wherever it is shown."""
    yield from found.key_figures
    yield from found.age_structure
    for theme in found.themes:
        yield from (*theme.lines, *theme.front)
    for pair in found.pairs:
        yield from (*pair.residents, *pair.measured)


def line_views(found: Wijkfoto) -> LineViews:
    """Write out all that is loaded, each indicator once."""
    lines = {line.indicator.key: line for line in all_lines(found) if line.newest}
    return {key: line_view(line, found) for key, line in lines.items()}


def line_view(line: Line, found: Wijkfoto) -> LineView:
    """Write out one indicator."""
    newest = line.newest
    return LineView(
        indicator=line.indicator,
        unit_note=unit_note(line.indicator),
        period=newest.period if newest else None,
        text=figure_text(newest, line.indicator),
        bar=interval_bar(line, line.beside(found.compared_with[0].code) if found.compared_with else None),
        trend=trend(line.series),
        large_trend=large_trend(line.series, line.indicator),
        change=change_sentence(line.since_first, line.indicator) if line.since_first else "",
        brief_change=_brief_change(line.since_first) if line.since_first else "",
        columns=tuple(_column(line, area.code) for area in found.compared_with),
        series=tuple(_period_view(item, line.indicator) for item in reversed(line.series)),
        newest=newest,
        load=found.loads[newest.load_id] if newest else None,
    )


def _column(line: Line, code: str) -> ComparisonView | None:
    compared = line.beside(code)
    return _comparison_view(compared, line) if compared else None


def _comparison_view(compared: Comparison, line: Line) -> ComparisonView:
    judgement, indicator = compared.judgement, line.indicator
    # Where there is no figure, that says it all.
    is_told = line.newest is not None and has_figure(line.newest)
    told = judgement.word if judgement is not None and judgement.certainty is not None else None
    return ComparisonView(
        code=compared.gebied.code,
        name=compared.gebied.name,
        text=figure_text(compared.figure, indicator),
        direction=told.value if told else "",
        brief=_brief_judgement(judgement) if judgement is not None and is_told else "",
        sentence=comparison_sentence(judgement, indicator, compared.gebied.name),
    )


def _brief_judgement(judgement: Judgement) -> str:
    if judgement.certainty is None:
        return "niet te vergelijken" if judgement.word is Verdict.INSUFFICIENT else judgement.word.value
    return f"hier {judgement.word}" + (f", {judgement.signal}" if judgement.signal else "")


def _brief_change(change: Change) -> str:
    """Say what changed in a few words; nothing where that cannot be said."""
    if change.word is ChangeWord.INSUFFICIENT:
        return ""
    if change.word is ChangeWord.INDISTINGUISHABLE:
        return "geen duidelijke verandering"
    return f"{change.word} sinds {change.earlier.period}"


def _period_view(item: PeriodFigure, indicator: Indicator) -> PeriodView:
    reasons = [series_break.explanation for series_break in item.breaks]
    if item.follows_break and not reasons:
        reasons = [f"De grens van het gebied veranderde; dit is op die van {date_text(item.figure.peildatum)}."]
    return PeriodView(
        period=item.figure.period,
        text=figure_text(item.figure, indicator),
        is_comparable=item.is_comparable,
        is_marked_estimated=item.is_marked_estimated,
        break_reason=" ".join(reasons),
    )


def theme_views(found: Wijkfoto, lines: LineViews) -> list[ThemeView]:
    """Put lines under their themes; one without any loaded indicator is left to the list of what is not loaded."""
    return [
        ThemeView(
            theme.key,
            theme.title,
            lines=tuple(lines[line.indicator.key] for line in theme.lines if line.newest),
            not_loaded=tuple(line.indicator.label for line in theme.lines if line.newest is None),
        )
        for theme in found.themes
    ]


def age_bars(found: Wijkfoto) -> tuple[AgeBar, ...]:
    """Measure the age structure beside that of the area around; empty where an age group has no share."""
    around = found.compared_with[0].code if found.compared_with else ""
    pairs = [(line, line.newest, line.beside(around)) for line in found.age_structure]
    known = [(line, newest, other.figure if other else None) for line, newest, other in pairs if newest]
    shares = [newest.value for _, newest, _ in known]
    if None in shares or not shares or len(known) < len(pairs):
        return ()
    longest = max(one.value for _, *both in known for one in both if one is not None and one.value is not None) or 1.0
    return tuple(_age_bar(line, newest, other, longest=longest) for line, newest, other in known)


def _age_bar(line: Line, newest: FigureRecord, other: FigureRecord | None, *, longest: float) -> AgeBar:
    text = figure_text(newest, line.indicator)
    return AgeBar(
        label=line.indicator.label.removeprefix(AGE_LABEL_START).removeprefix("van "),
        figure=text.figure,
        margin=text.margin,
        width=round(100 * (newest.value or 0.0) / longest, 1),
        other=None if other is None or other.value is None else round(100 * other.value / longest, 1),
        other_figure=figure_text(other, line.indicator).figure if other else "",
    )

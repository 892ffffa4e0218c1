"""A frozen wijkfoto as its page shows it: the figures of then, and the table of what differs today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.freezing.words import (
    PART_WORDS,
    change_text,
    changed_lines,
    decimals_of,
    obstacle_sentence,
    old_ground_sentence,
)
from api.pages.figure_text import FigureText, figure_text, unit_note
from geodata.indicators.queries import FigureRecord
from geodata.wijkfoto.freezing.content import FrozenContent, FrozenIndicator, FrozenLine, FrozenLoad, FrozenTheme
from geodata.wijkfoto.freezing.difference import FrozenDifference, LineDifference, Part
from geodata.wijkfoto.series import BOUNDARY_MOVED


@dataclass(frozen=True)
class PeriodView:
    """One row of a series; ``note`` says what makes it another thing than the row below."""

    period: int
    text: FigureText
    note: str


@dataclass(frozen=True)
class FrozenLineView:
    """One indicator as it was."""

    indicator: FrozenIndicator
    unit_note: str
    period: int
    text: FigureText
    comparisons: tuple[tuple[str, FigureText], ...]
    series: tuple[PeriodView, ...]
    loads: tuple[FrozenLoad, ...]


@dataclass(frozen=True)
class FrozenThemeView:
    """One theme, with the indicators that had a figure."""

    key: str
    title: str
    lines: tuple[FrozenLineView, ...]


@dataclass(frozen=True)
class ChangeView:
    """One indicator that changed: texts, the parts with their causes, and what it is on the ground of then."""

    label: str
    then: FigureText
    then_period: int
    now: FigureText
    now_period: int
    total: str
    parts: tuple[tuple[str, str], ...]
    note: str


def key_figure_views(frozen: FrozenContent) -> list[FrozenLineView]:
    """Write out the key figures that there were."""
    return list(_views(frozen, frozen.key_figures))


def theme_views(frozen: FrozenContent) -> list[FrozenThemeView]:
    """Write out the themes of which there were figures, the age structure first."""
    ages = FrozenTheme("leeftijd", "Leeftijdsopbouw", frozen.age_structure)
    found = [
        FrozenThemeView(theme.key, theme.title, tuple(_views(frozen, theme.indicators)))
        for theme in (ages, *frozen.themes)
    ]
    return [theme for theme in found if theme.lines]


def change_views(frozen: FrozenContent, found: FrozenDifference) -> list[ChangeView]:
    """Write out the figures that changed."""
    return list(_changes(frozen, changed_lines(found)))


def blocked_views(frozen: FrozenContent, found: FrozenDifference) -> list[tuple[str, str]]:
    """Return the label of each figure that cannot be compared, with the reason."""
    blocked = [line for line in found.lines if line.obstacle is not None]
    return [(frozen.lines[line.key].indicator.label, obstacle_sentence(line)) for line in blocked]


def parts_that_play(found: FrozenDifference) -> list[Part]:
    """Return the causes that any figure has, in the order in which they are walked."""
    playing = {part for line in found.lines for part in line.parts}
    return [part for part in Part if part in playing]


def _views(frozen: FrozenContent, keys: Sequence[str]) -> Iterator[FrozenLineView]:
    for key in keys:
        line = frozen.lines[key]
        if line.newest is not None:
            yield _view(frozen, line, line.newest)


def _view(frozen: FrozenContent, line: FrozenLine, newest: FigureRecord) -> FrozenLineView:
    return FrozenLineView(
        indicator=line.indicator,
        unit_note=unit_note(line.indicator),
        period=newest.period,
        text=figure_text(newest, line.indicator),
        comparisons=tuple((other.gebied_name, figure_text(other, line.indicator)) for other in line.comparisons),
        series=tuple(_series(line)),
        loads=tuple(frozen.loads_behind(newest)),
    )


def _series(line: FrozenLine) -> Iterator[PeriodView]:
    earlier: FigureRecord | None = None
    rows = []
    for figure in line.series:
        rows.append(
            PeriodView(figure.period, figure_text(figure, line.indicator), _note(earlier, figure, line.indicator))
        )
        earlier = figure
    yield from reversed(rows)


def _note(earlier: FigureRecord | None, figure: FigureRecord, indicator: FrozenIndicator) -> str:
    """Say what changed since the period before, so that both are not taken for one series."""
    if earlier is None:
        return ""
    broken = any(earlier.period < one.year <= figure.period for one in indicator.breaks)
    moved = figure.change == BOUNDARY_MOVED and figure.peildatum > earlier.peildatum
    return ", ".join(word for word, holds in (("andere meting", broken), ("andere grens", moved)) if holds)


def _changes(frozen: FrozenContent, lines: Sequence[LineDifference]) -> Iterator[ChangeView]:
    for line in lines:
        indicator = frozen.lines[line.key].indicator
        if line.then is None or line.now is None or line.total is None:
            continue
        decimals = decimals_of(line, indicator)
        yield ChangeView(
            label=indicator.label,
            then=figure_text(line.then, indicator),
            then_period=line.then.period,
            now=figure_text(line.now, indicator),
            now_period=line.now.period,
            total=change_text(line.total, indicator, decimals=decimals),
            parts=tuple(
                (PART_WORDS[part], change_text(amount, indicator, decimals=decimals))
                for part, amount in line.parts.items()
            ),
            note=old_ground_sentence(line, indicator),
        )

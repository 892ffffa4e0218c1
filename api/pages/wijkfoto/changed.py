"""What changed in a wijkfoto, in plain Dutch made from its numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.judging.sentences import change_sentence
from api.pages.figure_text import figure_text
from geodata.indicators.comparing.signals import Signal
from geodata.indicators.comparing.trends import SeriesPoint
from geodata.wijkfoto.changes import Changed, Changes, changes_of
from geodata.wijkfoto.wijkfoto import Wijkfoto

_GROUPS = (
    ("Gunstiger geworden", Signal.FAVOURABLE),
    ("Ongunstiger geworden", Signal.UNFAVOURABLE),
    ("Veranderd, niet beter of slechter", None),
)


@dataclass(frozen=True)
class ChangedView:
    """A line that changed: its figure then and now, and how sure that is."""

    key: str
    label: str
    then: str
    then_period: int
    now: str
    now_period: int
    sentence: str


@dataclass(frozen=True)
class ChangedGroup:
    """Lines that changed the same way."""

    title: str
    lines: tuple[ChangedView, ...]


@dataclass(frozen=True)
class ChangesView:
    """What changed, and a sentence on all of which that cannot be said."""

    groups: tuple[ChangedGroup, ...]
    sentence: str


def changes_view(found: Wijkfoto) -> ChangesView:
    """Write out what changed, and why of the rest nothing is said."""
    changes = changes_of(found)
    groups = (
        ChangedGroup(title, tuple(_view(one) for one in changes.lines if one.signal is signal))
        for title, signal in _GROUPS
    )
    return ChangesView(tuple(group for group in groups if group.lines), rest_sentence(changes))


def rest_sentence(changes: Changes) -> str:
    """Say of how many subjects no change is told, and why."""
    parts = list(_rest(changes))
    return " ".join(parts) if parts else ""


def _rest(changes: Changes) -> Iterator[str]:
    if changes.steady_count:
        steady = _subjects(changes.steady_count)
        yield f"Van {steady} is geen verandering vast te stellen die groter is dan de onzekerheid."
    if changes.insufficient_count:
        yield f"Van {_subjects(changes.insufficient_count)} is te weinig bekend om een verandering te zien."
    if changes.single_count:
        yield f"Van {_subjects(changes.single_count)} is geen eerder cijfer geladen dat te vergelijken is."


def _subjects(count: int) -> str:
    return f"{count} onderwerp" if count == 1 else f"{count} onderwerpen"


def _view(one: Changed) -> ChangedView:
    indicator, change = one.line.indicator, one.change

    def written(point: SeriesPoint) -> str:
        return figure_text(point.figure, indicator).figure

    return ChangedView(
        key=indicator.key,
        label=indicator.label,
        then=written(change.earlier),
        then_period=change.earlier.period,
        now=written(change.later),
        now_period=change.later.period,
        sentence=change_sentence(change, indicator),
    )

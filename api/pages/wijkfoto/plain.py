"""The wijkfoto for residents: what its figures say in plain Dutch, and what nobody knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.pages.wijkfoto.plain_figure import plain_figure
from api.pages.wijkfoto.plain_words import PlainWords
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.comparing.differences import Certainty, Verdict
from geodata.indicators.comparing.signals import SURVEY_THEME
from geodata.indicators.comparing.trends import ChangeWord
from geodata.wijkfoto.changes import changes_of
from geodata.wijkfoto.standouts import StandOut, stand_outs
from geodata.wijkfoto.wijkfoto import Line, Wijkfoto

MOST_CHANGES = 5
_ALL = 0.995
_NOT_SURE = " Helemaal zeker is dat niet."
_ESTIMATE = " Dit is een schatting. Hoe precies die is, weten wij niet."
_PART = " Dit gaat niet over het hele gebied: van een deel weten wij het niet."


@dataclass(frozen=True)
class PlainLine:
    """A sentence and the year that its figure is of."""

    sentence: str
    period: int


@dataclass(frozen=True)
class PlainTheme:
    """A theme in sentences."""

    title: str
    lines: tuple[PlainLine, ...]


@dataclass(frozen=True)
class PlainWijkfoto:
    """All that the page for residents tells.

    Parameters
    ----------
    around
        "heel Oss" or "Nederland"; empty where there is nothing to compare with.
    is_comparable
        Whether enough is known to compare anything.
    better, worse
        What is better or worse than around, beyond noise.
    same_count, unknown_count
        On how many subjects no difference is seen, and of how many too little is known to see one.
    changes
        What changed beyond noise, the largest change first.
    unknown
        Subjects without a figure.
    """

    around: str
    is_comparable: bool
    better: tuple[PlainLine, ...]
    worse: tuple[PlainLine, ...]
    same_count: int
    unknown_count: int
    changes: tuple[PlainLine, ...]
    themes: tuple[PlainTheme, ...]
    unknown: tuple[str, ...]


def plain_wijkfoto(found: Wijkfoto, words: Mapping[str, PlainWords]) -> PlainWijkfoto:
    """Tell a wijkfoto in plain words; what has no words is left out."""
    outs = stand_outs(found)
    around = around_name(found.compared_with[0]) if found.compared_with else ""
    told = [one for one in outs.lines if one.line.indicator.key in words] if outs else []
    return PlainWijkfoto(
        around=around,
        is_comparable=outs is not None,
        better=tuple(_compared(one, words, around) for one in told if one.is_favourable),
        worse=tuple(_compared(one, words, around) for one in told if not one.is_favourable),
        same_count=outs.compared_count - len(outs.lines) if outs else 0,
        unknown_count=outs.insufficient_count if outs else 0,
        changes=tuple(_changes(found, words))[:MOST_CHANGES],
        themes=tuple(theme for theme in _themes(found, words) if theme.lines),
        unknown=tuple(dict.fromkeys(_unknown(found, words))),
    )


def around_name(gebied: GebiedRecord) -> str:
    """Name the area around as people do."""
    return "Nederland" if gebied.level is Level.LAND else f"heel {gebied.name}"


def _compared(one: StandOut, words: Mapping[str, PlainWords], around: str) -> PlainLine:
    is_more = one.judgement.word is Verdict.HIGHER
    sentence = words[one.line.indicator.key].compared(is_more=is_more, other=f"in {around}")
    unsure = _NOT_SURE if one.judgement.certainty is Certainty.LIKELY else ""
    return PlainLine(sentence + unsure, one.comparison.figure.period)


def _changes(found: Wijkfoto, words: Mapping[str, PlainWords]) -> Iterator[PlainLine]:
    for one in changes_of(found).lines:
        known = words.get(one.line.indicator.key)
        if known is None:
            continue
        is_more = one.change.word is ChangeWord.ROSE
        sentence = known.compared(is_more=is_more, other=f"in {one.change.earlier.period}")
        unsure = _NOT_SURE if one.change.judgement.certainty is Certainty.LIKELY else ""
        yield PlainLine(sentence + unsure, one.change.later.period)


def _themes(found: Wijkfoto, words: Mapping[str, PlainWords]) -> Iterator[PlainTheme]:
    for theme in found.themes:
        told = (_told(line, words[line.indicator.key]) for line in theme.lines if line.indicator.key in words)
        yield PlainTheme(theme.title, tuple(line for line in told if line))
    said = {line.indicator.key: line for pair in found.pairs for line in pair.residents}
    shown = {line.indicator.key for theme in found.themes for line in theme.lines}
    residents = (line for key, line in said.items() if key in words and key not in shown)
    lines = (_told(line, words[line.indicator.key]) for line in residents)
    yield PlainTheme("Wat bewoners zelf zeggen", tuple(line for line in lines if line))


def _told(line: Line, words: PlainWords) -> PlainLine | None:
    figure = plain_figure(line.newest, line.indicator) if line.newest and words.sentence else None
    if figure is None or line.newest is None:
        return None
    is_modelled = line.indicator.is_estimate and line.indicator.theme.key != SURVEY_THEME
    notes = (_ESTIMATE if is_modelled else "") + (_PART if line.newest.coverage < _ALL else "")
    return PlainLine(words.told(figure) + notes, line.newest.period)


def _unknown(found: Wijkfoto, words: Mapping[str, PlainWords]) -> Iterator[str]:
    """Name what has no figure, and of which nothing else with that name has one."""
    said = {line.indicator.key: line for pair in found.pairs for line in pair.residents}
    lines = {line.indicator.key: line for theme in found.themes for line in theme.lines}
    told = {words[key].name for key, line in (lines | said).items() if key in words and _is_known(line)}
    for key in lines:
        if key in words and words[key].name not in told:
            yield words[key].name


def _is_known(line: Line) -> bool:
    return line.newest is not None and plain_figure(line.newest, line.indicator) is not None

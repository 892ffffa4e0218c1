"""The table beside a map: a row for each area, and the sentence that says what all of them show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from api.pages.figure_text import FigureText, figure_text
from api.pages.kaart.beside import BesideGemeente
from api.pages.kaart.choice import MapChoice
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.comparing.differences import Verdict, differences_between
from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.comparing.signals import SURVEY_THEME, judge_each
from geodata.indicators.comparing.similar import ORIGIN_THEME
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from maps.patterns import NoFigure
from maps.shading import Shading

_NOTES = {NoFigure.TOO_WIDE: "te onzeker voor een klasse op de kaart"}


@dataclass(frozen=True)
class AreaRow:
    """One row of the table beside the map.

    ``is_empty``: hardly anybody lives there, and the indicator is about people. ``note`` says what the map makes of the
    figure, ``comparison`` how it compares with the gemeente, where that was asked.
    """

    gebied: GebiedRecord
    figure: FigureRecord | None
    text: FigureText
    is_empty: bool = False
    note: str = ""
    comparison: str = ""

    @property
    def status(self) -> str:
        """The status of the figure, or why it says nothing."""
        return NoFigure.EMPTY.value if self.is_empty else self.text.status

    @property
    def value(self) -> float | None:
        """The figure that counts; None where there is none, or it says nothing."""
        return None if self.is_empty or self.figure is None else self.figure.value


@dataclass(frozen=True)
class PairRow:
    """An area with its figures on both maps; None where it is not on that map."""

    gebied: GebiedRecord
    first: AreaRow | None
    second: AreaRow | None


def area_rows(
    choice: MapChoice,
    figures: Mapping[str, FigureRecord],
    *,
    shading: Shading | None,
    beside: BesideGemeente | None,
) -> list[AreaRow]:
    """Write out the figure of each area, from high to low; those without one come last, by name."""
    shades = {area.code: area.shade for area in shading.areas} if shading else {}
    rows = [
        AreaRow(
            gebied,
            figures.get(gebied.code),
            figure_text(figures.get(gebied.code), choice.indicator),
            is_empty=shades.get(gebied.code) is NoFigure.EMPTY,
            note=_note(shades.get(gebied.code)),
            comparison=beside.words(gebied.code) if beside else "",
        )
        for gebied in choice.gebieden
    ]
    return sorted(rows, key=lambda row: (row.value is None, -(row.value or 0.0), row.gebied.name))


def _note(shade: int | NoFigure | None) -> str:
    return _NOTES.get(shade, "") if isinstance(shade, NoFigure) else ""


def pair_rows(first: Sequence[AreaRow], second: Sequence[AreaRow]) -> list[PairRow]:
    """Join the rows of two maps of the same areas, in the order of the first; what only the second has, last."""
    others = {row.gebied.code: row for row in second}
    joined = [PairRow(row.gebied, row, others.pop(row.gebied.code, None)) for row in first]
    return joined + [PairRow(row.gebied, None, row) for row in others.values()]


def sentence_of(rows: Sequence[AreaRow], indicator: Indicator, *, min_coverage: float) -> str:
    """Say in plain Dutch what the map shows, made from its numbers."""
    known = [row for row in rows if row.value is not None]
    left = _left_out(rows, known)
    if not known:
        return f"Van geen van deze {len(rows)} gebieden is er een cijfer."
    if len(known) == 1:
        return f"{indicator.label}: {known[0].text.figure} in {known[0].gebied.name}.{left}"
    if unranked := _why_unranked(indicator):
        return f"{indicator.label}: {unranked}.{left}"
    ties = [_ties(known, end, indicator, min_coverage=min_coverage) for end in (0, -1)]
    if ties[0] == len(known) - 1 > 0:
        return f"{indicator.label}: alle verschillen met het hoogste cijfer vallen binnen de onzekerheid.{left}"
    highest, lowest = (_named(known[end], count) for end, count in zip((0, -1), ties, strict=True))
    return f"{indicator.label}: het hoogst in {highest}, het laagst in {lowest}.{left}"


def comparison_sentence_of(beside: BesideGemeente) -> str:
    """Say how many areas differ from their gemeente, and how many cannot be told from it."""
    words = Counter(beside.judgements[code].word for code in beside.judgements)
    higher = words[Verdict.HIGHER]
    unknown = words[Verdict.INSUFFICIENT]
    left = f", waarvan {unknown} omdat er te weinig van bekend is" if unknown else ""
    return (
        f"Naast {beside.name}: {higher} {'gebied' if higher == 1 else 'gebieden'} hoger, {words[Verdict.LOWER]} lager, "
        f"{words[Verdict.INDISTINGUISHABLE] + unknown} niet te onderscheiden{left}."
    )


def _why_unranked(indicator: Indicator) -> str:
    """Say why no area is called the highest or the lowest; empty where one may be."""
    if indicator.theme.key == ORIGIN_THEME:
        return "naar herkomst worden gebieden niet gerangschikt"
    if indicator.is_estimate and indicator.theme.key != SURVEY_THEME:
        return "welk gebied het hoogst is, is niet te zeggen: hoe ver de berekening ernaast kan zitten, is niet bekend"
    return ""


def _left_out(rows: Sequence[AreaRow], known: Sequence[AreaRow]) -> str:
    empty = sum(row.is_empty for row in rows)
    missing = len(rows) - len(known) - empty
    left = f" Van {missing} van de {len(rows)} gebieden is er geen cijfer." if missing else ""
    where = "In 1 gebied woont" if empty == 1 else f"In {empty} gebieden woont"
    return left + (f" {where} niemand of bijna niemand." if empty else "")


def _ties(known: Sequence[AreaRow], end: int, indicator: Indicator, *, min_coverage: float) -> int:
    """Count the others that cannot be told apart from the one at an end; all at once where they are many."""
    figures = [row.figure.figure for row in known if row.figure]
    if indicator.is_estimate:
        judged = judge_each(figures, figures[end], indicator, min_coverage=min_coverage)
        return sum(one.certainty is None for one in judged) - 1
    arrays = arrays_of(figures)
    found = differences_between(arrays.take([end]), arrays, min_coverage=min_coverage)
    return int(np.sum(~found.is_higher & ~found.is_lower)) - 1


def _named(row: AreaRow, ties: int) -> str:
    named = f"{row.gebied.name} ({row.text.figure})"
    return named if ties < 1 else f"{named}, niet te onderscheiden van {ties} {'ander' if ties == 1 else 'andere'}"

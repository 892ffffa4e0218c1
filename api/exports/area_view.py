"""A wijkfoto as a file shows it: all that its print has, with its charts drawn to stand in a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.exports.chart_values import age_groups, chart_subject, trend_points
from api.pages.wijkfoto.afdruk import print_context
from api.pages.wijkfoto.front import FrontTheme
from api.pages.wijkfoto.view import all_lines
from geodata.gebieden.queries import GebiedRecord
from geodata.indelingen.queries import indelingen_of
from geodata.indelingen.tables import Indeling
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.studies import Studies
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from geodata.wijkfoto.choice import Choice
from geodata.wijkfoto.freezing.freezing import derived_loads
from geodata.wijkfoto.queries import read_wijkfoto_beside
from geodata.wijkfoto.wijkfoto import Line, Wijkfoto
from maps.charts.ages import ages_chart
from maps.charts.chart import Chart, ChartSubject
from maps.charts.trend import ChartSize, trend_chart

TREND_SIZE = ChartSize(width=250, height=92)
AGE_WIDTH = 400.0


@dataclass(frozen=True)
class AreaView:
    """A wijkfoto in a file.

    Parameters
    ----------
    shown
        What the print of a wijkfoto shows, by the names of its template.
    trends
        The chart of each indicator with two years or more, by its key.
    ages
        The age structure; None where it is not known.
    loads
        What the figures were read from, the newest first.
    """

    code: str
    name: str
    shown: Mapping[str, Any]
    trends: Mapping[str, Chart]
    ages: Chart | None
    loads: tuple[Load, ...]

    @property
    def front_columns(self) -> tuple[Sequence[FrontTheme], Sequence[FrontTheme]]:
        """The themes of the front page in two columns of about the same height."""
        themes = self.shown["front"].themes
        return min(
            ((themes[:split], themes[split:]) for split in range(len(themes) + 1)),
            key=lambda columns: abs(_height(columns[0]) - _height(columns[1])),
        )


def _height(themes: Sequence[FrontTheme]) -> int:
    """Return how high themes are below each other, in lines: each has a caption and a head."""
    return sum(len(theme.lines) + 2 for theme in themes)


def read_area(
    reader: Reader, gebied: GebiedRecord, *, catalogue: Catalogue, choice: Choice, studies: Studies
) -> AreaView:
    """Read a wijkfoto and write it out for a file."""
    found = read_wijkfoto_beside(reader, gebied, catalogue=catalogue, choice=choice, beside=[])
    indeling = indelingen_of(reader, [gebied.id]).get(gebied.id)
    return AreaView(
        code=gebied.code,
        name=gebied.name,
        shown=print_context(reader, found, indeling, studies=studies),
        trends=_trends(all_lines(found)),
        ages=_ages(found),
        loads=_loads(reader, found, indeling),
    )


def _trends(lines: Iterable[Line]) -> dict[str, Chart]:
    """Draw the series of each indicator that has one."""
    charts = {}
    for line in {line.indicator.key: line for line in lines}.values():
        indicator = line.indicator
        subject = chart_subject(indicator, f"Verloop van {indicator.label}")
        chart = trend_chart(trend_points(line.series, indicator), subject, TREND_SIZE)
        if chart is not None:
            charts[indicator.key] = chart
    return charts


def _ages(found: Wijkfoto) -> Chart | None:
    """Draw the age structure; a part of the groups is no structure."""
    if not all(line.newest and line.newest.value is not None for line in found.age_structure):
        return None
    around = found.compared_with[0] if found.compared_with else None
    groups = age_groups(found.age_structure, around.code if around else "")
    names = (found.gebied.name, around.name if around else "")
    return ages_chart(groups, ChartSubject("Leeftijdsopbouw", "%", 0), names=names, width=AGE_WIDTH)


def _loads(reader: Reader, found: Wijkfoto, indeling: Indeling | None) -> tuple[Load, ...]:
    """Return what the newest figures were read from; of an area of a clustering what they were derived from."""
    newest = [line.newest for line in all_lines(found) if line.newest]
    used = {figure.load_id for figure in newest}
    if indeling is not None:
        derived = derived_loads(reader, indeling, {figure.period for figure in newest})
        used |= {load_id for found_ids in derived.values() for load_id in found_ids}
    return tuple(sorted(loads_by_id(reader, used).values(), key=lambda load: load.fetched_at, reverse=True))

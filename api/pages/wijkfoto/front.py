"""The front page of a wijkfoto: what a council member reads on one A4, for the page, print and PDF alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from api.pages.charts import AgeBar
from api.pages.rendering import SAMPLE_GEMEENTE
from api.pages.standing_out import StandingOutView, for_front, standing_out_view
from api.pages.wijkfoto.place import location_svg
from api.pages.wijkfoto.sentences import kind_of, opening_sentences
from api.pages.wijkfoto.sources import names_of_sources
from api.pages.wijkfoto.table import SeatView, seat_views
from api.pages.wijkfoto.view import LineView, LineViews, age_bars, line_views
from api.sources import is_all_invented
from geodata.gebieden.queries import GebiedRecord
from geodata.indelingen.queries import indelingen_of, name_of
from geodata.indelingen.tables import Indeling
from geodata.indicators.studies import Studies
from geodata.store.reading import Reader
from geodata.wijkfoto.wijkfoto import Wijkfoto

MOST_LINES = 3
"""Lines of a theme that print has room for."""
FULL_ROWS, OVERFULL_ROWS = 16, 23
"""Rows of the front page, two columns of themes beside each other, above which it is full, and more than full."""


@dataclass(frozen=True)
class FrontTheme:
    """A theme in a few lines: those chosen for a front page of which there is a figure."""

    key: str
    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True)
class FrontPage:
    """All that the front page shows, written out.

    Parameters
    ----------
    kind
        What sort of area it is, and where: "wijk in Oss".
    indeling
        Name in the register of the clustering that it belongs to; empty for an area of CBS.
    sentences
        A few that say what the area is.
    columns
        The areas that each line is compared with, in the order of the columns of a line.
    standing_out
        At most six lines, and the sentence that counts all.
    outline
        SVG of where it lies; empty where that is not known.
    seats
        Who sits at the table, per clustering.
    not_loaded, without_figure
        Themes that are not shown: of which nothing is loaded, and of which something is, but no figure for this page.
    sources
        Names of the sources of the figures.
    is_sample, is_invented
        Whether it is of the sample municipality, and whether nothing in it is real.
    """

    code: str
    name: str
    kind: str
    indeling: str
    gebied: GebiedRecord
    peildatum: date
    made_on: date
    sentences: tuple[str, ...]
    columns: tuple[GebiedRecord, ...]
    key_figures: tuple[LineView, ...]
    standing_out: StandingOutView
    age: tuple[AgeBar, ...]
    outline: str
    themes: tuple[FrontTheme, ...]
    not_loaded: tuple[str, ...]
    without_figure: tuple[str, ...]
    seats: tuple[SeatView, ...]
    sources: tuple[str, ...]
    is_sample: bool
    is_invented: bool

    @property
    def fullness(self) -> str:
        """Say how much there is for one A4: "vol" asks for smaller type, "overvol" for fewer lines of a theme too."""
        rows = sum(min(len(theme.lines), MOST_LINES) + 1 for theme in self.themes) / 2
        seats = sum(1 if seat.has_one_contact else len(seat.areas) for seat in self.seats)
        total = rows + seats + max(self.standing_out.count, len(self.age))
        if total <= FULL_ROWS:
            return ""
        return "vol overvol" if total > OVERFULL_ROWS or len(self.columns) > 1 else "vol"


def read_front(reader: Reader, found: Wijkfoto, *, studies: Studies) -> FrontPage:
    """Read what a front page needs besides the figures, and write it out."""
    indeling = indelingen_of(reader, [found.gebied.id]).get(found.gebied.id)
    return front_page(reader, found, indeling, lines=line_views(found), studies=studies)


def front_page(
    reader: Reader, found: Wijkfoto, indeling: Indeling | None, *, lines: LineViews, studies: Studies
) -> FrontPage:
    """Write out a front page with the lines that were written out for the whole."""
    gebied, today = found.gebied, datetime.now(UTC).date()
    is_sample = gebied.gemeente_code == SAMPLE_GEMEENTE
    themes = tuple(_themes(found, lines))
    return FrontPage(
        code=gebied.code,
        name=gebied.name,
        kind=kind_of(gebied, indeling),
        indeling=name_of(indeling) if indeling else "",
        gebied=gebied,
        peildatum=gebied.peildatum,
        made_on=today,
        sentences=opening_sentences(found, indeling),
        columns=found.compared_with,
        key_figures=tuple(lines[line.indicator.key] for line in found.key_figures if line.newest),
        standing_out=for_front(standing_out_view(found)),
        age=age_bars(found),
        outline=location_svg(reader, gebied, indeling),
        themes=themes,
        not_loaded=themes_left_out(found, themes, is_loaded=False),
        without_figure=themes_left_out(found, themes, is_loaded=True),
        seats=seat_views(reader, gebied, today, studies=studies),
        sources=names_of_sources(reader, found, indeling),
        is_sample=is_sample,
        is_invented=is_sample and is_all_invented(found.loads.values()),
    )


def is_told(line: LineView) -> bool:
    """Tell whether a line has a figure or a range to show, and not only why there is none."""
    return not line.text.is_missing and line.text.figure != line.text.status


def _themes(found: Wijkfoto, lines: LineViews) -> Iterator[FrontTheme]:
    for theme in found.themes:
        loaded = (lines[one.indicator.key] for one in theme.front if one.newest)
        known = tuple(line for line in loaded if is_told(line))
        if known:
            yield FrontTheme(theme.key, theme.title, known)


def themes_left_out(found: Wijkfoto, themes: tuple[FrontTheme, ...], *, is_loaded: bool) -> tuple[str, ...]:
    """Name the themes that are not shown: secret, or told further on, is not the same as not loaded."""
    shown = {theme.key for theme in themes}
    left_out = [theme for theme in found.themes if theme.key not in shown] if themes else []
    return tuple(theme.title for theme in left_out if any(line.newest for line in theme.lines) is is_loaded)

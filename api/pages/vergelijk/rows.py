"""The rows of the table: each area with its figures, beside the gemeente only where they are told apart from it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.figure_text import FigureText, figure_text
from api.pages.vergelijk.address import BY_NAME, Order
from api.pages.vergelijk.choice import Column, TableChoice
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.differences import Verdict
from geodata.indicators.comparing.signals import is_comparable_between_areas, judge_each
from geodata.indicators.comparing.similar import ORIGIN_THEME
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord, figures_in_periods
from geodata.indicators.status import Status
from geodata.store.reading import Reader
from geodata.wijkfoto.comparison import UNKNOWN
from geodata.wijkfoto.queries import areas_around
from geodata.wijkfoto.wijkfoto import Places, by_place


@dataclass(frozen=True)
class Cell:
    """A figure; ``direction`` is "hoger" or "lager" where it is told apart from the gemeente, else empty."""

    figure: FigureRecord | None
    text: FigureText
    direction: str = ""

    @property
    def value(self) -> float | None:
        """The figure as a number."""
        return self.figure.value if self.figure else None


@dataclass(frozen=True)
class Row:
    """An area with its cells, in the order of the columns."""

    gebied: GebiedRecord
    cells: tuple[Cell, ...]

    @property
    def where(self) -> str:
        """The wijk of a buurt, which tells namesakes apart."""
        return (self.gebied.wijk_name or "") if self.gebied.level is Level.BUURT else ""


@dataclass(frozen=True)
class Table:
    """The gemeente and the country as far as loaded, and the areas, in the order of the clustering."""

    around: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def gemeente(self) -> Row | None:
        """The gemeente, where it is loaded."""
        return next((row for row in self.around if row.gebied.level is Level.GEMEENTE), None)

    @property
    def figures(self) -> list[FigureRecord]:
        """All figures that are shown."""
        return [cell.figure for row in (*self.around, *self.rows) for cell in row.cells if cell.figure]

    @property
    def statuses(self) -> list[Status]:
        """Why figures are missing here: each reason once."""
        missing = {cell.figure.status for row in self.rows for cell in row.cells if cell.figure and cell.value is None}
        return [status for status in Status if status in missing]


def read_table(reader: Reader, choice: TableChoice, catalogue: Catalogue) -> Table:
    """Read the figures of the table, in one question whatever its size, and write them out."""
    chosen = choice.places.chosen
    around = areas_around(reader, chosen[0]) if chosen else []
    codes = [one.code for one in (*around, *chosen)]
    periods = {column.indicator.key: column.period for column in choice.columns}
    places = by_place(figures_in_periods(reader, codes, periods, until=choice.places.until))
    gemeente = next((one for one in around if one.level is Level.GEMEENTE), None)
    columns = [_cells(column, chosen, gemeente, places=places, catalogue=catalogue) for column in choice.columns]
    return Table(
        around=tuple(Row(one, tuple(_cell(one, column, places) for column in choice.columns)) for one in around),
        rows=tuple(Row(one, cells) for one, cells in zip(chosen, _turned(columns, len(chosen)), strict=True)),
    )


def _turned(columns: Sequence[Sequence[Cell]], count: int) -> list[tuple[Cell, ...]]:
    return [tuple(column[row] for column in columns) for row in range(count)]


def _cell(gebied: GebiedRecord, column: Column, places: Places) -> Cell:
    figure = places.get((gebied.code, column.indicator.key), {}).get(column.period)
    return Cell(figure, figure_text(figure, column.indicator))


def _cells(
    column: Column,
    gebieden: Sequence[GebiedRecord],
    gemeente: GebiedRecord | None,
    *,
    places: Places,
    catalogue: Catalogue,
) -> list[Cell]:
    """Write out a column, all its areas judged at once."""
    cells = [_cell(gebied, column, places) for gebied in gebieden]
    other = _cell(gemeente, column, places).figure if gemeente else None
    if other is None or not is_judged(column.indicator):
        return cells
    figures = [cell.figure.figure if cell.figure else UNKNOWN for cell in cells]
    min_coverage = catalogue.coverage_needed[column.indicator.kind]
    judged = judge_each(figures, other.figure, column.indicator, min_coverage=min_coverage)
    told = [one.word.value if one.word in {Verdict.HIGHER, Verdict.LOWER} else "" for one in judged]
    return [Cell(cell.figure, cell.text, direction) for cell, direction in zip(cells, told, strict=True)]


def is_judged(indicator: Indicator) -> bool:
    """Tell whether areas are called higher or lower by an indicator: not by what grows with them, nor by origin."""
    return is_comparable_between_areas(indicator) and indicator.theme.key != ORIGIN_THEME


def arranged(
    rows: Sequence[Row], columns: Sequence[Column], *, sort_by: str, order: Order, name_filter: str
) -> list[Row]:
    """Sort rows by a column or by name, those without a figure last, and keep those whose name holds a text."""
    wanted = plain(name_filter)
    kept = sorted((row for row in rows if wanted in plain(f"{row.gebied.name} {row.where}")), key=_by_name)
    index = {column.indicator.key: number for number, column in enumerate(columns)}.get(sort_by)
    if index is None:
        return kept[::-1] if sort_by == BY_NAME and order is Order.DOWN else kept
    known = [row for row in kept if row.cells[index].value is not None]
    # Sorted the other way round and not reversed: equal figures stay in the order of their names.
    sign = -1 if order is Order.DOWN else 1
    return sorted(known, key=lambda row: sign * (row.cells[index].value or 0.0)) + [r for r in kept if r not in known]


def plain(text: str) -> str:
    """Return a text as it is searched: small letters without accents.

    Examples
    --------
    >>> plain("Súdwest-Fryslân ")
    'sudwest-fryslan'
    """
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def _by_name(row: Row) -> list[tuple[str, int]]:
    """Return what names are sorted by; a number in one counts as one: 9 before 10."""
    found = re.findall(r"(\D*)(\d*)", f"{plain(row.gebied.name)} {plain(row.where)}")
    return [(letters, int(digits or 0)) for letters, digits in found]


def boundaries_notes(table: Table, choice: TableChoice) -> Mapping[str, str]:
    """Say of each indicator of which figures are on other boundaries than the areas have, of which years these are."""
    notes: dict[str, set[int]] = {}
    for row in table.rows:
        for cell in row.cells:
            if cell.figure and cell.value is not None and cell.figure.peildatum != row.gebied.peildatum:
                notes.setdefault(cell.figure.indicator, set()).add(cell.figure.peildatum.year)
    labelled = {column.indicator.key for column in choice.columns}
    return {key: f"grenzen van {', '.join(map(str, sorted(years)))}" for key, years in notes.items() if key in labelled}

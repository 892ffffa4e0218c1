"""The page that sets areas of a gemeente beside each other on some indicators."""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.dutch_text import STATUS_EXPLANATIONS
from api.pages.figure_text import unit_note
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.vergelijk.address import BY_NAME, PATH, Order, VergelijkParameters, address_of
from api.pages.vergelijk.choice import MOST_COLUMNS, Column, TableChoice, choose_table
from api.pages.vergelijk.drawings import interval_drawings, scatter_view
from api.pages.vergelijk.rows import Table, arranged, boundaries_notes, is_judged, read_table
from api.pages.vergelijk.sources import loads_behind
from api.sessions import RequestCatalogue, RequestChoice, RequestReader
from api.sources import is_all_invented
from geodata.indicators.catalogue import Catalogue
from geodata.store.reading import Reader
from geodata.wijkfoto.choice import Choice

router = APIRouter()


@dataclass(frozen=True)
class Head:
    """The head of a column: its name, what it counts, and where the page is sorted by it."""

    key: str
    label: str
    note: str
    href: str
    sort: str


@router.get(PATH)
def show(
    request: Request,
    parameters: Annotated[VergelijkParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
    wijkfoto_choice: RequestChoice,
) -> HTMLResponse:
    """Show the table and the charts that the form asks for."""
    choice, table = read_page(reader, parameters, catalogue, wijkfoto_choice)
    loads = loads_behind(reader, choice, table)
    is_sample = choice.areas.gemeente.code == SAMPLE_GEMEENTE
    context = {
        "parameters": parameters,
        **choice_context(choice),
        **table_context(parameters, choice, table),
        "drawings": interval_drawings(table, choice, parameters),
        "scatter": scatter_view(table, choice, parameters, catalogue),
        "loads": loads,
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(loads),
    }
    return render_page(request, "vergelijk.html", context)


def read_page(
    reader: Reader, parameters: VergelijkParameters, catalogue: Catalogue, wijkfoto_choice: Choice
) -> tuple[TableChoice, Table]:
    """Read what the address asks for: the choice, and the table with the rows that the filter keeps, in their order.

    Raises
    ------
    geodata.errors.MonitorError
        As `choose_table` does.
    """
    choice = choose_table(reader, parameters, catalogue=catalogue, usual=wijkfoto_choice.key_figures)
    table = read_table(reader, choice, catalogue)
    rows = arranged(
        table.rows,
        choice.columns,
        sort_by=parameters.sorteer,
        order=parameters.richting,
        name_filter=parameters.filter,
    )
    return choice, replace(table, rows=tuple(rows))


def choice_context(choice: TableChoice) -> dict[str, Any]:
    """Return what the page shows of what can be chosen."""
    return {
        "choice": choice,
        "themes": [(theme, list(group)) for theme, group in groupby(choice.indicators, key=lambda one: one.theme)],
        "most_columns": MOST_COLUMNS,
        "shown_keys": {column.indicator.key for column in choice.columns},
    }


def table_context(parameters: VergelijkParameters, choice: TableChoice, table: Table) -> dict[str, Any]:
    """Return what the page shows of the table."""
    notes = boundaries_notes(table, choice)
    return {
        "name_head": _head(BY_NAME, "Gebied", "", parameters),
        "heads": [_column_head(column, notes.get(column.indicator.key, ""), parameters) for column in choice.columns],
        "around": table.around,
        "rows": table.rows,
        "reasons": [(status.value, STATUS_EXPLANATIONS[status]) for status in table.statuses],
        "is_compared": is_compared(table, choice),
        "without_filter": address_of(parameters, filter=""),
        "without_areas": address_of(parameters, gebied=[]),
    }


def is_compared(table: Table, choice: TableChoice) -> bool:
    """Tell whether there is a figure of the gemeente that areas are compared with."""
    cells = table.gemeente.cells if table.gemeente else ()
    judged = [is_judged(column.indicator) for column in choice.columns]
    return any(cell.value is not None and is_own for cell, is_own in zip(cells, judged, strict=False))


def _column_head(column: Column, boundaries: str, parameters: VergelijkParameters) -> Head:
    note = ", ".join(part for part in (unit_note(column.indicator), str(column.period), boundaries) if part)
    return _head(column.indicator.key, column.indicator.label, note, parameters)


def _head(key: str, label: str, note: str, parameters: VergelijkParameters) -> Head:
    """Lead to the page sorted by a column: figures from high to low first, and names from A to Z."""
    is_sorted = parameters.sorteer == key
    first = Order.UP if key == BY_NAME else Order.DOWN
    other = Order.DOWN if parameters.richting is Order.UP else Order.UP
    href = address_of(parameters, sorteer=key, richting=other if is_sorted else first)
    sort = {Order.UP: "ascending", Order.DOWN: "descending"}[parameters.richting] if is_sorted else "none"
    return Head(key, label, note, href, sort)

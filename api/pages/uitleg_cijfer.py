"""The page that explains one figure: in words first, then every cell that it follows from."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.explaining.sentences import formula, remarks
from api.pages.figure_text import unit_of
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestCatalogue, RequestReader
from api.sources import is_all_invented, source_name
from geodata.gebieden.queries import find_gebied
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.explaining.explaining import AskedFigure, explain
from geodata.indicators.explaining.explanation import ExplainedCell, Explanation
from geodata.indicators.indicator import Indicator, Kind
from maps.numbers import format_range, format_value

router = APIRouter()


@dataclass(frozen=True)
class CellText:
    """A cell as it is shown: its figure or why there is none, its range, and the number of its load."""

    label: str
    figure: str
    margin: str
    load_id: int | None


@dataclass(frozen=True)
class UnitRow:
    """A unit with the cells that were used of it."""

    code: str
    name: str
    level: str
    share: float
    is_estimated: bool
    cells: tuple[CellText, ...]


def _explained(
    request: Request,
    code: str,
    indicator: str,
    reader: RequestReader,
    periode: Annotated[int | None, Query(ge=1900, le=2100)] = None,
) -> Explanation:
    asked = AskedFigure(find_gebied(reader, code), indicator, periode)
    return explain(reader, asked, request.app.state.catalogue, request.app.state.crosswalks)


@router.get("/wijkfoto/{code}/uitleg/{indicator}")
def show(
    request: Request,
    found: Annotated[Explanation, Depends(_explained)],
    catalogue: RequestCatalogue,
    reader: RequestReader,
) -> HTMLResponse:
    """Show where a figure comes from."""
    gebied = find_gebied(reader, found.gebied_code)
    is_sample = gebied.gemeente_code == SAMPLE_GEMEENTE
    context = {
        "gebied": gebied,
        "found": found,
        "figure": _written(found),
        "hard_range": _range(found, found.figure.lowest, found.figure.highest),
        "likely_range": _range(found, found.figure.likely_lowest, found.figure.likely_highest),
        "formula": formula(found, catalogue),
        "remarks": list(remarks(found)),
        "inputs": [catalogue.indicator(key).label for key in found.inputs],
        "units": [_unit_row(found, number, catalogue) for number in range(len(found.units))],
        "source_name": source_name,
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(found.loads),
    }
    return render_page(request, "uitleg_cijfer.html", context)


def _written(found: Explanation) -> str:
    if found.figure.value is None:
        return found.figure.status.value
    return format_value(found.figure.value, unit_of(found.indicator), decimals=_decimals(found.indicator))


def _range(found: Explanation, lowest: float | None, highest: float | None) -> str:
    """Write a range; one that says no more than what can be at all is not written."""
    if (lowest, highest) in {(None, None), (found.indicator.minimum, found.indicator.maximum)}:
        return ""
    return format_range(lowest, highest, unit=unit_of(found.indicator), decimals=_decimals(found.indicator))


def _decimals(indicator: Indicator) -> int:
    """Give one decimal more than a figure is published with: a range ends halfway between two published figures."""
    return indicator.decimals if indicator.is_whole or indicator.kind is Kind.AREA else indicator.decimals + 1


def _unit_row(found: Explanation, number: int, catalogue: Catalogue) -> UnitRow:
    unit = found.units[number]
    return UnitRow(
        code=unit.code,
        name=unit.name,
        level=unit.level.value,
        share=unit.share,
        is_estimated=unit.is_estimated,
        cells=tuple(_cell_text(cell, catalogue) for cell in unit.cells),
    )


def _cell_text(cell: ExplainedCell, catalogue: Catalogue) -> CellText:
    indicator = catalogue.indicator(cell.indicator)
    unit, decimals = unit_of(indicator), indicator.decimals
    figure = cell.status.value if cell.value is None else format_value(cell.value, unit, decimals=decimals)
    margin = format_range(cell.lowest, cell.highest, unit=unit, decimals=_decimals(indicator))
    return CellText(indicator.label, figure, "" if margin == figure else margin, cell.load_id)

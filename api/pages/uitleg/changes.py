"""What changed in the data: each load, and each one that was taken back, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.uitleg.menu import render_explanation
from api.sessions import RequestReader
from api.sources import source_name
from geodata.store.queries import changing_loads
from geodata.store.tables import Load, LoadResult
from maps.numbers import format_number

router = APIRouter()

ON_A_PAGE = 100


@dataclass(frozen=True)
class ChangeView:
    """One load in words."""

    number: int
    source: str
    table: str
    peildatum: date
    sentence: str


@router.get("/uitleg/wijzigingen")
def show(request: Request, reader: RequestReader, pagina: Annotated[int, Query(ge=1, le=1000)] = 1) -> HTMLResponse:
    """Show a page of the changes."""
    loads = changing_loads(reader, limit=ON_A_PAGE + 1, offset=(pagina - 1) * ON_A_PAGE)
    context = {"days": changes_by_day(loads[:ON_A_PAGE]), "page": pagina, "has_more": len(loads) > ON_A_PAGE}
    return render_explanation(request, "wijzigingen.html", context)


def changes_by_day(loads: Iterable[Load]) -> list[tuple[date, list[ChangeView]]]:
    """Put loads, the newest first, under the day on which they were made."""
    return [(day, [change_view(load) for load in group]) for day, group in groupby(loads, key=_day)]


def change_view(load: Load) -> ChangeView:
    """Write out one load."""
    return ChangeView(load.id, source_name(load.source), load.table_id, load.peildatum, change_sentence(load))


def change_sentence(load: Load) -> str:
    """Say what a load changed, from the counts that it kept."""
    if load.result is LoadResult.UNDONE:
        return "Teruggedraaid: wat deze lading bracht is weg, en wat zij verving is terug."
    said = [
        _counted(load.counts.get("gebieden", {}), new="nieuwe gebieden", changed="gewijzigde gebieden"),
        _counted(load.counts.get("waarnemingen", {}), new="nieuwe cijfers", changed="gewijzigde cijfers"),
    ]
    return "; ".join(part for part in said if part) or "Geen wijzigingen."


def _counted(counts: dict[str, int], *, new: str, changed: str) -> str:
    numbers = {new: counts.get("new", 0), changed: counts.get("changed", 0)}
    return ", ".join(f"{format_number(number)} {what}" for what, number in numbers.items() if number)


def _day(load: Load) -> date:
    return load.started_at.date()

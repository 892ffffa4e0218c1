"""The register of clusterings, to read."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestReader
from api.sources import is_all_invented
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden
from geodata.indelingen.queries import list_indelingen, member_counts, member_ids, name_of
from geodata.indelingen.tables import Indeling
from geodata.store.queries import standing_loads

router = APIRouter()

MOST_AREAS = 500


@dataclass(frozen=True)
class IndelingView:
    """A clustering with its address, the number of its areas, and, of one's own, the areas."""

    indeling: Indeling
    name: str
    count: int
    areas: tuple[GebiedRecord, ...]


@router.get("/indelingen")
def show(request: Request, reader: RequestReader) -> HTMLResponse:
    """Show the register."""
    counts = member_counts(reader)
    views = []
    for indeling in list_indelingen(reader):
        areas: list[GebiedRecord] = []
        if indeling.gemeente_code is not None:
            areas = list_gebieden(reader, GebiedFilter(ids=member_ids(reader, indeling.id)), limit=MOST_AREAS)
        views.append(IndelingView(indeling, name_of(indeling), counts.get(indeling.id, 0), tuple(areas)))
    is_sample = any(view.indeling.gemeente_code == SAMPLE_GEMEENTE for view in views)
    context = {
        "own": [view for view in views if view.indeling.gemeente_code],
        "national": [view for view in views if not view.indeling.gemeente_code],
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(standing_loads(reader)),
    }
    return render_page(request, "indelingen.html", context)

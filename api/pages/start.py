"""The first page: search, the gemeenten with their wijken, and what is loaded."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestReader
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden, search_gebieden
from geodata.store.queries import standing_loads
from geodata.store.reading import Reader

router = APIRouter()

MOST_FOUND = 50
MOST_GEMEENTEN = 500
# A whole country's wijken do not help anyone who looks for one: from here on only gemeenten are listed.
MOST_UNFOLDED = 8
MOST_WIJKEN = 200


@dataclass(frozen=True)
class GemeenteView:
    """A gemeente with its wijken, where there are few enough gemeenten to list them."""

    gemeente: GebiedRecord
    wijken: tuple[GebiedRecord, ...]


@router.get("/")
def show(request: Request, reader: RequestReader, zoek: Annotated[str, Query(max_length=80)] = "") -> HTMLResponse:
    """Show the first page, with what was found where something was sought."""
    text = zoek.strip()
    gemeenten = list_gebieden(reader, GebiedFilter(level=Level.GEMEENTE), limit=MOST_GEMEENTEN)
    found = search_gebieden(reader, text, limit=MOST_FOUND + 1) if text else []
    context = {
        "zoek": text,
        "found": found[:MOST_FOUND],
        "has_more": len(found) > MOST_FOUND,
        "gemeenten": [gemeente_view(reader, gemeente, count=len(gemeenten)) for gemeente in gemeenten],
        "loads": standing_loads(reader),
        "is_sample": any(gemeente.code == SAMPLE_GEMEENTE for gemeente in gemeenten),
    }
    return render_page(request, "start.html", context)


def gemeente_view(reader: Reader, gemeente: GebiedRecord, *, count: int) -> GemeenteView:
    """Read the wijken of a gemeente, unless there are too many gemeenten."""
    if count > MOST_UNFOLDED:
        return GemeenteView(gemeente, ())
    wanted = GebiedFilter(level=Level.WIJK, gemeente_code=gemeente.code)
    return GemeenteView(gemeente, tuple(list_gebieden(reader, wanted, limit=MOST_WIJKEN)))

"""The first page: search, the gemeenten with their wijken, and what is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.loaded import loaded_sources
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestReader
from api.sources import is_all_invented
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden, search_gebieden
from geodata.indelingen.queries import indelingen_of, own_indeling_count
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
    loads = standing_loads(reader)
    is_sample = any(gemeente.code == SAMPLE_GEMEENTE for gemeente in gemeenten)
    context = {
        "zoek": text,
        "found": found[:MOST_FOUND],
        "has_more": len(found) > MOST_FOUND,
        "gemeenten": [gemeente_view(reader, gemeente, count=len(gemeenten)) for gemeente in gemeenten],
        "own_names": own_names(reader, found),
        "sources": loaded_sources(loads),
        "own_count": own_indeling_count(reader),
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(loads),
    }
    return render_page(request, "start.html", context)


def own_names(reader: Reader, found: Sequence[GebiedRecord]) -> dict[int, str]:
    """Return of which clustering each found area of one's own is, by the area's number."""
    ids = [gebied.id for gebied in found if gebied.level is Level.GEBIED]
    return {gebied_id: indeling.name for gebied_id, indeling in indelingen_of(reader, ids).items()}


def gemeente_view(reader: Reader, gemeente: GebiedRecord, *, count: int) -> GemeenteView:
    """Read the wijken of a gemeente, unless there are too many gemeenten."""
    if count > MOST_UNFOLDED:
        return GemeenteView(gemeente, ())
    wanted = GebiedFilter(level=Level.WIJK, gemeente_code=gemeente.code)
    return GemeenteView(gemeente, tuple(list_gebieden(reader, wanted, limit=MOST_WIJKEN)))

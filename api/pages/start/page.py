"""The first page: search, the gemeenten, the areas of clusterings of one's own, and what is loaded."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.loaded import loaded_sources
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.start.gemeenten import by_letter, own_indelingen, unfolded
from api.pages.start.words import KIND_WORDS, where
from api.places.looking import look_for
from api.sessions import RequestLocatieserver, RequestReader
from api.sources import is_all_invented
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, list_gebieden
from geodata.indelingen.queries import own_indeling_count
from geodata.store.queries import standing_loads
from geodata.store.reading import Reader

router = APIRouter()

MOST_FOUND = 50
MOST_GEMEENTEN = 500


@router.get("/")
def show(
    request: Request,
    reader: RequestReader,
    locatieserver: RequestLocatieserver,
    zoek: Annotated[str, Query(max_length=80)] = "",
) -> HTMLResponse:
    """Show the first page, with what was found where something was sought."""
    text = zoek.strip()
    context = {
        "zoek": text,
        "found": look_for(reader, locatieserver, text, most=MOST_FOUND) if text else None,
        "has_addresses": locatieserver.is_on,
        "kind_words": KIND_WORDS,
        "where": where,
        **standing_context(reader),
    }
    return render_page(request, "start.html", context)


def standing_context(reader: Reader) -> dict[str, Any]:
    """Return what the page shows whatever was sought: what there is to choose from, and what is loaded."""
    gemeenten = list_gebieden(reader, GebiedFilter(level=Level.GEMEENTE), limit=MOST_GEMEENTEN)
    loads = standing_loads(reader)
    views = unfolded(reader, gemeenten)
    is_sample = any(gemeente.code == SAMPLE_GEMEENTE for gemeente in gemeenten)
    return {
        "gemeente_count": len(gemeenten),
        "views": views,
        "letters": [] if views else by_letter(gemeenten),
        "own_indelingen": own_indelingen(reader, gemeenten),
        "own_count": own_indeling_count(reader),
        "sources": loaded_sources(loads),
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(loads),
    }

"""Where the figures come from: each source with its tables, its terms, and when it was fetched."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.loaded import loaded_sources
from api.pages.uitleg.menu import render_explanation
from api.sessions import RequestReader, RequestSettings
from api.sources import is_all_invented, source_of
from geodata.indelingen.queries import own_indeling_count
from geodata.store.queries import standing_loads

router = APIRouter()


@router.get("/uitleg/bronnen")
def show(request: Request, reader: RequestReader, settings: RequestSettings) -> HTMLResponse:
    """Show the sources."""
    loads = standing_loads(reader)
    is_sample = any(source_of(load.source).is_fictitious for load in loads)
    context = {
        "sources": loaded_sources(loads),
        "own_count": own_indeling_count(reader),
        "background": settings.background_map_attribution if settings.background_map_url else "",
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(loads),
    }
    return render_explanation(request, "bronnen.html", context)

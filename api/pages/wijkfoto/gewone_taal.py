"""The page of a gebied in plain Dutch, for its residents."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.wijkfoto.page import PageWijkfoto
from api.pages.wijkfoto.place import location_svg
from api.pages.wijkfoto.plain import plain_wijkfoto
from api.pages.wijkfoto.plain_words import plain_words
from api.sessions import RequestReader
from api.sources import is_all_invented

router = APIRouter()


@router.get("/wijkfoto/{code}/in-gewone-taal")
def show(request: Request, asked: PageWijkfoto, reader: RequestReader) -> HTMLResponse:
    """Show the wijkfoto of an area in plain words."""
    found = asked.found
    is_sample = found.gebied.gemeente_code == SAMPLE_GEMEENTE
    context = {
        "gebied": found.gebied,
        "has_figures": found.has_figures,
        "plain": plain_wijkfoto(found, plain_words()),
        "outline": location_svg(reader, found.gebied, asked.indeling),
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(found.loads.values()),
    }
    return render_page(request, "wijkfoto_gewone_taal.html", context)

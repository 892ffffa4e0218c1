"""A wijkfoto in brief, to frame in another site."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render_page
from api.pages.standing_out import for_front
from api.pages.wijkfoto.front import read_front
from api.requested import PageWijkfoto
from api.sessions import RequestReader, RequestStudies

router = APIRouter()

MOST_SIGNALS = 3
MOST_FIGURES = 4


@router.get("/insluiten/wijkfoto/{code}")
def show(request: Request, found: PageWijkfoto, reader: RequestReader, studies: RequestStudies) -> HTMLResponse:
    """Show the key figures of an area and what stands out, with the way to the rest."""
    front = read_front(reader, found, studies=studies)
    context = {
        "front": front,
        "key_figures": front.key_figures[:MOST_FIGURES],
        "brief": for_front(front.standing_out, most=MOST_SIGNALS),
        "is_sample": front.is_sample,
        "is_invented": front.is_invented,
    }
    return render_page(request, "insluiten/wijkfoto.html", context)

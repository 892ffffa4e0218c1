"""The wijkfoto for print: its front page on one A4, then what changed, what residents say, and the themes."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render_page
from api.pages.wijkfoto.changed import changes_view
from api.pages.wijkfoto.front import front_page
from api.pages.wijkfoto.page import PageWijkfoto
from api.pages.wijkfoto.pairs import pair_views
from api.pages.wijkfoto.view import line_views, theme_views
from api.sessions import RequestReader, RequestStudies
from geodata.indelingen.tables import Indeling
from geodata.indicators.studies import Studies
from geodata.store.reading import Reader
from geodata.wijkfoto.wijkfoto import Wijkfoto

router = APIRouter()

TEMPLATE = "wijkfoto_afdruk.html"


@router.get("/wijkfoto/{code}/afdruk")
def show(request: Request, asked: PageWijkfoto, reader: RequestReader, studies: RequestStudies) -> HTMLResponse:
    """Show the wijkfoto as it is printed."""
    return render_page(request, TEMPLATE, print_context(reader, asked.found, asked.indeling, studies=studies))


def print_context(reader: Reader, found: Wijkfoto, indeling: Indeling | None, *, studies: Studies) -> dict[str, Any]:
    """Read and write out what the template for print needs."""
    lines = line_views(found)
    front = front_page(reader, found, indeling, lines=lines, studies=studies)
    return {
        "gebied": found.gebied,
        "front": front,
        "compared_with": found.compared_with,
        "has_figures": found.has_figures,
        "changes": changes_view(found),
        "pairs": pair_views(found, lines),
        "themes": theme_views(found, lines),
        "is_sample": front.is_sample,
        "is_invented": front.is_invented,
    }

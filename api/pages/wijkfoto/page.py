"""The page of one gebied: its front page, and below it how it stands, beside others and over the years."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render_page
from api.pages.wijkfoto.front import front_page
from api.pages.wijkfoto.place import gebieden_below
from api.pages.wijkfoto.view import line_views, theme_views
from api.requested import PageWijkfoto
from api.sessions import RequestReader
from geodata.gebieden.levels import Level
from geodata.indelingen.queries import indelingen_of, parts_of

router = APIRouter()


@router.get("/wijkfoto/{code}")
def show(request: Request, found: PageWijkfoto, reader: RequestReader) -> HTMLResponse:
    """Show the wijkfoto of an area."""
    gebied = found.gebied
    indeling = indelingen_of(reader, [gebied.id]).get(gebied.id)
    lines = line_views(found)
    front = front_page(reader, found, indeling, lines)
    context = {
        "gebied": gebied,
        "front": front,
        "peildata": found.peildata,
        "compared_with": found.compared_with,
        "has_figures": found.has_figures,
        "themes": theme_views(found, lines),
        "below": gebieden_below(reader, gebied),
        "indeling": indeling,
        "units": parts_of(reader, [gebied.id]) if indeling else [],
        "is_sample": front.is_sample,
        "is_invented": front.is_invented,
    }
    return render_page(request, "wijkfoto.html", context | {"sections": page_sections(context)})


def page_sections(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the anchor and title of each section that the page will have below the front page."""
    first = [("samenstelling", "Waaruit dit gebied bestaat", context["units"])]
    themes = [(f"thema-{theme.key}", theme.title, theme.lines) for theme in context["themes"]]
    last = [("delen", "Wijken" if context["gebied"].level is Level.GEMEENTE else "Buurten", context["below"])]
    return [(anchor, title) for anchor, title, content in first + themes + last if content]

"""How a map or a wijkfoto is put into a site of one's own: the line of HTML to copy."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.uitleg.menu import render_explanation
from api.sessions import RequestReader
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, list_gebieden

router = APIRouter()


@router.get("/uitleg/insluiten")
def show(request: Request, reader: RequestReader) -> HTMLResponse:
    """Show how to embed, with a gemeente that is loaded as the example."""
    gemeenten = list_gebieden(reader, GebiedFilter(level=Level.GEMEENTE), limit=1)
    context = {"example": gemeenten[0] if gemeenten else None, "root": str(request.base_url).rstrip("/")}
    return render_explanation(request, "insluiten.html", context)

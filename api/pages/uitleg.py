"""How the figures are made, where they come from, and what their statuses mean."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.dutch_text import STATUS_EXPLANATIONS
from api.pages.rendering import render_page

router = APIRouter()


@router.get("/uitleg")
def show(request: Request) -> HTMLResponse:
    """Show the explanation."""
    return render_page(request, "uitleg.html", {"statuses": STATUS_EXPLANATIONS})

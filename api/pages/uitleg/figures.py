"""How the figures are made, how sure they are, and what their statuses mean."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.dutch_text import STATUS_EXPLANATIONS
from api.pages.uitleg.menu import render_explanation

router = APIRouter()


@router.get("/uitleg")
def show(request: Request) -> HTMLResponse:
    """Show the explanation."""
    return render_explanation(request, "cijfers.html", {"statuses": STATUS_EXPLANATIONS})

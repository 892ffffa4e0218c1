"""The accessibility statement: what was tested, how, and what is known to fall short."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.uitleg.menu import render_explanation

router = APIRouter()


@router.get("/uitleg/toegankelijkheid")
def show(request: Request) -> HTMLResponse:
    """Show the statement."""
    return render_explanation(request, "toegankelijkheid.html", {})

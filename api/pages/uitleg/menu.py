"""The menu that the pages of the explanation share."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render_page

ENTRIES = (
    ("/uitleg", "Hoe zeker zijn deze cijfers?"),
    ("/uitleg/onderwerpen", "Onderwerpen"),
    ("/uitleg/bronnen", "Bronnen"),
    ("/uitleg/wijzigingen", "Wijzigingen"),
    ("/uitleg/insluiten", "Op uw eigen website"),
    ("/uitleg/toegankelijkheid", "Toegankelijkheid"),
)


def render_explanation(request: Request, template: str, context: Mapping[str, Any]) -> HTMLResponse:
    """Render a page of the explanation, with its menu."""
    return render_page(request, f"uitleg/{template}", {"entries": ENTRIES} | dict(context))

"""The documentation of the API, drawn on the server from its own specification."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render_page

router = APIRouter()


@router.get("/api")
def show(request: Request) -> HTMLResponse:
    """Show what the API offers."""
    specification = request.app.openapi()
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in specification["paths"].items()
        for method, operation in methods.items()
    ]
    return render_page(request, "api.html", {"info": specification["info"], "operations": operations})

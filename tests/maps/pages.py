"""Serve a page with a map under the content security policy that our maps promise to keep."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from maps.assets import own_static_dir

NONCE = "n0nce"
_POLICY = (
    f"default-src 'none'; script-src 'self' 'nonce-{NONCE}'; style-src 'self'; img-src 'self' data: http://127.0.0.1:*"
)


def document_with(head: str, body: str) -> str:
    """Return a page around the parts of a map."""
    return (
        '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Kaart</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>'
        f"<body><main><h1>Kaart</h1>{body}</main></body></html>"
    )


def page_app(document: str, leaflet_dir: Path, *more_routes: Route) -> Starlette:
    """Serve a document at the root, what it loads, and a page for each area."""
    return Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse(document, headers={"content-security-policy": _POLICY})),
            Route("/wijkfoto/{code}", lambda request: PlainTextResponse(request.path_params["code"])),
            Route("/favicon.ico", lambda _: Response(status_code=204)),
            Mount("/static/vendor", StaticFiles(directory=leaflet_dir)),
            Mount("/static/maps", StaticFiles(directory=own_static_dir())),
            *more_routes,
        ]
    )

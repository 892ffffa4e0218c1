"""No request may bring more than a question needs: what is sent is read into memory.

Starlette's own limit answers in plain text, outside our headers, where every answer of the API is a problem.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import answer

MAX_BODY_BYTES = 100_000


class BodyLimit:
    """ASGI middleware that refuses a body that is too long, or that does not say how long it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        refusal = _refusal(Headers(scope=scope)) if scope["type"] == "http" else None
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            status, detail = refusal
            await answer(Request(scope), status, detail)(scope, receive, send)


def _refusal(headers: Headers) -> tuple[HTTPStatus, str] | None:
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isdecimal():
        return HTTPStatus.LENGTH_REQUIRED, "Stuur de vraag in één keer, met de kop Content-Length."
    if int(length) > MAX_BODY_BYTES:
        return (
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"De vraag mag ten hoogste {MAX_BODY_BYTES // 1000} kB zijn. Vraag minder tegelijk.",
        )
    return None

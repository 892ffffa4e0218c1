"""Headers on every answer: who may frame it, run what in it, read it from elsewhere, and keep it for how long."""

import secrets
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

API_VERSION = "1.0.0"
PUBLIC_PREFIX = "/api/v1"
STATIC_PREFIX = "/static"
EMBED_PREFIX = "/insluiten/"
ONE_YEAR_S = 31_536_000

FIXED_HEADERS = {
    "API-Version": API_VERSION,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Public figures: anyone may keep them, if they ask each time whether they are still the same (an ETag answers that).
PUBLIC_CACHE = "public, no-cache"
STATIC_CACHE = "public, max-age=3600"
# An address with the hash of its content: a new version has another address.
VERSIONED_CACHE = f"public, max-age={ONE_YEAR_S}, immutable"
PAGE_CACHE = "no-cache"
NOT_KEPT = "no-store"
NOBODY = "'none'"
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Link, Location",
}
PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
CHALLENGE = 'Bearer realm="gebiedsmonitor"'
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class SecurityHeaders:
    """ASGI middleware that puts the headers on every answer and a fresh nonce in ``request.state``.

    Parameters
    ----------
    app
        What answers the request.
    background_map_url
        Tile address of the background map: the only other host that a page may ask for anything (images).
    embed_origins
        Sites that may frame the embeddable pages, as CSP writes them; empty: none.
    """

    def __init__(self, app: ASGIApp, *, background_map_url: str = "", embed_origins: str = "") -> None:
        self.app = app
        self.background_map_url = background_map_url
        self.embed_origins = embed_origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["nonce"] = secrets.token_urlsafe(16)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                policy = policy_for(scope, background_map_url=self.background_map_url, embed_origins=self.embed_origins)
                add_headers(MutableHeaders(scope=message), scope, policy=policy)
            await send(message)

        if scope["method"] == "OPTIONS" and scope["path"].startswith(PUBLIC_PREFIX):
            await _answer_preflight(allowed_methods(scope), send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)


def policy_for(scope: Scope, *, background_map_url: str, embed_origins: str) -> str:
    """Return the content security policy of the answer to a request; for the parameters see `SecurityHeaders`."""
    image_sources = " ".join(["'self'", "data:", *_origin(background_map_url)])
    may_be_framed = scope["path"].startswith(EMBED_PREFIX) and embed_origins
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{scope['state']['nonce']}'; style-src 'self'; "
        f"img-src {image_sources}; object-src 'none'; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors {embed_origins if may_be_framed else NOBODY}"
    )


def add_headers(headers: MutableHeaders, scope: Scope, *, policy: str) -> None:
    """Set each header that the answer to a request did not set on purpose."""
    path = scope["path"]
    values = FIXED_HEADERS | {"Content-Security-Policy": policy}
    if path.startswith(PUBLIC_PREFIX):
        values |= CORS_HEADERS
    if scope["scheme"] == "https":
        values["Strict-Transport-Security"] = f"max-age={ONE_YEAR_S}; includeSubDomains"
    for name, value in (values | {"Cache-Control": _cache_rule(scope)}).items():
        headers.setdefault(name, value)


def allowed_methods(scope: Scope) -> str:
    """Return the methods that the address of a request has, as the header ``Allow`` lists them.

    HEAD and OPTIONS are answered by middleware, of which the routes do not know; files are only read.
    """
    routes = [route for route in scope["app"].routes if not isinstance(route, Mount)]
    found = [
        method
        for method in METHODS
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in routes)
    ]
    reading = ["GET", "HEAD"] if "GET" in found or not found else []
    asking = ["OPTIONS"] if scope["path"].startswith(PUBLIC_PREFIX) else []
    return ", ".join([*reading, *(method for method in found if method != "GET"), *asking])


def nonce_of(request: Request) -> str:
    """Return the nonce that scripts of this answer carry."""
    return str(request.state.nonce)


def _origin(url: str) -> list[str]:
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def _cache_rule(scope: Scope) -> str:
    path = scope["path"]
    if scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
        return NOT_KEPT
    if path.startswith(PUBLIC_PREFIX):
        return PUBLIC_CACHE
    if path.startswith(STATIC_PREFIX):
        return VERSIONED_CACHE if scope["query_string"].startswith(b"v=") else STATIC_CACHE
    return PAGE_CACHE


async def _answer_preflight(methods: str, send: Send) -> None:
    values = PREFLIGHT_HEADERS | {"Access-Control-Allow-Methods": methods, "Allow": methods}
    headers = [(name.lower().encode(), value.encode()) for name, value in values.items()]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})

"""One log line per request: what was asked for and how long it took, and nothing about who asked."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)


class AccessLog:
    """ASGI middleware that logs method, route, status and time.

    The route, not the path, and no query: a path or query can hold a name, an address or a place. No client address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            logger.info("%s %s %d %.0f ms", scope["method"], route, status, 1000 * (time.perf_counter() - started))


def silence_server_log() -> None:
    """Turn off uvicorn's own access log, which names the client's address and the whole query."""
    logging.getLogger("uvicorn.access").disabled = True

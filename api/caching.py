"""Conditional answers: an ETag on public figures, 304 where the asker has them already, and HEAD for every GET."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.security import NOT_KEPT, PUBLIC_PREFIX

# Of the pages only those of what was frozen: the others carry a nonce, which is another one each time. What the map of
# the country is drawn of is no page.
NAMED_PREFIXES = (PUBLIC_PREFIX, "/bevroren/", "/kaart/nederland/")


class HeadAnswers:
    """ASGI middleware that answers HEAD as GET without its body: the same headers, compressed or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        answer = _Answer()
        await self.app({**scope, "method": "GET"}, receive, answer.collect)
        await answer.send_to(send, with_body=False)


class ConditionalAnswers:
    """ASGI middleware that hashes each answer of the API, before it is compressed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(NAMED_PREFIXES):
            await self.app(scope, receive, send)
            return
        answer = _Answer()

        async def collect_or_pass_on(message: Message) -> None:
            if answer.is_named(message):
                await answer.collect(message)
            else:
                await send(message)

        await self.app(scope, receive, collect_or_pass_on)
        if answer.start:
            answer.add_etag(Headers(scope=scope).get("if-none-match", ""))
            await answer.send_to(send, with_body=True)


class _Answer:
    """An answer that is held until it is whole."""

    def __init__(self) -> None:
        self.start: Message = {}
        self.body = b""

    def is_named(self, message: Message) -> bool:
        """Tell whether this part is of an answer that gets a name: not of one that nobody may keep."""
        if message["type"] != "http.response.start":
            return bool(self.start)
        return MutableHeaders(scope=message).get("cache-control") != NOT_KEPT

    async def collect(self, message: Message) -> None:
        """Keep a part of the answer."""
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.body += message.get("body", b"")

    def add_etag(self, known: str) -> None:
        """Name the answer by its content; where the asker knows that name, send no content."""
        headers = MutableHeaders(scope=self.start)
        if self.start["status"] != 200:
            return
        etag = f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'
        headers["ETag"] = etag
        known_etags = {name.strip().removeprefix("W/") for name in known.split(",")}
        if known_etags & {etag, "*"}:
            self.start["status"], self.body = 304, b""
            del headers["content-length"]
            del headers["content-type"]

    async def send_to(self, send: Send, *, with_body: bool) -> None:
        """Send what was kept."""
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body if with_body else b""})

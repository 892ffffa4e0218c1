"""A real browser for tests: Debian's Chromium, and a page that keeps what it complained of and whom it asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = "/usr/bin/chromium"
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class WatchedPage:
    """A page with its console errors, uncaught script errors, and the hosts ("name:port") that it asked."""

    page: Page
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def note_request(self, request: Request) -> None:
        if request.url.startswith(("http:", "https:")):
            self.hosts.add(urlsplit(request.url).netloc)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium; it stops when the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watched_page(
    browser: Browser, *, width: int = 1440, height: int = 900, has_touch: bool = False
) -> Iterator[WatchedPage]:
    """Yield an empty page of `width` by `height` CSS pixels, without cookies of other pages."""
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=has_touch, locale="nl-NL")
    watched = WatchedPage(context.new_page())
    watched.page.on("console", watched.note_console)
    watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
    watched.page.on("request", watched.note_request)
    try:
        yield watched
    finally:
        context.close()

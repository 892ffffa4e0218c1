"""The web service as a browser meets it: on a port of this machine, with Leaflet."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api.app import create_app
from geodata.settings import Settings
from maps.assets import set_up_assets


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Yield the address of the web service with Leaflet; it stops when the block ends."""
    set_up_assets(settings)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)

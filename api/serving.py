"""Run the web service in this process until it is told to stop."""

import errno
import socket
from contextlib import suppress

from geodata.errors import SetupError
from geodata.settings import Settings

REASONS = {
    errno.EADDRINUSE: "daar luistert al een ander programma",
    errno.EACCES: "die poort is voor beheerders",
    errno.EADDRNOTAVAIL: "dat adres is niet van deze machine",
}


class PortTakenError(SetupError):
    """Something else listens on the port."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"Op {host}:{port} kan de website niet luisteren: {reason}. "
            "Stop dat programma, of kies met HOST en PORT een ander adres, bijvoorbeeld: PORT=8001 make run."
        )


def require_free_port(settings: Settings) -> None:
    """Raise now, before anything is loaded, where the address cannot be listened on.

    Raises
    ------
    PortTakenError
        The port is taken, or not allowed.
    """
    try:
        with socket.create_server((settings.host, settings.port)):
            return
    except OSError as error:
        reason = REASONS.get(error.errno or 0, str(error))
        raise PortTakenError(settings.host, settings.port, reason) from error


def serve(settings: Settings, database_url: str) -> None:
    """Serve until Ctrl-C or the signal to terminate; requests under way are finished first."""
    # The web service takes seconds to import, which the other commands should not cost.
    import uvicorn  # noqa: PLC0415

    from api.app import create_app  # noqa: PLC0415

    app = create_app(settings.model_copy(update={"database_url": database_url}))
    config = uvicorn.Config(app, host=settings.host, port=settings.port, log_level="warning", access_log=False)
    # When it has stopped, uvicorn raises the signal once more: for whoever asked for it, this was the way to stop.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run()

"""Files that were made on request: kept on disk for an hour at most, a bounded number and size of them together."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from geodata.errors import NotFoundError

KEPT_S = 3600.0
MAX_FILES = 40
MAX_BYTES = 500 * 2**20


class FileGoneError(NotFoundError):
    """A file that was made is not kept any more."""

    def __init__(self) -> None:
        super().__init__("Dit bestand is er niet meer: het wordt hooguit een uur bewaard. Vraag het opnieuw aan.")


class KeptFiles:
    """A folder of files of this process, which ends with it.

    Parameters
    ----------
    clock
        Tells the time in seconds, from any moment on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="gebiedsmonitor-")
        self._made_at: dict[Path, float] = {}
        self._count = 0

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return Path(self._folder.name)

    def new_path(self, suffix: str) -> Path:
        """Return where to write a file; nothing of it counts until it is kept."""
        with self._lock:
            self._count += 1
            return self.folder / f"{self._count}{suffix}"

    def keep(self, path: Path) -> None:
        """Count a file that was written, and let the oldest go where there are too many, or they are too large."""
        with self._lock:
            self._made_at[path] = self._clock()
            self._trim()

    def require(self, path: Path) -> Path:
        """Return a file that is kept.

        Raises
        ------
        FileGoneError
            It is not, any more.
        """
        with self._lock:
            self._trim()
            if path not in self._made_at or not path.exists():
                raise FileGoneError
            return path

    def close(self) -> None:
        """Remove them all."""
        self._folder.cleanup()

    def _trim(self) -> None:
        oldest_first = sorted(self._made_at, key=lambda path: self._made_at[path])
        for path in oldest_first:
            is_old = self._clock() - self._made_at[path] > KEPT_S
            if not is_old and len(self._made_at) <= MAX_FILES and self._size() <= MAX_BYTES:
                return
            del self._made_at[path]
            path.unlink(missing_ok=True)

    def _size(self) -> int:
        # Who tidies up temporary files may have taken some.
        return sum(path.stat().st_size for path in self._made_at if path.exists())

"""A process that prints: WeasyPrint holds the interpreter while it works, and the site has to answer meanwhile."""

import signal
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from threading import Lock

from geodata.errors import BusyError


class PrinterStoppedError(BusyError):
    """The printing process ended before its document was done."""

    def __init__(self) -> None:
        super().__init__(
            "Het maken van de PDF brak af. Probeer het opnieuw; blijft het misgaan, vraag dan minder tegelijk."
        )


class Printer:
    """One process that prints documents one after the other; it starts with the first, and keeps its typefaces."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._executor: Executor | None = None

    def print(self, html: str, target: Path) -> int:
        """Print a document and wait for it.

        Returns
        -------
        int
            Number of pages.

        Raises
        ------
        PrinterStoppedError
            The process ended, for want of memory for instance; the next document gets a new one.
        maps.png.FontMissingError
            The typeface is not on the machine.
        """
        executor = self._started()
        try:
            # By name: this module must not load WeasyPrint.
            return executor.submit(_print, html, target).result()
        except BrokenProcessPool as error:
            self.close()
            raise PrinterStoppedError from error

    def close(self) -> None:
        """End the process."""
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(cancel_futures=True)

    def _started(self) -> Executor:
        with self._lock:
            if self._executor is None:
                context = get_context("spawn")
                self._executor = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_leave_signals)
            return self._executor


def _leave_signals() -> None:
    """Let the process that started this one decide when it ends: Ctrl-C goes to both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _print(html: str, target: Path) -> int:
    from api.exports.pdf.printing import print_pdf  # noqa: PLC0415 (only the printing process needs it)

    return print_pdf(html, target)

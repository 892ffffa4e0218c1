import os
import signal
from pathlib import Path

import pytest

from api.exports.pdf import printer as module
from api.exports.pdf.printer import Printer, PrinterStoppedError

PAGE = '<html lang="nl"><head><title>Proef</title></head><body><h1>Proef</h1></body></html>'


def stop(*_: object) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_another_process_prints(tmp_path: Path):
    printer = Printer()
    try:
        assert printer.print(PAGE, tmp_path / "proef.pdf") == 1
    finally:
        printer.close()
    assert (tmp_path / "proef.pdf").read_bytes().startswith(b"%PDF")


def test_a_process_that_dies_is_told_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    printer = Printer()
    try:
        with monkeypatch.context() as patched:
            patched.setattr(module, "_print", stop)
            with pytest.raises(PrinterStoppedError, match="Probeer het opnieuw"):
                printer.print(PAGE, tmp_path / "proef.pdf")
        assert printer.print(PAGE, tmp_path / "proef.pdf") == 1
    finally:
        printer.close()

"""Run the command as its user does, in a process of its own, or within the test where that is enough."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

COMMAND = str(Path(sys.executable).parent / "gebiedsmonitor")

Run = Callable[..., subprocess.CompletedProcess[str]]
InProcess = Callable[[str], tuple[int, str]]


def environment(local_dir: Path, **settings: str) -> dict[str, str]:
    """What an operator sets, and of this process only where programs are found."""
    return {"PATH": os.environ["PATH"], "HOME": str(local_dir), "LOCAL_DIR": str(local_dir), **settings}


def failure(done: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    """Return the exit code and what was said; a traceback is never said."""
    assert "Traceback" not in done.stderr + done.stdout
    return done.returncode, re.sub(r"\s+", " ", done.stderr.partition("FOUT: ")[2]).strip()

"""The command line on a scratch database: in a process of its own, or within the test."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from api.cli.app import main
from etl.load import load_batch
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import PROJECT_DIR
from tests.api.cli.running import COMMAND, InProcess, Run, environment
from tests.batches import figures_batch, map_batch


@pytest.fixture
def run(scratch_url: str, tmp_path: Path) -> Run:
    """Run the command on the scratch database, or on what the settings say."""

    def run_command(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        env = environment(tmp_path, **({"DATABASE_URL": scratch_url} | settings))
        return subprocess.run(
            [COMMAND, *arguments], env=env, cwd=PROJECT_DIR, capture_output=True, text=True, timeout=120, check=False
        )

    return run_command


@pytest.fixture
def filled(scratch_url: str) -> None:
    """A database with load 1, the map of four areas, and load 2, their figures."""
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        for batch in (map_batch(), figures_batch({"GM0001": 33.0, "WK000101": 35.0, "BU00010101": 20.0})):
            load_batch(connection, batch, catalogue=load_catalogue())


@pytest.fixture
def in_process(
    scratch_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> InProcess:
    """Run the command within the test: exit code and what was said of it, on one line."""
    monkeypatch.setenv("DATABASE_URL", scratch_url)
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path))

    def run_here(arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["gebiedsmonitor", *arguments.split()])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        said = printed.err.partition("FOUT: ")[2] or printed.out
        return int(ended.value.code or 0), " ".join(said.split())

    return run_here

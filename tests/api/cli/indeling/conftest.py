"""A table of a clustering of the grid gemeente, beside a database with its map and figures."""

from pathlib import Path

import pytest

from tests.etl.register.entries import TOGETHER, listed


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Both buurten in one area, as a table."""
    return listed(tmp_path, TOGETHER).path

from pathlib import Path

import pytest

from tests.api.cli.running import InProcess

pytestmark = pytest.mark.usefixtures("filled")


def test_a_chart_is_drawn_into_a_file(in_process: InProcess, tmp_path: Path):
    target = tmp_path / "grafiek.svg"
    done = in_process(f"grafiek teken GM0001 --soort vergelijking --indicator inwoners --naar {target}")
    assert done[0] == 0, done
    assert "35 (" in target.read_text()


def test_too_few_figures_are_no_chart(in_process: InProcess, tmp_path: Path):
    code, said = in_process(f"grafiek teken GM0001 --indicator inwoners --naar {tmp_path}/g.svg")
    assert (code, "twee jaren" in said) == (3, True)

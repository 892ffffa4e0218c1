from pathlib import Path

import pytest

from tests.api.cli.running import InProcess

pytestmark = pytest.mark.usefixtures("filled")


def test_a_map_is_drawn_into_a_file(in_process: InProcess, tmp_path: Path):
    target = tmp_path / "kaart.svg"
    code, said = in_process(f"kaart teken --gemeente GM0001 --indeling buurt --naar {target}")
    assert (code, said.startswith("Geschreven:")) == (0, True)
    assert "Bron:" in target.read_text()


def test_the_end_of_the_name_says_the_format(in_process: InProcess, tmp_path: Path):
    target = tmp_path / "kaart.png"
    assert in_process(f"kaart teken --gemeente GM0001 --breedte 300 --naar {target}")[0] == 0
    assert target.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("--naar kaart.pdf", 4, "laat de naam eindigen op .svg of .png"),
        ("--naar kaart.svg --keuze aantal=99", 2, "aantal: '99'"),
        ("--naar kaart.svg --keuze aantal", 2, "Schrijf naam=waarde"),
        ("--naar /nergens/kaart.svg", 7, "Kies een andere plek met --naar."),
    ],
)
def test_what_cannot_be_is_said(in_process: InProcess, arguments: str, code: int, said: str):
    ended, sentence = in_process(f"kaart teken --gemeente GM0001 {arguments}")
    assert (ended, said in sentence) == (code, True), sentence

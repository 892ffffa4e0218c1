from pathlib import Path

import pytest

from tests.api.cli.running import InProcess

pytestmark = pytest.mark.usefixtures("filled")


def test_a_wijkfoto_is_printed(in_process: InProcess, tmp_path: Path):
    target = tmp_path / "gemeente.pdf"
    code, said = in_process(f"wijkfoto pdf GM0001 --naar {target}")
    assert (code, said.startswith("Geschreven:")) == (0, True)
    assert target.read_bytes().startswith(b"%PDF")


def test_all_areas_of_a_level_go_into_a_folder(in_process: InProcess, tmp_path: Path):
    target = tmp_path / "map"
    done = in_process(f"wijkfoto pdf --indeling cbs-buurt.2024 --gemeente GM0001 --naar {target}")
    assert done[0] == 0, done
    assert len(list(target.glob("*.pdf"))) == 2


def test_all_areas_go_into_one_offline_file(in_process: InProcess, tmp_path: Path):
    target = tmp_path / "buurten.html"
    done = in_process(f"wijkfoto bundel cbs-buurt.2024 --gemeente GM0001 --naar {target}")
    assert done[0] == 0, done
    assert target.read_text().count('<article class="gebied" id=') == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("pdf --naar x.pdf", 4, "Noem één gebied"),
        ("pdf GM0001 --indeling cbs-wijk.2024 --naar x.pdf", 4, "Noem één gebied"),
        ("pdf WK999999 --naar x.pdf", 3, "'WK999999' is niet geladen"),
        ("pdf GM0001 --naar /nergens/x.pdf", 7, "Kies een andere plek met --naar."),
        ("bundel GM0001.weg.1 --naar x.html", 3, "staat niet in het register"),
    ],
)
def test_what_cannot_be_is_said(in_process: InProcess, arguments: str, code: int, said: str):
    ended, sentence = in_process(f"wijkfoto {arguments}")
    assert (ended, said in sentence) == (code, True), sentence

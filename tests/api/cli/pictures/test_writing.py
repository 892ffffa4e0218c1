from pathlib import Path

import pytest

from api.cli.pictures.writing import FileNotWrittenError, UnknownEndError, format_of, write_file
from api.exports.picture import PictureFormat


@pytest.mark.parametrize(
    ("name", "form"), [("k.svg", PictureFormat.SVG), ("k.PNG", PictureFormat.PNG), ("a.b.png", PictureFormat.PNG)]
)
def test_the_end_of_a_name_says_the_format(name: str, form: PictureFormat):
    assert format_of(Path(name)) is form


@pytest.mark.parametrize("name", ["kaart", "kaart.jpg", ".png."])
def test_another_end_is_refused(name: str):
    with pytest.raises(UnknownEndError, match="laat de naam eindigen"):
        format_of(Path(name))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path):
    with pytest.raises(FileNotWrittenError, match="Kies een andere plek"):
        write_file(tmp_path / "weg" / "kaart.svg", b"")

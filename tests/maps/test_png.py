import struct
from pathlib import Path

import pytest

from maps import png
from maps.png import FontMissingError, PngSizeError, png_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50" font-family="system-ui, Arial, sans-serif">{}</svg>'


def test_a_picture_is_as_wide_as_asked_and_as_high_as_its_drawing():
    picture = png_of(SVG.format(""), width=400)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (400, 100)


def test_text_really_shows():
    # Without a typeface resvg leaves text out and says nothing: then both would be the same white.
    written = png_of(SVG.format('<text x="10" y="30" font-size="24">Wijkfoto’s één</text>'))
    assert len(written) > 2 * len(png_of(SVG.format("")))


@pytest.mark.parametrize("width", [99, 4001])
def test_a_width_out_of_bounds_is_refused(width: int):
    with pytest.raises(PngSizeError, match="100 tot en met 4000"):
        png_of(SVG.format(""), width=width)


def test_a_picture_that_would_be_too_high_is_refused():
    with pytest.raises(PngSizeError):
        png_of(SVG.replace("200 50", "10 100").format(""), width=4000)


def test_a_machine_without_the_typeface_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(png, "_FONT_DIRS", (tmp_path,))
    png.font_files.cache_clear()
    with pytest.raises(FontMissingError, match="fonts-open-sans"):
        png.font_files()
    png.font_files.cache_clear()

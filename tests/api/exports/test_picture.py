import pytest

from api.exports.picture import Picture, PictureFormat, picture_bytes

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/></svg>'


def test_a_file_name_holds_only_what_every_system_allows():
    assert Picture("65+ / Oss é", SVG).file_name(PictureFormat.SVG) == "65-Oss-.svg"


@pytest.mark.parametrize(("form", "start"), [(PictureFormat.SVG, b"<svg"), (PictureFormat.PNG, b"\x89PNG")])
def test_a_picture_is_written_in_the_format_asked(form: PictureFormat, start: bytes):
    assert picture_bytes(Picture("kaart", SVG), form).startswith(start)

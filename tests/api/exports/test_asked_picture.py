import pytest

from api.exports.asked_picture import preferred_format
from api.exports.picture import PictureFormat


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", PictureFormat.SVG),
        ("*/*", PictureFormat.SVG),
        ("image/png", PictureFormat.PNG),
        ("IMAGE/PNG; q=0.9, text/html", PictureFormat.PNG),
        ("image/png;q=0.5, image/svg+xml;q=0.8", PictureFormat.SVG),
        ("image/png;q=0.8, image/svg+xml;q=0.5", PictureFormat.PNG),
        ("image/png;q=veel", PictureFormat.PNG),
        ("image/png;q=0", PictureFormat.SVG),
    ],
)
def test_a_picture_comes_in_the_format_that_the_asker_prefers(accept: str, form: PictureFormat):
    assert preferred_format(accept) is form

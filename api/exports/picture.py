"""A map or chart as a file: its name, and its bytes as SVG or PNG."""

import re
from dataclasses import dataclass
from enum import StrEnum

from maps.png import DEFAULT_WIDTH, png_of

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


class PictureFormat(StrEnum):
    """The formats of a picture; the value is what an address asks for, and the end of a file's name."""

    SVG = "svg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        """Media type, as in the header Content-Type."""
        return "image/svg+xml" if self is PictureFormat.SVG else "image/png"


class ChartKind(StrEnum):
    """The kinds of chart; the value is what an address asks for."""

    TREND = "verloop"
    AGES = "leeftijd"
    INTERVALS = "vergelijking"


@dataclass(frozen=True)
class Picture:
    """A picture with the name that its file gets, without its end."""

    name: str
    svg: str

    def file_name(self, form: PictureFormat) -> str:
        """Return the name of its file: letters, digits, points and dashes only.

        Examples
        --------
        >>> Picture("inwoners-GM0828.ibor.1-2022", "").file_name(PictureFormat.PNG)
        'inwoners-GM0828.ibor.1-2022.png'
        """
        return f"{_NOT_IN_A_NAME.sub('-', self.name)}.{form.value}"


def picture_bytes(picture: Picture, form: PictureFormat, *, width: int = DEFAULT_WIDTH) -> bytes:
    """Return the file of a picture.

    Parameters
    ----------
    width
        Width of a PNG in pixels; an SVG has none.

    Raises
    ------
    maps.png.FontMissingError, maps.png.PngSizeError
        A PNG cannot be drawn on this machine, or not in that size.
    """
    return picture.svg.encode() if form is PictureFormat.SVG else png_of(picture.svg, width=width)

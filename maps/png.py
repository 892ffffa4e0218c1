"""An SVG of ours as PNG: drawn by resvg, with the typeface of the machine."""

from functools import cache
from pathlib import Path

import resvg_py

from geodata.errors import InvalidInputError, SetupError

FONT_FAMILY = "Open Sans"
DEFAULT_WIDTH = 1600
MIN_WIDTH, MAX_WIDTH = 100, 4000
MAX_HEIGHT = 12_000
_FONT_DIRS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/Library/Fonts"),
)


class FontMissingError(SetupError):
    """The typeface that pictures and documents are set in is not on the machine."""

    def __init__(self) -> None:
        super().__init__(
            f"Het lettertype {FONT_FAMILY} staat niet op deze machine; zonder komt er geen tekst in een PNG of PDF. "
            "Installeer het pakket fonts-open-sans (apt-get install fonts-open-sans), of voer 'make run' uit."
        )


class PngSizeError(InvalidInputError):
    """A picture that is too small or too large to draw."""

    def __init__(self, width: int, height: float) -> None:
        super().__init__(
            f"Een PNG van {width} bij {height:.0f} beeldpunten kan hier niet; kies een breedte van {MIN_WIDTH} tot en "
            f"met {MAX_WIDTH}, waarbij de hoogte niet boven {MAX_HEIGHT} komt."
        )


@cache
def font_files() -> tuple[Path, ...]:
    """Return the files of the typeface: regular and bold.

    Raises
    ------
    FontMissingError
        It is not on the machine.
    """
    names = ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf", "OpenSans-Semibold.ttf")
    found = [path for folder in _FONT_DIRS if folder.is_dir() for path in sorted(folder.rglob("OpenSans-*.ttf"))]
    by_name = {path.name: path for path in found}
    files = tuple(by_name[name] for name in names if name in by_name)
    if names[0] not in by_name:
        raise FontMissingError
    return files


def png_of(svg: str, *, width: int = DEFAULT_WIDTH) -> bytes:
    """Draw an SVG document as PNG.

    Parameters
    ----------
    svg
        A document with a ``viewBox``, such as maps and charts are.
    width
        Width in pixels; the height follows.

    Raises
    ------
    FontMissingError
        The typeface is not on the machine.
    PngSizeError
        The width, or the height that follows from it, is out of bounds.
    """
    height = width * _shape(svg)
    if not MIN_WIDTH <= width <= MAX_WIDTH or height > MAX_HEIGHT:
        raise PngSizeError(width, height)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(path) for path in font_files()],
            font_family=FONT_FAMILY,
            sans_serif_family=FONT_FAMILY,
            languages=["nl"],
        )
    )


def _shape(svg: str) -> float:
    """Return height over width of an SVG document."""
    start = svg.index('viewBox="') + len('viewBox="')
    _, _, width, height = map(float, svg[start : svg.index('"', start)].split())
    return height / width

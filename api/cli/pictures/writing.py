"""Where a picture goes, and in which format: the end of the file's name tells."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.output import out
from api.exports.picture import Picture, PictureFormat, picture_bytes
from geodata.errors import InvalidInputError, SetupError
from maps.png import DEFAULT_WIDTH, MAX_WIDTH, MIN_WIDTH

Target = Annotated[Path, typer.Option("--naar", help="Bestand om te maken, met .svg of .png.", metavar="BESTAND")]
Width = Annotated[
    int,
    typer.Option("--breedte", help="Breedte van een png in beeldpunten.", min=MIN_WIDTH, max=MAX_WIDTH, metavar="N"),
]
USUAL_WIDTH = DEFAULT_WIDTH


class UnknownEndError(InvalidInputError):
    """A file's name whose end says no format."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Aan '{path.name}' is niet te zien wat voor beeld het wordt; laat de naam eindigen op .svg of .png."
        )


class FileNotWrittenError(SetupError):
    """A file that cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Het bestand {path} kan niet worden geschreven: {reason}. Kies een andere plek met --naar.")


def format_of(path: Path) -> PictureFormat:
    """Return the format that the end of a file's name asks for.

    Raises
    ------
    UnknownEndError
        It asks for none that can be made.
    """
    try:
        return PictureFormat(path.suffix.lower().removeprefix("."))
    except ValueError as error:
        raise UnknownEndError(path) from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file and say where it is.

    Raises
    ------
    FileNotWrittenError
        It cannot be written there.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FileNotWrittenError(path, error.strerror or str(error)) from error
    out.print(f"Geschreven: {escape(str(path))} ({max(1, len(content) // 1024)} kB)", soft_wrap=True)


def write_picture(picture: Picture, path: Path, *, width: int) -> None:
    """Write a picture in the format that its file's name asks for."""
    write_file(path, picture_bytes(picture, format_of(path), width=width))

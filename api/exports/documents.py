"""Wijkfoto's of all areas of a clustering as files: a zip with a PDF of each, one PDF, or one HTML file."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from jinja2 import Environment

from api.exports.area_view import AreaView, read_area
from api.exports.pdf.document import wijkfotos_html
from geodata.errors import ConflictError, InvalidInputError
from geodata.indelingen.queries import areas_of, find_indeling
from geodata.indelingen.tables import Indeling
from geodata.indicators.catalogue import Catalogue
from geodata.settings import Settings
from geodata.store.reading import Reader
from geodata.wijkfoto.choice import Choice

MOST_AREAS = 150
_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")

Print = Callable[[str, Path], int]
"""Prints an HTML document into a PDF file, and returns its number of pages."""


class DocumentForm(StrEnum):
    """What is made; the value is what an address asks for."""

    ZIP = "zip"
    PDF = "pdf"
    HTML = "html"

    @property
    def media_type(self) -> str:
        """Media type, as in the header Content-Type."""
        if self is DocumentForm.HTML:
            return "text/html; charset=utf-8"
        return f"application/{self.value}"


class TooManyAreasError(InvalidInputError):
    """A clustering with more areas than are made at once."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(
            f"'{name}' heeft {count} gebieden; ten hoogste {MOST_AREAS} gaan er in één keer. Kies een gemeente."
        )


class NoAreasError(InvalidInputError):
    """A clustering without areas."""

    def __init__(self, name: str) -> None:
        super().__init__(f"'{name}' heeft geen gebieden; er is geen wijkfoto te maken.")


class MakingCancelledError(ConflictError):
    """Whoever asked for files does not want them any more."""

    def __init__(self) -> None:
        super().__init__("Het maken is afgebroken.")


@dataclass(frozen=True)
class MakingProgress:
    """How far the work is: areas done, of how many, and what is being done."""

    done: int
    total: int
    doing: str


@dataclass(frozen=True)
class Workshop:
    """What making files needs: the figures to show, the templates, and who prints."""

    catalogue: Catalogue
    choice: Choice
    environment: Environment
    settings: Settings
    print: Print


@dataclass(frozen=True)
class Watch:
    """Who hears how far the work is, and tells whether it has to go on."""

    report: Callable[[MakingProgress], None]
    is_cancelled: Callable[[], bool] = lambda: False

    def step(self, done: int, total: int, doing: str) -> None:
        """Tell how far the work is.

        Raises
        ------
        MakingCancelledError
            It has to end.
        """
        if self.is_cancelled():
            raise MakingCancelledError
        self.report(MakingProgress(done, total, doing))


def file_stem(name: str) -> str:
    """Return a name as that of a file.

    Examples
    --------
    >>> file_stem("Centrum, Krinkelhoek / Mettegeupel")
    'Centrum-Krinkelhoek-Mettegeupel'
    """
    return _NOT_IN_A_NAME.sub("-", name).strip("-.") or "gebied"


def find_areas(reader: Reader, name: str) -> tuple[Indeling, list[str]]:
    """Return a clustering with the codes of its areas, in order.

    Raises
    ------
    geodata.indelingen.queries.IndelingNotFoundError, NoAreasError, TooManyAreasError
        There is no such clustering, or it has no areas, or too many.
    """
    indeling = find_indeling(reader, name)
    codes = [area.code for area in areas_of(reader, indeling.id)]
    if not codes:
        raise NoAreasError(name)
    if len(codes) > MOST_AREAS:
        raise TooManyAreasError(name, len(codes))
    return indeling, codes


def read_areas(
    reader: Reader, indeling: Indeling, codes: Sequence[str], workshop: Workshop, watch: Watch
) -> Iterator[AreaView]:
    """Read the wijkfoto's of areas one by one, and tell how far that is."""
    for number, code in enumerate(codes):
        watch.step(number, len(codes), "wijkfoto's maken")
        yield read_area(
            reader,
            code,
            catalogue=workshop.catalogue,
            choice=workshop.choice,
            peildatum=indeling.base_peildatum if indeling.gemeente_code is None else None,
        )


def make_zip(reader: Reader, name: str, target: Path, workshop: Workshop, watch: Watch) -> None:
    """Make a zip with a PDF of each area of a clustering."""
    indeling, codes = find_areas(reader, name)
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for area in read_areas(reader, indeling, codes, workshop, watch):
            printed = target.with_suffix(".deel.pdf")
            print_area(area, printed, workshop)
            archive.write(printed, f"{file_stem(area.name)} ({area.code}).pdf")
            printed.unlink()


def print_area(area: AreaView, target: Path, workshop: Workshop) -> int:
    """Print the wijkfoto of one area, and return its number of pages."""
    title = f"Wijkfoto {area.name}"
    return workshop.print(wijkfotos_html([area], workshop.environment, workshop.settings, title=title), target)


def make_pdf(reader: Reader, name: str, target: Path, workshop: Workshop, watch: Watch) -> None:
    """Make one PDF with all areas of a clustering."""
    indeling, codes = find_areas(reader, name)
    areas = list(read_areas(reader, indeling, codes, workshop, watch))
    watch.step(len(codes), len(codes), "opmaken")
    title = f"Wijkfoto's {indeling.name}"
    workshop.print(wijkfotos_html(areas, workshop.environment, workshop.settings, title=title), target)

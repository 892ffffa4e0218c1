"""Wijkfoto's of all areas of a clustering as files: a zip with a PDF of each, one PDF, or one HTML file."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from jinja2 import Environment

from api.exports.area_view import AreaView, read_area
from api.exports.pdf.document import wijkfotos_html
from api.pages.kaart.choice import CBS_DIVISIONS
from geodata.errors import ConflictError, InvalidInputError
from geodata.gebieden.queries import GebiedFilter, find_gebied, list_gebieden
from geodata.indelingen.queries import areas_of, find_indeling, name_of
from geodata.indelingen.tables import Indeling
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.studies import Studies
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
            f"'{name}' heeft {count} gebieden; ten hoogste {MOST_AREAS} gaan er in één keer. Kies een indeling met "
            "minder gebieden."
        )


class GemeenteNeededError(InvalidInputError):
    """A clustering of more than one gemeente, without which one is meant."""

    def __init__(self, name: str) -> None:
        super().__init__(f"'{name}' gaat over meer dan één gemeente. Noem er een, zoals gemeente=GM0828.")


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
    studies: Studies

    def read_area(self, reader: Reader, code: str, *, peildatum: date | None = None) -> AreaView:
        """Read the wijkfoto of an area and write it out: as it was on `peildatum`, or as it is known newest.

        Raises
        ------
        geodata.gebieden.queries.GebiedNotFoundError
            There is no such area.
        """
        gebied = find_gebied(reader, code, peildatum)
        return read_area(reader, gebied, catalogue=self.catalogue, choice=self.choice, studies=self.studies)


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


@dataclass(frozen=True)
class Selection:
    """The areas of which files are made.

    Parameters
    ----------
    title
        What they are together, for titles: "Wijkgebieden (11 gebieden)", "Buurten van Oss".
    division
        What the map calls them: the name of a clustering of a gemeente, or a level of CBS.
    codes
        In natural order.
    peildatum
        Of the boundaries that are meant; None: the areas have only one.
    """

    title: str
    gemeente_code: str
    division: str
    codes: tuple[str, ...]
    peildatum: date | None


def find_areas(reader: Reader, name: str, gemeente_code: str = "") -> Selection:
    """Return the areas of a clustering; of one of CBS's those in a gemeente.

    Raises
    ------
    geodata.indelingen.queries.IndelingNotFoundError, GemeenteNeededError, NoAreasError, TooManyAreasError
        There is no such clustering, it is one of the whole country and no gemeente is named, or it has no areas there,
        or too many.
    """
    indeling = find_indeling(reader, name)
    areas = areas_of(reader, indeling.id)
    if indeling.gemeente_code is not None:
        codes = tuple(area.code for area in areas)
        selection = Selection(indeling.name, indeling.gemeente_code, name, codes, peildatum=None)
    else:
        selection = _in_gemeente(reader, indeling, [area.gebied_id for area in areas], gemeente_code)
    if not selection.codes:
        raise NoAreasError(name)
    if len(selection.codes) > MOST_AREAS:
        raise TooManyAreasError(name, len(selection.codes))
    return selection


def _in_gemeente(reader: Reader, indeling: Indeling, ids: Sequence[int], gemeente_code: str) -> Selection:
    wanted = GebiedFilter(ids=ids, gemeente_code=gemeente_code or None)
    found = list_gebieden(reader, wanted, limit=MOST_AREAS + 1)
    gemeenten = sorted({one.gemeente_code for one in found if one.gemeente_code})
    if len(gemeenten) > 1:
        raise GemeenteNeededError(name_of(indeling))
    level = indeling.base_level
    place = find_gebied(reader, gemeenten[0], indeling.base_peildatum).name if gemeenten else gemeente_code
    return Selection(
        title=f"{CBS_DIVISIONS.get(level.value, indeling.name)} van {place}",
        gemeente_code=gemeenten[0] if gemeenten else gemeente_code,
        division=level.value,
        codes=tuple(one.code for one in found),
        peildatum=indeling.base_peildatum,
    )


def read_areas(reader: Reader, selection: Selection, workshop: Workshop, watch: Watch) -> Iterator[AreaView]:
    """Read the wijkfoto's of areas one by one, and tell how far that is."""
    total = len(selection.codes)
    for number, code in enumerate(selection.codes):
        watch.step(number, total, "wijkfoto's maken")
        yield workshop.read_area(reader, code, peildatum=selection.peildatum)
    watch.step(total, total, "opmaken")


def make_zip(reader: Reader, selection: Selection, target: Path, workshop: Workshop, watch: Watch) -> None:
    """Make a zip with a PDF of each area."""
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for area in read_areas(reader, selection, workshop, watch):
            printed = target.with_suffix(".deel.pdf")
            print_area(area, printed, workshop)
            archive.write(printed, _file_name(area))
            printed.unlink()


def make_folder(reader: Reader, selection: Selection, target: Path, workshop: Workshop, watch: Watch) -> None:
    """Make a PDF of each area in a folder, which is made where it is not there."""
    target.mkdir(parents=True, exist_ok=True)
    for area in read_areas(reader, selection, workshop, watch):
        print_area(area, target / _file_name(area), workshop)


def _file_name(area: AreaView) -> str:
    return f"{file_stem(area.name)} ({area.code}).pdf"


def print_area(area: AreaView, target: Path, workshop: Workshop) -> int:
    """Print the wijkfoto of one area, and return its number of pages."""
    title = f"Wijkfoto {area.name}"
    return workshop.print(wijkfotos_html([area], workshop.environment, workshop.settings, title=title), target)


def make_pdf(reader: Reader, selection: Selection, target: Path, workshop: Workshop, watch: Watch) -> None:
    """Make one PDF with all areas."""
    areas = list(read_areas(reader, selection, workshop, watch))
    title = f"Wijkfoto's {selection.title}"
    workshop.print(wijkfotos_html(areas, workshop.environment, workshop.settings, title=title), target)

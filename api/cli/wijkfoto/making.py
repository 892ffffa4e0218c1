"""The making of files for the commands of a wijkfoto, with a bar that shows how far it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from api.cli.output import err, out
from api.cli.pictures.writing import FileNotWrittenError
from api.cli.reading import open_reading
from api.exports.bundle.document import make_bundle
from api.exports.documents import (
    MakingProgress,
    Selection,
    Watch,
    Workshop,
    find_areas,
    make_folder,
    make_pdf,
    make_zip,
    print_area,
)
from api.exports.pdf.printing import print_pdf
from api.pages.rendering import make_templates
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.disclosure.queries import list_registers
from geodata.indicators.disclosure.register_indicators import with_registers
from geodata.indicators.studies import Studies
from geodata.settings import load_settings
from geodata.store.reading import Reader
from geodata.wijkfoto.choice import load_choice

Maker = Callable[[Reader, Selection, Path, Workshop, Watch], None]


def make_one(code: str, target: Path, *, peildatum: date | None) -> None:
    """Print the wijkfoto of an area into a PDF.

    Raises
    ------
    geodata.gebieden.queries.GebiedNotFoundError, api.cli.pictures.writing.FileNotWrittenError
        There is no such area, or the file cannot be written there.
    """
    with _opened() as (reader, workshop), _written(target):
        area = workshop.read_area(reader, code, peildatum=peildatum)
        print_area(area, target, workshop)


def make_all(indeling: str, target: Path, *, gemeente_code: str) -> None:
    """Print the wijkfoto's of all areas of a clustering: the end of the name says into what.

    Raises
    ------
    geodata.errors.MonitorError
        There are no such areas, too many, or the files cannot be written there.
    """
    makers: dict[str, Maker] = {".pdf": make_pdf, ".zip": make_zip}
    _make(indeling, target, gemeente_code, makers.get(target.suffix.lower(), make_folder))


def make_offline(indeling: str, target: Path, *, gemeente_code: str) -> None:
    """Put all wijkfoto's of a clustering into one HTML file; errors as of `make_all`."""
    _make(indeling, target, gemeente_code, make_bundle)


def _make(indeling: str, target: Path, gemeente_code: str, maker: Maker) -> None:
    with _opened() as (reader, workshop), _written(target), _watch() as watch:
        maker(reader, find_areas(reader, indeling, gemeente_code), target, workshop, watch)


@contextmanager
def _opened() -> Iterator[tuple[Reader, Workshop]]:
    settings, catalogue = load_settings(), load_catalogue()
    choice = load_choice(catalogue)
    with open_reading() as reader:
        shown = with_registers(catalogue, list_registers(reader))
        yield reader, Workshop(shown, choice, make_templates(settings), settings, print_pdf, Studies())


@contextmanager
def _written(target: Path) -> Iterator[None]:
    """Say where the file is when it is done, or why it cannot be written."""
    try:
        yield
    except OSError as error:
        raise FileNotWrittenError(target, error.strerror or str(error)) from error
    out.print(f"Geschreven: {escape(str(target))}", soft_wrap=True)


@contextmanager
def _watch() -> Iterator[Watch]:
    """Show how far the work is, where somebody is looking."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def report(progress: MakingProgress) -> None:
            bar.update(task, description=progress.doing, completed=progress.done, total=progress.total)

        yield Watch(report)

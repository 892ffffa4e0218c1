"""What a request works with: the database, one reading session per request; the catalogue; the app's jobs."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Depends, FastAPI, Request

from api.exports.kept_files import KeptFiles
from api.exports.pdf.printer import Printer
from api.jobs import Jobs
from api.places.locatieserver import Locatieserver
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.gemeente_ground import Grounds
from geodata.indicators.disclosure.queries import list_registers
from geodata.indicators.disclosure.register_indicators import with_registers
from geodata.indicators.studies import Studies
from geodata.settings import Settings
from geodata.store.kept import Kept
from geodata.store.reading import Reader, open_reader, reading_engine
from geodata.store.writing import WriteAccess
from geodata.wijkfoto.choice import Choice


def lifespan_of(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return the lifespan of an app: its engine and its queue of jobs are made at start and closed at the end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.read_engine = reading_engine(settings)
        app.state.write_access = WriteAccess(settings)
        app.state.jobs = Jobs()
        app.state.document_jobs = Jobs()
        app.state.printer = Printer()
        app.state.files = KeptFiles()
        app.state.crosswalks = Crosswalks()
        app.state.grounds = Grounds()
        app.state.studies = Studies()
        app.state.kept = Kept()
        app.state.locatieserver = Locatieserver(settings)
        yield
        # Who stops the server must not wait for a computation; ending one takes as long as the solver takes to hear it.
        await to_thread.run_sync(app.state.jobs.close)
        await to_thread.run_sync(app.state.document_jobs.close)
        app.state.printer.close()
        app.state.files.close()
        app.state.locatieserver.close()
        app.state.write_access.close()
        app.state.read_engine.dispose()

    return lifespan


def _reader(request: Request) -> Iterator[Reader]:
    with open_reader(request.app.state.read_engine) as reader:
        yield reader


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _crosswalks(request: Request) -> Crosswalks:
    crosswalks: Crosswalks = request.app.state.crosswalks
    return crosswalks


def _grounds(request: Request) -> Grounds:
    grounds: Grounds = request.app.state.grounds
    return grounds


def _studies(request: Request) -> Studies:
    studies: Studies = request.app.state.studies
    return studies


def _kept(request: Request) -> tuple[Grounds, Crosswalks]:
    return _grounds(request), _crosswalks(request)


def _kept_values(request: Request) -> Kept:
    kept: Kept = request.app.state.kept
    return kept


def _own_catalogue(request: Request) -> Catalogue:
    catalogue: Catalogue = request.app.state.catalogue
    return catalogue


def _choice(request: Request) -> Choice:
    choice: Choice = request.app.state.choice
    return choice


def _write_access(request: Request) -> WriteAccess:
    access: WriteAccess = request.app.state.write_access
    return access


def _jobs(request: Request) -> Jobs[Any, Any]:
    jobs: Jobs[Any, Any] = request.app.state.jobs
    return jobs


def _locatieserver(request: Request) -> Locatieserver:
    locatieserver: Locatieserver = request.app.state.locatieserver
    return locatieserver


RequestReader = Annotated[Reader, Depends(_reader)]


def _catalogue(request: Request, reader: RequestReader) -> Catalogue:
    return with_registers(request.app.state.catalogue, list_registers(reader))


RequestCatalogue = Annotated[Catalogue, Depends(_catalogue)]
RequestCrosswalks = Annotated[Crosswalks, Depends(_crosswalks)]
RequestStudies = Annotated[Studies, Depends(_studies)]
RequestKept = Annotated[tuple[Grounds, Crosswalks], Depends(_kept)]
RequestLocatieserver = Annotated[Locatieserver, Depends(_locatieserver)]
RequestCatalogueOnly = Annotated[Catalogue, Depends(_own_catalogue)]
"""The catalogue without the registers of gemeenten."""
RequestKeptValues = Annotated[Kept, Depends(_kept_values)]
RequestSettings = Annotated[Settings, Depends(_settings)]
RequestChoice = Annotated[Choice, Depends(_choice)]
RequestWriteAccess = Annotated[WriteAccess, Depends(_write_access)]
RequestJobs = Annotated[Jobs[Any, Any], Depends(_jobs)]

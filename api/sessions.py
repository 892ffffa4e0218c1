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


def _kept_by_app(name: str) -> Callable[[Request], Any]:
    """Return what gives a request something that the app made at its start, by its name in the app's state."""

    def give(request: Request) -> Any:
        return getattr(request.app.state, name)

    return give


def _kept(request: Request) -> tuple[Grounds, Crosswalks]:
    return request.app.state.grounds, request.app.state.crosswalks


RequestReader = Annotated[Reader, Depends(_reader)]


def _catalogue(request: Request, reader: RequestReader) -> Catalogue:
    return with_registers(request.app.state.catalogue, list_registers(reader))


RequestCatalogue = Annotated[Catalogue, Depends(_catalogue)]
RequestCrosswalks = Annotated[Crosswalks, Depends(_kept_by_app("crosswalks"))]
RequestStudies = Annotated[Studies, Depends(_kept_by_app("studies"))]
RequestKept = Annotated[tuple[Grounds, Crosswalks], Depends(_kept)]
RequestLocatieserver = Annotated[Locatieserver, Depends(_kept_by_app("locatieserver"))]
RequestCatalogueOnly = Annotated[Catalogue, Depends(_kept_by_app("catalogue"))]
"""The catalogue without the registers of gemeenten."""
RequestKeptValues = Annotated[Kept, Depends(_kept_by_app("kept"))]
RequestSettings = Annotated[Settings, Depends(_kept_by_app("settings"))]
RequestChoice = Annotated[Choice, Depends(_kept_by_app("choice"))]
RequestWriteAccess = Annotated[WriteAccess, Depends(_kept_by_app("write_access"))]
RequestJobs = Annotated[Jobs[Any, Any], Depends(_kept_by_app("jobs"))]

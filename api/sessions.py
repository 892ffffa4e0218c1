"""The database of a request: one engine per app, one reading session per request."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from geodata.indicators.catalogue import Catalogue
from geodata.settings import Settings
from geodata.store.reading import Reader, open_reader, reading_engine
from geodata.wijkfoto.choice import Choice


def lifespan_of(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return the lifespan of an app: its engine is made at start and closed at the end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.read_engine = reading_engine(settings)
        yield
        app.state.read_engine.dispose()

    return lifespan


def _reader(request: Request) -> Iterator[Reader]:
    with open_reader(request.app.state.read_engine) as reader:
        yield reader


def _catalogue(request: Request) -> Catalogue:
    catalogue: Catalogue = request.app.state.catalogue
    return catalogue


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _choice(request: Request) -> Choice:
    choice: Choice = request.app.state.choice
    return choice


RequestReader = Annotated[Reader, Depends(_reader)]
RequestCatalogue = Annotated[Catalogue, Depends(_catalogue)]
RequestSettings = Annotated[Settings, Depends(_settings)]
RequestChoice = Annotated[Choice, Depends(_choice)]

"""The wijkfoto that a request asks for: for the API, which refuses what it does not know, and for the page."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from api.parameters import PeildatumParameters
from api.sessions import RequestCatalogue, RequestChoice, RequestReader
from geodata.wijkfoto.queries import read_wijkfoto
from geodata.wijkfoto.wijkfoto import Wijkfoto


def _wijkfoto(
    code: str,
    parameters: Annotated[PeildatumParameters, Query()],
    catalogue: RequestCatalogue,
    choice: RequestChoice,
    reader: RequestReader,
) -> Wijkfoto:
    return read_wijkfoto(reader, code, peildatum=parameters.peildatum, catalogue=catalogue, choice=choice)


def _wijkfoto_of_page(
    code: str,
    catalogue: RequestCatalogue,
    choice: RequestChoice,
    reader: RequestReader,
    peildatum: Annotated[date | None, Query()] = None,
) -> Wijkfoto:
    return read_wijkfoto(reader, code, peildatum=peildatum, catalogue=catalogue, choice=choice)


RequestedWijkfoto = Annotated[Wijkfoto, Depends(_wijkfoto)]
PageWijkfoto = Annotated[Wijkfoto, Depends(_wijkfoto_of_page)]

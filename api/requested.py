"""The wijkfoto that a request asks for, read once for the API as well as for the page."""

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


RequestedWijkfoto = Annotated[Wijkfoto, Depends(_wijkfoto)]

"""Figures: by area, by indicator, or both; each with its range, status, coverage and origin."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.answers import Answer, WaarnemingAnswer, waarneming_answer
from api.parameters import GemeenteCode, Links, Paging, links_of
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestReader
from geodata.errors import InvalidInputError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import find_gebied
from geodata.indelingen.queries import find_indeling, member_ids
from geodata.indicators.queries import FigureFilter, list_figures
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["waarnemingen"])


class TooWideError(InvalidInputError):
    """Neither an area nor an indicator was named: that would be every figure there is."""

    def __init__(self) -> None:
        super().__init__("Noem een gebied of een indicator: geef ten minste een van de parameters gebied en indicator.")


class WaarnemingenParameters(Paging):
    """Which figures."""

    gebied: str | None = Query(None, max_length=80, description="Code van een gebied, zoals BU08280601.")
    indicator: str | None = Query(None, max_length=80, description="Sleutel van een indicator, zoals inwoners.")
    periode: int | None = Query(None, ge=1900, le=2100, description="Jaar waarover het cijfer gaat.")
    niveau: Level | None = Query(None, description="Niveau van de gebieden.")
    gemeente: GemeenteCode | None = Query(None, description="CBS-code van de gemeente, zoals GM0828.")
    indeling: str | None = Query(None, max_length=80, description="Naam van een indeling, zoals GM0828.wijkfoto.1.")


class WaarnemingenAnswer(Answer):
    """Een pagina met cijfers."""

    waarnemingen: list[WaarnemingAnswer]
    links: Links


@router.get("/waarnemingen", summary="Cijfers")
def list_all(
    request: Request,
    parameters: Annotated[WaarnemingenParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
) -> WaarnemingenAnswer:
    """Cijfers van een gebied, van een indicator, of van beide; op volgorde van gebied, indicator en periode."""
    if parameters.indicator is not None:
        catalogue.indicator(parameters.indicator)
    wanted = _filter_of(reader, parameters)
    found = list_figures(reader, wanted, limit=parameters.pagina_grootte + 1, offset=parameters.offset)
    figures = found[: parameters.pagina_grootte]
    loads = loads_by_id(reader, (figure.load_id for figure in figures))
    return WaarnemingenAnswer(
        waarnemingen=[waarneming_answer(figure, loads[figure.load_id]) for figure in figures],
        links=links_of(request, parameters, has_more=len(found) > len(figures)),
    )


def _filter_of(reader: Reader, parameters: WaarnemingenParameters) -> FigureFilter:
    if parameters.gebied is None and parameters.indicator is None:
        raise TooWideError
    if parameters.gebied is not None:
        find_gebied(reader, parameters.gebied)
    ids = member_ids(reader, find_indeling(reader, parameters.indeling).id) if parameters.indeling else None
    return FigureFilter(
        gebied_code=parameters.gebied,
        gebied_ids=ids,
        level=parameters.niveau,
        gemeente_code=parameters.gemeente,
        indicator=parameters.indicator,
        period=parameters.periode,
    )

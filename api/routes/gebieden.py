"""Areas: a list to filter and page through, one by its code, and its outline."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from api.answers import Answer, GebiedAnswer, gebied_answer
from api.geojson import feature_of
from api.parameters import GemeenteCode, Links, Paging, PeildatumParameters, links_of
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, count_gebieden, find_gebied, list_gebieden, peildata_of
from geodata.indelingen.queries import find_indeling, member_ids
from geodata.store.reading import Reader

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["gebieden"])


class GebiedenParameters(Paging):
    """Which areas."""

    niveau: Level | None = Query(
        None, description="Niveau van het gebied; 'gebied' is een gebied van een eigen indeling."
    )
    gemeente: GemeenteCode | None = Query(None, description="CBS-code van de gemeente, zoals GM0828.")
    peildatum: date | None = Query(None, description="Datum (jjjj-mm-dd) van de grenzen; zonder: de nieuwste.")
    indeling: str | None = Query(None, max_length=80, description="Naam van een indeling, zoals GM0828.wijkfoto.1.")
    zoek: str | None = Query(
        None, min_length=1, max_length=80, description="Tekst in de naam, of het begin van de code."
    )


class GeometrieParameters(PeildatumParameters):
    """Which outline."""

    tolerantie: int = Query(
        0, ge=0, le=1000, description="Hoe grof de grens mag zijn, in meters; 0: zo fijn als geladen."
    )


class GebiedenAnswer(Answer):
    """Een pagina uit de lijst van gebieden."""

    aantal: Annotated[int, Field(description="Aantal gebieden in de hele lijst.")]
    gebieden: list[GebiedAnswer]
    links: Links


class GebiedDetailAnswer(GebiedAnswer):
    """Een gebied, met de andere peildata waarop het bekend is."""

    peildata: list[date]


@router.get("/gebieden", summary="Gebieden zoeken")
def list_all(
    request: Request, parameters: Annotated[GebiedenParameters, Query()], reader: RequestReader
) -> GebiedenAnswer:
    """Gemeenten, wijken, buurten en gebieden van eigen indelingen, op volgorde van code."""
    wanted = _filter_of(reader, parameters)
    total = count_gebieden(reader, wanted)
    found = list_gebieden(reader, wanted, limit=parameters.pagina_grootte, offset=parameters.offset)
    has_more = parameters.offset + len(found) < total
    return GebiedenAnswer(
        aantal=total,
        gebieden=[gebied_answer(gebied) for gebied in found],
        links=links_of(request, parameters, has_more=has_more),
    )


@router.get("/gebieden/{code}", summary="Eén gebied")
def get_one(
    code: str, parameters: Annotated[PeildatumParameters, Query()], reader: RequestReader
) -> GebiedDetailAnswer:
    """Een gebied op een peildatum, of zoals het laatst bekend is."""
    gebied = find_gebied(reader, code, parameters.peildatum)
    peildata = list(peildata_of(reader, code))
    return GebiedDetailAnswer(**gebied_answer(gebied).model_dump(), peildata=peildata)


@router.get(
    "/gebieden/{code}/geometrie",
    summary="Grens van een gebied",
    response_class=JSONResponse,
    responses={200: {"content": {"application/geo+json": {}}, "description": "Een GeoJSON-Feature in WGS84."}},
)
def get_outline(code: str, parameters: Annotated[GeometrieParameters, Query()], reader: RequestReader) -> JSONResponse:
    """De grens als GeoJSON (RFC 7946): lengte- en breedtegraad in WGS84.

    Van een gemeente of wijk waarvan alleen de delen zijn geladen: die van haar wijken of buurten samen, met de
    eigenschap `samengesteld`.
    """
    gebied = find_gebied(reader, code, parameters.peildatum)
    feature = feature_of(reader, gebied, tolerance_m=parameters.tolerantie)
    return JSONResponse(feature, media_type="application/geo+json")


def _filter_of(reader: Reader, parameters: GebiedenParameters) -> GebiedFilter:
    ids = member_ids(reader, find_indeling(reader, parameters.indeling).id) if parameters.indeling else None
    return GebiedFilter(
        level=parameters.niveau,
        gemeente_code=parameters.gemeente,
        peildatum=parameters.peildatum,
        ids=ids,
        text=parameters.zoek,
    )

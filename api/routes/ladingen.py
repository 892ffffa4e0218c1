"""Loads: what was fetched from where, and what came of it."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.answers import Answer
from api.parameters import Links, Paging, links_of
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader
from api.sources import licence_of, owner_of, source_name
from geodata.store.queries import list_loads
from geodata.store.tables import Load, LoadResult

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["ladingen"])


class LadingAnswer(Answer):
    """Een lading: eenmaal een bron ophalen en laden."""

    lading: int
    bron: str
    bron_naam: str
    tabel: str
    bereik: str
    peildatum: date
    versie: str
    adres: str
    licentie: str | None
    eigenaar: str | None
    sha256: str
    aantal_bytes: int
    opgehaald: datetime
    resultaat: LoadResult
    aantallen: dict[str, Any]


class LadingenAnswer(Answer):
    """Een pagina met ladingen, de nieuwste eerst."""

    ladingen: list[LadingAnswer]
    links: Links


@router.get("/ladingen", summary="Wat is geladen")
def list_all(request: Request, parameters: Annotated[Paging, Query()], reader: RequestReader) -> LadingenAnswer:
    """Elke lading, ook een mislukte: bron, versie, tijdstip en wat het opleverde."""
    found = list_loads(reader, limit=parameters.pagina_grootte + 1, offset=parameters.offset)
    shown = found[: parameters.pagina_grootte]
    return LadingenAnswer(
        ladingen=[_lading_answer(load) for load in shown],
        links=links_of(request, parameters, has_more=len(found) > len(shown)),
    )


def _lading_answer(load: Load) -> LadingAnswer:
    return LadingAnswer(
        lading=load.id,
        bron=load.source,
        bron_naam=source_name(load.source),
        tabel=load.table_id,
        bereik=load.scope,
        peildatum=load.peildatum,
        versie=load.version,
        adres=load.address,
        licentie=licence_of(load),
        eigenaar=owner_of(load),
        sha256=load.sha256,
        aantal_bytes=load.byte_count,
        opgehaald=load.fetched_at,
        resultaat=load.result,
        aantallen=load.counts,
    )

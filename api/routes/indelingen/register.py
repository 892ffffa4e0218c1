"""The register of clusterings: what is in it, and the publication of a concept."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from api.access import MayPublish
from api.answers import Answer
from api.comparing.names import ONE
from api.openapi import problems
from api.parameters import GemeenteCode, NoParameters, Parameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader, RequestWriteAccess
from geodata.gebieden.levels import Level
from geodata.indelingen.queries import find_indeling, list_indelingen, member_counts, name_of
from geodata.indelingen.tables import Indeling, IndelingStatus
from geodata.indicators.deriving.publishing import publish_indeling

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indelingen"])


class IndelingenParameters(Parameters):
    """Which clusterings."""

    gemeente: GemeenteCode | None = Query(
        None, description="CBS-code van de gemeente; landelijke indelingen horen erbij."
    )


class IndelingAnswer(Answer):
    """Een versie van een indeling."""

    indeling: str
    naam: str
    eigenaar: str
    doel: str
    wettelijke_grondslag: str | None
    gemeente_code: str | None
    geldig_van: date
    geldig_tot: date | None
    status: IndelingStatus
    basisniveau: Level
    peildatum: date
    gebouwd_op: str | None
    is_gedeeltelijk: bool
    is_overlappend: bool
    gepubliceerd_op: datetime | None
    aantal_gebieden: int


class PublicatieAnswer(Answer):
    """Wat er is vastgesteld, en welke versie daarmee vervalt."""

    indeling: str
    status: IndelingStatus
    geldig_van: date
    vervangt: str | None
    vervangen_tot: date | None


class IndelingenAnswer(Answer):
    """De indelingen in het register."""

    indelingen: list[IndelingAnswer]


@router.get("/indelingen", summary="Alle indelingen")
def list_all(parameters: Annotated[IndelingenParameters, Query()], reader: RequestReader) -> IndelingenAnswer:
    """Het register: wie deelt de gemeente hoe in, waarvoor, en sinds wanneer."""
    counts = member_counts(reader)
    found = list_indelingen(reader, parameters.gemeente)
    return IndelingenAnswer(indelingen=[indeling_answer(one, counts.get(one.id, 0)) for one in found])


@router.get(ONE, summary="Eén indeling")
def get_one(naam: str, _: NoParameters, reader: RequestReader) -> IndelingAnswer:
    """Een versie van een indeling; haar gebieden staan onder /indelingen/<naam>/gebieden."""
    indeling = find_indeling(reader, naam)
    return indeling_answer(indeling, member_counts(reader).get(indeling.id, 0))


@router.post(
    f"{ONE}/_publiceer",
    summary="Een concept vaststellen",
    dependencies=[MayPublish],
    responses=problems(401, 403, 409),
)
def publish(naam: str, _: NoParameters, writing: RequestWriteAccess) -> PublicatieAnswer:
    """Van concept naar vastgesteld, met cijfers per gebied; een versie die nog geldt, vervalt op de dag ervoor."""
    with writing.open() as session:
        published = publish_indeling(session, naam)
    return PublicatieAnswer(
        indeling=published.name,
        status=IndelingStatus.ADOPTED,
        geldig_van=published.valid_from,
        vervangt=published.replaced_name,
        vervangen_tot=published.replaced_valid_to,
    )


def indeling_answer(indeling: Indeling, area_count: int) -> IndelingAnswer:
    """Return a clustering as the API writes it."""
    return IndelingAnswer(
        indeling=name_of(indeling),
        naam=indeling.name,
        eigenaar=indeling.owner,
        doel=indeling.purpose,
        wettelijke_grondslag=indeling.legal_basis,
        gemeente_code=indeling.gemeente_code,
        geldig_van=indeling.valid_from,
        geldig_tot=indeling.valid_to,
        status=indeling.status,
        basisniveau=indeling.base_level,
        peildatum=indeling.base_peildatum,
        gebouwd_op=indeling.built_on,
        is_gedeeltelijk=indeling.is_partial,
        is_overlappend=indeling.is_overlapping,
        gepubliceerd_op=indeling.published_at,
        aantal_gebieden=area_count,
    )

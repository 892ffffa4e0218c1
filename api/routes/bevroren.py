"""Frozen wijkfoto's as JSON: freezing one, reading it at its permanent address, and what differs today."""

from collections.abc import Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from api.access import MayPublish
from api.answers import Answer, BereikAnswer, GebiedAnswer, gebied_answer, range_of
from api.freezing.words import area_sentences, obstacle_sentence
from api.openapi import problems
from api.parameters import NoParameters
from api.security import ONE_YEAR_S, PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestChoice, RequestReader, RequestWriteAccess
from geodata.indicators.queries import FigureRecord
from geodata.wijkfoto.freezing.content import FrozenContent
from geodata.wijkfoto.freezing.difference import FrozenDifference, LineDifference, Obstacle, Part
from geodata.wijkfoto.freezing.freezing import read_to_freeze
from geodata.wijkfoto.freezing.queries import FrozenRecord, find_frozen, keep_frozen
from geodata.wijkfoto.freezing.today import read_difference

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["wijkfoto"])

ONE = "/bevroren/{kenmerk}"
IMMUTABLE = f"public, max-age={ONE_YEAR_S}, immutable"

OneLine = StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")


class BevriesVraag(BaseModel):
    """Waarvoor een wijkfoto wordt vastgelegd."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, frozen=True)

    aanleiding: Annotated[str, OneLine] | None = Field(
        None, description="Waarvoor, zoals 'Raadsvergadering juni'. Een andere aanleiding geeft een ander adres."
    )
    door: Annotated[str, OneLine] | None = Field(None, description="Rol of team dat erom vraagt; geen naam.")
    peildatum: date | None = Field(None, description="Het gebied zoals het op deze datum was; zonder: nu.")


class BevrorenAnswer(Answer):
    """Een vastgelegde wijkfoto: waar zij staat, en de controlesom van haar inhoud."""

    kenmerk: str
    adres: Annotated[str, Field(description="Het vaste adres van de pagina.")]
    vastgelegd_op: datetime
    door: str | None
    sha256: Annotated[
        str,
        Field(
            description="SHA-256 van de inhoud als JSON in UTF-8, met sleutels op volgorde, zonder spaties, en hele "
            "getallen zonder decimalen."
        ),
    ]


class VastgelegdAnswer(BevrorenAnswer):
    """Wat er is vastgelegd. Dezelfde cijfers voor dezelfde aanleiding staan er maar één keer."""

    is_nieuw: bool


class BevrorenInhoudAnswer(BevrorenAnswer):
    """Een vastgelegde wijkfoto met haar inhoud, zoals die is opgeslagen: gebied, cijfers en ladingen van toen."""

    inhoud: dict[str, Any]


class CijferToenNuAnswer(BereikAnswer):
    """Een cijfer met zijn bereik."""

    periode: int
    peildatum: date


class DelenAnswer(Answer):
    """Waaruit een verschil bestaat; samen zijn de delen het verschil."""

    herziening: Annotated[float, Field(description="De bron gaf later een ander cijfer over dezelfde periode.")]
    rekenwijze: Annotated[float, Field(description="Dezelfde bron, anders gelezen of berekend.")]
    echte_verandering: Annotated[float, Field(description="Op de grenzen van toen, voorbij de marges.")]
    grens_of_indeling: Annotated[float, Field(description="Door een andere grens of versie, voorbij de marges.")]
    afronding: Annotated[float, Field(description="Wat de marges openlaten.")]
    niet_toe_te_wijzen: Annotated[float, Field(description="Waarvan de oorzaak niet te zeggen is.")]


class RegelVerschilAnswer(Answer):
    """Een indicator toen en nu."""

    indicator: str
    naam: str
    eenheid: str
    toen: CijferToenNuAnswer | None
    toen_volgens_nu: Annotated[
        CijferToenNuAnswer | None, Field(description="Dezelfde periode en grenzen, zoals nu bekend.")
    ]
    nu: CijferToenNuAnswer | None
    nu_op_grenzen_van_toen: Annotated[
        float | None, Field(description="De nieuwste periode op de grenzen van toen, als het gebied veranderde.")
    ]
    verschil: float | None
    delen: DelenAnswer | None
    belemmering: Obstacle | None
    uitleg: str


class BevrorenVerschilAnswer(Answer):
    """Een vastgelegde wijkfoto naast de cijfers van nu."""

    kenmerk: str
    vastgelegd_op: datetime
    gebied_nu: GebiedAnswer | None
    geldende_versie: Annotated[
        str | None, Field(description="De versie van de indeling die nu geldt, als dat een andere is.")
    ]
    opmerkingen: list[str]
    regels: list[RegelVerschilAnswer]


ALREADY_FROZEN: dict[int | str, dict[str, Any]] = {
    200: {"model": VastgelegdAnswer, "description": "Deze inhoud was al vastgelegd."}
}


def _to_freeze(
    code: str,
    reader: RequestReader,
    catalogue: RequestCatalogue,
    choice: RequestChoice,
    vraag: BevriesVraag | None = None,
) -> FrozenContent:
    asked = vraag or BevriesVraag()
    shown = (catalogue, choice)
    return read_to_freeze(reader, code, peildatum=asked.peildatum, occasion=asked.aanleiding, shown=shown)


@router.post(
    "/gebieden/{code}/_bevries",
    summary="Een wijkfoto vastleggen",
    status_code=HTTPStatus.CREATED,
    dependencies=[MayPublish],
    responses=problems(401, 403, 411, 413) | ALREADY_FROZEN,
)
def freeze_one(
    _: NoParameters,
    response: Response,
    content: Annotated[FrozenContent, Depends(_to_freeze)],
    writing: RequestWriteAccess,
    vraag: BevriesVraag | None = None,
) -> VastgelegdAnswer:
    """Geeft de wijkfoto een vast adres, met de cijfers zoals die nu zijn; later laden verandert daar niets aan."""
    with writing.open() as session:
        record = keep_frozen(session, content, asked_by=vraag.door if vraag else None)
    response.status_code = HTTPStatus.CREATED if record.is_new else HTTPStatus.OK
    response.headers["Location"] = f"{PUBLIC_PREFIX}/bevroren/{record.id}"
    return VastgelegdAnswer(**_facts(record), is_nieuw=record.is_new)


@router.get(ONE, summary="Een vastgelegde wijkfoto", responses=problems(409))
def get_one(kenmerk: str, _: NoParameters, response: Response, reader: RequestReader) -> BevrorenInhoudAnswer:
    """De cijfers zoals ze waren. Dit antwoord verandert nooit."""
    record = find_frozen(reader, kenmerk)
    response.headers["Cache-Control"] = IMMUTABLE
    return BevrorenInhoudAnswer(**_facts(record), inhoud=dict(record.document))


@router.get(f"{ONE}/verschil", summary="Wat er sinds het vastleggen veranderde", responses=problems(409))
def get_difference(
    kenmerk: str, _: NoParameters, reader: RequestReader, catalogue: RequestCatalogue
) -> BevrorenVerschilAnswer:
    """Van elk cijfer het verschil met nu, verdeeld naar oorzaak: de delen zijn samen het verschil."""
    record = find_frozen(reader, kenmerk)
    content = record.content
    return difference_answer(record, content, read_difference(reader, content, catalogue))


def difference_answer(record: FrozenRecord, content: FrozenContent, found: FrozenDifference) -> BevrorenVerschilAnswer:
    """Return what differs as the API writes it."""
    return BevrorenVerschilAnswer(
        kenmerk=record.id,
        vastgelegd_op=record.made_at,
        gebied_nu=None if found.today.gebied is None else gebied_answer(found.today.gebied),
        geldende_versie=found.today.successor,
        opmerkingen=list(area_sentences(content, found)),
        regels=[_line(line, content) for line in found.lines],
    )


def _facts(record: FrozenRecord) -> Mapping[str, Any]:
    return {
        "kenmerk": record.id,
        "adres": f"/bevroren/{record.id}",
        "vastgelegd_op": record.made_at,
        "door": record.asked_by,
        "sha256": record.sha256,
    }


def _line(line: LineDifference, content: FrozenContent) -> RegelVerschilAnswer:
    indicator = content.lines[line.key].indicator
    return RegelVerschilAnswer(
        indicator=line.key,
        naam=indicator.label,
        eenheid=indicator.unit,
        toen=_figure(line.then),
        toen_volgens_nu=_figure(line.same),
        nu=_figure(line.now),
        nu_op_grenzen_van_toen=None if line.on_old_ground is None else line.on_old_ground.value,
        verschil=None if line.total is None else float(line.total),
        delen=None if line.total is None else _parts(line),
        belemmering=line.obstacle,
        uitleg=obstacle_sentence(line),
    )


def _parts(line: LineDifference) -> DelenAnswer:
    amounts = {part: float(line.parts.get(part, 0)) for part in Part}
    return DelenAnswer(
        herziening=amounts[Part.REVISION],
        rekenwijze=amounts[Part.METHOD],
        echte_verandering=amounts[Part.REAL],
        grens_of_indeling=amounts[Part.BOUNDARY],
        afronding=amounts[Part.ROUNDING],
        niet_toe_te_wijzen=amounts[Part.UNATTRIBUTED],
    )


def _figure(figure: FigureRecord | None) -> CijferToenNuAnswer | None:
    if figure is None:
        return None
    return CijferToenNuAnswer(periode=figure.period, peildatum=figure.peildatum, **range_of(figure))

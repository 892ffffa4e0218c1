"""Where a figure comes from, as JSON from which anyone can compute it again."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import Answer, HerkomstAnswer, WaardeAnswer, herkomst_answer, worth_of
from api.explaining.sentences import footnote, formula, remarks
from api.parameters import Parameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestCrosswalks, RequestReader
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import find_gebied
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.explaining.explaining import AskedFigure, explain
from geodata.indicators.explaining.explanation import ExplainedUnit, Explanation
from geodata.indicators.indicator import AggregationRule
from geodata.indicators.status import Status
from geodata.store.tables import Load

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["gebieden"])


class UitlegParameters(Parameters):
    """Which figure."""

    indicator: str = Query(max_length=80, description="Sleutel van de indicator, zoals inwoners.")
    periode: int | None = Query(None, ge=1900, le=2100, description="Jaar; zonder: het nieuwste met een cijfer.")


class CelAnswer(Answer):
    """Een gepubliceerd cijfer dat is gebruikt."""

    indicator: str
    waarde: float | None
    laagste: float | None
    hoogste: float | None
    status: Status
    lading: int | None


class EenheidAnswer(Answer):
    """Een eenheid die meetelt, met het deel dat het gebied ervan heeft."""

    code: str
    naam: str
    niveau: Level
    aandeel: float
    aandeel_oppervlakte: float
    is_geschat: bool
    gewicht: float
    inwoners: float
    cellen: list[CelAnswer]


class AannameAnswer(Answer):
    """Wat er van de cijfers van een indicator wordt aangenomen."""

    indicator: str
    naam: str
    afronding: list[str]
    geheimhouding: str


class LadingAnswer(HerkomstAnswer):
    """Een lading waar cijfers uit komen, met haar controlegetal."""

    sha256: str


class UitlegAnswer(Answer):
    """Waar een cijfer vandaan komt; met de regel en de eenheden is het na te rekenen."""

    gebied: str
    gebied_naam: str
    indicator: str
    indicator_naam: str
    periode: int
    peildatum: date
    is_overgezet: bool
    cijfer: WaardeAnswer
    regel: AggregationRule | None
    formule: str
    invoer: list[str]
    factor: float
    drempels: list[float]
    eenheden: list[EenheidAnswer]
    opmerkingen: list[str]
    aannames: list[AannameAnswer]
    ladingen: list[LadingAnswer]
    besluiten: list[str]
    voetnoot: str
    methode: str
    catalogus: str


@router.get("/gebieden/{code}/uitleg", summary="Waar een cijfer vandaan komt")
def get_one(
    code: str,
    parameters: Annotated[UitlegParameters, Query()],
    catalogue: RequestCatalogue,
    crosswalks: RequestCrosswalks,
    reader: RequestReader,
) -> UitlegAnswer:
    """De eenheden, formule, aannames en ladingen waar een cijfer uit volgt; zonder regel is het gepubliceerd."""
    asked = AskedFigure(find_gebied(reader, code), parameters.indicator, parameters.periode)
    found = explain(reader, asked, catalogue, crosswalks)
    return uitleg_answer(found, catalogue)


def uitleg_answer(found: Explanation, catalogue: Catalogue) -> UitlegAnswer:
    """Return an explanation as the API writes it."""
    return UitlegAnswer(
        gebied=found.gebied_code,
        gebied_naam=found.gebied_name,
        indicator=found.indicator.key,
        indicator_naam=found.indicator.label,
        periode=found.period,
        peildatum=found.peildatum,
        is_overgezet=found.is_carried_over,
        cijfer=WaardeAnswer(**worth_of(found.figure)),
        regel=found.rule,
        formule=formula(found, catalogue),
        invoer=list(found.inputs),
        factor=found.factor,
        drempels=list(found.thresholds),
        eenheden=[_eenheid(unit) for unit in found.units],
        opmerkingen=list(remarks(found)),
        aannames=[
            AannameAnswer(
                indicator=one.indicator, naam=one.label, afronding=list(one.rounding), geheimhouding=one.secrecy
            )
            for one in found.assumptions
        ],
        ladingen=[_lading(load) for load in found.loads],
        besluiten=list(found.corrections),
        voetnoot=footnote(found),
        methode=found.method,
        catalogus=catalogue.fingerprint,
    )


def _eenheid(unit: ExplainedUnit) -> EenheidAnswer:
    return EenheidAnswer(
        code=unit.code,
        naam=unit.name,
        niveau=unit.level,
        aandeel=unit.share,
        aandeel_oppervlakte=unit.area_share,
        is_geschat=unit.is_estimated,
        gewicht=unit.weight,
        inwoners=unit.people,
        cellen=[
            CelAnswer(
                indicator=cell.indicator,
                waarde=cell.value,
                laagste=cell.lowest,
                hoogste=cell.highest,
                status=cell.status,
                lading=cell.load_id,
            )
            for cell in unit.cells
        ],
    )


def _lading(load: Load) -> LadingAnswer:
    return LadingAnswer(**herkomst_answer(load).model_dump(), sha256=load.sha256)

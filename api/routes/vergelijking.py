"""One figure of an area beside those of others: an area, those of the same stedelijkheid, or the most alike."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.answers import Answer, CijferAnswer, GebiedAnswer, cijfer_answer, gebied_answer
from api.judging.beside import (
    GelijkendAnswer,
    GroepAnswer,
    NaastAnswer,
    PositieAnswer,
    gelijkend_answer,
    groep_answer,
    loads_of,
    naast_answer,
    positie_answer,
)
from api.judging.sentences import why_not_compared
from api.parameters import Parameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestReader
from geodata.errors import InvalidInputError
from geodata.gebieden.codes import LAND_CODE
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord, find_gebied
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.signals import is_comparable_between_areas
from geodata.indicators.comparing.similar import SIMILARITY_KEYS, SimilarityChoice
from geodata.indicators.indicator import Indicator
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.wijkfoto.alike import beside_same_urbanity, beside_similar
from geodata.wijkfoto.comparison import Subject, beside_gebied, placed_among_peers, read_subject

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["gebieden"])

GEMEENTE, LAND, SAME_URBANITY, SIMILAR = "gemeente", "land", "stedelijkheid", "gelijkend"


class NoGemeenteAroundError(InvalidInputError):
    """The area does not lie in a larger gemeente."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Gebied '{code}' ligt niet in een gemeente die groter is. Kies met=land, met=stedelijkheid, "
            "met=gelijkend of de code van een ander gebied."
        )


class ChoiceUnusedError(InvalidInputError):
    """Indicators were chosen to be alike by, and the question is not of what is alike."""

    def __init__(self) -> None:
        super().__init__("Met 'op' kiest u waarop gebieden op elkaar lijken: dat kan alleen met met=gelijkend.")


class VergelijkingParameters(Parameters):
    """Which figure, and what it is compared with."""

    indicator: str = Query(max_length=80, description="Sleutel van de indicator, zoals pct_huishoudens_laag_inkomen.")
    periode: int | None = Query(None, ge=1900, le=2100, description="Jaar; zonder: het nieuwste met een cijfer.")
    met: str | None = Query(
        None,
        max_length=80,
        description="Zonder: de gemeente, en van een gemeente het land. Anders 'gemeente', 'land', 'stedelijkheid' "
        "(gebieden van dezelfde stedelijkheid), 'gelijkend' (de meest gelijkende gebieden), of de code van een gebied.",
    )
    op: list[str] = Query(
        [],
        max_length=40,
        description="Bij met=gelijkend: sleutels van de indicatoren waarop gebieden op elkaar moeten lijken. Zonder: "
        "een vaste keuze, zonder herkomst van inwoners.",
    )


class CijferVergelijkingAnswer(Answer):
    """Een cijfer naast dat van andere gebieden; wat niet gevraagd is, is null."""

    gebied: GebiedAnswer
    indicator: str
    naam: str
    eenheid: str
    cijfer: CijferAnswer
    positie: Annotated[PositieAnswer | None, Field(description="Null waar gebieden er niet op te ordenen zijn.")]
    naast: NaastAnswer | None = None
    groep: GroepAnswer | None = None
    gelijkend: GelijkendAnswer | None = None
    toelichting: str


@router.get("/gebieden/{code}/vergelijking", summary="Een cijfer naast dat van andere gebieden")
def get_one(
    code: str,
    parameters: Annotated[VergelijkingParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
) -> CijferVergelijkingAnswer:
    """Hoger of lager alleen waar dat niet door afronding, geheimhouding of een steekproef kan komen."""
    if parameters.op and parameters.met != SIMILAR:
        raise ChoiceUnusedError
    indicator = catalogue.indicator(parameters.indicator)
    subject = read_subject(reader, code, indicator, parameters.periode, catalogue)
    return CijferVergelijkingAnswer(
        gebied=gebied_answer(subject.gebied),
        indicator=indicator.key,
        naam=indicator.label,
        eenheid=indicator.unit,
        cijfer=cijfer_answer(subject.figure, loads_by_id(reader, [subject.figure.load_id])[subject.figure.load_id]),
        positie=positie_answer(placed_among_peers(reader, subject), subject.gebied),
        toelichting=_explanation(indicator),
        **_compared(reader, subject, parameters, catalogue),
    )


def _explanation(indicator: Indicator) -> str:
    if not is_comparable_between_areas(indicator):
        return why_not_compared(indicator)
    return (
        "Een oordeel anders dan 'niet te onderscheiden' staat er alleen als het verschil groter is dan wat afronding, "
        "geheimhouding en steekproef openlaten: 'zeker' volgt uit de harde grenzen, 'waarschijnlijk' uit "
        "het 95%-bereik."
    )


def _compared(
    reader: Reader, subject: Subject, parameters: VergelijkingParameters, catalogue: Catalogue
) -> dict[str, Answer]:
    if parameters.met == SAME_URBANITY:
        return {"groep": groep_answer(beside_same_urbanity(reader, subject), subject.indicator)}
    if parameters.met == SIMILAR:
        chosen = tuple(catalogue.indicator(key) for key in parameters.op or SIMILARITY_KEYS)
        choice = SimilarityChoice(chosen, with_origin=bool(parameters.op))
        return {"gelijkend": gelijkend_answer(reader, beside_similar(reader, subject, choice), subject.indicator)}
    is_whole = subject.gebied.level in {Level.LAND, Level.GEMEENTE}
    beside = parameters.met or (LAND if is_whole else GEMEENTE)
    other = find_gebied(reader, _code_of(beside, subject.gebied))
    found = beside_gebied(reader, subject, other)
    return {"naast": naast_answer(found, loads_of(reader, [found]), subject.indicator)}


def _code_of(beside: str, gebied: GebiedRecord) -> str:
    if beside == LAND:
        return LAND_CODE
    if beside != GEMEENTE:
        return beside
    if gebied.gemeente_code is None or gebied.level is Level.GEMEENTE:
        raise NoGemeenteAroundError(gebied.code)
    return gebied.gemeente_code

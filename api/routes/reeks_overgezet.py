"""One indicator of a wijk or buurt over the years, on the boundaries of now."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.answers import Answer, GebiedAnswer, WaardeAnswer, gebied_answer, worth_of
from api.judging.answers import VeranderingAnswer, verandering_answer
from api.parameters import PeildatumParameters
from api.routes.indicatoren import ReeksbreukAnswer
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestKept, RequestReader
from geodata.gebieden.queries import find_gebied
from geodata.indicators.comparing.trends import Segment
from geodata.indicators.deriving.carried_series import carried_trend

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["gebieden"])


class OvergezetParameters(PeildatumParameters):
    """Which series."""

    indicator: str = Query(max_length=80, description="Sleutel van de indicator, zoals inwoners.")


class OvergezetPuntAnswer(WaardeAnswer):
    """Een cijfer in een reeks op de grenzen van nu; het aandeel dat is geschat staat erbij."""

    periode: int
    peildatum: Annotated[date, Field(description="De grenzen waarop de bron telde.")]
    is_deels_geschat: bool


class OvergezetSegmentAnswer(Answer):
    """Jaren met dezelfde definitie, van oud naar nieuw; over een breuk heen is niet te vergelijken."""

    breuken: list[ReeksbreukAnswer]
    punten: list[OvergezetPuntAnswer]


class OvergezetteReeksAnswer(Answer):
    """De reeks van een indicator op de grenzen die het gebied op de peildatum heeft."""

    gebied: GebiedAnswer
    indicator: str
    naam: str
    eenheid: str
    segmenten: list[OvergezetSegmentAnswer]
    sinds_eerste: VeranderingAnswer | None
    sinds_vorige: VeranderingAnswer | None


@router.get("/gebieden/{code}/reeks/overgezet", summary="Een indicator over de jaren, op de grenzen van nu")
def get_one(
    code: str,
    parameters: Annotated[OvergezetParameters, Query()],
    catalogue: RequestCatalogue,
    kept: RequestKept,
    reader: RequestReader,
) -> OvergezetteReeksAnswer:
    """De cijfers van alle jaren op dezelfde grond: wat op andere grenzen is geteld, is overgezet en geschat."""
    indicator = catalogue.indicator(parameters.indicator)
    gebied = find_gebied(reader, code, parameters.peildatum)
    trend = carried_trend(reader, gebied, indicator, catalogue, kept)
    return OvergezetteReeksAnswer(
        gebied=gebied_answer(gebied),
        indicator=indicator.key,
        naam=indicator.label,
        eenheid=indicator.unit,
        segmenten=[_segment(segment) for segment in trend.segments],
        sinds_eerste=verandering_answer(trend.since_first, indicator),
        sinds_vorige=verandering_answer(trend.since_previous, indicator),
    )


def _segment(segment: Segment) -> OvergezetSegmentAnswer:
    return OvergezetSegmentAnswer(
        breuken=[ReeksbreukAnswer(jaar=one.year, uitleg=one.explanation) for one in segment.breaks],
        punten=[
            OvergezetPuntAnswer(
                **worth_of(point.figure),
                periode=point.period,
                peildatum=point.peildatum,
                is_deels_geschat=point.is_marked_estimated,
            )
            for point in segment.points
        ],
    )

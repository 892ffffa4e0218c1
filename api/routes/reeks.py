"""One indicator of an area over the years: what can be compared, where the series breaks, and what changed."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.answers import Answer, CijferAnswer, GebiedAnswer, cijfer_answer, gebied_answer
from api.judging.answers import VeranderingAnswer, verandering_answer
from api.parameters import PeildatumParameters
from api.routes.indicatoren import ReeksbreukAnswer
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestReader
from geodata.store.queries import loads_by_id
from geodata.wijkfoto.queries import read_series
from geodata.wijkfoto.series import PeriodFigure

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["gebieden"])


class ReeksParameters(PeildatumParameters):
    """Which series."""

    indicator: str = Query(max_length=80, description="Sleutel van de indicator, zoals inwoners.")


class PuntAnswer(CijferAnswer):
    """Een cijfer in een reeks."""

    is_deels_geschat: Annotated[bool, Field(description="Of ten minste een twintigste bij schatting is overgezet.")]


class SegmentAnswer(Answer):
    """Jaren die onderling te vergelijken zijn, van oud naar nieuw; met die in een ander segment zijn ze dat niet."""

    breuken: Annotated[list[ReeksbreukAnswer], Field(description="Wat er aan de definitie veranderde.")]
    grens_verplaatst: Annotated[
        date | None, Field(description="De grenzen waarop dit segment is geteld, als die veranderden.")
    ]
    punten: list[PuntAnswer]


class IndicatorReeksAnswer(Answer):
    """De reeks van een indicator; een verandering staat er alleen als die groter is dan de ruis van beide jaren."""

    gebied: GebiedAnswer
    indicator: str
    naam: str
    eenheid: str
    segmenten: list[SegmentAnswer]
    sinds_eerste: Annotated[
        VeranderingAnswer | None,
        Field(description="Het nieuwste cijfer naast het eerste waarmee het te vergelijken is."),
    ]
    sinds_vorige: VeranderingAnswer | None


@router.get("/gebieden/{code}/reeks", summary="Een indicator over de jaren")
def get_one(
    code: str, parameters: Annotated[ReeksParameters, Query()], catalogue: RequestCatalogue, reader: RequestReader
) -> IndicatorReeksAnswer:
    """De cijfers van alle jaren, geknipt waar de definitie of de grens van het gebied veranderde."""
    indicator = catalogue.indicator(parameters.indicator)
    gebied, series = read_series(reader, code, indicator, peildatum=parameters.peildatum, catalogue=catalogue)
    loads = loads_by_id(reader, {point.figure.load_id for point in series.points})
    segments: list[SegmentAnswer] = []
    for point in series.points:
        if point.follows_break or not segments:
            segments.append(_segment(point))
        figure = cijfer_answer(point.figure, loads[point.figure.load_id])
        segments[-1].punten.append(PuntAnswer(**figure.model_dump(), is_deels_geschat=point.is_marked_estimated))
    return IndicatorReeksAnswer(
        gebied=gebied_answer(gebied),
        indicator=indicator.key,
        naam=indicator.label,
        eenheid=indicator.unit,
        segmenten=segments,
        sinds_eerste=verandering_answer(series.since_first, indicator),
        sinds_vorige=verandering_answer(series.since_previous, indicator),
    )


def _segment(first: PeriodFigure) -> SegmentAnswer:
    has_moved = first.follows_break and not first.breaks
    return SegmentAnswer(
        breuken=[ReeksbreukAnswer(jaar=one.year, uitleg=one.explanation) for one in first.breaks],
        grens_verplaatst=first.figure.peildatum if has_moved else None,
        punten=[],
    )

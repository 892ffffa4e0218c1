"""Indicators: the catalogue, with the periods that are loaded."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import Answer, IndicatorAnswer, indicator_answer
from api.parameters import NoParameters, Parameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestReader
from geodata.indicators.queries import loaded_periods

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indicatoren"])


class IndicatorenParameters(Parameters):
    """Which indicators."""

    thema: str | None = Query(None, max_length=40, description="Sleutel van een thema, zoals wonen.")
    geladen: bool = Query(default=False, description="Alleen indicatoren waarvan cijfers geladen zijn.")


class ReeksbreukAnswer(Answer):
    """Een jaar vanaf waar de cijfers niet met eerdere te vergelijken zijn."""

    jaar: int
    uitleg: str


class IndicatorDetailAnswer(IndicatorAnswer):
    """Een indicator met alles wat nodig is om hem te begrijpen."""

    rekenregel: str
    geheimhouding: str
    is_schatting: bool
    reeksbreuken: list[ReeksbreukAnswer]


class IndicatorenAnswer(Answer):
    """De indicatoren, in de volgorde waarin ze worden getoond."""

    indicatoren: list[IndicatorAnswer]


@router.get("/indicatoren", summary="Alle indicatoren")
def list_all(
    parameters: Annotated[IndicatorenParameters, Query()], catalogue: RequestCatalogue, reader: RequestReader
) -> IndicatorenAnswer:
    """De catalogus, met per indicator de jaren waarvan cijfers geladen zijn."""
    periods = loaded_periods(reader)
    wanted = [
        indicator_answer(indicator, periods.get(indicator.key, []))
        for indicator in catalogue.indicators.values()
        if parameters.thema in {None, indicator.theme.key} and (indicator.key in periods or not parameters.geladen)
    ]
    return IndicatorenAnswer(indicatoren=wanted)


@router.get("/indicatoren/{sleutel}", summary="Eén indicator")
def get_one(sleutel: str, _: NoParameters, catalogue: RequestCatalogue, reader: RequestReader) -> IndicatorDetailAnswer:
    """Een indicator met rekenregel, geheimhouding en reeksbreuken."""
    indicator = catalogue.indicator(sleutel)
    short = indicator_answer(indicator, loaded_periods(reader).get(sleutel, []))
    return IndicatorDetailAnswer(
        **short.model_dump(),
        rekenregel=indicator.aggregation.rule.value,
        geheimhouding=indicator.secrecy.definition,
        is_schatting=indicator.is_estimate,
        reeksbreuken=[ReeksbreukAnswer(jaar=found.year, uitleg=found.explanation) for found in indicator.breaks],
    )

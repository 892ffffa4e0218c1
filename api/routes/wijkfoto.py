"""The wijkfoto of an area as JSON."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.answers import Answer, CijferAnswer, GebiedAnswer, cijfer_answer, gebied_answer
from api.judging.answers import OordeelAnswer, VeranderingAnswer, oordeel_answer, verandering_answer
from api.requested import RequestedWijkfoto
from api.security import PUBLIC_PREFIX
from geodata.indicators.comparing.signals import Signal
from geodata.wijkfoto.wijkfoto import Line, Wijkfoto

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["wijkfoto"])


class ReeksAnswer(CijferAnswer):
    """Een cijfer in een reeks; niet vergelijkbaar waar een grens of definitie veranderde."""

    is_vergelijkbaar: bool


class VergelijkingAnswer(Answer):
    """Hetzelfde cijfer van een gebied eromheen."""

    gebied: str
    gebied_naam: str
    oordeel: Annotated[
        OordeelAnswer | None, Field(description="Null waar het cijfer van de grootte van een gebied afhangt.")
    ]
    cijfer: CijferAnswer


class RegelAnswer(Answer):
    """Een indicator in de wijkfoto; zonder cijfer als er niets geladen is."""

    indicator: str
    naam: str
    eenheid: str
    cijfer: CijferAnswer | None
    signaal: Annotated[Signal | None, Field(description="Naast het eerste gebied in vergelijkingen.")]
    verandering: Annotated[VeranderingAnswer | None, Field(description="Sinds het eerste jaar dat te vergelijken is.")]
    vergelijkingen: list[VergelijkingAnswer]
    reeks: list[ReeksAnswer]


class ThemaAnswer(Answer):
    """Een thema met zijn indicatoren."""

    sleutel: str
    titel: str
    indicatoren: list[RegelAnswer]


class WijkfotoAnswer(Answer):
    """De wijkfoto van een gebied."""

    gebied: GebiedAnswer
    peildata: list[date]
    kerncijfers: list[RegelAnswer]
    leeftijdsopbouw: list[RegelAnswer]
    themas: list[ThemaAnswer]


@router.get("/gebieden/{code}/wijkfoto", summary="Wijkfoto")
def get_one(found: RequestedWijkfoto) -> WijkfotoAnswer:
    """Hoe een gebied ervoor staat: de gekozen cijfers, over de jaren en naast de gemeente."""
    return wijkfoto_answer(found)


def wijkfoto_answer(found: Wijkfoto) -> WijkfotoAnswer:
    """Return a wijkfoto as the API writes it."""
    return WijkfotoAnswer(
        gebied=gebied_answer(found.gebied),
        peildata=list(found.peildata),
        kerncijfers=[_regel(line, found) for line in found.key_figures],
        leeftijdsopbouw=[_regel(line, found) for line in found.age_structure],
        themas=[
            ThemaAnswer(sleutel=theme.key, titel=theme.title, indicatoren=[_regel(line, found) for line in theme.lines])
            for theme in found.themes
        ],
    )


def _regel(line: Line, found: Wijkfoto) -> RegelAnswer:
    loads, indicator = found.loads, line.indicator
    beside = line.comparisons[0].judgement if line.comparisons else None
    return RegelAnswer(
        indicator=indicator.key,
        naam=indicator.label,
        eenheid=indicator.unit,
        cijfer=cijfer_answer(line.newest, loads[line.newest.load_id]) if line.newest else None,
        signaal=beside.signal if beside else None,
        verandering=verandering_answer(line.since_first, indicator),
        vergelijkingen=[
            VergelijkingAnswer(
                gebied=compared.gebied.code,
                gebied_naam=compared.gebied.name,
                oordeel=oordeel_answer(compared.judgement, indicator, compared.gebied.name),
                cijfer=cijfer_answer(compared.figure, loads[compared.figure.load_id]),
            )
            for compared in line.comparisons
        ],
        reeks=[
            ReeksAnswer(
                **cijfer_answer(item.figure, loads[item.figure.load_id]).model_dump(),
                is_vergelijkbaar=item.is_comparable,
            )
            for item in line.series
        ],
    )

"""The wijkfoto of an area as JSON."""

from datetime import date

from fastapi import APIRouter

from api.answers import Answer, CijferAnswer, GebiedAnswer, cijfer_answer, gebied_answer
from api.requested import RequestedWijkfoto
from api.security import PUBLIC_PREFIX
from geodata.wijkfoto.wijkfoto import Difference, Line, Wijkfoto

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["wijkfoto"])


class ReeksAnswer(CijferAnswer):
    """Een cijfer in een reeks; niet vergelijkbaar waar een grens of definitie veranderde."""

    is_vergelijkbaar: bool


class VergelijkingAnswer(Answer):
    """Hetzelfde cijfer van een gebied eromheen."""

    gebied: str
    gebied_naam: str
    verschil: Difference
    cijfer: CijferAnswer


class RegelAnswer(Answer):
    """Een indicator in de wijkfoto; zonder cijfer als er niets geladen is."""

    indicator: str
    naam: str
    eenheid: str
    cijfer: CijferAnswer | None
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
    loads = found.loads
    return RegelAnswer(
        indicator=line.indicator.key,
        naam=line.indicator.label,
        eenheid=line.indicator.unit,
        cijfer=cijfer_answer(line.newest, loads[line.newest.load_id]) if line.newest else None,
        vergelijkingen=[
            VergelijkingAnswer(
                gebied=compared.gebied.code,
                gebied_naam=compared.gebied.name,
                verschil=compared.difference,
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

"""The JSON of one figure beside those of others: its position, another area, a group, the most alike."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from api.answers import Answer, BereikAnswer, CijferAnswer, cijfer_answer, range_of
from api.judging.answers import OordeelAnswer, oordeel_answer
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indelingen.queries import name_of
from geodata.indicators.comparing.similar import SimilarArea
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Indicator
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from geodata.wijkfoto.alike import BesideGroup, BesideSimilar
from geodata.wijkfoto.comparison import Beside, Placed

_PLURALS = {Level.GEMEENTE: "gemeenten", Level.WIJK: "wijken", Level.BUURT: "buurten", Level.GEBIED: "eigen gebieden"}


class PositieAnswer(Answer):
    """De plaats in een rij: rang 1 heeft het hoogste cijfer, ook waar lager beter is."""

    onder: Annotated[str, Field(description="Waartussen: een indeling, of de gebieden van hetzelfde niveau.")]
    rang: Annotated[
        int | None, Field(description="Naar de cijfers zoals ze zijn; null waar alleen een bereik bekend is.")
    ]
    rang_van: Annotated[int, Field(description="Met 95% zekerheid ligt de echte rang van hier...")]
    rang_tot: Annotated[int, Field(description="... tot hier.")]
    zekere_rang_van: int
    zekere_rang_tot: int
    aantal_met_cijfer: int
    aantal: int


class NaastAnswer(Answer):
    """Een ander gebied, met zijn cijfer van dezelfde periode en hoe het gevraagde gebied zich daartoe verhoudt."""

    gebied: str
    gebied_naam: str
    cijfer: CijferAnswer | None
    oordeel: OordeelAnswer | None


class KwartielAnswer(BereikAnswer):
    """Wat in een groep gebruikelijk is, met het bereik dat afronding en geheimhouding openlaten."""


class GroepAnswer(Answer):
    """De geladen gebieden met dezelfde stedelijkheid; elk telt even zwaar. Het oordeel is naast de mediaan."""

    niveau: Level
    stedelijkheid: Annotated[int, Field(description="Van 1 (zeer sterk stedelijk) tot 5 (niet stedelijk).")]
    aantal: int
    aantal_met_cijfer: int
    eerste_kwartiel: KwartielAnswer | None
    mediaan: KwartielAnswer | None
    derde_kwartiel: KwartielAnswer | None
    oordeel: OordeelAnswer | None


class GelijkendGebiedAnswer(NaastAnswer):
    """Een gelijkend gebied; bij een afstand van 1 verschillen twee gebieden gemiddeld een standaardafwijking."""

    afstand: float
    niet_vergeleken: Annotated[list[str], Field(description="Indicatoren waarvan een van beide geen cijfer heeft.")]


class WeggelatenAnswer(Answer):
    """Een gekozen indicator waarop niet is vergeleken."""

    indicator: str
    reden: str


class GelijkendAnswer(Answer):
    """De gebieden die het meest lijken, en waarop."""

    niveau: Level
    aantal_vergeleken: int
    indicatoren: list[str]
    herkomst: Annotated[list[str], Field(description="De indicatoren over herkomst daaronder: alleen als u ze koos.")]
    weggelaten: list[WeggelatenAnswer]
    gebieden: list[GelijkendGebiedAnswer]


def peers_name(placed: Placed, gebied: GebiedRecord) -> str:
    """Name the areas among which one has a position: those of its clustering, or of its level in the gemeente."""
    if placed.indeling is not None:
        return name_of(placed.indeling)
    place = f" in {gebied.gemeente_name or gebied.gemeente_code}" if placed.level is not Level.GEMEENTE else ""
    return f"{_PLURALS[placed.level]}{place}"


def positie_answer(placed: Placed, gebied: GebiedRecord) -> PositieAnswer | None:
    """Return a position; null where there is none."""
    position = placed.position
    if position is None:
        return None
    return PositieAnswer(
        onder=peers_name(placed, gebied),
        rang=position.rank,
        rang_van=position.best,
        rang_tot=position.worst,
        zekere_rang_van=position.certain_best,
        zekere_rang_tot=position.certain_worst,
        aantal_met_cijfer=position.ranked_count,
        aantal=position.count,
    )


def loads_of(reader: Reader, besides: Sequence[Beside]) -> dict[int, Load]:
    """Read the loads that brought the figures of other areas, by number."""
    return dict(loads_by_id(reader, {one.figure.load_id for one in besides if one.figure}))


def naast_answer(beside: Beside, loads: dict[int, Load], indicator: Indicator) -> NaastAnswer:
    """Return another area with its figure."""
    return NaastAnswer(
        gebied=beside.code,
        gebied_naam=beside.name,
        cijfer=cijfer_answer(beside.figure, loads[beside.figure.load_id]) if beside.figure else None,
        oordeel=oordeel_answer(beside.judgement, indicator, beside.name),
    )


def groep_answer(beside: BesideGroup, indicator: Indicator) -> GroepAnswer:
    """Return what is usual among the areas of the same stedelijkheid."""
    group = beside.group
    return GroepAnswer(
        niveau=beside.level,
        stedelijkheid=beside.urbanity,
        aantal=group.count,
        aantal_met_cijfer=group.known_count,
        eerste_kwartiel=_kwartiel(group.lower_quartile),
        mediaan=_kwartiel(group.median),
        derde_kwartiel=_kwartiel(group.upper_quartile),
        oordeel=oordeel_answer(beside.judgement, indicator, "het middelste van deze gebieden"),
    )


def _kwartiel(figure: Figure | None) -> KwartielAnswer | None:
    return None if figure is None else KwartielAnswer(**range_of(figure))


def gelijkend_answer(reader: Reader, beside: BesideSimilar, indicator: Indicator) -> GelijkendAnswer:
    """Return the areas that are most alike, with their figures."""
    similarity, loads = beside.similarity, loads_of(reader, beside.areas)
    return GelijkendAnswer(
        niveau=beside.level,
        aantal_vergeleken=similarity.compared_count,
        indicatoren=[one.key for one in similarity.indicators],
        herkomst=[one.key for one in similarity.origin],
        weggelaten=[WeggelatenAnswer(indicator=one.key, reden=reason.value) for one, reason in similarity.left_out],
        gebieden=[
            _gelijkend_gebied(area, naast_answer(one, loads, indicator))
            for area, one in zip(similarity.areas, beside.areas, strict=True)
        ],
    )


def _gelijkend_gebied(area: SimilarArea, naast: NaastAnswer) -> GelijkendGebiedAnswer:
    missing = [one.key for one in area.missing]
    return GelijkendGebiedAnswer(**naast.model_dump(), afstand=round(area.distance, 4), niet_vergeleken=missing)

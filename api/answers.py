"""The JSON that the API answers: Dutch names in camelCase, made from the records of ``geodata``."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.sources import source_name
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.store.tables import Load


class Answer(BaseModel):
    """Base of every answer."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, frozen=True)


class GebiedAnswer(Answer):
    """Een gebied op een peildatum."""

    code: str
    naam: str
    niveau: Level
    peildatum: date
    gemeente_code: str | None
    gemeente_naam: str | None
    wijk_code: str | None
    wijk_naam: str | None
    indelingswijziging: int | None


class HerkomstAnswer(Answer):
    """Waar een cijfer vandaan komt: de lading waarmee het binnenkwam."""

    lading: int
    bron: str
    bron_naam: str
    tabel: str
    versie: str
    adres: str
    licentie: str
    opgehaald: datetime


class BereikAnswer(Answer):
    """Een cijfer met zijn bereik en status. Een cijfer dat ontbreekt is null, nooit 0."""

    waarde: float | None
    laagste: float | None
    hoogste: float | None
    waarschijnlijk_laagste: Annotated[
        float | None, Field(description="Begin van het 95%-bereik; null waar dat niet smaller is dan het zekere.")
    ]
    waarschijnlijk_hoogste: Annotated[float | None, Field(description="Einde van het 95%-bereik.")]
    status: Status


class WaardeAnswer(BereikAnswer):
    """Wat een cijfer waard is: zijn bereik, status en dekking."""

    dekking: Annotated[float, Field(description="Deel van het gebied achter het cijfer, van 0 tot 1.")]
    aandeel_geschat: Annotated[
        float | None,
        Field(description="Deel dat bij schatting is verdeeld of overgezet; null bij een gepubliceerd cijfer."),
    ]


class CijferAnswer(WaardeAnswer):
    """Een cijfer met zijn bereik, status en herkomst."""

    periode: int
    peildatum: date
    herkomst: HerkomstAnswer


class WaarnemingAnswer(CijferAnswer):
    """Een cijfer, met het gebied en de indicator waar het bij hoort."""

    gebied: str
    gebied_naam: str
    indicator: str


class IndicatorAnswer(Answer):
    """Een indicator uit de catalogus, met de jaren waarvan cijfers geladen zijn."""

    sleutel: str
    naam: str
    omschrijving: str
    thema: str
    eenheid: str
    decimalen: int
    soort: str
    richting: str | None
    perioden: list[int]


def gebied_answer(gebied: GebiedRecord) -> GebiedAnswer:
    """Return an area as the API writes it."""
    return GebiedAnswer(
        code=gebied.code,
        naam=gebied.name,
        niveau=gebied.level,
        peildatum=gebied.peildatum,
        gemeente_code=gebied.gemeente_code,
        gemeente_naam=gebied.gemeente_name,
        wijk_code=gebied.wijk_code,
        wijk_naam=gebied.wijk_name,
        indelingswijziging=gebied.change,
    )


def herkomst_answer(load: Load) -> HerkomstAnswer:
    """Return the origin of a figure as the API writes it."""
    return HerkomstAnswer(
        lading=load.id,
        bron=load.source,
        bron_naam=source_name(load.source),
        tabel=load.table_id,
        versie=load.version,
        adres=load.address,
        licentie=load.licence,
        opgehaald=load.fetched_at,
    )


def range_of(figure: Figure | FigureRecord) -> dict[str, Any]:
    """Return the fields of `BereikAnswer`."""
    return {
        "waarde": figure.value,
        "laagste": figure.lowest,
        "hoogste": figure.highest,
        "waarschijnlijk_laagste": figure.likely_lowest,
        "waarschijnlijk_hoogste": figure.likely_highest,
        "status": figure.status,
    }


def worth_of(figure: Figure | FigureRecord) -> dict[str, Any]:
    """Return the fields of `WaardeAnswer`."""
    estimated_share = None if figure.estimated_share is None else round(figure.estimated_share, 4)
    return {**range_of(figure), "dekking": round(figure.coverage, 4), "aandeel_geschat": estimated_share}


def cijfer_answer(figure: FigureRecord, load: Load) -> CijferAnswer:
    """Return a figure as the API writes it."""
    place = {"periode": figure.period, "peildatum": figure.peildatum}
    return CijferAnswer(**worth_of(figure), **place, herkomst=herkomst_answer(load))


def waarneming_answer(figure: FigureRecord, load: Load) -> WaarnemingAnswer:
    """Return a figure with its area and indicator as the API writes it."""
    place = {"gebied": figure.gebied_code, "gebied_naam": figure.gebied_name, "indicator": figure.indicator}
    return WaarnemingAnswer(**cijfer_answer(figure, load).model_dump(), **place)


def indicator_answer(indicator: Indicator, periods: list[int]) -> IndicatorAnswer:
    """Return an indicator as the API writes it."""
    return IndicatorAnswer(
        sleutel=indicator.key,
        naam=indicator.label,
        omschrijving=indicator.definition,
        thema=indicator.theme.key,
        eenheid=indicator.unit,
        decimalen=indicator.decimals,
        soort=indicator.kind.value,
        richting=indicator.direction.value or None,
        perioden=periods,
    )

"""The JSON of comparing figures: how one compares with another, and what changed over the years."""

from typing import Annotated

from pydantic import Field

from api.answers import Answer
from api.judging.sentences import change_sentence, comparison_sentence
from geodata.indicators.comparing.differences import Certainty, Difference, Verdict
from geodata.indicators.comparing.signals import Judgement, Signal
from geodata.indicators.comparing.trends import Change, ChangeWord
from geodata.indicators.indicator import Indicator

_DECIMALS = 6


class VerschilAnswer(Answer):
    """Een verschil met zijn bereik; null waar het niet bekend is."""

    waarde: float | None
    laagste: float | None
    hoogste: float | None
    waarschijnlijk_laagste: Annotated[float | None, Field(description="Begin van het 95%-bereik.")]
    waarschijnlijk_hoogste: Annotated[float | None, Field(description="Einde van het 95%-bereik.")]


class OordeelAnswer(Answer):
    """Hoe een cijfer zich verhoudt tot een ander: iets anders dan 'niet te onderscheiden' alleen buiten de ruis."""

    woord: Verdict
    signaal: Annotated[
        Signal | None, Field(description="Null waar de cijfers verschillen en hoger niet beter of slechter is.")
    ]
    zekerheid: Certainty | None
    verschil: VerschilAnswer
    toelichting: str


class VeranderingAnswer(Answer):
    """Wat er sinds een eerder jaar is veranderd: alleen als dat groter is dan de ruis van beide jaren."""

    van: Annotated[int, Field(description="Het eerdere jaar.")]
    tot: Annotated[int, Field(description="Het latere jaar.")]
    woord: ChangeWord
    signaal: Signal | None
    zekerheid: Certainty | None
    verschil: VerschilAnswer
    is_deels_geschat: bool
    toelichting: str


def oordeel_answer(judgement: Judgement | None, indicator: Indicator, name: str) -> OordeelAnswer | None:
    """Return a judgement beside the area or group of a name; null where areas cannot be compared."""
    if judgement is None:
        return None
    return OordeelAnswer(
        woord=judgement.word,
        signaal=judgement.signal,
        zekerheid=judgement.certainty,
        verschil=_verschil_answer(judgement.difference),
        toelichting=comparison_sentence(judgement, indicator, name),
    )


def verandering_answer(change: Change | None, indicator: Indicator) -> VeranderingAnswer | None:
    """Return a change; null where there is no earlier figure that can be compared."""
    if change is None:
        return None
    return VeranderingAnswer(
        van=change.earlier.period,
        tot=change.later.period,
        woord=change.word,
        signaal=change.judgement.signal,
        zekerheid=change.judgement.certainty,
        verschil=_verschil_answer(change.judgement.difference),
        is_deels_geschat=change.is_marked_estimated,
        toelichting=change_sentence(change, indicator),
    )


def _verschil_answer(difference: Difference) -> VerschilAnswer:
    return VerschilAnswer(
        waarde=_rounded(difference.value),
        laagste=_rounded(difference.lowest),
        hoogste=_rounded(difference.highest),
        waarschijnlijk_laagste=_rounded(difference.likely_lowest),
        waarschijnlijk_hoogste=_rounded(difference.likely_highest),
    )


def _rounded(end: float | None) -> float | None:
    return None if end is None else round(end, _DECIMALS)

"""Does the conclusion flip? Per indicator how much what is seen of a place depends on the clustering."""

from math import isnan
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.answers import Answer
from api.comparing.asking import GEMEENTE, VerantwoordingAnswer, account_of, rounded, rounded_share
from api.comparing.names import Names
from api.openapi import problems
from api.parameters import GemeenteCode, Parameters
from api.routes.indelingen.comparison import VergelekenIndelingAnswer, compared_indeling
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestReader
from geodata.indelingen.comparing.ground import NO_AREA, Measure
from geodata.indicators.flips import NO_CLASS, Flips, IndicatorFlip, flips_of
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.indicators.study_figures import read_unit_figures
from maps.classes import quantile_classes

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indelingen"])

HOW = (
    "Per indeling is het cijfer van elk gebied samengesteld uit de gepubliceerde cijfers van de eenheden, met zijn "
    "bereik. Een andere klasse telt alleen als de cijfers van beide gebieden meer verschillen dan hun onzekerheid; een "
    "ander derde en een sprong in rang alleen als zij met 95% zekerheid niet door die onzekerheid komen. Een gebied "
    "waarvan te weinig bekend is, heeft geen cijfer. Klassen zijn kwantielen over de gebieden van alle indelingen "
    "samen, met één legenda: klasse 1 is de laagste. Rang 1 is het hoogste cijfer; hoog is niet beter dan laag. "
    "Aantallen doen niet mee: een groter gebied heeft er meer."
)


class OmslagParameters(Parameters):
    """Some clusterings, a period, and an indicator."""

    indelingen: Names
    gemeente: GemeenteCode | None = GEMEENTE
    periode: int | None = Query(
        None, ge=1900, le=2100, description="Jaar van de cijfers; zonder: het jaar van de peildatum."
    )
    indicator: str | None = Query(
        None, max_length=80, description="Sleutel van een indicator: alleen die, met het cijfer van elke plek."
    )


class OmslagAtoomAnswer(Answer):
    """Een plek die geen van de indelingen verdeelt, met het gebied van elke indeling waar zij in ligt."""

    atoom: int
    gebieden: list[str | None]
    eenheden: list[str]
    inwoners: float


class OmslagPlekAnswer(Answer):
    """Wat een indicator van een plek zegt, per indeling in de volgorde van de lijst indelingen."""

    atoom: int
    cijfers: list[float | None]
    dekking: list[float | None]
    rangen: list[int | None]
    klassen: list[int | None]
    andere_klasse: bool
    ander_derde: bool


class OmslagIndicatorAnswer(Answer):
    """Hoe ver de conclusie over een indicator van de indeling afhangt."""

    indicator: str
    naam: str
    thema: str
    eenheid: str
    decimalen: int
    richting: str | None
    vergeleken_inwoners: float
    aandeel_andere_klasse: Annotated[
        float,
        Field(description="Deel van de vergeleken inwoners op een plek waarvan de klasse buiten de ruis verschilt."),
    ]
    aandeel_ander_derde: Annotated[
        float,
        Field(
            description="Deel op een plek die in de ene indeling wel en in een andere niet bij het hoogste of het "
            "laagste derde hoort."
        ),
    ]
    grootste_rangverschuiving: Annotated[float, Field(description="1: van de hoogste naar de laagste plaats.")]
    aantal_met_rang: Annotated[list[int], Field(description="Per indeling, hoeveel gebieden een cijfer hebben.")]
    plekken: Annotated[list[OmslagPlekAnswer] | None, Field(description="Alleen als één indicator is gevraagd.")]


class NietVergelekenAnswer(Answer):
    """Indicatoren die niet vergeleken zijn, en waarom."""

    reden: str
    indicatoren: list[str]


class OmslagAnswer(Answer):
    """Indicatoren waarvan de conclusie het meest van de indeling afhangt eerst."""

    verantwoording: VerantwoordingAnswer
    periode: int
    werkwijze: str
    indelingen: list[VergelekenIndelingAnswer]
    atomen: list[OmslagAtoomAnswer]
    indicatoren: list[OmslagIndicatorAnswer]
    niet_vergeleken: list[NietVergelekenAnswer]


@router.get("/indelingen/_omslag", summary="Hangt de conclusie van de indeling af?", responses=problems(409))
def find_flips(
    parameters: Annotated[OmslagParameters, Query()], catalogue: RequestCatalogue, reader: RequestReader
) -> OmslagAnswer:
    """Per indicator de rang en kleurklasse van elke plek onder elke indeling; wat het meest verschilt eerst."""
    keys = [parameters.indicator] if parameters.indicator else []
    for key in keys:
        catalogue.indicator(key)
    found = read_study(reader, parameters.indelingen, parameters.gemeente)
    period = parameters.periode or found.ground.peildatum.year
    ground = found.ground
    units = read_unit_figures(reader, ground.gemeente_code, ground.peildatum, period, catalogue)
    flips = flips_of(found.study, units, catalogue, quantile_classes, keys=keys)
    return OmslagAnswer(
        verantwoording=account_of(reader, found, Measure.PEOPLE),
        periode=period,
        werkwijze=HOW,
        indelingen=[compared_indeling(labelling) for labelling in found.study.labellings],
        atomen=_atoms(found, flips),
        indicatoren=[_indicator(flip, is_detailed=bool(keys)) for flip in flips.flips],
        niet_vergeleken=_left_out(flips),
    )


def _atoms(found: RegisteredStudy, flips: Flips) -> list[OmslagAtoomAnswer]:
    unit_codes = found.study.elements_gdf["unit_code"].to_numpy()
    return [
        OmslagAtoomAnswer(
            atoom=atom,
            gebieden=[
                None if area == NO_AREA else labelling.area_codes[area]
                for labelling, area in zip(found.study.labellings, areas, strict=True)
            ],
            eenheden=sorted(set(unit_codes[flips.atoms.labels == atom])),
            inwoners=rounded(flips.atom_people[atom]),
        )
        for atom, areas in enumerate(flips.atoms.areas)
    ]


def _indicator(flip: IndicatorFlip, *, is_detailed: bool) -> OmslagIndicatorAnswer:
    indicator = flip.indicator
    return OmslagIndicatorAnswer(
        indicator=indicator.key,
        naam=indicator.label,
        thema=indicator.theme.key,
        eenheid=indicator.unit,
        decimalen=indicator.decimals,
        richting=indicator.direction.value or None,
        vergeleken_inwoners=rounded(flip.people_compared),
        aandeel_andere_klasse=rounded_share(flip.class_share),
        aandeel_ander_derde=rounded_share(flip.third_share),
        grootste_rangverschuiving=rounded_share(flip.largest_rank_change),
        aantal_met_rang=list(flip.ranked),
        plekken=[_place(flip, atom) for atom in range(len(flip.figures))] if is_detailed else None,
    )


def _place(flip: IndicatorFlip, atom: int) -> OmslagPlekAnswer:
    return OmslagPlekAnswer(
        atoom=atom,
        cijfers=[
            None if isnan(figure) else round(figure, flip.indicator.decimals) for figure in flip.figures[atom].tolist()
        ],
        dekking=[None if isnan(share) else rounded_share(share) for share in flip.coverage[atom].tolist()],
        rangen=[rank or None for rank in flip.ranks[atom].tolist()],
        klassen=[None if number == NO_CLASS else number + 1 for number in flip.classes[atom].tolist()],
        andere_klasse=bool(flip.class_differs[atom]),
        ander_derde=bool(flip.third_differs[atom]),
    )


def _left_out(flips: Flips) -> list[NietVergelekenAnswer]:
    by_reason: dict[str, list[str]] = {}
    for indicator, reason in flips.left_out:
        by_reason.setdefault(reason.value, []).append(indicator.key)
    return [NietVergelekenAnswer(reden=reason, indicatoren=keys) for reason, keys in by_reason.items()]

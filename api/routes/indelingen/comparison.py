"""Clusterings compared: how each pair relates, which areas match or cross, and where their owners disagree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query
from pydantic import Field

from api.answers import Answer
from api.comparing.asking import (
    Amounts,
    HoeveelheidAnswer,
    StudyParameters,
    VerantwoordingAnswer,
    account_of,
    read_asked,
    rounded,
    rounded_share,
)
from api.openapi import problems
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader
from geodata.indelingen.comparing.comparison import AreaMatch, Comparison, Crossing, Relation, compare_all
from geodata.indelingen.comparing.ground import NO_AREA, IntArray, Labelling, Study
from geodata.indelingen.comparing.moves import Moves
from geodata.indelingen.comparing.neighbours import disagreement, neighbour_pairs
from geodata.indicators.studies import RegisteredStudy

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indelingen"])


class VergelekenIndelingAnswer(Answer):
    """Een van de indelingen die naast elkaar zijn gelegd."""

    indeling: str
    naam: str
    eigenaar: str
    aantal_gebieden: int


class MatrixAnswer(Answer):
    """Elke indeling (rij) naast elke andere (kolom), in de volgorde van de lijst indelingen."""

    relatie: list[list[Relation]]
    homogeniteit: list[list[float]]
    volledigheid: list[list[float]]
    v_maat: list[list[float]]
    gecorrigeerde_rand: list[list[float]]


class OvereenkomstAnswer(Answer):
    """Een gebied, en het gebied van de andere indeling waar het het meest mee gemeen heeft."""

    gebied: str
    gebied_naam: str
    geheel: HoeveelheidAnswer
    beste_gebied: str | None
    beste_gebied_naam: str | None
    gedeeld: HoeveelheidAnswer
    daarbuiten: HoeveelheidAnswer
    aandeel_gedeeld: float | None


class KruisingAnswer(Answer):
    """Twee gebieden die elkaar deels overlappen. Betrokken: het kleinste van de drie delen."""

    gebied: str
    gebied_naam: str
    naar_gebied: str
    naar_gebied_naam: str
    in_beide: HoeveelheidAnswer
    alleen_in_gebied: HoeveelheidAnswer
    alleen_in_naar_gebied: HoeveelheidAnswer
    betrokken: float
    eenheden: list[str]


class KoppelAnswer(Answer):
    """Twee gebieden die met elkaar overeen gaan komen."""

    gebied: str
    naar_gebied: str


class VerhuizingenAnswer(Answer):
    """Wat er moet verhuizen om de twee indelingen gelijk te maken."""

    aantal_eenheden: int
    eenheden: list[str]
    hoeveelheid: HoeveelheidAnswer
    koppels: list[KoppelAnswer]


class PaarAnswer(Answer):
    """Twee indelingen vergeleken, van de eerste naar de tweede."""

    van: str
    naar: str
    relatie: Relation
    homogeniteit: float
    volledigheid: float
    v_maat: float
    gecorrigeerde_rand: float
    in_beide: HoeveelheidAnswer
    in_een_van_beide: HoeveelheidAnswer
    overeenkomsten: list[OvereenkomstAnswer]
    overeenkomsten_omgekeerd: list[OvereenkomstAnswer]
    kruisingen: Annotated[list[KruisingAnswer], Field(description="De meeste betrokkenen eerst.")]
    minste_eenheden: VerhuizingenAnswer
    minste_gewicht: VerhuizingenAnswer


class VerschilAnswer(Answer):
    """Hoeveel indelingen het over de buren van een eenheid, of een deel ervan, oneens zijn met de andere."""

    eenheid: str
    eenheid_naam: str
    aandeel: float
    hoeveelheid: HoeveelheidAnswer
    aantal_oneens: int
    buur: str | None
    oneens: Annotated[list[str], Field(description="De indelingen die in de minderheid zijn.")]


class VergelijkingAnswer(Answer):
    """Twee of meer indelingen naast elkaar."""

    verantwoording: VerantwoordingAnswer
    indelingen: list[VergelekenIndelingAnswer]
    matrix: MatrixAnswer
    paren: list[PaarAnswer]
    verschilkaart: list[VerschilAnswer]


@router.get("/indelingen/_vergelijk", summary="Indelingen vergelijken", responses=problems(409))
def compare_several(parameters: Annotated[StudyParameters, Query()], reader: RequestReader) -> VergelijkingAnswer:
    """Per paar de maten, de gebieden die overeenkomen of kruisen, en wat er ten minste moet verhuizen.

    De verschilkaart zegt per eenheid hoeveel indelingen het over haar buren oneens zijn. Homogeniteit, volledigheid en
    V-maat zijn die van Rosenberg en Hirschberg (2007), de gecorrigeerde Rand-index is die van Hubert en Arabie (1985);
    alle zijn gewogen.
    """
    found = read_asked(reader, parameters)
    account = account_of(reader, found, parameters.gewicht)
    compared = compare_all(found.study, parameters.gewicht)
    amounts = Amounts(found.study, parameters.gewicht)
    return VergelijkingAnswer(
        verantwoording=account,
        indelingen=[compared_indeling(labelling) for labelling in found.study.labellings],
        matrix=_matrix(len(found.study.labellings), compared),
        paren=[_pair(found.study, pair, comparison, amounts) for pair, comparison in compared.items()],
        verschilkaart=_differences(found, amounts),
    )


def compared_indeling(labelling: Labelling) -> VergelekenIndelingAnswer:
    """Return a clustering of a study as the API writes it."""
    return VergelekenIndelingAnswer(
        indeling=labelling.name,
        naam=labelling.title,
        eigenaar=labelling.owner,
        aantal_gebieden=len(labelling.area_codes),
    )


@dataclass(frozen=True)
class Pair:
    """Two clusterings of a study, in this direction, with what their elements weigh."""

    study: Study
    first: Labelling
    other: Labelling
    amounts: Amounts

    def elements(self, area: int, other_area: int | None) -> IntArray:
        """Return the numbers of the elements that two areas have in common."""
        return np.flatnonzero((self.first.labels == area) & (self.other.labels == other_area))

    def unit_codes(self, elements: IntArray) -> list[str]:
        """Return the units that some elements are, or are pieces of."""
        return list(dict.fromkeys(self.study.elements_gdf["unit_code"].to_numpy()[elements]))


def _matrix(count: int, compared: Mapping[tuple[int, int], Comparison]) -> MatrixAnswer:
    turned = {Relation.REFINES: Relation.COARSENS, Relation.COARSENS: Relation.REFINES}

    def table(of_pair: Callable[[Comparison], float], of_turned: Callable[[Comparison], float]) -> list[list[float]]:
        rows = [[1.0] * count for _ in range(count)]
        for (first, other), found in compared.items():
            rows[first][other], rows[other][first] = rounded_share(of_pair(found)), rounded_share(of_turned(found))
        return rows

    relations = [[Relation.EQUAL] * count for _ in range(count)]
    for (first, other), found in compared.items():
        relations[first][other], relations[other][first] = found.relation, turned.get(found.relation, found.relation)
    return MatrixAnswer(
        relatie=relations,
        homogeniteit=table(lambda one: one.agreement.homogeneity, lambda one: one.agreement.completeness),
        volledigheid=table(lambda one: one.agreement.completeness, lambda one: one.agreement.homogeneity),
        v_maat=table(lambda one: one.agreement.v_measure, lambda one: one.agreement.v_measure),
        gecorrigeerde_rand=table(lambda one: one.agreement.adjusted_rand, lambda one: one.agreement.adjusted_rand),
    )


def _pair(study: Study, numbers: tuple[int, int], found: Comparison, amounts: Amounts) -> PaarAnswer:
    first, other = (study.labellings[number] for number in numbers)
    pair, turned = Pair(study, first, other, amounts), Pair(study, other, first, amounts)
    is_in_both = (first.labels != NO_AREA) & (other.labels != NO_AREA)
    return PaarAnswer(
        van=first.name,
        naar=other.name,
        relatie=found.relation,
        homogeniteit=rounded_share(found.agreement.homogeneity),
        volledigheid=rounded_share(found.agreement.completeness),
        v_maat=rounded_share(found.agreement.v_measure),
        gecorrigeerde_rand=rounded_share(found.agreement.adjusted_rand),
        in_beide=amounts.of(np.flatnonzero(is_in_both)),
        in_een_van_beide=amounts.of(found.moves_of_units.outside),
        overeenkomsten=[_match(pair, match) for match in found.matches],
        overeenkomsten_omgekeerd=[_match(turned, match) for match in found.other_matches],
        kruisingen=[_crossing(pair, crossing) for crossing in found.crossings],
        minste_eenheden=moves_answer(pair, found.moves_of_units),
        minste_gewicht=moves_answer(pair, found.moves_of_people),
    )


def _match(pair: Pair, match: AreaMatch) -> OvereenkomstAnswer:
    whole, shared = np.flatnonzero(pair.first.labels == match.area), pair.elements(match.area, match.best_match)
    best = match.best_match
    return OvereenkomstAnswer(
        gebied=pair.first.area_codes[match.area],
        gebied_naam=pair.first.area_names[match.area],
        geheel=pair.amounts.of(whole),
        beste_gebied=None if best is None else pair.other.area_codes[best],
        beste_gebied_naam=None if best is None else pair.other.area_names[best],
        gedeeld=pair.amounts.of(shared),
        daarbuiten=pair.amounts.of(np.setdiff1d(whole, shared)),
        aandeel_gedeeld=None if isnan(match.share) else rounded_share(match.share),
    )


def _crossing(pair: Pair, crossing: Crossing) -> KruisingAnswer:
    labels, other_labels = pair.first.labels, pair.other.labels
    is_here, is_there = labels == crossing.area, other_labels == crossing.other_area
    shared = np.flatnonzero(is_here & is_there)
    return KruisingAnswer(
        gebied=pair.first.area_codes[crossing.area],
        gebied_naam=pair.first.area_names[crossing.area],
        naar_gebied=pair.other.area_codes[crossing.other_area],
        naar_gebied_naam=pair.other.area_names[crossing.other_area],
        in_beide=pair.amounts.of(shared),
        alleen_in_gebied=pair.amounts.of(np.flatnonzero(is_here & ~is_there & (other_labels != NO_AREA))),
        alleen_in_naar_gebied=pair.amounts.of(np.flatnonzero(is_there & ~is_here & (labels != NO_AREA))),
        betrokken=rounded(crossing.people_concerned),
        eenheden=list(crossing.unit_codes),
    )


def moves_answer(pair: Pair, moves: Moves) -> VerhuizingenAnswer:
    """Return what has to move as the API writes it."""
    return VerhuizingenAnswer(
        aantal_eenheden=moves.unit_count,
        eenheden=pair.unit_codes(moves.moved),
        hoeveelheid=pair.amounts.of(moves.moved),
        koppels=[
            KoppelAnswer(gebied=pair.first.area_codes[area], naar_gebied=pair.other.area_codes[other_area])
            for area, other_area in moves.pairs
        ],
    )


def _differences(found: RegisteredStudy, amounts: Amounts) -> list[VerschilAnswer]:
    study, units_gdf = found.study, found.ground.units_gdf
    pairs = neighbour_pairs(study.elements_gdf, units_gdf.set_index("code").geometry)
    disputes = disagreement(study.labellings, pairs)
    codes = [*study.elements_gdf["unit_code"], None]
    return [
        VerschilAnswer(
            eenheid=element.unit_code,
            eenheid_naam=element.unit_name,
            aandeel=rounded_share(element.share),
            hoeveelheid=amounts.of([number]),
            aantal_oneens=int(disputes.owners_disagreeing[number]),
            buur=codes[disputes.neighbours[number]],
            oneens=[study.labellings[one].name for one in disputes.minorities[number]],
        )
        for number, element in enumerate(study.elements_gdf.itertuples())
    ]

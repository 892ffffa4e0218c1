"""Two clusterings compared: how they relate, which areas match or cross, and what would make them equal."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from geodata.indelingen.comparing.agreement import Agreement, agreement_of, contingency
from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray, Measure, Study
from geodata.indelingen.comparing.moves import Fewest, Moves, fewest_moves


class Relation(StrEnum):
    """How a clustering relates to another, on what both hold."""

    EQUAL = "gelijk"
    REFINES = "verfijnt"
    COARSENS = "vergroft"
    CROSSES = "kruist"
    DISJOINT = "geen overlap"


@dataclass(frozen=True)
class AreaMatch:
    """An area and the area of the other clustering that has most of its people.

    Parameters
    ----------
    area
        Its number.
    best_match
        Number of the other's area; None where the other leaves out all of it.
    people
        Of the whole area.
    people_shared
        Of the area and its best match together.
    people_outside
        Of the area outside its best match, what the other leaves out included.
    share
        ``people_shared`` of ``people``; NaN where the area is without people.
    """

    area: int
    best_match: int | None
    people: float
    people_shared: float
    people_outside: float
    share: float


@dataclass(frozen=True)
class Crossing:
    """Two areas that overlap while neither holds the other, on what both clusterings hold.

    Parameters
    ----------
    area, other_area
        Their numbers.
    people_shared, people_only_area, people_only_other
        In both, and in one of the two alone.
    people_concerned
        The least of the three: the fewest people for whom something has to change to undo the crossing.
    unit_codes
        The base units that (or pieces of which) lie in both.
    """

    area: int
    other_area: int
    people_shared: float
    people_only_area: float
    people_only_other: float
    people_concerned: float
    unit_codes: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two clusterings compared, by people or another measure.

    Parameters
    ----------
    name, other_name
        Addresses of the two.
    relation
        Of the first to the other, by set algebra on the elements that both hold.
    agreement
        On the elements that both hold.
    matches, other_matches
        For each area of the first, and of the other.
    crossings
        Most people concerned first.
    moves_of_units, moves_of_people
        The moves that would make the two equal: with the fewest units, and with the fewest people.
    people_compared, people_outside
        Held by both, and held by one alone.
    unweighed_units
        Codes of the units of which the measure is not known: they count for the relation, the crossings and the moves
        of units, and for nothing else.
    """

    name: str
    other_name: str
    relation: Relation
    agreement: Agreement
    matches: tuple[AreaMatch, ...]
    other_matches: tuple[AreaMatch, ...]
    crossings: tuple[Crossing, ...]
    moves_of_units: Moves
    moves_of_people: Moves
    people_compared: float
    people_outside: float
    unweighed_units: tuple[str, ...]


def compare(study: Study, first: int, second: int, measure: Measure = Measure.PEOPLE) -> Comparison:
    """Compare two clusterings of a study.

    Parameters
    ----------
    first, second
        Their numbers in the study.
    measure
        What to weigh by; the results call it people.

    Raises
    ------
    geodata.indelingen.comparing.ground.MeasureMissingError
        The measure is known of no unit at all.
    """
    weights = study.weights(measure)
    labelling, other = study.labellings[first], study.labellings[second]
    unit_counts = _unit_counts(study.elements_gdf["unit_code"], labelling.labels, other.labels)
    counts = contingency(labelling.labels, other.labels, unit_counts)
    table = contingency(labelling.labels, other.labels, weights)
    moves_of_units, moves_of_people = (
        fewest_moves(labelling.labels, other.labels, weights, by=by, counts=unit_counts)
        for by in (Fewest.UNITS, Fewest.PEOPLE)
    )
    return Comparison(
        name=labelling.name,
        other_name=other.name,
        relation=relation_of(counts),
        agreement=agreement_of(table),
        matches=_matches(labelling.labels, weights, counts, table),
        other_matches=_matches(other.labels, weights, counts.T.tocsr(), table.T.tocsr()),
        crossings=_crossings(study, first, second, counts, table),
        moves_of_units=moves_of_units,
        moves_of_people=moves_of_people,
        people_compared=float(table.sum()),
        people_outside=moves_of_units.people_outside,
        unweighed_units=tuple(study.unweighed_units(measure)),
    )


def compare_all(study: Study, measure: Measure = Measure.PEOPLE) -> dict[tuple[int, int], Comparison]:
    """Compare each clustering of a study with each that comes after it, by their numbers (first < second)."""
    pairs = combinations(range(len(study.labellings)), 2)
    return {(first, second): compare(study, first, second, measure) for first, second in pairs}


def relation_of(counts: csr_array) -> Relation:
    """Tell from what the areas of two clusterings have in common how the first relates to the other.

    Parameters
    ----------
    counts
        As `geodata.indelingen.comparing.agreement.contingency` gives it: what is stored is shared, also where its
        weight is 0.
    """
    cells = counts.tocoo()
    if not cells.nnz:
        return Relation.DISJOINT
    is_nested = bool(np.bincount(cells.row).max() == 1)
    is_nesting = bool(np.bincount(cells.col).max() == 1)
    return {
        (True, True): Relation.EQUAL,
        (True, False): Relation.REFINES,
        (False, True): Relation.COARSENS,
        (False, False): Relation.CROSSES,
    }[is_nested, is_nesting]


def _unit_counts(unit_codes: "pd.Series[str]", labels: IntArray, other_labels: IntArray) -> IntArray:
    """Count pieces of one unit that neither of the two clusterings parts as one: a third clustering may cut there."""
    pieces = pd.DataFrame({"unit_code": unit_codes.to_numpy(), "area": labels, "other_area": other_labels})
    return (~pieces.duplicated()).to_numpy().astype(np.int64)


def _matches(labels: IntArray, weights: FloatArray, counts: csr_array, table: csr_array) -> tuple[AreaMatch, ...]:
    areas = np.unique(labels[labels != NO_AREA])
    totals = np.bincount(labels[labels != NO_AREA], weights[labels != NO_AREA])
    return tuple(_match(int(area), float(totals[area]), counts, table) for area in areas)


def _match(area: int, people: float, counts: csr_array, table: csr_array) -> AreaMatch:
    stored = slice(counts.indptr[area], counts.indptr[area + 1])
    others, shared_counts, shared = counts.indices[stored], counts.data[stored], table.data[stored]
    if not len(others):
        return AreaMatch(area, None, people, 0.0, people, 0.0 if people else np.nan)
    # Of areas with equally many people the one with most elements, then the first.
    best = np.lexsort((others, -shared_counts, -shared))[0]
    people_shared = float(shared[best])
    share = people_shared / people if people else np.nan
    return AreaMatch(area, int(others[best]), people, people_shared, people - people_shared, share)


def _crossings(study: Study, first: int, second: int, counts: csr_array, table: csr_array) -> tuple[Crossing, ...]:
    labels, other_labels = study.labellings[first].labels, study.labellings[second].labels
    unit_codes = study.elements_gdf["unit_code"].to_numpy()
    people, other_people = table.sum(axis=1), table.sum(axis=0)
    shared = table.tocoo()
    is_split = (counts.sum(axis=1)[shared.row] > counts.data) & (counts.sum(axis=0)[shared.col] > counts.data)
    crossings = []
    for area, other_area, both in zip(shared.row[is_split], shared.col[is_split], shared.data[is_split], strict=True):
        sides = (float(both), float(people[area] - both), float(other_people[other_area] - both))
        codes = unit_codes[(labels == area) & (other_labels == other_area)]
        crossings.append(Crossing(int(area), int(other_area), *sides, min(sides), tuple(dict.fromkeys(codes))))
    return tuple(
        sorted(crossings, key=lambda crossing: (-crossing.people_concerned, crossing.area, crossing.other_area))
    )

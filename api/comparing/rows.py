"""The rows of the tables on the page of a comparison, each with its numbers as written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from api.comparing.amounts import Amount, Scale
from api.comparing.sentences import PairInWords, whole_units
from geodata.indelingen.comparing.comparison import AreaMatch, Comparison, Crossing
from geodata.indelingen.comparing.ground import IntArray, Labelling
from geodata.indelingen.comparing.moves import Moves
from geodata.indelingen.comparing.neighbours import Disagreement


@dataclass(frozen=True)
class CrossingRow:
    """Two areas that cross: whom it concerns, and in which units."""

    crossing: Crossing
    area: str
    other_area: str
    sentence: str
    shared: Amount
    only_area: Amount
    only_other: Amount
    unit_names: tuple[str, ...]


@dataclass(frozen=True)
class MatchRow:
    """An area and the area of the other clustering that it resembles most; ``best`` is empty where there is none."""

    area: str
    whole: Amount
    best: str
    share: str
    outside: Amount


@dataclass(frozen=True)
class MoveRow:
    """Units that would have to go from one area to another."""

    unit_names: tuple[str, ...]
    source: str
    target: str
    amount: Amount


@dataclass(frozen=True)
class DifferenceRow:
    """A unit, or a piece of one (``element`` is its number), about whose neighbour the owners disagree."""

    element: int
    unit: str
    count: int
    owners: tuple[str, ...]
    neighbour: str
    amount: Amount

    @property
    def note(self) -> str:
        """Who disagrees about what, for a tooltip."""
        return f"{', '.join(self.owners)}: over de grens met {self.neighbour}"


def crossing_rows(words: PairInWords, comparison: Comparison) -> list[CrossingRow]:
    """Write out each crossing, most people concerned first."""
    rows = []
    for crossing in comparison.crossings:
        sides = words.sides_of(crossing)
        shared, only_area, only_other = (words.scale.amount(elements) for elements in sides)
        names = unit_names(words.scale, sides[0])
        area, other_area = words.first.area_names[crossing.area], words.other.area_names[crossing.other_area]
        rows.append(
            CrossingRow(crossing, area, other_area, words.crossing(crossing), shared, only_area, only_other, names)
        )
    return rows


def match_rows(scale: Scale, first: Labelling, other: Labelling, matches: Iterable[AreaMatch]) -> list[MatchRow]:
    """Write out for each area of a clustering which area of the other it resembles most."""
    return [_match_row(scale, first, other, match) for match in matches]


def move_rows(words: PairInWords, moves: Moves) -> list[MoveRow]:
    """Write out what has to move to make the first clustering equal to the other, most people first."""
    partner_of = {other_area: area for area, other_area in moves.pairs}
    keys = [(int(words.first.labels[one]), int(words.other.labels[one])) for one in moves.moved]
    ordered = sorted(zip(keys, moves.moved.tolist(), strict=True))
    groups = {key: [element for _, element in members] for key, members in groupby(ordered, key=lambda pair: pair[0])}
    weights = words.scale.weights
    rows = sorted(groups.items(), key=lambda item: -weights[item[1]].sum())
    return [
        MoveRow(
            unit_names(words.scale, elements),
            words.first.area_names[area],
            _target(words, partner_of.get(other_area), other_area),
            words.scale.amount(elements),
        )
        for (area, other_area), elements in rows
    ]


def difference_rows(scale: Scale, labellings: Sequence[Labelling], found: Disagreement) -> list[DifferenceRow]:
    """Write out the units about which the owners disagree, most owners and then most people first."""
    weights = scale.weights
    names = scale.study.elements_gdf["unit_name"].to_numpy()
    disputed = np.flatnonzero(found.owners_disagreeing)
    order = sorted(disputed.tolist(), key=lambda element: (-found.owners_disagreeing[element], -weights[element]))
    return [
        DifferenceRow(
            element,
            names[element],
            int(found.owners_disagreeing[element]),
            tuple(labellings[number].title for number in found.minorities[element]),
            names[found.neighbours[element]],
            scale.amount([element]),
        )
        for element in order
    ]


def unit_names(scale: Scale, elements: IntArray | Sequence[int]) -> tuple[str, ...]:
    """Return the names of the units that some elements are; of those of which only a piece is meant with 'deels'."""
    chosen = scale.study.elements_gdf.iloc[np.asarray(elements, dtype=np.int64)]
    names = dict(zip(chosen["unit_code"], chosen["unit_name"], strict=True))
    is_whole = whole_units(scale, elements)
    return tuple(names[code] if is_whole[code] else f"{names[code]} (deels)" for code in is_whole.index)


def _match_row(scale: Scale, first: Labelling, other: Labelling, match: AreaMatch) -> MatchRow:
    in_area = first.labels == match.area
    in_best = np.zeros_like(in_area) if match.best_match is None else in_area & (other.labels == match.best_match)
    whole, shared = np.flatnonzero(in_area), np.flatnonzero(in_best)
    best = "" if match.best_match is None else other.area_names[match.best_match]
    outside = scale.amount(np.flatnonzero(in_area & ~in_best))
    return MatchRow(first.area_names[match.area], scale.amount(whole), best, scale.share(shared, whole), outside)


def _target(words: PairInWords, partner: int | None, other_area: int) -> str:
    if partner is not None:
        return words.first.area_names[partner]
    return f"een nieuw gebied (zoals {words.other.area_names[other_area]})"

"""What a comparison says, in the words of a manager: sentences made from its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from api.comparing.amounts import Scale, counted
from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.comparison import Comparison, Crossing, Relation
from geodata.indelingen.comparing.ground import NO_AREA, IntArray, Labelling
from geodata.indelingen.comparing.moves import Moves

UNIT_WORDS = {Level.BUURT: ("buurt", "buurten"), Level.WIJK: ("wijk", "wijken")}
_NAMED_AT_MOST = 5


@dataclass(frozen=True)
class PairInWords:
    """Two clusterings and how they are spoken of."""

    scale: Scale
    level: Level
    first: Labelling
    other: Labelling

    def relation(self, comparison: Comparison) -> str:
        """Say how the two relate."""
        first, other = self.first.title, self.other.title
        crossing_count = len({crossing.area for crossing in comparison.crossings})
        return {
            Relation.EQUAL: f"{first} en {other} zijn gelijk: elk gebied van de een is ook een gebied van de ander.",
            Relation.REFINES: f"{first} past in {other}: elk gebied van {first} ligt in één gebied van {other}.",
            Relation.COARSENS: f"{other} past in {first}: elk gebied van {other} ligt in één gebied van {first}.",
            Relation.CROSSES: f"{first} en {other} lopen door elkaar: {crossing_count} van de "
            f"{len(self.first.area_codes)} gebieden van {first} kruisen een gebied van {other}.",
            Relation.DISJOINT: f"{first} en {other} delen geen enkele plek allebei in.",
        }[comparison.relation]

    def moves(self, comparison: Comparison) -> str:
        """Say what would make the two equal."""
        moves, cheaper = comparison.moves_of_units, comparison.moves_of_people
        if not len(moves.moved):
            return "Er hoeft niets te verhuizen om ze gelijk te maken."
        sentence = f"Om ze gelijk te maken moet ten minste {self._moved(moves)} van gebied wisselen."
        if round(cheaper.people) < round(moves.people):
            sentence += f" Met zo weinig mogelijk {self.scale.unit}: {self._moved(cheaper)}."
        return sentence

    def outside(self, comparison: Comparison) -> str:
        """Say what only one of the two holds; empty where that is nothing."""
        outside = comparison.moves_of_units.outside
        if not len(outside):
            return ""
        return (
            f"{self._units(outside)} ({self.scale.amount(outside).text}) is maar door een van de twee ingedeeld; "
            "daarover gaat de vergelijking niet."
        )

    def crossing(self, crossing: Crossing) -> str:
        """Say whom a crossing of two areas concerns."""
        area, other_area = self.first.area_names[crossing.area], self.other.area_names[crossing.other_area]
        shared, only_area, only_other = (self.scale.amount(elements).text for elements in self.sides_of(crossing))
        return (
            f"{shared} horen bij {area} én bij {other_area}. Van {area} horen {only_area} bij een ander gebied van "
            f"{self.other.title}; van {other_area} horen {only_other} bij een ander gebied van {self.first.title}."
        )

    def sides_of(self, crossing: Crossing) -> tuple[IntArray, IntArray, IntArray]:
        """Return the elements in both areas, in the first alone and in the other alone, as far as both hold them."""
        in_area, in_other = self.first.labels == crossing.area, self.other.labels == crossing.other_area
        is_held = (self.first.labels != NO_AREA) & (self.other.labels != NO_AREA)
        both, only_area, only_other = in_area & in_other, in_area & ~in_other & is_held, in_other & ~in_area & is_held
        return np.flatnonzero(both), np.flatnonzero(only_area), np.flatnonzero(only_other)

    def _moved(self, moves: Moves) -> str:
        return f"{self._units(moves.moved)} ({self.scale.amount(moves.moved).text})"

    def _units(self, elements: IntArray) -> str:
        return units_text(self.scale, elements, self.level)


def units_text(scale: Scale, elements: IntArray | Sequence[int], level: Level) -> str:
    """Count units, and beside them those of which only a piece is meant."""
    is_whole = whole_units(scale, elements).to_numpy()
    whole, cut = int(is_whole.sum()), int((~is_whole).sum())
    singular, plural = UNIT_WORDS[level]
    parts = [counted(whole, (singular, plural))] if whole or not cut else []
    parts += [counted(cut, (f"deel van een {singular}", f"delen van {plural}"))] if cut else []
    return " en ".join(parts)


def whole_units(scale: Scale, elements: IntArray | Sequence[int]) -> "pd.Series[bool]":
    """Tell of each unit that some elements are (pieces of) whether all of it is meant; by code, in their order."""
    codes = scale.study.elements_gdf["unit_code"]
    meant = codes.iloc[np.asarray(elements, dtype=np.int64)].value_counts(sort=False)
    is_whole: pd.Series[bool] = meant == codes.value_counts().reindex(meant.index)
    return is_whole


def unweighed_sentence(codes: Sequence[str], unit: str) -> str:
    """Name the units that count for nothing; empty where there are none."""
    if not codes:
        return ""
    more = len(codes) - _NAMED_AT_MOST
    named = ", ".join(codes[:_NAMED_AT_MOST]) + (f" en nog {more}" if more > 0 else "")
    return f"Van {named} is het aantal {unit} niet bekend: zij tellen in de getallen niet mee."

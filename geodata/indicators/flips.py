"""Does the conclusion flip? Which indicators tell another story of the same place when it is clustered otherwise."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from geodata.indelingen.comparing.ground import FloatArray, IntArray, Labelling, Measure, Study
from geodata.indelingen.comparing.refinement import Atoms, coarsest_common_refinement
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.composing import AreaValues, area_values, can_compose, terms_of
from geodata.indicators.indicator import Indicator, Kind

NO_CLASS = -1
"""Class of an area without a value."""

Classify = Callable[[FloatArray, int], IntArray]
"""From values without gaps, and the decimals that they are shown with, to their classes: 0 is the lowest."""

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

# Of two areas one is the highest and one the lowest, whatever they are like.
_MIN_RANKED = 3
_COUNTED = {Kind.COUNT, Kind.AREA}
_COMPARED = {Kind.PERCENTAGE, Kind.MEAN, Kind.RATIO, Kind.DENSITY, Kind.DISTANCE, Kind.SCORE}


class LeftOut(StrEnum):
    """Why an indicator is not compared."""

    NO_FIGURES = "er zijn geen cijfers van deze periode geladen"
    COUNT = "het is een aantal: een groter gebied heeft er meer"
    NOT_COMPOSED = "het is niet samen te stellen uit de cijfers van de eenheden"
    INPUT_MISSING = "de cijfers waarmee het wordt samengesteld zijn van deze periode niet geladen"
    TOO_FEW = "geen bewoonde plek heeft er onder twee indelingen een cijfer van"


@dataclass(frozen=True)
class IndicatorFlip:
    """An indicator as each clustering shows it of each atom. Arrays are atoms (rows) by clusterings (columns).

    Parameters
    ----------
    figures
        Of the area that the atom lies in; NaN where it has none.
    coverage
        Share of that area's weight of which the figure is known; NaN where the atom is in no area.
    ranks
        Of that area in its clustering: 1 has the highest value, equal values (as shown) share a rank; 0 where the area
        has no value.
    ranked
        Per clustering, how many areas have a value.
    classes
        0 is the lowest, by one legend for all clusterings; `NO_CLASS` where there is no value.
    class_differs
        Per atom, whether its class differs between any two clusterings.
    third_differs
        Per atom, whether it is in the highest third of the areas of one clustering, or in the lowest, and not so in
        another. Clusterings with fewer than three values have no thirds.
    people_compared
        Those of the atoms that have a value under two clusterings or more.
    class_share, third_share
        The part of these people that live in an atom whose class differs, and whose third differs.
    largest_rank_change
        Of any inhabited atom between two clusterings: 1 is from the very highest to the very lowest.
    """

    indicator: Indicator
    figures: FloatArray
    coverage: FloatArray
    ranks: IntArray
    ranked: tuple[int, ...]
    classes: IntArray
    class_differs: BoolArray
    third_differs: BoolArray
    people_compared: float
    class_share: float
    third_share: float
    largest_rank_change: float


@dataclass(frozen=True)
class Flips:
    """What each indicator says of each atom; those whose conclusion depends most on the clustering first.

    ``atom_people`` are the people of each atom. ``left_out`` are the indicators that were not compared, with why.
    """

    atoms: Atoms
    atom_people: FloatArray
    flips: tuple[IndicatorFlip, ...]
    left_out: tuple[tuple[Indicator, LeftOut], ...]


@dataclass(frozen=True)
class _Ground:
    """What all indicators are compared on."""

    labellings: Sequence[Labelling]
    element_df: pd.DataFrame
    shares: FloatArray
    people: FloatArray
    atoms: Atoms
    atom_people: FloatArray


def flips_of(
    study: Study,
    figures_df: pd.DataFrame,
    catalogue: Catalogue,
    classify: Classify,
    *,
    keys: Iterable[str] = (),
) -> Flips:
    """Compare what indicators say of each place under each clustering of a study.

    Parameters
    ----------
    figures_df
        Published values of one period by unit code (index) and indicator key (columns), those of the weights too; NaN
        where there is none.
    classify
        Divides the values of the areas of all clusterings into classes: with one legend, an equal value has an equal
        colour.
    keys
        The indicators wanted. Without them: each that has figures, or can be composed from what has.

    Returns
    -------
    Flips
        Shares, ratios, means, densities, distances and scores: what areas of any size can be compared by. Nothing is
        called better for being higher.

    Raises
    ------
    geodata.indelingen.comparing.ground.MeasureMissingError
        Of no unit the people are known.
    geodata.indicators.catalogue.IndicatorNotFoundError
        One of `keys` is not in the catalogue.

    Notes
    -----
    Plain aggregation of the published values, without their margins: a difference may be no more than rounding.
    """
    ground = _ground(study, figures_df)
    wanted = [catalogue.indicator(key) for key in keys] or list(catalogue.indicators.values())
    outcomes = [(indicator, _outcome(indicator, ground, classify)) for indicator in wanted]
    flips = [outcome for _, outcome in outcomes if isinstance(outcome, IndicatorFlip)]
    left_out = [
        (indicator, outcome)
        for indicator, outcome in outcomes
        if isinstance(outcome, LeftOut) and (keys or outcome is not LeftOut.NO_FIGURES)
    ]
    return Flips(ground.atoms, ground.atom_people, tuple(sorted(flips, key=_order)), tuple(left_out))


def _ground(study: Study, figures_df: pd.DataFrame) -> _Ground:
    people = study.weights(Measure.PEOPLE)
    atoms = coarsest_common_refinement([labelling.labels for labelling in study.labellings])
    return _Ground(
        labellings=study.labellings,
        element_df=figures_df.dropna(axis="columns", how="all").reindex(study.elements_gdf["unit_code"]),
        shares=study.elements_gdf["share"].to_numpy(dtype=np.float64),
        people=people,
        atoms=atoms,
        atom_people=np.bincount(atoms.labels, people, minlength=len(atoms.areas)).astype(np.float64),
    )


def _order(flip: IndicatorFlip) -> tuple[float, float, float]:
    return -flip.class_share, -flip.third_share, -flip.largest_rank_change


def _outcome(indicator: Indicator, ground: _Ground, classify: Classify) -> IndicatorFlip | LeftOut:
    rules = list(_values_by_rule(indicator, ground))
    if not rules:
        return _why_not(indicator, has_figures=indicator.key in ground.element_df.columns)
    areas = max(rules, key=lambda found: sum(int(np.isfinite(one.figures).sum()) for one in found))
    flip = _flip(indicator, areas, ground, classify)
    return flip if flip.people_compared > 0 else LeftOut.TOO_FEW


def _values_by_rule(indicator: Indicator, ground: _Ground) -> Iterable[list[AreaValues]]:
    """Give the values of the areas of all clusterings, per rule by which they can be composed."""
    if indicator.kind in _COMPARED and can_compose(indicator):
        for terms in terms_of(indicator, ground.element_df, ground.shares, ground.people):
            yield [area_values(terms, labelling) for labelling in ground.labellings]


def _why_not(indicator: Indicator, *, has_figures: bool) -> LeftOut:
    if not has_figures:
        return LeftOut.NO_FIGURES
    if indicator.kind in _COUNTED:
        return LeftOut.COUNT
    return LeftOut.INPUT_MISSING if can_compose(indicator) else LeftOut.NOT_COMPOSED


def _flip(indicator: Indicator, areas: Sequence[AreaValues], ground: _Ground, classify: Classify) -> IndicatorFlip:
    # What is shown as equal is equal: beyond the last decimal there is only noise.
    shown = [np.round(one.figures, indicator.decimals) for one in areas]
    figures = _of_atoms([one.figures for one in areas], ground.atoms, np.nan)
    classes = _of_atoms(_classes(shown, indicator.decimals, classify), ground.atoms, NO_CLASS).astype(np.int64)
    heights = _of_atoms([_heights(one) for one in shown], ground.atoms, np.nan)
    class_differs, third_differs = _spread(np.where(classes == NO_CLASS, np.nan, classes)) > 0, _third_differs(heights)
    is_compared = np.isfinite(figures).sum(axis=1) > 1
    people = float(ground.atom_people[is_compared].sum())
    return IndicatorFlip(
        indicator=indicator,
        figures=figures,
        coverage=_of_atoms([one.coverage for one in areas], ground.atoms, np.nan),
        ranks=_of_atoms([_ranks(one) for one in shown], ground.atoms, 0).astype(np.int64),
        ranked=tuple(int(np.isfinite(one).sum()) for one in shown),
        classes=classes,
        class_differs=class_differs,
        third_differs=third_differs,
        people_compared=people,
        class_share=float(ground.atom_people[class_differs].sum()) / (people or 1.0),
        third_share=float(ground.atom_people[third_differs].sum()) / (people or 1.0),
        largest_rank_change=float(_spread(heights)[ground.atom_people > 0].max(initial=0.0)),
    )


def _of_atoms(of_areas: Sequence[FloatArray], atoms: Atoms, missing: float) -> FloatArray:
    """Give each atom (row) what its area in each clustering (column) has."""
    # The label of what is left out, -1, picks the value at the end.
    columns = [np.append(one, missing)[areas] for one, areas in zip(of_areas, atoms.areas.T, strict=True)]
    return np.stack(columns, axis=1)


def _classes(shown: Sequence[FloatArray], decimals: int, classify: Classify) -> list[FloatArray]:
    together = np.concatenate(shown)
    has_value = np.isfinite(together)
    classes = np.full(len(together), NO_CLASS, dtype=np.float64)
    if has_value.any():
        classes[has_value] = classify(together[has_value], decimals)
    return np.split(classes, np.cumsum([len(one) for one in shown])[:-1])


def _ranks(shown: FloatArray) -> FloatArray:
    ranks = rankdata(-shown, method="min", nan_policy="omit")
    return np.where(np.isfinite(shown), ranks, 0.0)


def _heights(shown: FloatArray) -> FloatArray:
    """Place areas from 0, the highest, to 1, the lowest; nowhere where too few have a value."""
    count = int(np.isfinite(shown).sum())
    if count < _MIN_RANKED:
        return np.full(len(shown), np.nan)
    heights: FloatArray = (rankdata(-shown, method="average", nan_policy="omit") - 1) / (count - 1)
    return heights


def _third_differs(heights: FloatArray) -> BoolArray:
    is_high, is_low, is_placed = heights < 1 / 3, heights > 2 / 3, np.isfinite(heights)
    return np.logical_or(_varies(is_high, is_placed), _varies(is_low, is_placed))


def _varies(is_there: BoolArray, is_placed: BoolArray) -> BoolArray:
    return np.logical_and(is_there.any(axis=1), (is_placed & ~is_there).any(axis=1))


def _spread(of_atoms: FloatArray) -> FloatArray:
    """Give the difference between the highest and the lowest number in each row, 0 where there are not two."""
    highest = np.where(np.isnan(of_atoms), -np.inf, of_atoms).max(axis=1)
    lowest = np.where(np.isnan(of_atoms), np.inf, of_atoms).min(axis=1)
    return np.where(highest > lowest, highest - lowest, 0.0)

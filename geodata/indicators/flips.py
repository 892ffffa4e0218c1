"""Does the conclusion flip? Which indicators tell another story of the same place when it is clustered otherwise."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray, Measure, Study
from geodata.indelingen.comparing.refinement import Atoms, coarsest_common_refinement
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import STATUSES
from geodata.indicators.aggregating.rules import usable_rules
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.differences import differences_between
from geodata.indicators.comparing.figure_arrays import FigureArrays, arrays_of_frame
from geodata.indicators.comparing.signals import SURVEY_THEME
from geodata.indicators.indicator import AggregationRule, Indicator, Kind
from geodata.indicators.study_figures import UnitFigures, clustering_starts, study_figures

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
    NOISE_UNKNOWN = "de bron berekent het met een model, en publiceert niet hoe ver het ernaast kan zitten"
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
        Per atom, whether its class differs between any two clusterings, of which the figures can be told apart.
    third_differs
        Per atom, whether it is with 95 % in the highest third of the areas of one clustering, or in the lowest, and not
        so in another. Clusterings with fewer than three values have no thirds.
    people_compared
        Those of the atoms that have a value under two clusterings or more.
    class_share, third_share
        The part of these people that live in an atom whose class differs, and whose third differs.
    largest_rank_change
        Of any inhabited atom between two clusterings, as far as it is beyond the noise: 1 is from the very highest to
        the very lowest.
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
    """What all indicators are compared on: the areas of all clusterings, one clustering after the other.

    ``clustering`` is that of each area, ``atom_areas`` the area that each atom (row) lies in under each clustering
    (column), `NO_AREA` for none.
    """

    clustering: IntArray
    atoms: Atoms
    atom_areas: IntArray
    atom_people: FloatArray

    def of_atoms(self, of_areas: FloatArray, missing: float) -> FloatArray:
        """Give each atom what its area under each clustering has; what is left out picks the value at the end."""
        values: FloatArray = np.append(of_areas, missing)[self.atom_areas]
        return values

    @property
    def is_same(self) -> BoolArray:
        """Whether two areas are of the same clustering."""
        return np.asarray(self.clustering[:, None] == self.clustering)


def flips_of(
    study: Study, units: UnitFigures, catalogue: Catalogue, classify: Classify, *, keys: Iterable[str] = ()
) -> Flips:
    """Compare what indicators say of each place under each clustering of a study.

    Parameters
    ----------
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
    Figures are told apart as by `geodata.indicators.comparing.differences.differences_between`, ranks as by
    `geodata.indicators.comparing.positions.position_of`.
    """
    ground = _ground(study)
    wanted = [catalogue.indicator(key) for key in keys] or list(catalogue.indicators.values())
    known = frozenset(key for column, key in enumerate(units.cells.keys) if units.cells.has_value[:, column].any())
    reasons = {one.key: _why_not(one, known) for one in wanted}
    figures = study_figures(study, units, catalogue, [key for key, reason in reasons.items() if reason is None])
    flips: list[IndicatorFlip] = []
    for one in [one for one in wanted if reasons[one.key] is None]:
        min_coverage = catalogue.coverage_needed[one.kind]
        flip = _flip(one, _column(figures, one.key), ground, classify, min_coverage=min_coverage)
        if flip.people_compared > 0:
            flips.append(flip)
        else:
            reasons[one.key] = LeftOut.TOO_FEW
    left_out = [(one, reason) for one in wanted if (reason := reasons[one.key])]
    told = tuple((one, reason) for one, reason in left_out if keys or reason is not LeftOut.NO_FIGURES)
    return Flips(ground.atoms, ground.atom_people, tuple(sorted(flips, key=_order)), told)


def _ground(study: Study) -> _Ground:
    people = study.weights(Measure.PEOPLE)
    atoms = coarsest_common_refinement([labelling.labels for labelling in study.labellings])
    starts = clustering_starts(study)
    sizes = [end - start for start, end in pairwise(starts)]
    return _Ground(
        clustering=np.repeat(np.arange(len(sizes)), sizes),
        atoms=atoms,
        atom_areas=np.where(atoms.areas == NO_AREA, NO_AREA, atoms.areas + np.array(starts[:-1], dtype=np.int64)),
        atom_people=np.bincount(atoms.labels, people, minlength=len(atoms.areas)).astype(np.float64),
    )


def _order(flip: IndicatorFlip) -> tuple[float, float, float]:
    return -flip.class_share, -flip.third_share, -flip.largest_rank_change


def _why_not(indicator: Indicator, known: frozenset[str]) -> LeftOut | None:
    is_added = indicator.aggregation.rule in {AggregationRule.RATIO, AggregationRule.WEIGHTED_MEAN}
    can_be_compared = indicator.kind in _COMPARED and is_added
    can_be_composed = next(usable_rules(indicator, known), None) is not None
    if not (indicator.key in known or (can_be_compared and can_be_composed)):
        return LeftOut.NO_FIGURES
    if not can_be_compared:
        return LeftOut.COUNT if indicator.kind in _COUNTED else LeftOut.NOT_COMPOSED
    if indicator.is_estimate and indicator.theme.key != SURVEY_THEME:
        return LeftOut.NOISE_UNKNOWN
    return None if can_be_composed else LeftOut.INPUT_MISSING


def _column(figures: AreaFigures, key: str) -> FigureArrays:
    column = figures.keys.index(key)
    numbers = ("value", "lowest", "highest", "likely_lowest", "likely_highest", "coverage", "estimated_share")
    figures_df = pd.DataFrame({name: getattr(figures, name)[:, column] for name in numbers})
    return arrays_of_frame(figures_df.assign(status=[STATUSES[number] for number in figures.status[:, column]]))


def _flip(
    indicator: Indicator, figures: FigureArrays, ground: _Ground, classify: Classify, *, min_coverage: float
) -> IndicatorFlip:
    # What is shown as equal is equal: beyond the last decimal there is only noise.
    shown = np.round(figures.value, indicator.decimals)
    of_atoms = ground.of_atoms(figures.value, np.nan)
    classes = ground.of_atoms(_classes(shown, indicator.decimals, classify), NO_CLASS).astype(np.int64)
    best, worst = (ground.of_atoms(end, np.nan) for end in _heights(figures, ground, min_coverage=min_coverage))
    class_differs = _class_differs(classes, _told_apart(figures, min_coverage=min_coverage), ground)
    third_differs = _third_differs(best, worst)
    people = float(ground.atom_people[np.isfinite(of_atoms).sum(axis=1) > 1].sum())
    return IndicatorFlip(
        indicator=indicator,
        figures=of_atoms,
        coverage=ground.of_atoms(figures.coverage, np.nan),
        ranks=ground.of_atoms(_ranks(shown, ground.clustering), 0).astype(np.int64),
        ranked=tuple(_counts(np.isfinite(shown), ground.clustering, len(ground.atom_areas.T)).tolist()),
        classes=classes,
        class_differs=class_differs,
        third_differs=third_differs,
        people_compared=people,
        class_share=float(ground.atom_people[class_differs].sum()) / (people or 1.0),
        third_share=float(ground.atom_people[third_differs].sum()) / (people or 1.0),
        largest_rank_change=float(_certain_change(best, worst)[ground.atom_people > 0].max(initial=0.0)),
    )


def _classes(shown: FloatArray, decimals: int, classify: Classify) -> FloatArray:
    has_value = np.isfinite(shown)
    classes = np.full(len(shown), NO_CLASS, dtype=np.float64)
    if has_value.any():
        classes[has_value] = classify(shown[has_value], decimals)
    return classes


def _told_apart(figures: FigureArrays, *, min_coverage: float) -> BoolArray:
    """Tell of each two areas whether their figures differ beyond the noise of both."""
    rows = np.arange(len(figures))
    found = differences_between(figures.take((rows, None)), figures, min_coverage=min_coverage)
    return np.asarray(found.is_higher | found.is_lower)


def _class_differs(classes: IntArray, told_apart: BoolArray, ground: _Ground) -> BoolArray:
    differs = np.zeros(len(classes), dtype=np.bool_)
    for first, second in combinations(range(classes.shape[1]), 2):
        areas = ground.atom_areas[:, first], ground.atom_areas[:, second]
        has_both = (classes[:, first] != NO_CLASS) & (classes[:, second] != NO_CLASS)
        differs |= has_both & (classes[:, first] != classes[:, second]) & told_apart[areas]
    return differs


def _counts(is_counted: BoolArray, clustering: IntArray, count: int) -> IntArray:
    return np.bincount(clustering[is_counted], minlength=count).astype(np.int64)


def _ranks(shown: FloatArray, clustering: IntArray) -> FloatArray:
    ranks = np.zeros(len(shown))
    for number in np.unique(clustering):
        is_there = (clustering == number) & np.isfinite(shown)
        ranks[is_there] = rankdata(-shown[is_there], method="min")
    return ranks


def _heights(figures: FigureArrays, ground: _Ground, *, min_coverage: float) -> tuple[FloatArray, FloatArray]:
    """Place areas in their clustering from 0, the highest, to 1: with 95 % between both; NaN where too few have any."""
    rows = np.arange(len(figures))
    has_value = np.isfinite(figures.value)
    counts = _counts(has_value, ground.clustering, len(ground.atom_areas.T))
    found = differences_between(
        figures.take((rows, None)), figures, min_coverage=min_coverage, comparisons=max(int(counts.max()) - 1, 1)
    )
    is_beside = ground.is_same & has_value
    count = counts[ground.clustering]
    is_placed = has_value & (count >= _MIN_RANKED)
    best = np.sum(found.is_lower & is_beside, axis=1)
    worst = count - 1 - np.sum(found.is_higher & is_beside, axis=1)
    last = np.maximum(count - 1, 1)
    return np.where(is_placed, best / last, np.nan), np.where(is_placed, worst / last, np.nan)


def _third_differs(best: FloatArray, worst: FloatArray) -> BoolArray:
    is_high, is_not_high = worst < 1 / 3, best >= 1 / 3
    is_low, is_not_low = best > 2 / 3, worst <= 2 / 3
    return np.logical_or(_both(is_high, is_not_high), _both(is_low, is_not_low))


def _both(here: BoolArray, there: BoolArray) -> BoolArray:
    return np.logical_and(here.any(axis=1), there.any(axis=1))


def _certain_change(best: FloatArray, worst: FloatArray) -> FloatArray:
    """Give how far the ranges of places in each row lie apart at most, 0 where they overlap."""
    lowest_worst = np.where(np.isnan(worst), np.inf, worst).min(axis=1)
    highest_best = np.where(np.isnan(best), -np.inf, best).max(axis=1)
    return np.where(highest_best > lowest_worst, highest_best - lowest_worst, 0.0)

"""What an indicator comes to for areas that are put together from units: plain sums, ratios and weighted means."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, Labelling
from geodata.indicators.indicator import Aggregation, AggregationRule, Indicator

COVERAGE_NEEDED = 0.8
"""An area of which less than this share of the weight has a figure has no value itself."""


@dataclass(frozen=True)
class Terms:
    """An indicator split into what can be added up, per element of a study.

    ``factor`` x sum of ``above`` / sum of ``below`` is its value for some elements; both are NaN where either is not
    known. ``weight`` is ``below``, or what the people of the element lead to expect of it where that is not known: it
    serves only to tell how much is missing.
    """

    factor: float
    above: FloatArray
    below: FloatArray
    weight: FloatArray


@dataclass(frozen=True)
class AreaValues:
    """What an indicator comes to per area of a clustering, NaN where too little is known; how much is, 0 to 1."""

    figures: FloatArray
    coverage: FloatArray


def can_compose(indicator: Indicator) -> bool:
    """Tell whether the rule of an indicator is a ratio or a weighted mean, whose terms add up."""
    return indicator.aggregation.rule in {AggregationRule.RATIO, AggregationRule.WEIGHTED_MEAN}


def terms_of(indicator: Indicator, element_df: pd.DataFrame, shares: FloatArray, people: FloatArray) -> Iterator[Terms]:
    """Split an indicator into terms: by its rule, and then by each fallback, as far as their inputs are there.

    Parameters
    ----------
    element_df
        Published figures of each element's unit, by indicator key; NaN where there is none.
    shares
        Of its unit that each element is: a cut unit counts with its share of the weight.
    people
        Of each element.
    """
    rule: Aggregation | None = indicator.aggregation
    while rule is not None:
        needed = [rule.numerator, rule.denominator] if _is_ratio(rule) else [indicator.key, *rule.weights]
        if set(needed) <= set(element_df.columns):
            yield _terms(rule, element_df[needed].to_numpy(dtype=np.float64).T, shares, people)
        rule = rule.fallback


def area_values(terms: Terms, labelling: Labelling) -> AreaValues:
    """Add up terms per area: no value where less than `COVERAGE_NEEDED` of the weight is known, or there is none."""
    is_known = ~np.isnan(terms.below)
    known, expected = (_per_area(labelling, part) for part in (np.where(is_known, terms.weight, 0.0), terms.weight))
    above, below = (_per_area(labelling, np.where(is_known, part, 0.0)) for part in (terms.above, terms.below))
    coverage = np.divide(known, expected, out=np.zeros(len(known)), where=expected > 0)
    has_figure = (coverage >= COVERAGE_NEEDED) & (below > 0)
    figures = np.divide(terms.factor * above, below, out=np.full(len(above), np.nan), where=has_figure)
    return AreaValues(figures, coverage)


def _is_ratio(rule: Aggregation) -> bool:
    return rule.rule is AggregationRule.RATIO


def _terms(rule: Aggregation, inputs: FloatArray, shares: FloatArray, people: FloatArray) -> Terms:
    below = inputs[1:].sum(axis=0) * shares
    above = inputs[0] * (shares if _is_ratio(rule) else below)
    has_weight = ~np.isnan(below)
    rate = below[has_weight].sum() / (people[has_weight].sum() or 1.0)
    has_both = has_weight & ~np.isnan(above)
    return Terms(
        factor=rule.factor if _is_ratio(rule) else 1.0,
        above=np.where(has_both, above, np.nan),
        below=np.where(has_both, below, np.nan),
        weight=np.where(has_weight, below, people * rate),
    )


def _per_area(labelling: Labelling, amounts: FloatArray) -> FloatArray:
    is_held = labelling.labels != NO_AREA
    totals = np.bincount(labelling.labels[is_held], amounts[is_held], minlength=len(labelling.area_codes))
    return totals.astype(np.float64)

"""A made-up national table of figures: what is true of each buurt and wijk, and what a publisher makes of it.

As in CBS's "Kerncijfers wijken en buurten": the same indicators, rounded by their own rules, small areas withheld.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.rules import usable_rules
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import AggregationRule, Indicator, Kind, RoundingMethod
from geodata.indicators.intervals import with_margins
from geodata.indicators.status import Status

WIJKEN, GEMEENTEN = 3_400, 340
LEAST_PEOPLE = (10, 50, 150, 600)
"""Below which number of people a figure with a secrecy rule is withheld; one of these, by lot, per indicator."""
NO_RULE = "geen"
"""Key of the secrecy rule of what is never withheld."""

FloatArray = np.ndarray[Any, np.dtype[np.float64]]
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]
IntArray = np.ndarray[Any, np.dtype[np.int64]]
Truth = Mapping[str, FloatArray]


@dataclass(frozen=True)
class Country:
    """Buurten by code with their people, the number of each one's wijk, and all units as a cover wants them."""

    people: "pd.Series[int]"
    wijk: IntArray
    units_df: pd.DataFrame

    @property
    def people_of_units(self) -> IntArray:
        """People of each buurt, then of each wijk."""
        of_buurten = self.people.to_numpy(dtype=np.int64)
        return np.concatenate([of_buurten, np.bincount(self.wijk, of_buurten).astype(np.int64)])


def country_of(people: "pd.Series[int]") -> Country:
    """Group buurten, in their order, in wijken and gemeenten."""
    wijk = np.arange(len(people)) * WIJKEN // len(people)
    wijk_codes = np.array([f"WK{number // 10:04}{number % 10:02}" for number in range(WIJKEN)])
    gemeente_codes = np.array([f"GM{number * GEMEENTEN // WIJKEN:04}" for number in range(WIJKEN)])
    buurten_df = pd.DataFrame({"code": people.index, "level": "buurt", "wijk_code": wijk_codes[wijk]})
    wijken_df = pd.DataFrame({"code": wijk_codes, "level": "wijk", "wijk_code": wijk_codes})
    gemeente = np.concatenate([gemeente_codes[wijk], gemeente_codes])
    return Country(people, wijk, pd.concat([buurten_df, wijken_df], ignore_index=True).assign(gemeente_code=gemeente))


def truth_of(country: Country, keys: list[str], catalogue: Catalogue, *, seed: int) -> Truth:
    """Make up what is true of each unit: counts add up, the rest follows from counts or is weighed by them."""
    random = np.random.default_rng(seed)
    indicators = {key: catalogue.indicator(key) for key in keys}
    truth: dict[str, FloatArray] = {"inwoners": country.people_of_units.astype(np.float64)}
    buurten = len(country.people)
    to_wijken = csr_array((np.ones(buurten), (country.wijk, np.arange(buurten))), shape=(WIJKEN, buurten))

    def with_wijken(of_buurten: FloatArray, weight: FloatArray | None = None) -> FloatArray:
        if weight is None:
            return np.concatenate([of_buurten, to_wijken @ of_buurten])
        total = to_wijken @ weight
        mean = np.divide(to_wijken @ (of_buurten * weight), total, out=np.zeros(len(total)), where=total > 0)
        return np.concatenate([of_buurten, mean])

    for key, indicator in indicators.items():
        if indicator.aggregation.rule is AggregationRule.SUM and key != "inwoners":
            truth[key] = with_wijken(_counts(indicator, truth["inwoners"][:buurten], random))
    for key, indicator in indicators.items():
        rule = next(usable_rules(indicator, frozenset(keys)))
        if rule.rule is AggregationRule.RATIO:
            above, below = truth[str(rule.numerator)], truth[str(rule.denominator)]
            truth[key] = np.divide(rule.factor * above, below, out=np.zeros(len(below)), where=below > 0)
        elif key not in truth:
            weights = [truth[weight][:buurten] for weight in rule.weights] or [truth["inwoners"][:buurten]]
            truth[key] = with_wijken(_levels(indicator, buurten, random), np.sum(weights, axis=0))
    return truth


def published(country: Country, truth: Truth, catalogue: Catalogue, *, year: int, seed: int) -> pd.DataFrame:
    """Round and withhold as the catalogue says, and add the margins: a row per unit and indicator."""
    random = np.random.default_rng(seed)
    buurten, units = len(country.people), len(country.units_df)
    parts = []
    for key, values in truth.items():
        indicator = catalogue.indicator(key)
        value = np.concatenate(
            [
                _rounded(values[:buurten], indicator, Level.BUURT, year=year, random=random),
                _rounded(values[buurten:], indicator, Level.WIJK, year=year, random=random),
            ]
        )
        least = random.choice(LEAST_PEOPLE)
        parts.append(np.where(_is_withheld(indicator, values, country.people_of_units < least), np.nan, value))
    value = np.concatenate(parts)
    observations_df = pd.DataFrame(
        {
            "gebied_code": pd.Series(np.tile(country.units_df["code"].to_numpy(dtype=object), len(truth)), dtype="str"),
            "indicator": pd.Series(np.repeat(list(truth), units), dtype="str"),
            "period": year,
            "value": value,
            "status": pd.Series(np.where(np.isnan(value), Status.SECRET, Status.EXACT), dtype="str"),
        }
    )
    levels = pd.Series(np.tile(country.units_df["level"].to_numpy(dtype=object), len(truth)), dtype="str")
    return with_margins(observations_df, levels, catalogue)


def _is_withheld(indicator: Indicator, values: FloatArray, is_small: BoolArray) -> BoolArray:
    """Tell what is kept secret: counts by their own height where the rule says so, the rest where few people live."""
    rule = indicator.secrecy
    if rule.key == NO_RULE:
        return np.zeros(len(values), dtype=np.bool_)
    if indicator.kind is Kind.COUNT and rule.highest is not None:
        return np.asarray((values > 0) & (values <= rule.highest))
    return is_small


def _counts(indicator: Indicator, people: FloatArray, random: np.random.Generator) -> FloatArray:
    if indicator.kind is Kind.AREA:
        return random.integers(1, 200, len(people)).astype(np.float64)
    return random.binomial(people.astype(np.int64), random.uniform(0.02, 0.6)).astype(np.float64)


def _levels(indicator: Indicator, count: int, random: np.random.Generator) -> FloatArray:
    """Make up means, shares and the like: between what can be true, or else many times what is rounded away."""
    lowest = 0.0 if indicator.minimum is None else indicator.minimum
    step = max(step.step for step in indicator.rounding.steps)
    highest = lowest + 50 * max(step, 1.0) if indicator.maximum is None else indicator.maximum
    return lowest + (highest - lowest) * random.beta(4, 6, count)


def _rounded(
    values: FloatArray, indicator: Indicator, level: Level, *, year: int, random: np.random.Generator
) -> FloatArray:
    step = indicator.rounding.step_for(level, year=year)
    if step.method is RoundingMethod.EXACT:
        return np.round(values) if indicator.is_whole else values
    if step.method is RoundingMethod.RANDOM:
        return step.step * np.floor(values / step.step + random.uniform(0, 1, len(values)))
    return np.round(step.step * np.round(values / step.step), 6)

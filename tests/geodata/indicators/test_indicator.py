from math import inf

import pytest

from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.indicator import (
    Aggregation,
    AggregationRule,
    Rounding,
    RoundingMethod,
    RoundingStep,
)

WIJK_AND_BUURT = frozenset({Level.WIJK, Level.BUURT})
ALL = frozenset({Level.LAND, Level.GEMEENTE, Level.WIJK, Level.BUURT})


def step(method: RoundingMethod, size: float, **kwargs) -> RoundingStep:
    facts = {"levels": ALL, "sources": frozenset(), "first_year": None, "last_year": None, "numerator": None}
    return RoundingStep(method=method, step=size, definition="", **(facts | kwargs))


@pytest.mark.parametrize(
    ("method", "size", "half_width"),
    [
        (RoundingMethod.EXACT, 0, 0),
        (RoundingMethod.RANDOM, 5, 4),
        (RoundingMethod.RANDOM_TOGETHER, 5, 4),
        (RoundingMethod.NEAREST, 5, 2),
        (RoundingMethod.NEAREST, 10, 5),
        (RoundingMethod.NEAREST, 100, 50),
        (RoundingMethod.NEAREST, 1, 0),
        (RoundingMethod.AFTER_NUMERATOR, 1, inf),
    ],
)
def test_a_whole_number_lies_within_whole_steps_of_its_rounding(method, size, half_width):
    assert step(method, size).half_width(is_whole=True) == half_width


@pytest.mark.parametrize(
    ("method", "size", "half_width"),
    [
        (RoundingMethod.EXACT, 0, 0),
        (RoundingMethod.RANDOM, 5, 5),
        (RoundingMethod.NEAREST, 5, 2.5),
        (RoundingMethod.NEAREST, 1, 0.5),
        (RoundingMethod.NEAREST, 0.1, 0.05),
    ],
)
def test_a_broken_number_lies_within_half_a_step_of_its_nearest_rounding(method, size, half_width):
    assert step(method, size).half_width(is_whole=False) == half_width


def test_the_step_of_a_level_is_the_one_that_names_it():
    exact = step(RoundingMethod.EXACT, 0, levels=frozenset({Level.GEMEENTE}))
    random = step(RoundingMethod.RANDOM, 5, levels=WIJK_AND_BUURT)
    rounding = Rounding("aselect", (exact, random))

    assert rounding.step_for(Level.GEMEENTE, year=2024) is exact
    assert rounding.step_for(Level.BUURT, year=2024) is random


def test_an_area_of_ones_own_takes_the_coarsest_step_of_all_levels():
    exact = step(RoundingMethod.EXACT, 0, levels=frozenset({Level.GEMEENTE}))
    random = step(RoundingMethod.RANDOM, 5, levels=WIJK_AND_BUURT)

    assert Rounding("aselect", (exact, random)).step_for(Level.GEBIED, year=2024) is random


def test_a_step_holds_in_its_own_years():
    until_2016 = step(RoundingMethod.NEAREST, 1, last_year=2016)
    since_2017 = step(RoundingMethod.NEAREST, 0.1, first_year=2017)
    rounding = Rounding("procent", (until_2016, since_2017))

    assert rounding.step_for(Level.BUURT, year=2016) is until_2016
    assert rounding.step_for(Level.BUURT, year=2017) is since_2017


def test_without_a_source_the_coarsest_of_two_sources_counts():
    statline = step(RoundingMethod.NEAREST, 10, sources=frozenset({"odata-v3"}))
    kaart = step(RoundingMethod.NEAREST, 50, sources=frozenset({"kaart-snake"}))
    rounding = Rounding("energie", (statline, kaart))

    assert rounding.step_for(Level.BUURT, year=2022) is kaart
    assert rounding.step_for(Level.BUURT, year=2022, source="odata-v3") is statline


def test_a_year_that_no_step_knows_takes_the_coarsest_of_all():
    coarse = step(RoundingMethod.NEAREST, 50, last_year=2012)
    fine = step(RoundingMethod.NEAREST, 10, last_year=2016)

    assert Rounding("oud", (fine, coarse)).step_for(Level.BUURT, year=2024) is coarse


def test_the_inputs_of_a_rule_include_those_of_its_fallback():
    fallback = Aggregation(AggregationRule.WEIGHTED_MEAN, weights=("woningen",))
    rule = Aggregation(AggregationRule.RATIO, numerator="autos", denominator="huishoudens", fallback=fallback)

    assert list(rule.inputs()) == ["autos", "huishoudens", "woningen"]


@pytest.mark.parametrize(
    ("key", "weight"),
    [
        ("pct_inwoners_0_15", "inwoners"),
        ("pct_koopwoningen", "woningvoorraad"),
        ("omgevingsadressendichtheid", None),
        ("inwoners", None),
    ],
)
def test_the_weight_is_the_denominator_or_the_only_weight(key, weight):
    assert load_catalogue().indicator(key).weight == weight


@pytest.mark.parametrize(
    ("key", "is_whole"), [("inwoners", True), ("oppervlakte_land", False), ("stedelijkheid", True)]
)
def test_people_are_whole_and_hectares_are_not(key, is_whole):
    assert load_catalogue().indicator(key).is_whole is is_whole

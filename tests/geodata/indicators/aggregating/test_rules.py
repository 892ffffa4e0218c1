from itertools import pairwise

import pytest

from geodata.indicators.aggregating.rules import inputs_of, usable_rules
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.indicator import Aggregation, AggregationRule
from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.towns import UNPUBLISHED, A, B, figure_of, figures_of

SHARE, OLD, PEOPLE = "pct_inwoners_65_plus", "inwoners_65_plus", "inwoners"


def usable(key: str, *keys: str) -> list[str]:
    return [rule.rule.value for rule in usable_rules(load_catalogue().indicator(key), frozenset(keys))]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((SHARE, OLD, PEOPLE), ["verhouding", "gewogen gemiddelde"]),
        ((OLD, PEOPLE), ["verhouding"]),
        ((SHARE, PEOPLE), ["gewogen gemiddelde"]),
        ((SHARE, OLD), []),
    ],
)
def test_a_rule_can_be_used_where_all_that_it_reads_is_there(keys: tuple[str, ...], expected: list[str]) -> None:
    assert usable(SHARE, *keys) == expected


@pytest.mark.parametrize(
    ("rule", "inputs"),
    [
        (Aggregation(AggregationRule.SUM), ("x",)),
        (Aggregation(AggregationRule.RATIO, numerator="a", denominator="b"), ("a", "b")),
        (Aggregation(AggregationRule.WEIGHTED_MEAN, weights=("a", "b")), ("x", "a", "b")),
        (Aggregation(AggregationRule.CLASS_FROM, class_from="a"), ("a",)),
        (Aggregation(AggregationRule.RANGE), ("x",)),
    ],
)
def test_each_rule_reads_its_own_inputs(rule: Aggregation, inputs: tuple[str, ...]) -> None:
    assert inputs_of(rule, "x") == inputs


def test_every_indicator_comes_by_its_own_rule_in_the_order_of_the_catalogue() -> None:
    published = {
        "gem_woz_waarde": {A: 200, B: 400},
        "woningvoorraad": {A: 100, B: 100},
        "mediaan_vermogen": {A: 20, B: 40},
        PEOPLE: {A: 100, B: 300},
        OLD: {A: 50, B: 30},
    }
    figures = figures_of(published, [A, B])
    order = list(load_catalogue().indicators)
    assert all(order.index(one) < order.index(other) for one, other in pairwise(figures.keys))
    found = {key: figures.figure(0, key).value for key in figures.keys}
    assert found == {
        PEOPLE: 400,
        OLD: 80,
        SHARE: 20,
        "woningvoorraad": 200,
        "gem_woz_waarde": 300,
        "mediaan_vermogen": None,
    }


def test_a_fallback_is_taken_where_it_tells_of_more() -> None:
    published = {PEOPLE: {A: 100, B: 300}, OLD: {A: 50, B: UNPUBLISHED}, SHARE: {A: 52, B: 12}}
    figure = figure_of(SHARE, published, [A, B])
    assert (figure.value, figure.coverage) == (22, 1)


def test_the_first_rule_stays_where_the_fallback_tells_of_no_more() -> None:
    published = {PEOPLE: {A: 100, B: 300}, OLD: {A: 50, B: 30}, SHARE: {A: 52, B: 12}}
    assert figure_of(SHARE, published, [A, B]).value == 20


def test_a_fallback_with_a_weight_that_stands_in_says_that_it_estimates() -> None:
    workers = "werkzame_beroepsbevolking"
    ages = {key: {A: 100, B: 100} for key in ("inwoners_15_25", "inwoners_25_45", "inwoners_45_65")}
    published = {"pct_werknemers": {A: 80, B: 90}} | ages
    figure = figure_of("pct_werknemers", published | {workers: {A: 1000, B: 3000}}, [A, B])
    assert (figure.value, figure.status) == (87.5, Status.ROUNDED)
    figure = figure_of("pct_werknemers", published | {workers: {A: UNPUBLISHED, B: UNPUBLISHED}}, [A, B])
    assert (figure.value, figure.status) == (85, Status.ESTIMATED)

import math
import re
from decimal import Decimal
from itertools import pairwise

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.classes import (
    BreakMethod,
    ClassCountError,
    InfiniteValueError,
    OutsideClassesError,
    OwnBreaksError,
    classify,
    quantile_classes,
)
from maps.numbers import rounded

METHODS = [BreakMethod.QUANTILE, BreakMethod.NATURAL, BreakMethod.EQUAL_INTERVAL]


def test_quantiles_put_as_many_areas_in_each_class():
    classification = classify(range(1, 11), decimals=0, class_count=5)
    assert classification.labels("%") == ("1–2%", "3–4%", "5–6%", "7–8%", "9–10%")


def test_equal_intervals_are_equally_wide():
    classification = classify([0, 1, 2, 3, 100], decimals=0, method=BreakMethod.EQUAL_INTERVAL, class_count=4)
    assert classification.labels("") == ("0–25", "26–50", "51–75", "76–100")


def test_natural_breaks_lie_in_the_gaps():
    values = [1, 2, 3, 40, 41, 42, 90, 91]
    classification = classify(values, decimals=0, method=BreakMethod.NATURAL, class_count=3)
    assert [classification.index_of(value) for value in values] == [0, 0, 0, 1, 1, 1, 2, 2]


def test_natural_breaks_of_many_values_stay_near_the_optimum():
    values = np.random.default_rng(7).normal(50, 10, 1100).round(3)
    classification = classify(values, decimals=3, method=BreakMethod.NATURAL, class_count=4)
    with pytest.warns(UserWarning, match="Numba"):
        optimum = mapclassify.FisherJenks(values, k=4).bins
    assert np.array(classification.last) / 1000 == pytest.approx(optimum, abs=0.5)


def test_own_breaks_make_open_outer_classes():
    classification = classify([], decimals=1, method=BreakMethod.OWN, own_breaks=(5, 7.5))
    assert classification.labels("%") == ("minder dan 5,0%", "5,0–7,4%", "7,5% of meer")
    assert [classification.index_of(value) for value in (-80, 4.94, 4.96, 7.5, 900)] == [0, 0, 1, 2, 2]


@pytest.mark.parametrize("breaks", [(), (5, 5), (7, 5), (1.25,), tuple(range(7))])
def test_own_breaks_that_make_no_classes_are_refused(breaks):
    with pytest.raises(OwnBreaksError, match="eigen klassegrenzen"):
        classify([1], decimals=1, method=BreakMethod.OWN, own_breaks=breaks)


@pytest.mark.parametrize("method", METHODS)
def test_equal_values_make_one_class_with_one_number_as_its_label(method):
    assert classify([5, 5, 5], decimals=0, method=method).labels("%") == ("5%",)


@pytest.mark.parametrize("method", METHODS)
def test_fewer_distinct_values_than_classes_get_a_class_each(method):
    classification = classify([1, 1, 3, 3, 8], decimals=0, method=method)
    assert [classification.index_of(value) for value in (1, 3, 8)] == [0, 1, 2]


def test_ties_leave_no_quantile_class_empty():
    values = [0] * 50 + [1, 2, 3, 4, 5, 6]
    classification = classify(values, decimals=0, class_count=4)
    assert {classification.index_of(value) for value in values} == set(range(classification.count))


@pytest.mark.parametrize("method", METHODS)
def test_missing_values_make_no_class(method):
    assert classify([None, math.nan], decimals=0, method=method).labels("%") == ()


def test_a_value_is_classed_as_it_is_shown():
    classification = classify([10, 20, 30, 40], decimals=0, class_count=2)
    assert classification.labels("") == ("10–20", "21–40")
    assert (classification.index_of(20.4), classification.index_of(20.5)) == (0, 1)


@pytest.mark.parametrize("class_count", [0, 8])
def test_a_number_of_classes_that_cannot_be_shown_is_refused(class_count):
    with pytest.raises(ClassCountError, match=f"is {class_count}; kies een getal van 1 tot en met 7"):
        classify([1, 2], decimals=0, class_count=class_count)


def test_an_infinite_value_is_refused():
    with pytest.raises(InfiniteValueError):
        classify([1, math.inf], decimals=0)


@pytest.mark.parametrize("value", [0.9, 12])
def test_a_value_outside_the_classes_is_refused(value):
    with pytest.raises(OutsideClassesError, match="buiten de klassen"):
        classify([1, 5, 10], decimals=1).index_of(value)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60),
    st.sampled_from(METHODS),
    st.integers(1, 7),
    st.integers(0, 2),
)
def test_each_shown_value_lies_between_the_ends_of_its_own_class_only(values, method, class_count, decimals):
    classification = classify(values, decimals=decimals, method=method, class_count=class_count)
    bounds = list(zip(classification.first, classification.last, strict=True))
    assert classification.count <= class_count
    assert all(later == earlier + 1 for (_, earlier), (later, _) in pairwise(bounds))
    for value in values:
        tick = int(rounded(value, decimals).scaleb(decimals))
        holding = [index for index, (first, last) in enumerate(bounds) if first <= tick <= last]
        assert holding == [classification.index_of(value)]


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30),
    st.sampled_from(METHODS),
    st.integers(0, 2),
    st.sampled_from(["%", "aantal", "km"]),
)
def test_the_label_of_a_class_holds_the_values_that_are_shown_in_it(values, method, decimals, unit):
    classification = classify(values, decimals=decimals, method=method)
    labels = classification.labels(unit)
    for value in values:
        lowest, highest = ends_of(labels[classification.index_of(value)])
        assert lowest <= rounded(value, decimals) <= highest


def ends_of(label: str) -> tuple[Decimal, Decimal]:
    """Read a label as a person would: the numbers beside the dash, or the only one."""
    plain = label.replace(".", "").replace(",", ".").replace("−", "-")
    ends = [Decimal(re.sub(r"[^0-9.-]", "", end)) for end in re.split("–| tot ", plain)]
    return ends[0], ends[-1]


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=40), st.randoms())
def test_the_order_of_the_areas_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))
    assert classify(shuffled, decimals=0) == classify(values, decimals=0)


def test_each_value_gets_the_class_that_a_map_of_quantiles_shows_it_in() -> None:
    assert quantile_classes(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), 0).tolist() == [0, 1, 2, 3, 4]
    assert quantile_classes(np.array([1.04, 1.0, 2.0]), 1).tolist() == [0, 0, 1]


def test_fixed_classes_are_quantiles_of_what_they_are_made_of() -> None:
    fixed = classify(range(1, 11), decimals=0, method=BreakMethod.FIXED)
    assert fixed.labels("") == classify(range(1, 11), decimals=0).labels("")


@pytest.mark.parametrize(
    ("lowest", "highest", "classes"), [(1, 2, 1), (2, 3, 2), (1, 9, 5), (-5, 99, 5), (math.nan, 4, 2), (4, math.nan, 4)]
)
def test_a_range_runs_over_the_classes_that_its_ends_lie_in_and_those_between(lowest, highest, classes) -> None:
    assert classify(range(1, 11), decimals=0, class_count=5).span_of(lowest, highest) == classes

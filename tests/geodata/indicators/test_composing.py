import numpy as np
import pandas as pd
import pytest

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.composing import AreaValues, area_values, can_compose, terms_of
from tests.geodata.indelingen.studies import labelling

NAN = float("nan")


def composed(
    key: str,
    figures: dict[str, list[float]],
    *,
    labels: list[int],
    shares: list[float] | None = None,
    people: list[float] | None = None,
) -> list[AreaValues]:
    """The areas' figures by each rule that the indicator can be composed by."""
    count = len(labels)
    shares_array: FloatArray = np.array(shares or [1.0] * count)
    people_array: FloatArray = np.array(people or [100.0] * count)
    indicator = load_catalogue().indicator(key)
    found = terms_of(indicator, pd.DataFrame(figures), shares_array, people_array)
    return [area_values(terms, labelling("A", labels)) for terms in found]


def test_a_share_is_the_sum_of_its_numerators_over_the_sum_of_its_denominators() -> None:
    (areas,) = composed("pct_inwoners_65_plus", {"inwoners_65_plus": [10, 90], "inwoners": [100, 300]}, labels=[0, 0])
    assert areas.figures.tolist() == [25.0]
    assert areas.coverage.tolist() == [1.0]


def test_a_mean_is_weighed_as_the_catalogue_says() -> None:
    figures = {"gem_woz_waarde": [200.0, 400.0, 300.0], "woningvoorraad": [30.0, 10.0, 5.0]}
    (areas,) = composed("gem_woz_waarde", figures, labels=[0, 0, 1])
    assert areas.figures.tolist() == [250.0, 300.0]


def test_a_cut_unit_counts_with_its_share_of_the_weight() -> None:
    figures = {"gem_woz_waarde": [200.0, 200.0, 500.0], "woningvoorraad": [40.0, 40.0, 10.0]}
    (areas,) = composed("gem_woz_waarde", figures, labels=[0, 1, 1], shares=[0.25, 0.75, 1.0])
    assert areas.figures.tolist() == [200.0, (30 * 200 + 10 * 500) / 40]


def test_a_cut_unit_gives_both_terms_of_a_ratio_by_its_share() -> None:
    figures = {"inwoners_65_plus": [40.0, 40.0, 0.0], "inwoners": [100.0, 100.0, 60.0]}
    (areas,) = composed("pct_inwoners_65_plus", figures, labels=[0, 1, 1], shares=[0.4, 0.6, 1.0])
    assert areas.figures.tolist() == pytest.approx([40.0, 20.0])


@pytest.mark.parametrize(("known", "figure"), [(80.0, 10.0), (79.0, NAN)])
def test_an_area_of_which_too_little_is_known_has_no_figure_but_says_how_much(known: float, figure: float) -> None:
    figures = {"afstand_zwembad": [10.0, NAN], "inwoners": [known, 100 - known]}
    (areas,) = composed("afstand_zwembad", figures, labels=[0, 0])
    np.testing.assert_equal(areas.figures, [figure])
    assert areas.coverage.tolist() == [known / 100]


def test_a_unit_of_unknown_weight_is_missed_by_what_its_people_lead_to_expect() -> None:
    figures = {"gem_woz_waarde": [300.0, 300.0], "woningvoorraad": [50.0, NAN]}
    (areas,) = composed("gem_woz_waarde", figures, labels=[0, 0], people=[100.0, 300.0])
    assert areas.coverage.tolist() == [0.25]


def test_an_area_without_weight_has_no_figure() -> None:
    figures = {"afstand_zwembad": [10.0, 4.0], "inwoners": [0.0, 50.0]}
    (areas,) = composed("afstand_zwembad", figures, labels=[0, 1])
    np.testing.assert_equal(areas.figures, [NAN, 4.0])


def test_what_a_clustering_leaves_out_counts_nowhere() -> None:
    figures = {"afstand_zwembad": [10.0, 4.0], "inwoners": [50.0, 50.0]}
    (areas,) = composed("afstand_zwembad", figures, labels=[-1, 0])
    assert areas.figures.tolist() == [4.0]


def test_a_fallback_is_tried_where_the_numerator_is_not_there() -> None:
    figures = {"pct_inwoners_65_plus": [10.0, 30.0], "inwoners": [100.0, 100.0]}
    (areas,) = composed("pct_inwoners_65_plus", figures, labels=[0, 0])
    assert areas.figures.tolist() == [20.0]
    assert composed("pct_inwoners_65_plus", {"inwoners": [1.0, 1.0]}, labels=[0, 0]) == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [("pct_koopwoningen", True), ("bevolkingsdichtheid", True), ("inwoners", False), ("stedelijkheid", False)],
)
def test_counts_and_classes_are_no_ratio_or_mean(key: str, *, expected: bool) -> None:
    assert can_compose(load_catalogue().indicator(key)) is expected

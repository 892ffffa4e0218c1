import numpy as np

from geodata.indicators.aggregating.weights import expected_weight
from tests.geodata.indicators.aggregating.towns import NAN


def test_a_weight_that_is_known_stays() -> None:
    assert expected_weight(np.array([[40.0], [60.0]]), np.array([[1.0], [9.0]])).tolist() == [[40], [60]]


def test_a_weight_that_is_not_known_follows_from_the_people_at_the_rate_of_all_that_are() -> None:
    weight = np.array([[40.0], [60.0], [NAN]])
    people = np.array([[100.0], [100.0], [30.0]])
    assert expected_weight(weight, people).tolist() == [[40], [60], [15]]


def test_each_indicator_has_its_own_rate() -> None:
    weight = np.array([[50.0, NAN], [NAN, 10.0]])
    people = np.array([[100.0], [40.0]])
    assert expected_weight(weight, people).tolist() == [[50, 25], [20, 10]]


def test_without_any_weight_people_stand_for_it() -> None:
    assert expected_weight(np.array([[NAN], [NAN]]), np.array([[7.0], [3.0]])).tolist() == [[7], [3]]


def test_people_without_any_weight_among_them_lead_to_expect_as_many_as_they_are() -> None:
    assert expected_weight(np.array([[0.0], [NAN]]), np.array([[0.0], [3.0]])).tolist() == [[0], [3]]

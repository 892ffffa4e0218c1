from collections.abc import Iterable
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.extremes import highest_means, highest_shares, lowest_means, lowest_shares
from tests.geodata.indicators.aggregating.towns import NAN

Range = tuple[int, int]
VALUES = st.tuples(st.integers(-5, 9), st.integers(0, 4)).map(lambda pair: (pair[0], pair[0] + pair[1]))
WEIGHTS = st.tuples(st.integers(0, 6), st.integers(0, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))
VALUES_AND_WEIGHTS = st.lists(st.tuples(VALUES, WEIGHTS), min_size=1, max_size=4)
PARTS_AND_WHOLES = st.lists(st.tuples(WEIGHTS, WEIGHTS), min_size=1, max_size=3)


def per_area(amounts: FloatArray) -> FloatArray:
    """All entries are of one area."""
    return np.asarray(amounts.sum(axis=0, keepdims=True))


def column(numbers: Iterable[float]) -> FloatArray:
    return np.array(list(numbers), dtype=float)[:, np.newaxis]


def means(values: list[Range], weights: list[Range]) -> tuple[float, float]:
    """The lowest and the highest weighted mean."""
    least, most = column(low for low, _ in weights), column(high for _, high in weights)
    area = np.zeros(len(values), dtype=np.int64)
    lowest = lowest_means(column(low for low, _ in values), least, most, area=area, per_area=per_area)
    highest = highest_means(column(high for _, high in values), least, most, area=area, per_area=per_area)
    return float(lowest[0, 0]), float(highest[0, 0])


def shares(cells: list[tuple[Range, Range]]) -> tuple[float, float]:
    """The lowest and the highest share of parts in wholes."""
    whole_least, whole_most = column(whole[0] for _, whole in cells), column(whole[1] for _, whole in cells)
    lowest = lowest_shares(column(part[0] for part, _ in cells), whole_most, per_area=per_area)
    highest = highest_shares(column(part[1] for part, _ in cells), whole_least, whole_most, per_area=per_area)
    return float(lowest[0, 0]), float(highest[0, 0])


def every_mean(values: list[Range], weights: list[Range]) -> list[float]:
    """The means in all corners of what is possible, and where a weight of nothing leaves no mean, just beside it."""
    corners = product(product(*values), product(*[(max(low, 1e-9), max(high, 1e-9)) for low, high in weights]))
    return [float(np.average(value, weights=weight)) for value, weight in corners]


def every_share(cells: list[tuple[Range, Range]]) -> list[float]:
    """The shares in all whole numbers that are possible, no part being more than its whole."""
    choices = [
        [(n, d) for n in range(part[0], part[1] + 1) for d in range(whole[0], whole[1] + 1) if n <= d]
        for part, whole in cells
    ]
    return [
        sum(n for n, _ in chosen) / sum(d for _, d in chosen)
        for chosen in product(*choices)
        if sum(d for _, d in chosen) > 0
    ]


def test_the_highest_mean_gives_the_high_values_all_the_weight_they_can_have() -> None:
    assert means([(2, 2), (8, 8)], [(10, 30), (10, 30)]) == (3.5, 6.5)


def test_with_sure_weights_the_ends_are_the_means_of_the_ends() -> None:
    assert means([(1, 3), (5, 9)], [(1, 1), (3, 3)]) == (4.0, 7.5)


def test_what_can_have_no_weight_does_not_count() -> None:
    assert means([(1, 1), (9, 9)], [(5, 5), (0, 0)]) == (1.0, 1.0)


def test_where_nothing_can_have_weight_there_is_no_mean() -> None:
    np.testing.assert_equal(means([(1, 1)], [(0, 0)]), (NAN, NAN))


def test_a_value_without_bound_leaves_the_mean_without_that_bound() -> None:
    value, least, most = column([3.0, np.inf]), column([10.0, 0.0]), column([10.0, 1.0])
    area = np.zeros(2, dtype=np.int64)
    highest = [highest_means(value, least, top, area=area, per_area=per_area) for top in (most, column([10.0, 0.0]))]
    assert [float(end[0, 0]) for end in highest] == [np.inf, 3.0]
    assert lowest_means(-value, least, most, area=area, per_area=per_area).tolist() == [[-np.inf]]


def test_each_area_has_its_own_mean() -> None:
    area = np.array([0, 1, 1])

    def per_area(amounts: FloatArray) -> FloatArray:
        return np.array([amounts[area == number].sum(axis=0) for number in range(2)])

    found = highest_means(column([7, 1, 5]), column([1, 1, 1]), column([9, 1, 3]), area=area, per_area=per_area)
    assert found.ravel().tolist() == [7.0, 4.0]


@given(
    st.lists(st.tuples(VALUES, WEIGHTS), min_size=1, max_size=4).filter(lambda cells: max(w[1] for _, w in cells) > 0)
)
def test_the_ends_of_a_mean_are_those_of_all_corners(cells: list[tuple[Range, Range]]) -> None:
    possible = [cell for cell in cells if cell[1][1] > 0]
    every = every_mean([value for value, _ in possible], [weight for _, weight in possible])
    found = means([value for value, _ in cells], [weight for _, weight in cells])
    assert found == pytest.approx((min(every), max(every)), abs=1e-6)


@given(PARTS_AND_WHOLES, st.randoms(use_true_random=False))
def test_no_weights_between_the_corners_give_a_mean_beyond_the_ends(
    cells: list[tuple[Range, Range]], random: Random
) -> None:
    weights, values = [first for first, _ in cells], [second for _, second in cells]
    chosen = [random.uniform(low, high) for low, high in weights]
    lowest, highest = means(values, weights)
    if sum(chosen) > 0:
        mean = sum(w * random.uniform(*v) for w, v in zip(chosen, values, strict=True)) / sum(chosen)
        assert lowest - 1e-9 <= mean <= highest + 1e-9


def test_the_highest_share_lets_a_whole_grow_only_where_its_part_fills_it() -> None:
    # 6 of [4, 9] can be 6 of 6; 1 of [5, 8] is most in 5.
    assert shares([((0, 6), (4, 9)), ((1, 1), (5, 8))])[1] == 7 / 11


def test_the_lowest_share_has_the_largest_wholes() -> None:
    assert shares([((2, 6), (4, 9)), ((1, 1), (5, 8))])[0] == 3 / 17


def test_a_part_is_never_more_than_its_whole() -> None:
    assert shares([((0, 9), (3, 4))])[1] == 1


def test_a_part_and_a_whole_without_bound_can_outweigh_all_others() -> None:
    part, least, most = column([2, np.inf]), column([10, 0]), column([10, np.inf])
    assert highest_shares(part, least, most, per_area=per_area).tolist() == [[1.0]]
    assert highest_shares(column([2, 3]), least, most, per_area=per_area).tolist() == [[5 / 13]]
    assert lowest_shares(column([2, 0]), most, per_area=per_area).tolist() == [[0.0]]


def test_a_share_of_what_may_be_nothing_can_be_nothing_and_of_what_is_nothing_is_none() -> None:
    assert shares([((0, 0), (0, 4))]) == (0.0, 0.0)
    np.testing.assert_equal(shares([((0, 0), (0, 0))]), (NAN, NAN))


@given(PARTS_AND_WHOLES.filter(every_share))
def test_the_ends_of_a_share_are_those_of_all_whole_numbers(cells: list[tuple[Range, Range]]) -> None:
    if all(part[0] <= whole[1] for part, whole in cells):
        every = every_share(cells)
        assert shares(cells) == pytest.approx((min(every), max(every)))

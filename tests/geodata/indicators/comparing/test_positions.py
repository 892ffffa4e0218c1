import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.comparing.positions import Position, position_of, positions_of
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.comparing.figures import bounded, likely, ranged, rounded, split, sums_by_lot

UNKNOWN = Figure(None, status=Status.SECRET, coverage=0)


def test_exact_figures_have_one_rank_and_equal_ones_share_it() -> None:
    figures = arrays_of([Figure(30), Figure(20), Figure(20), Figure(10)])
    assert positions_of(figures)["rank"].tolist() == [1, 2, 2, 4]
    assert position_of(figures, 0) == Position(1, 1, 1, 1, 1, ranked_count=4, count=4)
    assert position_of(figures, 1) == Position(2, 2, 3, 2, 3, ranked_count=4, count=4)


def test_whoever_is_not_told_apart_can_be_above_or_below() -> None:
    # 12 and 12.6 overlap, 15 lies above both and 9 below.
    figures = arrays_of([rounded(value, 0.5) for value in (12, 12.6, 15, 9)])
    assert position_of(figures, 0) == Position(3, 2, 3, 2, 3, ranked_count=4, count=4)


def test_what_is_only_likely_narrows_the_likely_ranks_and_not_the_certain_ones() -> None:
    figures = arrays_of([likely(50, 3, hard=20), likely(20, 4, hard=20), likely(80, 4, hard=20)])
    assert position_of(figures, 0) == Position(2, 2, 2, 1, 3, ranked_count=3, count=3)


def test_among_many_it_takes_more_to_be_sure() -> None:
    pair = [likely(50, 3), likely(43, 3)]
    assert position_of(arrays_of(pair), 0) == Position(1, 1, 1, 1, 2, ranked_count=2, count=2)
    many = position_of(arrays_of([*pair, *[likely(0, 3)] * 1000]), 0)
    assert many is not None
    assert (many.best, many.worst) == (1, 2)


def test_areas_without_a_range_are_not_ranked_and_not_counted_among_the_ranked() -> None:
    figures = arrays_of([rounded(12, 0.5), UNKNOWN, rounded(15, 0.5)])
    assert position_of(figures, 1) is None
    assert position_of(figures, 0) == Position(2, 2, 2, 2, 2, ranked_count=2, count=3)
    assert positions_of(figures)["best"].isna().tolist() == [False, True, False]


def test_an_area_without_a_value_has_no_rank_but_can_be_placed_by_its_range() -> None:
    figures = arrays_of([bounded(200, 207), rounded(190, 4), rounded(205, 4)])
    assert position_of(figures, 0) == Position(None, 1, 2, 1, 2, ranked_count=3, count=3)
    # Certainly below the one without a value, which counts for its rank.
    assert position_of(figures, 1) == Position(3, 3, 3, 3, 3, ranked_count=3, count=3)


def test_with_too_little_coverage_only_hard_ranges_place_an_area() -> None:
    figures = arrays_of([likely(50, 3, hard=20, coverage=0.5), likely(20, 3, hard=20)])
    assert position_of(figures, 0) == Position(1, 1, 2, 1, 2, ranked_count=2, count=2)
    found = position_of(figures, 0, min_coverage=0.4)
    assert found is not None
    assert found.worst == 1


def test_the_only_area_is_the_first() -> None:
    assert position_of(arrays_of([rounded(12, 0.5)]), 0) == Position(1, 1, 1, 1, 1, ranked_count=1, count=1)


def test_no_areas_have_no_positions() -> None:
    assert positions_of(arrays_of([])).empty


def test_positions_of_some_areas_are_those_among_all() -> None:
    figures = arrays_of([likely(value, 2, hard=6) for value in range(0, 400, 2)])
    some = positions_of(figures, [150, 3])
    assert some.index.tolist() == [150, 3]
    assert some.equals(positions_of(figures).loc[[150, 3]])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), min_size=1, max_size=12), st.data())
def test_whatever_is_true_inside_the_hard_ranges_the_certain_ranks_hold_it(
    ranges: list[tuple[int, int]], data: st.DataObject
) -> None:
    positions_df = positions_of(arrays_of([rounded(value, width) for value, width in ranges]))
    truth = np.array([data.draw(st.integers(value - width, value + width)) for value, width in ranges])
    best = 1 + (truth[:, None] < truth).sum(axis=1)
    worst = len(truth) - (truth[:, None] > truth).sum(axis=1)
    # Equal figures have a rank that they share: from the best to the worst of them.
    assert np.all(positions_df["certain_best"] <= best)
    assert np.all(positions_df["certain_worst"] >= worst)
    assert np.all(positions_df["rank"].between(positions_df["best"], positions_df["worst"]))


def test_under_rounding_by_lot_the_true_rank_of_an_area_is_among_the_likely_ones_in_95_percent_of_the_draws() -> None:
    rng = np.random.default_rng(4)
    totals = [2000 + 4 * index for index in range(40)]
    # One draw of each area a row: the draw makes 40 figures that are ranked among each other.
    draws = [sums_by_lot(split(total, 5, rng, draws=200), rng) for total in totals]
    held = np.zeros(40)
    for draw in range(200):
        value, lowest, highest = (np.array([getattr(one, end)[draw] for one in draws]) for end in _ENDS)
        reach = 4 * np.sqrt(5)
        figures = ranged(value, hard=(lowest, highest), likely=(value - reach, value + reach))
        positions_df = positions_of(figures)
        held += positions_df["best"].le(40 - np.arange(40)) & positions_df["worst"].ge(40 - np.arange(40))
        assert positions_df["worst"].sub(positions_df["best"]).median() < 20
    assert (held / 200).min() >= 0.95


_ENDS = ("value", "lowest", "highest")


def test_all_wijken_of_the_country_are_ranked_within_seconds() -> None:
    value = np.random.default_rng(2).normal(20, 5, 3400)
    figures = ranged(value, hard=(value - 1, value + 1), likely=(value - 0.4, value + 0.4))
    start = time.perf_counter()
    positions_df = positions_of(figures)
    # 0.6 s on the machine that it was written on.
    assert time.perf_counter() - start < 10
    assert positions_df["rank"].idxmin() == value.argmax()

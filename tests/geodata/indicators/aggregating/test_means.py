from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.towns import (
    NOT_APPLICABLE,
    SECRET,
    UNITS,
    A,
    B,
    C,
    D,
    cells_of,
    cover_of,
    figure_of,
    figures_of,
)

DISTANCE, PEOPLE = "afstand_grote_supermarkt", "inwoners"
OWNED, DWELLINGS = "pct_koopwoningen", "woningvoorraad"
WOZ, DENSITY = "gem_woz_waarde", "omgevingsadressendichtheid"


def half_of(figure: Figure) -> float:
    lowest, highest = figure.likely_range() or (0, 0)
    return (highest - lowest) / 2


def test_a_mean_is_weighed_by_the_population_that_it_is_about() -> None:
    figure = figure_of(DISTANCE, {DISTANCE: {A: 1.0, B: 3.0}, PEOPLE: {A: 300, B: 100}}, [A, B])
    assert (figure.value, figure.status, figure.coverage) == (1.5, Status.ROUNDED, 1)


def test_with_weights_that_are_exact_a_percentage_has_the_half_point_of_its_parts() -> None:
    figure = figure_of(OWNED, {OWNED: {A: 40, B: 80}, DWELLINGS: {A: 100, B: 300}}, [A, B])
    assert figure.value == 70
    assert figure.hard_range() == pytest.approx((69.5, 70.5))


def test_rounded_weights_are_moved_to_the_side_that_is_worst() -> None:
    # Of 296 to 304 people at 0.95 to 1.05 km and of 96 to 104 at 2.95 to 3.05 km.
    figure = figure_of(DISTANCE, {DISTANCE: {A: 1.0, B: 3.0}, PEOPLE: {A: 300, B: 100}}, [A, B])
    lowest = (304 * 0.95 + 96 * 2.95) / 400
    highest = (296 * 1.05 + 104 * 3.05) / 400
    assert figure.hard_range() == pytest.approx((lowest, highest))


def test_its_95_percent_range_is_narrower_than_all_rounding_to_one_side() -> None:
    published = {OWNED: {A: 40, B: 80, C: 60, D: 20}, DWELLINGS: dict.fromkeys((A, B, C, D), 100)}
    # Each of four rounds off by sqrt(1 / 12): their mean by half of that, 0.144, times 1.96.
    lowest, highest = figure_of(OWNED, published, [A, B, C, D]).likely_range() or (0, 0)
    assert (highest - lowest) / 2 == pytest.approx(0.283, abs=0.001)


def test_weights_that_were_not_rounded_apart_leave_a_mean_its_95_percent_range() -> None:
    published = {DISTANCE: {A: 1.0, B: 3.0, C: 2.0}, PEOPLE: {A: 300, B: 100, C: 200}}
    in_2020, in_2021 = (half_of(figure_of(DISTANCE, published, [A, B, C], year=year)) for year in (2020, 2021))
    assert in_2021 < in_2020 < 1.1 * in_2021


def test_a_part_that_is_secret_can_be_anything_that_can_be_true() -> None:
    # 10 of 110 dwellings can be all owned or all let.
    figure = figure_of(OWNED, {OWNED: {A: 40, B: SECRET}, DWELLINGS: {A: 100, B: 10}}, [A, B])
    assert (figure.value, figure.status) == (40, Status.INCOMPLETE)
    assert figure.hard_range() == pytest.approx((100 * 39.5 / 110, (100 * 40.5 + 10 * 100) / 110))
    assert figure.coverage == pytest.approx(100 / 110)


def test_a_secret_mean_without_upper_bound_leaves_the_area_without_one() -> None:
    figure = figure_of(WOZ, {WOZ: {A: 300, B: SECRET}, DWELLINGS: {A: 100, B: 10}}, [A, B])
    assert (figure.value, figure.lowest, figure.highest) == (300, 0, None)


def test_a_mean_that_cannot_occur_has_no_say_whatever_rounding_leaves_possible() -> None:
    published = {DISTANCE: {A: 1.0, B: NOT_APPLICABLE}, PEOPLE: {A: 300, B: 0}}
    figure = figure_of(DISTANCE, published, [A, B])
    assert (figure.value, figure.status, figure.coverage) == (1.0, Status.ROUNDED, 1)
    assert figure.hard_range() == pytest.approx((0.95, 1.05))


def test_a_unit_without_weight_is_no_gap() -> None:
    figure = figure_of(OWNED, {OWNED: {A: 40, B: SECRET}, DWELLINGS: {A: 100, B: 0}}, [A, B])
    assert (figure.value, figure.status, figure.coverage) == (40, Status.ROUNDED, 1)


@pytest.mark.parametrize(("dwellings", "value"), [(25, 40.0), (26, None)])
def test_a_mean_of_which_less_than_80_percent_of_the_weight_is_known_has_only_bounds(
    dwellings: int, value: float | None
) -> None:
    figure = figure_of(OWNED, {OWNED: {A: 40, B: SECRET}, DWELLINGS: {A: 100, B: dwellings}}, [A, B])
    assert figure.value == value
    assert figure.highest is not None
    assert value is not None or figure.likely_lowest is None


def test_a_secret_mean_is_likely_to_be_one_of_those_that_are_published_where_there_are_enough_of_these() -> None:
    codes = [f"BU0009{number:04}" for number in range(12)]
    facts = {WOZ: dict.fromkeys(codes, 300) | {codes[0]: SECRET}, DWELLINGS: dict.fromkeys(codes, 100)}
    for count, bounds in ((12, True), (10, False)):  # of ten codes nine are published
        cells, cover = cells_of(facts, codes=codes[:count]), cover_of(codes[:count], codes=codes[:count])
        figure = aggregate(cells, cover, load_catalogue()).figure(0, WOZ)
        assert (figure.value, figure.highest) == (300, None)
        assert (figure.likely_highest is not None) == bounds


def test_weights_that_stand_in_for_others_make_an_estimate_between_the_lowest_and_the_highest_part() -> None:
    figure = figure_of(WOZ, {WOZ: {A: 200, B: 400}, DWELLINGS: {A: 100, B: 300}}, [A, B])
    assert (figure.value, figure.status) == (350, Status.ESTIMATED)
    assert figure.hard_range() == (199.5, 400.5)


def test_weights_that_stand_in_for_others_are_off_by_15_percent_in_the_95_percent_range() -> None:
    # 100 and 300 off by 15 and 45; 150 and 50 from the mean: sqrt(2250^2 + 2250^2) / 400 = 7.95, times 1.96.
    figure = figure_of(WOZ, {WOZ: {A: 200, B: 400}, DWELLINGS: {A: 100, B: 300}}, [A, B])
    lowest, highest = figure.likely_range() or (0, 0)
    assert (highest - lowest) / 2 == pytest.approx(15.6, abs=0.02)


def test_addresses_of_dwellings_and_of_others_together_weigh_the_density_of_addresses() -> None:
    published = {DENSITY: {A: 1000, B: 2000}, DWELLINGS: {A: 100, B: 100}, "niet_woningvoorraad": {A: 0, B: 200}}
    figure = figure_of(DENSITY, published, [A, B])
    assert (figure.value, figure.status) == (1750, Status.ROUNDED)
    assert figure.hard_range() == pytest.approx((1749.5, 1750.5))


def test_where_other_addresses_are_not_there_dwellings_stand_in_for_them() -> None:
    figure = figure_of(DENSITY, {DENSITY: {A: 1000, B: 2000}, DWELLINGS: {A: 100, B: 100}}, [A, B])
    assert (figure.value, figure.status) == (1500, Status.ESTIMATED)
    assert figure.hard_range() == (999.5, 2000.5)


def test_a_weight_of_which_nothing_is_known_may_outweigh_all_others() -> None:
    figure = figure_of(DISTANCE, {DISTANCE: {A: 1.0, B: 9.0}, PEOPLE: {A: 100}}, [A, B])
    assert (figure.value, figure.coverage) == (None, 0.5)
    assert figure.hard_range() == pytest.approx((0.95, 9.05))


def test_a_mean_without_any_weight_is_not_determinable_whatever_does_not_apply_elsewhere() -> None:
    published = {DENSITY: {A: 1000, B: 2000, C: NOT_APPLICABLE}, DWELLINGS: {D: 5}}
    assert figure_of(DENSITY, published, [A, B, C]).status is Status.UNDETERMINABLE


def test_a_piece_weighs_with_its_share_and_may_differ_from_its_unit() -> None:
    published = {OWNED: {A: 40, B: 80}, DWELLINGS: {A: 100, B: 200}}
    figure = figure_of(OWNED, published, {A: 1.0, B: 0.5})
    assert (figure.value, figure.status) == (60, Status.ESTIMATED)
    assert figure.estimated_share == pytest.approx(0.5)
    assert figure.hard_range() == pytest.approx((100 * 39.5 / 300, (100 * 40.5 + 200 * 100) / 300))


def test_a_mean_of_which_no_bound_is_known_leaves_the_area_all_that_can_be_true() -> None:
    cells = cells_of({DISTANCE: {A: 1.0, B: 3.0}, PEOPLE: {A: 300, B: 100}})
    is_b = np.array([[code == B and key == DISTANCE for key in cells.keys] for code in UNITS])
    cells = replace(cells, lowest=np.where(is_b, np.nan, cells.lowest), highest=np.where(is_b, np.nan, cells.highest))
    figure = aggregate(cells, cover_of([A, B]), load_catalogue()).figure(0, DISTANCE)
    assert (figure.value, figure.highest) == (1.5, None)
    assert figure.lowest == pytest.approx(296 * 0.95 / 400)


def test_a_mean_that_takes_all_units_alike_lies_outside_what_is_possible() -> None:
    published = {DISTANCE: {A: 1.0, B: 3.0}, PEOPLE: {A: 1000, B: 10}}
    figure = figure_of(DISTANCE, published, [A, B])
    assert figure.highest is not None
    assert figure.highest < np.mean([1.0, 3.0])


CELLS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 6).map(lambda fives: 5 * fives)), min_size=1, max_size=3)


@settings(max_examples=40)
@given(CELLS.filter(lambda cells: sum(weight for _, weight in cells) > 0))
def test_the_bounds_are_the_extremes_over_all_means_and_weights_that_can_be_true(cells: list[tuple[int, int]]) -> None:
    codes = [A, B, C][: len(cells)]
    published = {
        DISTANCE: {code: value / 10 for code, (value, _) in zip(codes, cells, strict=True)},
        PEOPLE: {code: weight for code, (_, weight) in zip(codes, cells, strict=True)},
    }
    figure = figures_of(published, codes).figure(0, DISTANCE)
    values = [(max(value / 10 - 0.05, 0), value / 10 + 0.05) for value, _ in cells]
    weights = [(max(weight - 4, 1e-9), weight + 4) for _, weight in cells]
    corners = product(product(*values), product(*weights))
    every = [float(np.average(value, weights=weight)) for value, weight in corners]
    assert figure.hard_range() == pytest.approx((min(every), max(every)), abs=1e-6)

import numpy as np
import pytest

from geodata.indicators.aggregating.singles import class_of, copied_from
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.towns import (
    EAST,
    NAN,
    SECRET,
    TOWN,
    UNITS,
    WEST,
    A,
    B,
    C,
    D,
    cells_of,
    cover_of,
    figure_of,
)

MEDIAN, POSTCODE = "mediaan_vermogen", "meest_voorkomende_postcode"


@pytest.mark.parametrize(("area", "value"), [([A], 20), ([A, B], 25), ([A, B, C, D], 31)])
def test_a_median_is_that_of_the_one_unit_that_the_area_is(area: list[str], value: float) -> None:
    published = {MEDIAN: {A: 20, B: 40, C: 10, D: 60, WEST: 25, TOWN: 31}}
    assert figure_of(MEDIAN, published, area) == Figure(value, value - 0.5, value + 0.5, status=Status.ROUNDED)


def test_a_median_of_several_units_lies_between_the_lowest_and_the_highest_and_has_no_value() -> None:
    figure = figure_of(MEDIAN, {MEDIAN: {A: 20, B: 40, C: 10, WEST: 25}}, [A, B, C])
    assert (figure.value, figure.hard_range(), figure.status) == (None, (9.5, 25.5), Status.UNDETERMINABLE)
    assert figure.coverage == 1


def test_a_median_of_which_a_part_is_secret_can_be_anything() -> None:
    figure = figure_of(MEDIAN, {MEDIAN: {A: 20, B: SECRET}}, [A, B])
    assert (figure.value, figure.hard_range()) == (None, None)


def test_a_median_of_a_piece_can_be_anything() -> None:
    figure = figure_of(MEDIAN, {MEDIAN: {A: 20, B: 40}}, {A: 1.0, B: 0.5})
    assert (figure.value, figure.hard_range()) == (None, None)


def test_negative_medians_are_medians() -> None:
    assert figure_of(MEDIAN, {MEDIAN: {A: -20, B: 5}}, [A, B]).hard_range() == (-20.5, 5.5)


@pytest.mark.parametrize("key", [POSTCODE, "dekkingspercentage_postcode", "gem_gas_koopwoning"])
def test_what_cannot_be_composed_is_refused_but_for_a_single_unit(key: str) -> None:
    published = {key: {A: 4, B: 4}} if key != POSTCODE else {key: {A: 5341, B: 5341}}
    figure = figure_of(key, published, [A, B])
    assert (figure.value, figure.status) == (None, Status.UNDETERMINABLE)
    assert figure_of(key, published, [A]).value == published[key][A]


def test_an_area_that_is_one_unit_has_the_row_of_that_unit() -> None:
    cells = cells_of({"inwoners": {A: 100, B: 100, WEST: 195, C: 10, D: 20}})
    cover = cover_of([A, B], [A], [A, C], [C, D], {A: 0.5})
    found = copied_from(cells.take(cover.unit), cover).unit[:, 0].tolist()
    assert [UNITS[unit] if unit >= 0 else None for unit in found] == [WEST, A, None, None, None]


def test_a_wijk_without_a_figure_is_not_copied_where_its_buurten_have_one() -> None:
    cells = cells_of({"inwoners": {A: 100, B: 100}})
    cover = cover_of([A, B])
    assert not copied_from(cells.take(cover.unit), cover).is_copied.any()


def test_a_unit_that_may_belong_elsewhere_is_not_copied() -> None:
    cells = cells_of({"inwoners": {A: 100, EAST: 5}})
    cover = cover_of([A], is_estimated=True)
    assert not copied_from(cells.take(cover.unit), cover).is_copied.any()


@pytest.mark.parametrize(
    ("number", "expected"),
    [(2500, 1), (2499.9, 2), (1500, 2), (1000, 3), (500, 4), (499, 5), (0, 5), (NAN, NAN)],
)
def test_a_class_begins_at_its_threshold_and_what_is_not_known_has_none(number: float, expected: float) -> None:
    np.testing.assert_equal(class_of(np.array([number]), (2500, 1500, 1000, 500)), [expected])

import numpy as np

from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.selection import counting_entries
from tests.geodata.indicators.aggregating.towns import EAST, TOWN, UNITS, WEST, A, B, C, D, cover_of


def counting(cover: Cover, published: list[str], *, named: list[str] = UNITS) -> list[str]:
    """The units that count for an indicator: some have a figure, others are named without one."""
    is_published, has_cell = (np.array([[UNITS[unit] in codes] for unit in cover.unit]) for codes in (published, named))
    counts = counting_entries(cover, is_published, has_cell)[:, 0]
    return [UNITS[unit] for unit in cover.unit[counts]]


def test_the_largest_unit_counts_and_its_parts_do_not() -> None:
    assert counting(cover_of([A, B, C, D]), UNITS) == [TOWN]
    assert counting(cover_of([A, B, C]), UNITS) == [WEST, C]


def test_a_unit_without_a_figure_gives_way_to_its_parts() -> None:
    assert counting(cover_of([A, B, C, D]), [WEST, EAST, A, B, C, D]) == [WEST, EAST]
    assert counting(cover_of([A, B]), [A, B]) == [A, B]


def test_a_part_without_a_figure_counts_as_missing_beside_one_that_has() -> None:
    assert counting(cover_of([A, B]), [A]) == [A, B]


def test_a_unit_of_which_no_part_has_a_figure_counts_as_missing_itself() -> None:
    assert counting(cover_of([A, B]), []) == [WEST]
    assert counting(cover_of([A, B, C, D]), []) == [TOWN]


def test_a_unit_of_which_nothing_is_said_gives_way_to_parts_that_are_at_least_named() -> None:
    assert counting(cover_of([A, B]), [], named=[A, B]) == [A, B]
    assert counting(cover_of([A, B, C, D]), [], named=[WEST, C]) == [WEST, C, D]
    assert counting(cover_of([A, B]), [], named=[]) == [WEST]


def test_each_wijk_gives_way_by_itself() -> None:
    assert counting(cover_of([A, B, C, D]), [EAST, A]) == [EAST, A, B]
    assert counting(cover_of([A, B, C, D]), [A]) == [EAST, A, B]


def test_each_indicator_chooses_by_itself() -> None:
    cover = cover_of([A, B])
    is_published = np.array([[True, False], [True, True], [True, True]])
    assert counting_entries(cover, is_published, np.ones_like(is_published)).T.tolist() == [
        [True, False, False],
        [False, True, True],
    ]


def test_whatever_is_published_each_buurt_counts_once() -> None:
    cover = cover_of([A, B, C, D])
    every = np.array([[(number >> place) & 1 for number in range(2**7)] for place in range(7)], dtype=bool)
    counts = counting_entries(cover, every, np.ones_like(every))
    names = [UNITS[unit] for unit in cover.unit]
    for buurt in (A, B, C, D):
        holders = [name in {TOWN, "WK" + buurt[2:8], buurt} for name in names]
        assert np.all(counts[holders].sum(axis=0) == 1)


def test_what_is_published_counts_unless_something_larger_that_is_published_holds_it() -> None:
    cover = cover_of([A, B, C, D])
    every = np.array([[(number >> place) & 1 for number in range(2**7)] for place in range(7)], dtype=bool)
    counts = counting_entries(cover, every, np.ones_like(every))
    assert np.array_equal(counts[0], every[0] | ~every[1:].any(axis=0))
    assert np.all(~counts[1:] | ~every[0])

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indicators.aggregating.cover import NO_PARENT, WHOLE, Cover, cover_areas
from tests.geodata.indicators.aggregating.towns import EAST, TOWN, UNITS, WEST, A, B, C, D, cover_of, parts_df, units_df


def codes_in(cover: Cover, area: int = 0) -> list[str]:
    return [UNITS[unit] for unit in cover.unit[cover.area == area]]


def parents(cover: Cover) -> dict[str, str | None]:
    names = [UNITS[unit] for unit in cover.unit]
    return {name: None if up == NO_PARENT else names[up] for name, up in zip(names, cover.parent, strict=True)}


def test_an_area_of_all_buurten_of_a_wijk_has_the_wijk_before_its_buurten() -> None:
    cover = cover_of([A, B, C])
    assert codes_in(cover) == [WEST, A, B, C]
    assert parents(cover) == {WEST: None, A: WEST, B: WEST, C: None}
    assert cover.depth.tolist() == [0, 1, 1, 0]


def test_an_area_of_all_buurten_of_a_gemeente_has_the_gemeente_first() -> None:
    cover = cover_of([D, C, B, A])
    assert codes_in(cover) == [TOWN, WEST, EAST, D, C, B, A]
    assert parents(cover) | {A: WEST} == {TOWN: None, WEST: TOWN, EAST: TOWN, A: WEST, B: WEST, C: EAST, D: EAST}
    assert cover.depth.tolist() == [0, 1, 1, 2, 2, 2, 2]
    assert cover.has_parts.tolist() == [True, True, True, False, False, False, False]


def test_a_wijk_of_which_one_buurt_is_cut_does_not_fit_in_the_area() -> None:
    cover = cover_of({A: 1.0, B: 0.999})
    assert codes_in(cover) == [A, B]
    assert cover.is_whole.tolist() == [True, False]


def test_a_wijk_of_which_a_buurt_may_belong_elsewhere_does_not_fit_in_the_area() -> None:
    cover = cover_of([A, B], is_estimated=[False, True])
    assert codes_in(cover) == [A, B]
    assert cover.is_whole.tolist() == [True, False]


def test_a_share_that_is_a_whole_but_for_rounding_is_a_whole() -> None:
    assert codes_in(cover_of({A: 1.0, B: (1 + WHOLE) / 2}, is_estimated=False)) == [WEST, A, B]


def test_wijken_as_base_units_make_up_a_gemeente_as_well() -> None:
    assert codes_in(cover_of([WEST, EAST])) == [TOWN, WEST, EAST]
    assert codes_in(cover_of([EAST])) == [EAST]


def test_areas_that_overlap_each_have_their_own_units() -> None:
    cover = cover_of([A, B], [B, C, D])
    assert codes_in(cover, 0) == [WEST, A, B]
    assert codes_in(cover, 1) == [EAST, B, C, D]
    assert np.all(cover.area[cover.parent[cover.parent != NO_PARENT]] == cover.area[cover.parent != NO_PARENT])


def test_a_larger_unit_that_is_not_loaded_is_passed_over() -> None:
    codes = [A, B, C, D]
    cover = cover_areas(parts_df([A, B]), units_df(codes), area_count=1)
    assert [codes[unit] for unit in cover.unit] == [A, B]


def test_a_base_unit_that_is_not_loaded_is_passed_over() -> None:
    assert codes_in(cover_of(["BU00019999", A])) == [A]


def test_an_area_without_units_has_no_entries() -> None:
    cover = cover_of([A], [], [B])
    assert cover.per_area(np.ones((len(cover.area), 1))).ravel().tolist() == [1, 0, 1]


def test_no_area_has_any_unit_where_there_are_no_parts() -> None:
    cover = cover_areas(parts_df(), units_df(), area_count=2)
    assert len(cover.area) == 0
    assert cover.per_area(np.ones((0, 3))).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_shares_by_people_and_by_surface_stay_apart() -> None:
    cover = cover_of({A: 0.4, B: 1.0}, area_share=[0.7, 1.0])
    assert cover.share.tolist() == [0.4, 1.0]
    assert cover.area_share.tolist() == [0.7, 1.0]


@pytest.mark.parametrize("amounts", [[1.0, 2.0, 4.0, 8.0]])
def test_amounts_are_added_up_per_area(amounts: list[float]) -> None:
    cover = cover_of([A, C], [B], [D])
    assert cover.per_area(np.array(amounts)[:, np.newaxis]).ravel().tolist() == [3, 4, 8]


@given(st.sets(st.sampled_from([A, B, C, D]), min_size=1))
def test_the_largest_units_and_those_without_parent_hold_each_buurt_once(buurten: set[str]) -> None:
    cover = cover_of(sorted(buurten))
    tops = [UNITS[unit] for unit, parent in zip(cover.unit, cover.parent, strict=True) if parent == NO_PARENT]
    held = [code for top in tops for code in (A, B, C, D) if code.startswith(("BU" + top[2:])[: len(top)])]
    assert sorted(held) == sorted(buurten)

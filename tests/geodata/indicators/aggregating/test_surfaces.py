import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indicators.aggregating.surfaces import are_surfaces
from geodata.indicators.catalogue import load_catalogue
from tests.geodata.indicators.aggregating.towns import A, B, figure_of

TOTAL, LAND, WATER = "oppervlakte_totaal", "oppervlakte_land", "oppervlakte_water"
LAKE = {TOTAL: {A: 100}, LAND: {A: 70}, WATER: {A: 30}}
"""Each whole hectares, give or take a half."""


def test_surfaces_add_up_with_half_a_hectare_each() -> None:
    figure = figure_of(LAND, {LAND: {A: 70, B: 20}}, [A, B])
    assert (figure.value, figure.hard_range()) == (90, (89, 91))


def test_a_piece_holds_its_share_of_the_total_surface() -> None:
    figure = figure_of(TOTAL, LAKE, {A: 0.9}, area_share=0.2)
    assert figure.value == 20
    assert figure.hard_range() == pytest.approx((19.9, 20.1))


def test_a_piece_can_be_all_land_or_hold_all_the_water() -> None:
    land, water = (figure_of(key, LAKE, {A: 0.9}, area_share=0.2) for key in (LAND, WATER))
    assert (land.value, water.value) == (14, 6)
    assert land.hard_range() == pytest.approx((0, 20.1))
    assert water.hard_range() == pytest.approx((0, 20.1))


def test_a_large_piece_holds_at_least_the_land_for_which_the_rest_has_no_room() -> None:
    land = figure_of(LAND, LAKE, {A: 0.1}, area_share=0.8)
    assert land.hard_range() == pytest.approx((69.5 - 20.1, 70.5))


def test_without_a_total_a_piece_may_hold_none_or_all() -> None:
    assert figure_of(LAND, {LAND: {A: 70}}, {A: 0.5}).hard_range() == (0, 70.5)


def test_the_density_of_a_piece_is_of_its_people_on_its_own_surface() -> None:
    published = {"inwoners": {A: 1000}, TOTAL: {A: 100}, LAND: {A: 100}}
    assert figure_of("bevolkingsdichtheid", published, {A: 0.5}, area_share=0.1).value == 5000


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_whatever_lies_where_the_truth_is_within_the_bounds(land: int, in_piece: int, water_in_piece: int) -> None:
    in_piece, water_in_piece = min(in_piece, land), min(water_in_piece, 100 - land)
    size = in_piece + water_in_piece
    published = {TOTAL: {A: 100}, LAND: {A: land}, WATER: {A: 100 - land}}
    figure = figure_of(LAND, published, {A: 0.5}, area_share=size / 100)
    assert figure.lowest is not None
    assert figure.highest is not None
    assert figure.lowest - 1e-9 <= in_piece <= figure.highest + 1e-9


def test_surfaces_are_areas_and_what_a_density_is_divided_by() -> None:
    indicators = [load_catalogue().indicator(key) for key in (LAND, "bevolkingsdichtheid", "inwoners", "pct_gehuwd")]
    assert np.array_equal(are_surfaces(indicators), [True, True, False, False])

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pytest
from shapely import Geometry

from geodata.gebieden.crs import RD
from geodata.indelingen.examining.slivers import piece_decisions, settled_pieces
from geodata.indelingen.parts import UNASSIGNED, Terms
from tests.geodata.gebieden.grid import cell
from tests.geodata.indelingen.handed_in import TERMS

UNIT = "BU08280000"
PARTIAL, RESTED = Terms("Proef", is_partial=True), Terms("Proef", rest_name="Rest")
WEST_STRIP, MIDDLE, EAST = cell(0, 0, width=0.1), cell(0.1, 0, width=0.5), cell(0.6, 0, width=0.4)


def settled(
    areas: Sequence[str], shapes: Sequence[Geometry], addresses: Sequence[float] = (), terms: Terms = TERMS
) -> gpd.GeoDataFrame:
    pieces_gdf = gpd.GeoDataFrame({"unit_code": UNIT, "area_code": list(areas)}, geometry=list(shapes), crs=RD)
    return settled_pieces(pieces_gdf, np.array(addresses or [0.0] * len(shapes)), terms)


def test_a_strip_goes_to_the_piece_beside_it_and_that_is_said() -> None:
    pieces_gdf = settled(["a", "b", "c"], [WEST_STRIP, MIDDLE, EAST])
    assert list(pieces_gdf["area_code"]) == ["b", "b", "c"]
    (decision,) = piece_decisions(pieces_gdf, TERMS)
    assert decision[:5] == ("strook", decision.message, UNIT, "b", "a")
    assert decision.area_m2 == pytest.approx(1_000)
    assert decision.width_m == pytest.approx(10, abs=0.1)
    assert decision.message == (
        "Van BU08280000 ligt 1.000 m², hooguit 10,0 m breed, in a; dat is aan b gegeven: nergens breder dan 25 m."
    )


def test_a_strip_between_two_pieces_goes_along_its_longest_border() -> None:
    strip, small = cell(0, 0.5, height=0.1), cell(0, 0.6, width=0.3, height=0.4)
    pieces_gdf = settled(
        ["a", "b", "c", "d"], [cell(0, 0, height=0.5), strip, small, cell(0.3, 0.6, width=0.7, height=0.4)]
    )
    assert list(pieces_gdf["area_code"]) == ["a", "a", "c", "d"]


def test_a_strip_that_touches_nothing_real_goes_to_the_largest_piece() -> None:
    strips = [cell(0.05 * n, 0, width=0.05) for n in range(2)]
    pieces_gdf = settled(["a", "b", "c"], [*strips, cell(0.1, 0, width=0.9)])
    assert list(pieces_gdf["area_code"]) == ["c", "c", "c"]


def test_a_strip_with_an_address_in_it_is_the_owners() -> None:
    assert list(settled(["a", "b"], [WEST_STRIP, MIDDLE], [1, 30])["area_code"]) == ["a", "b"]


def test_a_piece_wider_than_a_strip_is_the_owners_with_or_without_addresses() -> None:
    assert list(settled(["a", "b"], [MIDDLE, EAST], [0, 30])["area_code"]) == ["a", "b"]


def test_a_strip_outside_all_areas_goes_to_an_area_even_with_an_address() -> None:
    pieces_gdf = settled([UNASSIGNED, "b"], [WEST_STRIP, MIDDLE], [2, 30])
    assert list(pieces_gdf["area_code"]) == ["b", "b"]
    (decision,) = piece_decisions(pieces_gdf, TERMS)
    assert (
        "1.000 m² met 2 adressen, hooguit 10,0 m breed, buiten alle vlakken; dat is aan b gegeven" in decision.message
    )


def test_water_outside_all_areas_goes_to_the_area_beside_it_where_addresses_are_known() -> None:
    pieces_gdf = settled(["a", UNASSIGNED], [MIDDLE, EAST], [30, 0])
    assert list(pieces_gdf["area_code"]) == ["a", "a"]
    (decision,) = piece_decisions(pieces_gdf, TERMS)
    assert decision.kind == "onbewoond buiten de vlakken"
    assert decision.message.endswith("dat is aan a gegeven: er ligt geen adres.")


@pytest.mark.parametrize(
    ("addresses", "terms"),
    [([0, 0], TERMS), ([30, 1], TERMS), ([30, 0], PARTIAL), ([30, 0], RESTED)],
    ids=["addresses unknown", "somebody lives there", "partial", "with a rest"],
)
def test_a_wide_piece_outside_all_areas_stays_outside_where_it_may_be_meant(
    addresses: list[float], terms: Terms
) -> None:
    assert list(settled(["a", UNASSIGNED], [MIDDLE, EAST], addresses, terms)["area_code"]) == ["a", UNASSIGNED]


def test_a_strip_inside_an_area_of_a_unit_outside_it_stays_outside() -> None:
    pieces_gdf = settled(["a", UNASSIGNED], [WEST_STRIP, MIDDLE], terms=PARTIAL)
    assert list(pieces_gdf["area_code"]) == [UNASSIGNED, UNASSIGNED]
    (decision,) = piece_decisions(pieces_gdf, PARTIAL)
    assert (decision.area_code, decision.other_area_code) == (None, "a")
    assert "in a; dat is buiten de indeling gelaten" in decision.message


def test_of_a_unit_that_is_all_strips_the_largest_decides() -> None:
    strips = [cell(0, 0, width=0.1), cell(0.1, 0, width=0.2), cell(0.3, 0, width=0.15)]
    assert list(settled(["a", "b", "c"], strips)["area_code"]) == ["b", "b", "b"]


def test_a_unit_that_is_not_cut_is_left_as_it_is_however_narrow() -> None:
    pieces_gdf = settled(["a"], [WEST_STRIP])
    assert list(pieces_gdf["area_code"]) == ["a"]
    assert not pieces_gdf["is_narrow"].any()


def test_a_hair_that_an_overlay_leaves_is_given_away_without_a_word() -> None:
    pieces_gdf = settled(["a", "b"], [cell(0, 0, width=0.00001), cell(0.00001, 0, width=0.99999)])
    assert list(pieces_gdf["area_code"]) == ["b", "b"]
    assert list(piece_decisions(pieces_gdf, TERMS)) == []

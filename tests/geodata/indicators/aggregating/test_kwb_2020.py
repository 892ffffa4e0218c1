"""The oracle: what buurten and wijken of 2020 come to, beside what CBS published of the larger areas.

Class A (dwellings, exact) cannot be shown: that edition has no woningvoorraad. The bounds stand in the description of
Kerncijfers wijken en buurten 2020 and were measured on this table.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.gebieden.codes import level_of
from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.cells import NUMBER_OF, cells_from_frame
from geodata.indicators.aggregating.cover import cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.kwb_2020 import (
    YEAR,
    Comparison,
    cells_on,
    class_of,
    composed_from,
    published_in_2020,
    table_of,
)

pytestmark = [pytest.mark.real_data, pytest.mark.xdist_group("composed-2020")]

Comparisons = dict[str, Comparison]
OSS = "GM0828"
VEHICLES = ("personenautos", "personenautos_benzine", "personenautos_overige_brandstof", "motorfietsen")
OUTER_WATER = ("oppervlakte_totaal", "oppervlakte_water")
PER_CAR = ("personenautos_per_huishouden", "personenautos_per_km2")


@pytest.fixture(scope="module")
def observations_df(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return published_in_2020(shared_data, tmp_path_factory.mktemp("local"))


@pytest.fixture(scope="module")
def wijken(observations_df: pd.DataFrame) -> Comparisons:
    """Wijken, composed of their buurten."""
    return composed_from(observations_df, Level.BUURT, Level.WIJK)


@pytest.fixture(scope="module")
def gemeenten(observations_df: pd.DataFrame) -> Comparisons:
    """Gemeenten, composed of all their buurten."""
    return composed_from(observations_df, Level.BUURT, Level.GEMEENTE)


@pytest.fixture(scope="module")
def gemeenten_of_wijken(observations_df: pd.DataFrame) -> Comparisons:
    """Gemeenten, composed of their wijken."""
    return composed_from(observations_df, Level.WIJK, Level.GEMEENTE)


def of_class(comparisons: Comparisons, name: str) -> list[Comparison]:
    found = [one for key, one in comparisons.items() if class_of(key) == name]
    assert found
    return found


def test_every_indicator_with_figures_of_wijken_is_compared(wijken: Comparisons) -> None:
    assert len(wijken) == 43
    assert {len(one.codes) for one in of_class(wijken, "B")} == {2689}
    assert "woningvoorraad" not in wijken


def test_what_cbs_published_of_a_wijk_always_fits_in_the_range_of_its_buurten(wijken: Comparisons) -> None:
    outside = {one.key: one.codes[~one.is_inside].tolist() for one in wijken.values() if not one.is_inside.all()}
    assert outside == {}


def test_b_people_and_households_are_within_4_for_each_buurt_and_the_wijk(wijken: Comparisons) -> None:
    people = [one for one in of_class(wijken, "B") if one.key.startswith(("inwoners", "mannen", "vrouwen", "huish"))]
    assert len(people) == 23
    for one in people:
        assert np.all(one.difference <= 4 * (one.unit_count + 1)), one.key


def test_b_buurten_of_one_wijk_were_not_rounded_apart_so_that_only_the_hard_bound_holds(wijken: Comparisons) -> None:
    for key in ("inwoners", "mannen", "huishoudens"):
        one = wijken[key]
        of_many = one.unit_count >= 7
        # If they were, 95 of 100 would be within this.
        assert np.mean((one.difference <= 4 * np.sqrt(one.unit_count + 1))[of_many]) < 0.6


def test_b_vehicles_are_within_two_and_a_half_and_surfaces_within_half_a_hectare_each(wijken: Comparisons) -> None:
    for key in VEHICLES:
        assert np.all(wijken[key].difference <= 2.5 * (wijken[key].unit_count + 1)), key
    for key in ("oppervlakte_totaal", "oppervlakte_land", "oppervlakte_water"):
        assert np.all(wijken[key].difference <= 0.5 * (wijken[key].unit_count + 1)), key


def test_c_means_are_mostly_equal_and_within_one_unit(wijken: Comparisons) -> None:
    size = wijken["gem_huishoudensgrootte"]
    assert size.share_equal > 0.83
    assert np.mean(size.difference < 0.15) >= 0.998
    for key in ("afstand_grote_supermarkt", "afstand_kinderdagverblijf"):
        assert wijken[key].share_equal > 0.83
        assert np.mean(wijken[key].difference < 0.15) >= 0.997


def test_d_densities_and_cars_per_household_are_within_a_few_percent(wijken: Comparisons) -> None:
    density = wijken["bevolkingsdichtheid"]
    off = np.abs(density.value / density.published - 1)
    assert np.mean(off <= 0.01) > 0.82
    assert np.mean(off <= 0.05) > 0.96
    assert wijken["personenautos_per_huishouden"].share_equal > 0.9


def test_e_counts_with_secret_buurten_hold_what_was_published_without_needless_width(wijken: Comparisons) -> None:
    for one in of_class(wijken, "E"):
        assert one.is_inside.all()
        assert np.isfinite(one.highest - one.lowest).all()
        assert np.median(one.highest - one.lowest) <= 40
    assert len(of_class(wijken, "E")) == 4


def test_f_what_cannot_be_composed_is_refused(wijken: Comparisons, gemeenten: Comparisons) -> None:
    for one in [*of_class(wijken, "F"), *of_class(gemeenten, "F")]:
        assert np.isnan(one.value).all(), one.key


def test_f_the_density_of_addresses_of_a_wijk_is_unknown_for_want_of_dwellings(observations_df: pd.DataFrame) -> None:
    codes, cells = cells_on(observations_df, Level.BUURT)
    parts = {"area": 0, "unit_code": codes, "share": 1.0, "area_share": 1.0, "is_estimated": False}
    units = {"code": codes, "level": "buurt", "wijk_code": None, "gemeente_code": None}
    cover = cover_areas(pd.DataFrame(parts), pd.DataFrame(units), area_count=1)
    figures = aggregate(cells, cover, load_catalogue(), keys=["omgevingsadressendichtheid", "stedelijkheid"])
    assert np.isnan(figures.value).all()
    assert set(figures.status.ravel()) == {NUMBER_OF[Status.UNDETERMINABLE]}


@pytest.mark.parametrize("made_of", ["buurten", "wijken"])
def test_a_gemeente_is_never_less_than_the_range_of_its_parts(
    made_of: str, gemeenten: Comparisons, gemeenten_of_wijken: Comparisons
) -> None:
    comparisons = gemeenten if made_of == "buurten" else gemeenten_of_wijken
    for key, one in comparisons.items():
        # In three gemeenten the wijken have up to thirty more cars than the gemeente itself.
        assert one.is_below.sum() <= (3 if key in VEHICLES else 0), key
        assert np.all((one.lowest - one.published_highest)[one.is_below] <= 30), key


@pytest.mark.parametrize(("made_of", "at_most"), [("buurten", 2), ("wijken", 9)])
def test_a_gemeente_has_more_people_than_its_parts_only_where_their_buurt_is_not_known(
    made_of: str, at_most: int, gemeenten: Comparisons, gemeenten_of_wijken: Comparisons
) -> None:
    comparisons = gemeenten if made_of == "buurten" else gemeenten_of_wijken
    aside = {*VEHICLES, *OUTER_WATER, *PER_CAR}
    for key in comparisons.keys() - aside:
        one = comparisons[key]
        assert one.is_above.sum() <= at_most, key
        # Of people whose buurt is not known there are at most some hundreds, in the largest gemeenten.
        assert np.all((one.published_lowest - one.highest)[one.is_above] <= 600), key


def test_land_social_security_means_and_distances_of_a_gemeente_fit_without_exception(
    gemeenten: Comparisons, gemeenten_of_wijken: Comparisons
) -> None:
    for comparisons in (gemeenten, gemeenten_of_wijken):
        for key in ("oppervlakte_land", "bevolkingsdichtheid", *(one.key for one in of_class(comparisons, "E"))):
            assert comparisons[key].is_inside.all(), key
        for one in of_class(comparisons, "C"):
            assert one.is_inside.all()
            assert np.all(one.difference < 0.15)


CHECKED_BY_HAND = {
    "inwoners": [91_745, 91_880, 91_915],
    "huishoudens": [40_345, 40_510, 40_557],
    "personenautos": [48_110, 48_135, 48_180],
    "oppervlakte_land": [16_319, 16_318, 16_316],
}
"""Of Oss the sum of the buurten, that of the wijken, and the gemeente."""


@pytest.mark.parametrize("key", CHECKED_BY_HAND)
def test_oss_has_the_numbers_that_were_checked_by_hand(
    key: str, gemeenten: Comparisons, gemeenten_of_wijken: Comparisons
) -> None:
    row = gemeenten[key].codes.get_loc(OSS)
    of_wijken = gemeenten_of_wijken[key].value[gemeenten_of_wijken[key].codes.get_loc(OSS)]
    found = [float(number) for number in (gemeenten[key].value[row], of_wijken, gemeenten[key].published[row])]
    assert found == CHECKED_BY_HAND[key]


@pytest.mark.parametrize(
    ("key", "known", "gemeente"), [("uitkering_bijstand", 1740, 1710), ("uitkering_aow", 16_960, 16_930)]
)
def test_secret_welfare_in_oss_counts_as_a_range_and_not_as_zero(
    key: str, known: float, gemeente: float, observations_df: pd.DataFrame, gemeenten: Comparisons
) -> None:
    codes, cells = cells_on(observations_df, Level.BUURT)
    own = cells.columns([cells.column_of[key]])
    in_oss = codes.str.startswith("BU0828")
    assert np.nansum(own.value[in_oss]) == known
    assert np.sum(own.status[in_oss] == NUMBER_OF[Status.SECRET]) == 16
    row = gemeenten[key].codes.get_loc(OSS)
    assert known < gemeenten[key].value[row] < gemeenten[key].highest[row]
    assert gemeenten[key].published[row] == gemeente


def test_an_area_that_is_a_published_wijk_or_gemeente_has_exactly_what_was_published(
    observations_df: pd.DataFrame,
) -> None:
    is_oss = observations_df["gebied_code"].str[2:6] == OSS[2:]
    oss_df = observations_df[is_oss]
    codes = list(oss_df["gebied_code"].unique())
    buurten = [code for code in codes if code.startswith("BU")]
    units_df = pd.DataFrame({"code": codes, "level": [str(level_of(code)) for code in codes], "gemeente_code": OSS})
    units_df["wijk_code"] = ["WK" + code[2:8] for code in codes]
    wijken = sorted({"WK" + code[2:8] for code in buurten})
    area = [wijken.index("WK" + code[2:8]) for code in buurten] + [len(wijken)] * len(buurten)
    parts = {"area": area, "unit_code": buurten * 2, "share": 1.0, "area_share": 1.0, "is_estimated": False}
    levels = [Level(level) for level in units_df["level"]]
    cells = cells_from_frame(oss_df, codes, levels, year=YEAR, catalogue=load_catalogue())
    figures = aggregate(cells, cover_areas(pd.DataFrame(parts), units_df, area_count=len(wijken) + 1), load_catalogue())
    for key in cells.keys:
        own = cells.value[[codes.index(code) for code in [*wijken, OSS]], cells.column_of[key]]
        has_own = ~np.isnan(own)
        np.testing.assert_equal(figures.value[has_own, figures.keys.index(key)], own[has_own])


def test_the_table_says_of_each_indicator_what_was_found(wijken: Comparisons) -> None:
    lines = table_of(wijken).splitlines()
    assert len(lines) == 2 + len(wijken)
    assert lines[2].startswith("| B | inwoners | 2689 | 100.0 % | 27.2 % |")

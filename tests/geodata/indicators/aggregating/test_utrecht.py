"""The oracle for what the table of 2020 lacks: dwellings and all that they weigh, of Utrecht in 2023 and 2024."""

from pathlib import Path

import numpy as np
import pytest

from etl.sources.kwb import batch_from_path
from geodata.gebieden.codes import levels_of
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.intervals import with_margins
from tests.geodata.indicators.aggregating.kwb_2020 import Comparison, composed_from

pytestmark = pytest.mark.real_data

Comparisons = dict[str, Comparison]


def wijken_of(shared_data: Path, year: int) -> Comparisons:
    """The ten wijken of Utrecht, composed of their 111 buurten."""
    df = batch_from_path(shared_data / "kwb" / f"utrecht-kwb-{year}.xlsx", load_catalogue()).observations_df
    observations_df = with_margins(df, levels_of(df["gebied_code"]), load_catalogue(), source="kwb-xlsx")
    return composed_from(observations_df, Level.BUURT, Level.WIJK, year=year)


@pytest.fixture(scope="module")
def wijken(shared_data: Path) -> Comparisons:
    return wijken_of(shared_data, 2023)


@pytest.mark.parametrize("year", [2023, 2024])
def test_what_cbs_published_of_a_wijk_fits_in_the_range_of_its_buurten(year: int, shared_data: Path) -> None:
    found = wijken_of(shared_data, year)
    assert len(found) >= 25
    assert [one.key for one in found.values() if not one.is_inside.all()] == []


def test_a_dwellings_add_up_exactly(wijken: Comparisons) -> None:
    dwellings = wijken["woningvoorraad"]
    assert len(dwellings.codes) == 10
    assert dwellings.value.tolist() == dwellings.lowest.tolist() == dwellings.published.tolist()


def test_b_people_are_off_as_independent_lots_would_have_it(shared_data: Path) -> None:
    off: list[float] = []
    for year in (2023, 2024):
        for key, one in wijken_of(shared_data, year).items():
            if key.startswith(("inwoners", "mannen", "vrouwen", "huishoudens")):
                off.extend((one.value - one.published) / np.sqrt(4 * (one.unit_count + 1)))
    assert len(off) > 300
    assert np.std(off) == pytest.approx(1, abs=0.12)
    assert np.mean(np.abs(off) <= 1.96) > 0.9


def test_c_percentages_of_dwellings_are_mostly_equal_and_within_one_point(wijken: Comparisons) -> None:
    shares = [one for key, one in wijken.items() if key.startswith("pct_")]
    assert len(shares) >= 10
    assert np.mean([one.share_equal for one in shares]) > 0.9
    for one in shares:
        assert np.all(one.difference < 1), one.key


def test_d_dwellings_weigh_their_value(wijken: Comparisons) -> None:
    value = wijken["gem_woz_waarde"]
    assert np.all(value.difference / value.published < 0.005)


def test_f_dwellings_alone_are_a_poor_weight_for_the_density_of_addresses_but_its_range_holds(
    wijken: Comparisons,
) -> None:
    density = wijken["omgevingsadressendichtheid"]
    assert density.difference.max() > 100
    assert density.is_inside.all()
    assert wijken["stedelijkheid"].share_equal == 1

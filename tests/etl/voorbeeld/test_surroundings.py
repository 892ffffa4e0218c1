import geopandas as gpd
import pandas as pd
import pytest
import shapely

from etl.voorbeeld.housing import dwellings
from etl.voorbeeld.surroundings import SECTORS, surroundings
from tests.etl.voorbeeld.test_housing import YEARS, kinds


def drawn(size_m: float = 1000, **numbers: int) -> pd.DataFrame:
    """Surroundings in 2022 of square pieces side by side, one per kind, all in one wijk."""
    frame = kinds(**numbers)
    squares = [shapely.box(left * size_m, 0, (left + 1) * size_m, size_m) for left in range(len(frame))]
    pieces_gdf = gpd.GeoDataFrame(frame.assign(wijk="00"), geometry=squares, crs="EPSG:28992")
    inhabitants = dict.fromkeys(YEARS, 2 * frame["dwellings"])
    return surroundings(pieces_gdf, dwellings(frame, years=YEARS, seed=1), inhabitants, seed=3)[2022]


def test_land_and_water_make_up_the_whole():
    frame = drawn(dorp=1600, uiterwaard=2)

    assert frame["total_ha"].tolist() == [100, 100]
    assert (frame["land_ha"] + frame["water_ha"]).tolist() == pytest.approx([100, 100])
    assert frame.loc["uiterwaard", "water_ha"] == pytest.approx(13)


def test_addresses_are_dwellings_and_other_buildings():
    frame = drawn(dorp=1600)

    assert frame.loc["dorp", "n_addresses"] == 1600 + frame.loc["dorp", "a_vastg"]


def test_address_density_is_that_of_the_circle_of_a_kilometre():
    frame = drawn(4000, dorp=1600)

    density = frame.loc["dorp", "s_oad"] / frame.loc["dorp", "n_addresses"]

    assert density == pytest.approx(frame.loc["dorp", "n_addresses"] / 16, rel=0.01)  # 16 km²


def test_farms_stand_in_the_countryside():
    frame = drawn(land=800, centrum=800)

    assert frame.loc["land", "a_bed_a"] > 0.4 * frame.loc["land", SECTORS].sum()
    assert frame.loc["centrum", "a_bed_a"] == 0


def test_who_lives_farther_from_the_largest_piece_has_farther_to_go():
    frame = drawn(dorp=2000, land=10, uiterwaard=10)
    mean_km = frame["s_gp"] / [4000, 20, 20]

    assert mean_km["dorp"] == pytest.approx(0.33)  # inside one's own square kilometre
    assert mean_km["land"] == pytest.approx(1.25)
    assert mean_km["uiterwaard"] == pytest.approx(2.5)

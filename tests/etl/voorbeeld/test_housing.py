import numpy as np
import pandas as pd
import pytest

from etl.voorbeeld.codes import table
from etl.voorbeeld.housing import TYPES, dwellings

YEARS = (2022, 2023, 2024)


def kinds(**numbers: int) -> pd.DataFrame:
    """One piece per kind, named after it, with this many dwellings in the first year."""
    frame = table("kinds").set_index("kind").astype(float).loc[list(numbers)]
    return frame.assign(kind=list(numbers), dwellings=list(numbers.values()))


def test_the_first_year_has_the_dwellings_that_were_given():
    assert dwellings(kinds(dorp=500, flat=0), years=YEARS, seed=1)[2022]["a_woning"].to_dict() == {
        "dorp": 500,
        "flat": 0,
    }


def test_new_dwellings_explain_the_growth_and_are_all_young():
    result = dwellings(kinds(bouw=60), years=YEARS, seed=1)
    before, after = result[2022].loc["bouw"], result[2023].loc["bouw"]

    assert after["a_nb_won"] == after["a_woning"] - before["a_woning"] == 72  # growth of 120 % a year
    assert after["n_younger_10"] - before["n_younger_10"] == 72
    assert after["n_before_2000"] == before["n_before_2000"]


@pytest.mark.parametrize("use", ["ele", "gas"])
def test_energy_by_type_adds_up_to_the_use_of_all_dwellings(use):
    frame = dwellings(kinds(dorp=800, vinex=800), years=YEARS, seed=1)[2022]

    by_type = frame[[f"s_{use}_{name}" for name in TYPES]].sum(axis=1)

    mean = frame[f"s_{use}"] / frame["n_bewoond"]
    assert (by_type / frame["a_woning"]).to_numpy() == pytest.approx(mean.to_numpy())


def test_detached_houses_use_more_gas_than_flats():
    frame = dwellings(kinds(dorp=800), years=YEARS, seed=1)[2022].loc["dorp"]

    assert frame["s_gas_detached"] / frame["n_detached"] == pytest.approx(
        1.7 / 0.65 * frame["s_gas_flat"] / frame["n_flat"]
    )


def test_a_business_estate_has_the_cars_of_its_lease_fleet():
    frame = dwellings(kinds(bedrijf=20), years=YEARS, seed=1)[2022].loc["bedrijf"]

    assert frame["a_pau"] > 2.5 * frame["n_bewoond"]


def test_the_same_seed_gives_the_same_dwellings_and_another_seed_others():
    first, again, other = (dwellings(kinds(dorp=800), years=YEARS, seed=seed)[2024] for seed in (1, 1, 2))

    assert first.equals(again)
    assert not np.array_equal(first, other)

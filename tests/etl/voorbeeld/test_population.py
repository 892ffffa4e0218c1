import pandas as pd
import pytest

from etl.voorbeeld.housing import dwellings
from etl.voorbeeld.population import people
from tests.etl.voorbeeld.test_housing import YEARS, kinds


def drawn(**numbers: int) -> dict[int, pd.DataFrame]:
    frame = kinds(**numbers)
    return people(frame, dwellings(frame, years=YEARS, seed=1), seed=2)


def test_a_household_lives_in_each_occupied_dwelling():
    frame = kinds(dorp=500)
    housing = dwellings(frame, years=YEARS, seed=1)

    assert people(frame, housing, seed=2)[2022]["a_hh"].equals(housing[2022]["n_bewoond"].rename("a_hh"))


def test_nobody_lives_where_nothing_stands():
    empty = drawn(bedrijf=0)[2024].drop(columns="m_hh_ver")

    assert (empty == 0).all(axis=None)


def test_an_institution_adds_inhabitants_that_are_in_no_household():
    park, village = (drawn(park=200, vinex=200)[2022].loc[kind] for kind in ("park", "vinex"))

    assert park["a_inw"] - park["n_hh_persons"] == round(0.18 * park["n_hh_persons"])
    assert village["a_inw"] == village["n_hh_persons"]


def test_families_live_in_suburbs_and_singles_in_the_centre():
    frame = drawn(centrum=600, vinex=600)[2022]

    size = frame["n_hh_persons"] / frame["a_hh"]

    assert size["centrum"] < 1.9
    assert size["vinex"] > 2.3
    assert frame.loc["vinex", "a_00_14"] > 2 * frame.loc["centrum", "a_00_14"]


@pytest.mark.parametrize(("narrower", "wider"), [("lkk", "osm"), ("osm", "110"), ("110", "120")])
def test_a_lower_income_limit_counts_fewer_households(narrower, wider):
    frame = drawn(flat=900, dorp=900)[2023]

    assert (frame[f"n_hh_{narrower}"] <= frame[f"n_hh_{wider}"]).all()


def test_poorer_buurten_need_more_care():
    frame = drawn(flat=3000, vinex=3000)[2022]

    rate = frame["a_jz_tn"] / frame["n_under_23"]

    assert rate["flat"] > 1.2 * rate["vinex"]


def test_western_and_non_western_are_all_that_is_not_dutch():
    frame = drawn(flat=900)[2022].loc["flat"]

    assert frame["a_w_all"] + frame["a_nw_all"] == frame["a_eur_al"] + frame["a_neu_al"]
    assert frame["a_nw_all"] == frame[["a_marok", "a_antaru", "a_suri", "a_tur", "a_ov_nw"]].sum()

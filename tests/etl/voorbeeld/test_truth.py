import pandas as pd
import pytest

from etl.voorbeeld.codes import YEARS
from etl.voorbeeld.population import AGES
from etl.voorbeeld.truth import truth

SAME_TOTAL = {
    "a_inw": [["a_man", "a_vrouw"], AGES, ["a_ongeh", "a_gehuwd", "a_gesch", "a_verwed"],
              ["a_geb_nl", "a_eur_al", "a_neu_al"]],
    "a_hh": [["a_1p_hh", "a_hh_z_k", "a_hh_m_k"]],
    "a_woning": [["n_bewoond", "n_leeg"], ["n_koop", "n_huur", "n_eig_onb"], ["n_flat", "n_1gez"],
                 ["n_before_2000", "n_since_2000"], ["n_older_10", "n_younger_10"]],
    "a_pau": [["a_bst_b", "a_bst_nb"]],
}  # fmt: skip


def level(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    return frame[frame["level"] == name]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("total", SAME_TOTAL)
def test_classes_add_up_to_their_total(year, total):
    frame = truth(year)

    for parts in SAME_TOTAL[total]:
        assert (frame[parts].sum(axis=1) == frame[total]).all(), parts


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("column", ["a_inw", "a_hh", "a_woning", "a_wmo_t", "s_ink", "land_ha"])
def test_buurten_add_up_to_wijken_and_to_the_gemeente(year, column):
    frame = truth(year)
    buurten = level(frame, "Buurt")[column]

    by_wijk = buurten.groupby("WK" + buurten.index.str[2:8]).sum()

    pd.testing.assert_series_equal(by_wijk, level(frame, "Wijk")[column].sort_index(), check_names=False)
    assert buurten.sum() == pytest.approx(frame.loc["GM9999", column])


def test_some_cars_and_firms_are_known_in_the_gemeente_only():
    frame = truth(2024)

    assert frame.loc["GM9999", "a_pau"] - level(frame, "Buurt")["a_pau"].sum() == 140
    assert frame.loc["GM9999", "a_bedv"] - level(frame, "Buurt")["a_bedv"].sum() == 13


def test_open_water_belongs_to_the_gemeente_and_to_no_buurt():
    frame = truth(2024)
    gemeente, buurten = frame.loc["GM9999"], level(frame, "Buurt")

    assert gemeente["land_ha"] == pytest.approx(buurten["land_ha"].sum())
    assert 100 < gemeente["total_ha"] - buurten["total_ha"].sum() < 250


def test_a_pooled_median_lies_between_those_of_the_parts():
    frame = truth(2023)
    buurten = level(frame, "Buurt").query("a_hh > 0")["m_hh_ver"]

    for code, median in level(frame, "Wijk")["m_hh_ver"].items():
        parts = buurten[buurten.index.str[2:8] == code[2:]]
        assert parts.min() <= median <= parts.max()


def test_buurten_change_little_from_year_to_year_but_where_is_built():
    before, after = level(truth(2022), "Buurt")["a_inw"], level(truth(2023), "Buurt")["a_inw"]
    unchanged = [code for code, flag in level(truth(2023), "Buurt")["ind_wbi"].items() if flag == 1]
    growth = (after / before)[unchanged][before[unchanged] > 300]

    assert growth.between(0.92, 1.12).all()
    assert after["BU99990904"] > 1.8 * before["BU99990904"]


def test_kinds_of_buurten_differ_as_they_do_in_life():
    frame = truth(2023)
    rate = frame["a_soz_wb"] / frame["n_15_75"]
    cars = frame["a_pau"] / frame["a_hh"]

    assert rate["WK999905"] > 2 * rate["WK999908"]  # post-war flats, suburb of the nineties
    assert cars["WK999900"] < 1 < cars["WK999921"]  # centre, countryside
    assert frame.loc["WK999900", "s_oad"] / frame.loc["WK999900", "n_addresses"] > 1500


def test_rows_stand_as_in_the_published_table():
    assert truth(2022).index[:3].tolist() == ["GM9999", "WK999900", "BU99990000"]

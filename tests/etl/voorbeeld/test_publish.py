from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.voorbeeld.codes import YEARS
from etl.voorbeeld.publish import Column, Mark, columns, publish_column, publish_kwb, publish_map, random_to_5
from etl.voorbeeld.truth import truth

COUNT = Column("x", 2022, 2024, rule="exact", numerator="a", denominator="", factor=1, decimals=0, secret=())


def published(column: Column, **facts: list[object]) -> tuple[list[float], list[str]]:
    frame = pd.DataFrame({"level": "Buurt", **facts})
    values, marks = publish_column(column, frame, {}, np.random.default_rng(0))
    return values.tolist(), marks.tolist()


def of_rule(rule: str, year: int) -> list[Column]:
    return [column for column in columns("kwb", year) if column.rule == rule]


@given(st.integers(0, 10_000), st.integers(0, 99))
def test_a_count_is_rounded_to_a_multiple_of_5_less_than_5_away(count, seed):
    (rounded,) = random_to_5(pd.Series([float(count)]), np.random.default_rng(seed))

    assert rounded % 5 == 0
    assert abs(rounded - count) < 5


def test_random_rounding_is_right_on_average():
    rounded = random_to_5(pd.Series(np.full(40_000, 12.0)), np.random.default_rng(3))

    assert rounded.mean() == pytest.approx(12, abs=0.05)
    assert set(rounded) == {10, 15}


def test_a_count_in_the_gemeente_is_not_rounded():
    values, _ = published(replace(COUNT, rule="random5"), level=["Gemeente"], a=[1233])

    assert values == [1233]


@pytest.mark.parametrize(
    ("rule", "expected"), [("nearest5", [10, 15, 0]), ("nearest10", [10, 10, 0]), ("nearest100", [0, 0, 0])]
)
def test_a_count_goes_to_the_nearest_unit(rule, expected):
    values, _ = published(replace(COUNT, rule=rule), a=[12, 13, 2])

    assert values == expected


def test_a_ratio_is_rounded_to_its_decimals():
    column = replace(COUNT, rule="ratio", denominator="b", factor=100, decimals=1)

    assert published(column, a=[1], b=[3]) == ([33.3], [Mark.FIGURE])


def test_a_ratio_of_nothing_cannot_occur():
    values, marks = published(replace(COUNT, rule="ratio", denominator="b", secret=("b<10",)), a=[0], b=[0])

    assert np.isnan(values[0])
    assert marks == [Mark.IMPOSSIBLE]


def test_any_one_of_the_conditions_makes_a_cell_secret():
    _, marks = published(replace(COUNT, secret=("b<20", "c>2.5")), a=[1, 1, 1], b=[19, 20, 20], c=[0, 2.6, 2.5])

    assert marks == [Mark.SECRET, Mark.SECRET, Mark.FIGURE]


def test_urban_classes_begin_at_their_lower_bound():
    column = replace(COUNT, rule="urban_class", denominator="b")

    assert published(column, a=[2500, 2499, 1000, 500, 499], b=[1, 1, 1, 1, 1])[0] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("year", YEARS)
def test_randomly_rounded_cells_are_within_4_of_the_truth_and_unbiased(year):
    names = {column.name: column.numerator for column in of_rule("random5", year)}
    facts = truth(year)
    parts = facts["level"] != "Gemeente"

    shown = publish_kwb(year).values_df[list(names)]
    error = shown.to_numpy() - facts[list(names.values())].to_numpy(float)

    assert (shown[parts] % 5 == 0).all(axis=None)
    assert np.abs(error).max() <= 4
    assert (error[~parts] == 0).all()
    assert abs(error[parts].mean()) < 3 * 2.0 / np.sqrt(error[parts].size)


@pytest.mark.parametrize("year", YEARS)
def test_secret_cells_hold_no_figure_and_zero_inhabitants_is_a_figure(year):
    table = publish_kwb(year)

    assert table.values_df[table.marks_df != Mark.FIGURE].isna().all(axis=None)
    assert (
        table.values_df[table.marks_df == Mark.FIGURE].notna().sum().sum()
        == (table.marks_df == Mark.FIGURE).sum().sum()
    )
    assert table.values_df.loc["BU99990302", "a_inw"] == 0


@pytest.mark.parametrize(
    ("column", "fact", "limit"),
    [("p_koopw", "a_woning", 20), ("a_soz_wb", "a_inw", 50), ("g_pau_hh", "a_hh", 50), ("a_jz_tn", "a_jz_tn", 8),
     ("a_wmo_t", "a_wmo_t", 8), ("a_bed_gi", "a_bedv", 23), ("p_arb_pp", "a_inw", 150),
     ("g_ink_pi", "n_hh_persons", 2500), ("g_afs_hp", "a_inw", 10),
     ("a_opl_lg", "a_inw", 30), ("g_ele", "n_bewoond", 6)],
)  # fmt: skip
def test_a_cell_below_its_threshold_is_withheld(column, fact, limit):
    marks, facts = publish_kwb(2023).marks_df[column], truth(2023)[fact]

    assert (marks[facts < limit] != Mark.FIGURE).all()
    assert (marks[facts >= limit] == Mark.FIGURE).any()


def test_care_that_is_published_is_never_below_10():
    table = publish_kwb(2024).values_df

    assert table[["a_jz_tn", "a_wmo_t"]].min().min() >= 10


def test_energy_work_and_income_of_the_newest_year_are_still_to_come_everywhere():
    marks = publish_kwb(2024).marks_df
    unpublished = set(marks.columns[(marks == Mark.UNPUBLISHED).all()])

    assert {"g_ele", "g_gas", "p_arb_pp", "a_inkont", "g_hh_sti", "m_hh_ver"} <= unpublished
    assert not (publish_kwb(2023).marks_df[["g_ele", "a_inkont"]] == Mark.UNPUBLISHED).any(axis=None)


@pytest.mark.parametrize("year", YEARS)
def test_map_and_table_show_the_same_figures(year):
    table, map_ = publish_kwb(year).values_df, publish_map(year).values_df

    pd.testing.assert_series_equal(map_["aantal_inwoners"], table["a_inw"], check_names=False)
    pd.testing.assert_series_equal(map_["gemiddelde_woningwaarde"], table["g_wozbag"], check_names=False)


def test_the_map_withholds_shares_of_fewer_than_50_inhabitants():
    marks = publish_map(2023).marks_df["percentage_personen_65_jaar_en_ouder"]

    few = truth(2023)["a_inw"] < 50

    assert few.sum() > 5
    assert ((marks != Mark.FIGURE) == few).all()

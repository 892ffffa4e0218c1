"""The 95 % range of figures from a sample."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.voorbeeld.survey import ANSWER_SPREAD, WITHHELD, opinions, survey
from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import cells_from_frame
from geodata.indicators.aggregating.cover import cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.intervals import with_margins
from geodata.indicators.sampling import mean_range, share_range

YEAR = 2024
MARK, SHARE, COUNT = "bewoners_rapportcijfer_leefbaarheid", "bewoners_pct_onveilig", "inwoners"
AGES = ("inwoners_15_25", "inwoners_25_45", "inwoners_45_65", "inwoners_65_plus")
RANGE = ["lowest", "highest", "likely_lowest", "likely_highest"]


def of_sample(indicator: str, value: float, size: float, spread: float = np.nan) -> dict[str, object]:
    cell = {"gebied_code": "WK000101", "indicator": indicator, "period": YEAR, "value": value}
    return cell | {"status": "exact", "effective_size": size, "answer_spread": spread}


def margins_of(*cells: dict[str, object]) -> pd.DataFrame:
    df = pd.DataFrame(cells).astype({"value": float, "status": "str"})
    return with_margins(df, pd.Series(["wijk"] * len(df)), load_catalogue())


@pytest.mark.parametrize(
    ("share", "size", "lowest", "highest"), [(0.3, 100, 0.2189, 0.3958), (0, 50, 0, 0.0714), (1, 50, 0.9286, 1)]
)
def test_the_range_of_a_share_is_that_of_wilson(share: float, size: float, lowest: float, highest: float) -> None:
    found = share_range(np.array([share]), np.array([size]), variance=np.array([0.0]))
    assert np.concatenate(found) == pytest.approx([lowest, highest], abs=1e-4)


def test_the_range_of_a_mean_is_two_standard_errors_on_either_side() -> None:
    found = mean_range(np.array([7.4]), np.array([225.0]), spread=np.array([1.5]), variance=np.array([0.0]))
    assert np.concatenate(found) == pytest.approx([7.4 - 0.196, 7.4 + 0.196], abs=1e-4)


def test_what_is_rounded_away_widens_the_range_as_one_more_source_of_noise() -> None:
    # a step of 0.1 has variance 0.1² / 12 = 0.000833; the sample 1.5² / 225 = 0.01
    row = margins_of(of_sample(MARK, 7.4, 225, 1.5)).iloc[0]
    assert row["likely_highest"] - 7.4 == pytest.approx(1.96 * 0.010833**0.5, abs=1e-4)
    plain = share_range(np.array([0.3]), np.array([100.0]), variance=np.array([0.0]))
    rounded = share_range(np.array([0.3]), np.array([100.0]), variance=np.array([0.01**2 / 12]))
    assert rounded[0] < plain[0]
    assert rounded[1] > plain[1]


def test_of_a_sample_only_what_can_be_true_at_all_is_sure() -> None:
    margins_df = margins_of(of_sample(MARK, 7.4, 225, 1.5), of_sample(SHARE, 30, 100))
    assert margins_df[["lowest", "highest"]].to_numpy().tolist() == [[1, 10], [0, 100]]
    assert margins_df["status"].tolist() == ["geschat", "geschat"]
    assert margins_df.loc[1, ["likely_lowest", "likely_highest"]].tolist() == pytest.approx([21.88, 39.59], abs=0.02)


def test_a_mean_without_spread_and_what_is_no_share_or_mean_have_no_95_percent_range() -> None:
    margins_df = margins_of(of_sample(MARK, 7.4, 225), of_sample(COUNT, 400, 225, 1.5))
    assert margins_df[RANGE].fillna(-1).to_numpy().tolist() == [[1, 10, -1, -1], [0, -1, -1, -1]]


def test_figures_without_a_sample_and_hidden_ones_are_left_as_they_are() -> None:
    cells = [of_sample("pct_koopwoningen", 63, np.nan), of_sample(SHARE, np.nan, 12) | {"status": "geheim"}]
    with_sample_df = margins_of(*cells, of_sample(SHARE, 30, 100)).iloc[:2]
    plain_df = margins_of(*({**cell, "effective_size": np.nan} for cell in cells))
    columns = [*RANGE, "status", "coverage"]
    pd.testing.assert_frame_equal(with_sample_df[columns], plain_df[columns])


@settings(max_examples=50, deadline=None)
@given(value=st.integers(0, 100), size=st.floats(0.5, 5000), more=st.floats(1.1, 10))
def test_the_range_holds_the_figure_and_narrows_with_more_answers(value: int, size: float, more: float) -> None:
    few, many = (
        row for _, row in margins_of(of_sample(SHARE, value, size), of_sample(SHARE, value, size * more)).iterrows()
    )
    assert 0 <= few["likely_lowest"] <= value <= few["likely_highest"] <= 100
    assert many["likely_highest"] - many["likely_lowest"] < few["likely_highest"] - few["likely_lowest"]


@pytest.fixture(scope="module")
def surveys_df() -> pd.DataFrame:
    """Read a hundred of the surveys that could have been held, with their margins: rows of areas, by ``draw``."""
    wide_df = pd.concat([survey(YEAR, draw=draw).assign(draw=draw) for draw in range(100)]).drop(columns="naam")
    df = wide_df.melt(["code", "respons", "jaar", "draw"])
    value = pd.to_numeric(df["value"].mask(df["value"] == WITHHELD).str.replace(",", "."))
    facts = {"gebied_code": df["code"], "period": df["jaar"], "draw": df["draw"], "value": value, "status": "exact"}
    sample = {"effective_size": df["respons"].astype(float), "answer_spread": ANSWER_SPREAD}
    key = df["variable"].map(load_catalogue().column_names("bewonersonderzoek", YEAR))
    observations_df = pd.DataFrame({"indicator": key, **facts, **sample}).dropna(subset="value")
    levels = observations_df["gebied_code"].str[:2].map({"GM": "gemeente", "WK": "wijk"})
    return with_margins(observations_df, levels, load_catalogue())


def everyone() -> pd.DataFrame:
    """Return how many people each wijk has, and per indicator what all of them would have answered."""
    opinions_df = opinions(YEAR).drop(columns="wijknaam")
    shares = [name for name in opinions_df if name.startswith("%")]
    keys = load_catalogue().column_names("bewonersonderzoek", YEAR)
    return opinions_df.assign(**opinions_df[shares] * 100).rename(columns=keys)


def test_the_truth_of_a_wijk_lies_in_the_95_percent_range_of_95_of_100_samples(surveys_df: pd.DataFrame) -> None:
    found_df = surveys_df[surveys_df["gebied_code"].str.startswith("WK")]
    truth_df = everyone().rename_axis("gebied_code").reset_index().melt("gebied_code", var_name="indicator")
    found_df = found_df.merge(truth_df, on=["gebied_code", "indicator"], suffixes=("", "_true"))
    is_inside = found_df["value_true"].between(found_df["likely_lowest"], found_df["likely_highest"])
    by_kind = is_inside.groupby(found_df["indicator"].isin([MARK, "bewoners_score_cohesie"])).mean()
    assert by_kind.between(0.94, 0.96).all(), by_kind


def composed(survey_df: pd.DataFrame, areas: pd.Series, people: pd.Series) -> AreaFigures:
    """Compose areas (numbers, by wijk code) from one survey, weighing each wijk by its people."""
    codes = list(areas.index)
    counts = [pd.DataFrame({"indicator": age, "value": 0.0}, index=codes) for age in AGES]
    counts[0]["value"] = people[codes]
    weights_df = pd.concat(counts).rename_axis("gebied_code").reset_index()
    weights_df = weights_df.assign(lowest=weights_df["value"], highest=weights_df["value"], status="exact")
    rows_df, levels = pd.concat([survey_df, weights_df]), [Level.WIJK] * len(codes)
    cells = cells_from_frame(rows_df, codes, levels, year=YEAR, catalogue=load_catalogue())
    units_df = pd.DataFrame({"code": codes, "level": "wijk", "wijk_code": codes, "gemeente_code": "GM9999"})
    parts = {"area": areas.to_numpy(), "unit_code": codes, "share": 1.0, "area_share": 1.0, "is_estimated": False}
    cover = cover_areas(pd.DataFrame(parts), units_df, area_count=int(areas.max()) + 1)
    return aggregate(cells, cover, load_catalogue(), keys=[MARK, SHARE])


def test_the_truth_of_an_area_of_five_wijken_lies_in_the_95_percent_range_as_often(surveys_df: pd.DataFrame) -> None:
    everyone_df = everyone()
    codes = everyone_df.index[everyone_df["inwoners"] > 3500][:10]  # enough to answer in any draw
    areas, people = pd.Series(np.arange(10) // 5, index=codes), everyone_df["inwoners"]
    totals_df = everyone_df.loc[codes, [MARK, SHARE]].mul(people[codes], axis=0).groupby(areas).sum()
    true = totals_df.div(people[codes].groupby(areas).sum(), axis=0).to_numpy()
    figures = [composed(survey_df, areas, people) for _, survey_df in surveys_df.groupby("draw")]
    is_inside = [(one.likely_lowest <= true) & (true <= one.likely_highest) for one in figures]
    assert figures[0].keys == (MARK, SHARE)
    assert 0.94 < np.mean(is_inside) < 0.98


def test_an_area_that_is_one_wijk_has_the_figure_of_that_wijk_with_its_own_uneven_range(
    surveys_df: pd.DataFrame,
) -> None:
    survey_df = surveys_df[surveys_df["draw"] == 0]
    figures = composed(survey_df, pd.Series([0], index=["WK999915"]), everyone()["inwoners"])
    row = survey_df.set_index(["gebied_code", "indicator"]).loc[("WK999915", SHARE)]
    found = figures.figure(0, SHARE)
    assert (found.value, found.likely_lowest, found.likely_highest) == tuple(row[["value", *RANGE[2:]]])
    assert found.likely_highest - found.value > found.value - found.likely_lowest

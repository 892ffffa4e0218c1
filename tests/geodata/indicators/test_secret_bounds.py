import numpy as np
import pandas as pd
import pytest

from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.secret_bounds import with_secret_bounds


def observations(*rows: tuple[str, str, float | None, str]) -> pd.DataFrame:
    df = pd.DataFrame(rows, columns=["gebied_code", "indicator", "value", "status"])
    value = df["value"].astype(float)
    return df.assign(value=value, lowest=value - 4, highest=value + 4, period=2024)


def bounds(df: pd.DataFrame, row: int = 0) -> tuple[float, float]:
    bounded_df = with_secret_bounds(df, load_catalogue())
    return bounded_df["lowest"].iloc[row], bounded_df["highest"].iloc[row]


def test_a_secret_number_of_wmo_clients_lies_between_0_and_7():
    df = observations(("BU00010001", "wmo_clienten", None, "geheim"), ("GM0001", "wmo_clienten", 250, "afgerond"))

    assert bounds(df) == (0, 7)


def test_a_secret_figure_of_a_gemeente_that_took_no_part_has_no_bounds():
    df = observations(
        ("BU00010001", "wmo_clienten", None, "geheim"),
        ("GM0001", "wmo_clienten", None, "geheim"),
        ("GM0002", "wmo_clienten", 250, "afgerond"),
    )

    assert np.isnan(bounds(df)).all()


def test_a_secret_number_of_benefits_is_at_most_the_highest_number_of_inhabitants():
    df = observations(("BU00010001", "uitkering_ww", None, "geheim"), ("BU00010001", "inwoners", 45, "afgerond"))

    assert bounds(df) == (0, 49)


def test_without_the_inhabitants_a_secret_number_of_benefits_has_no_upper_bound():
    lowest, highest = bounds(observations(("BU00010001", "uitkering_ww", None, "geheim")))

    assert lowest == 0
    assert np.isnan(highest)


@pytest.mark.parametrize("key", ["pct_koopwoningen", "pct_inwoners_0_15", "pct_goede_gezondheid"])
def test_a_secret_share_lies_between_0_and_100(key):
    assert bounds(observations(("BU00010001", key, None, "geheim"))) == (0, 100)


def test_a_secret_income_has_no_bounds():
    assert np.isnan(bounds(observations(("BU00010001", "gem_inkomen_per_inwoner", None, "geheim")))).all()


@pytest.mark.parametrize("status", ["niet gepubliceerd", "niet van toepassing", "niet bepaalbaar"])
def test_a_figure_that_is_missing_for_another_reason_gets_no_bounds(status):
    assert np.isnan(bounds(observations(("BU00010001", "pct_koopwoningen", None, status)))).all()


def test_a_published_figure_is_left_as_it_is():
    df = observations(("BU00010001", "pct_koopwoningen", 40, "afgerond"))

    assert bounds(df) == (36, 44)


def test_the_observations_handed_in_are_not_changed():
    df = observations(("BU00010001", "pct_koopwoningen", None, "geheim"))

    with_secret_bounds(df, load_catalogue())

    assert df["lowest"].isna().all()

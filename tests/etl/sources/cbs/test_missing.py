import numpy as np
import pandas as pd
import pytest

from etl.sources.cbs.missing import areas_with_none, filled_by_level, statuses
from geodata.indicators.catalogue import load_catalogue


def cells(**columns: list[float | None]) -> pd.DataFrame:
    codes = ["NL00", "GM0828", "WK082800", "BU08280000"]
    return pd.DataFrame(columns, index=pd.Index(codes), dtype="float64")


def test_a_level_is_filled_when_one_of_its_areas_has_a_value() -> None:
    filled_df = filled_by_level(cells(woz=[1, None, None, 0]))
    assert filled_df["woz"].to_dict() == {"NL": True, "GM": False, "WK": False, "BU": True}


def test_an_exact_zero_of_the_denominator_makes_a_share_not_applicable() -> None:
    values_df = cells(woningvoorraad=[9, 9, 9, 0], pct_huurwoningen=[50, None, 50, None])
    none_df = areas_with_none(values_df, load_catalogue(), 2024)
    assert none_df["pct_huurwoningen"].tolist() == [False, False, False, True]


def test_a_rounded_zero_of_the_denominator_proves_nothing() -> None:
    values_df = cells(inwoners=[9, 9, 9, 0], inkomensontvangers=[9, 9, 9, 0], gem_inkomen_per_inwoner=[1, 1, 1, None])
    assert not areas_with_none(values_df, load_catalogue(), 2024)["gem_inkomen_per_inwoner"].any()


def test_without_the_denominator_nothing_is_proved() -> None:
    values_df = cells(pct_huurwoningen=[50, None, 50, None])
    assert not areas_with_none(values_df, load_catalogue(), 2024)["pct_huurwoningen"].any()


@pytest.mark.parametrize(("households", "has_none"), [(0, True), (5, False)])
def test_a_figure_that_is_never_secret_lacks_only_where_there_is_nothing(households: int, *, has_none: bool) -> None:
    values_df = cells(huishoudens=[9, 9, 9, households], gem_huishoudensgrootte=[2, 2, 2, None])
    none_df = areas_with_none(values_df, load_catalogue(), 2024)
    assert none_df.loc["BU08280000", "gem_huishoudensgrootte"] == has_none


def test_what_cbs_states_goes_before_what_is_derived_but_not_before_an_empty_level() -> None:
    values_df = cells(a=[1, 1, 1, None], b=[1, 1, None, None])
    stated_df = pd.DataFrame(np.full((4, 2), "niet van toepassing"), index=values_df.index, columns=["a", "b"])
    filled_df = pd.DataFrame({"a": True, "b": [True, True, True, False]}, index=["NL", "GM", "WK", "BU"])
    none_df = pd.DataFrame(False, index=values_df.index, columns=["a", "b"])
    status_df = statuses(values_df, stated_df=stated_df, filled_df=filled_df, none_df=none_df)
    assert status_df["a"].tolist() == ["exact", "exact", "exact", "niet van toepassing"]
    assert status_df["b"].tolist() == ["exact", "exact", "niet van toepassing", "niet gepubliceerd"]

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.sources.gebieden import CHANGES, changes_in, gebieden_without_outlines


def test_areas_have_one_row_per_code_without_outline() -> None:
    codes = pd.Series(["GM0828", "GM0828", "WK082800"])
    names = pd.Series(["Oss", "Oss", "Centrum"])
    gebieden_gdf = gebieden_without_outlines(codes, names=names, changes=pd.Series([1, 1, None], dtype="Int16"))
    assert gebieden_gdf["name"].tolist() == ["Oss", "Centrum"]
    assert gebieden_gdf["change"].isna().tolist() == [False, True]
    assert gebieden_gdf.crs.to_epsg() == 28992
    assert gebieden_gdf.geometry.isna().all()


def test_names_and_changes_that_are_not_given_are_missing_and_not_blank() -> None:
    gebieden_gdf = gebieden_without_outlines(pd.Series(["GM0828"]))
    assert gebieden_gdf[["name", "change"]].isna().all().all()


def test_a_sign_for_no_change_says_nothing() -> None:
    changes = changes_in(pd.Series(["1", 2.0, "3 ", ".", "", None, "ja"], dtype=object))
    assert changes.dropna().tolist() == [1, 2, 3]
    assert changes.index[changes.isna()].tolist() == [3, 4, 5, 6]


@settings(deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=1))
def test_only_what_cbs_defines_is_a_change(written: list[int]) -> None:
    read = changes_in(pd.Series(written))
    assert [number if number in CHANGES else None for number in written] == [
        None if missing else number for number, missing in zip(read.tolist(), read.isna(), strict=True)
    ]

import geopandas as gpd
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.sources.kaart.parts import DISAGREEMENT, one_row_per_code
from tests.etl.sources.kaart.maps import square


def parts(codes: list[str], **columns: list[object]) -> gpd.GeoDataFrame:
    frame = {"code": codes, "name": codes, "change": pd.array([1] * len(codes), dtype="Int16")} | columns
    return gpd.GeoDataFrame(frame, geometry=[square(place) for place in range(len(codes))], crs="EPSG:28992")


def test_areas_of_one_part_stay_as_they_are() -> None:
    gdf = parts(["BU99990000", "BU99990001"], inw=[1, 2])
    one_gdf, refused_df, faults = one_row_per_code(gdf, "kaart")
    assert one_gdf is gdf
    assert refused_df.empty
    assert faults == ()


def test_a_figure_on_which_all_parts_agree_is_kept_once_and_another_is_refused() -> None:
    gdf = parts(["GM9999", "GM9998", "GM9999"], inw=[60, 20, 60], woz=[1, 2, 3])
    one_gdf, refused_df, _ = one_row_per_code(gdf, "kaart")
    assert one_gdf["code"].tolist() == ["GM9999", "GM9998"]
    assert one_gdf["inw"].tolist() == [60, 20]
    assert refused_df.to_numpy().tolist() == [["GM9999", "woz", "1 / 3", DISAGREEMENT]]


def test_an_area_of_which_no_part_has_a_shape_has_none() -> None:
    gdf = parts(["GM9999", "GM9999"]).set_geometry(gpd.GeoSeries([None, None], crs="EPSG:28992"))
    one_gdf, _, _ = one_row_per_code(gdf, "kaart")
    assert one_gdf.geometry.isna().tolist() == [True]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["GM9997", "GM9998", "GM9999"]), min_size=1, max_size=6))
def test_joining_parts_keeps_all_ground(codes: list[str]) -> None:
    gdf = parts(codes)
    one_gdf, _, _ = one_row_per_code(gdf, "kaart")
    assert one_gdf["code"].tolist() == list(dict.fromkeys(codes))
    assert one_gdf.area.sum() == gdf.area.sum()

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from shapely import Point, Polygon, box

from geodata.gebieden.crs import RD, WGS84, NotRdError
from geodata.indelingen.years.common_ground import common_ground
from tests.geodata.gebieden.grid import SOUTH, WEST, cell, layer
from tests.geodata.gebieden.labelled import CELL_M2, cells_in_common, labels_with_gaps, units_of


def ground(
    before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, *, points: gpd.GeoDataFrame | None = None, sliver_m: float = 50
) -> pd.DataFrame:
    ground_df = common_ground(before, after, points_gdf=points, sliver_m=sliver_m)
    return ground_df.fillna({"code": "", "other_code": ""}).set_index(["code", "other_code"])


def points(weights: dict[tuple[float, float], float]) -> gpd.GeoDataFrame:
    shapes = [Point(WEST + x, SOUTH + y) for x, y in weights]
    return gpd.GeoDataFrame({"weight": list(weights.values())}, geometry=shapes, crs=RD)


@given(before=labels_with_gaps, after=labels_with_gaps)
def test_common_and_outside_ground_are_the_cells_and_add_up(before: list[str], after: list[str]) -> None:
    areas = ground(units_of(before), units_of(after))["area_m2"].to_dict()
    expected = {pair: CELL_M2 * count for pair, count in cells_in_common(before, after).items() if any(pair)}
    assert areas == pytest.approx(expected)


def test_ground_along_a_border_is_as_wide_as_the_circle_that_fits_in() -> None:
    # 40 m of the second cell went to the first, over 100 m: too much for the circle of its area to tell.
    widths = ground(layer([cell(0, 0), cell(1, 0)]), layer([cell(0, 0, width=1.4), cell(1.4, 0, width=0.6)]))["width_m"]
    assert widths["BU08280001", "BU08280000"] == pytest.approx(40, abs=0.5)
    assert widths.notna().sum() == 1


def test_ground_wider_than_a_sliver_has_no_width() -> None:
    before, after = layer([cell(0, 0), cell(1, 0)]), layer([cell(0, 0, width=1.4), cell(1.4, 0, width=0.6)])
    assert ground(before, after, sliver_m=39)["width_m"].isna().all()


def test_pieces_of_ground_count_by_the_widest() -> None:
    rest = (
        cell(1, 0)
        - box(WEST + 100, SOUTH, WEST + 130, SOUTH + 45)
        - box(WEST + 100, SOUTH + 50, WEST + 120, SOUTH + 99)
    )
    widths = ground(layer([cell(0, 0), cell(1, 0)]), layer([cell(0, 0, width=2) - rest, rest]))["width_m"]
    assert widths["BU08280001", "BU08280000"] == pytest.approx(30, abs=0.5)


def test_a_unit_narrower_than_a_sliver_is_no_sliver_itself() -> None:
    strip = [cell(0, 0, width=0.3), cell(0.3, 0)]
    joined = layer([cell(0, 0, width=1.3)])
    assert ground(layer(strip), joined)["width_m"].isna().all()


def test_what_lies_outside_has_a_width_too() -> None:
    widths = ground(layer([cell(0, 0, width=1.2)]), layer([cell(0, 0)]))["width_m"]
    assert widths["BU08280000", ""] == pytest.approx(20, abs=0.5)


def test_millimetres_are_not_ground_outside() -> None:
    ground_df = ground(layer([cell(0, 0)]), layer([cell(0, 0, width=1.0001)]))
    assert ground_df.index.tolist() == [("BU08280000", "BU08280000")]
    assert ground_df["tolerance_m2"].tolist() == pytest.approx([1.0])


def test_a_width_of_nothing_measures_exactly() -> None:
    ground_df = ground(layer([cell(0, 0)]), layer([cell(0, 0, width=1.0001)]), sliver_m=0)
    assert ground_df["area_m2"].to_dict() == pytest.approx(
        {("BU08280000", "BU08280000"): 10_000, ("", "BU08280000"): 1}, abs=1e-3
    )
    assert ground_df["tolerance_m2"].eq(0).all()


def test_points_weigh_the_ground_that_they_lie_on() -> None:
    halves = layer([cell(0, 0, width=0.5), cell(0.5, 0, width=0.5)])
    weights = points({(10, 10): 3, (20, 90): 4, (80, 50): 5, (500, 500): 9})
    ground_df = ground(layer([cell(0, 0)]), halves, points=weights)
    assert ground_df["weight"].tolist() == [7, 5]


def test_a_point_on_a_border_weighs_once() -> None:
    halves = layer([cell(0, 0, width=0.5), cell(0.5, 0, width=0.5)])
    ground_df = ground(layer([cell(0, 0)]), halves, points=points({(50, 50): 6}))
    assert ground_df["weight"].sum() == 6


def test_points_outside_the_other_year_weigh_what_lies_outside() -> None:
    weights = points({(50, 50): 1, (150, 50): 2, (250, 50): 4})
    ground_df = ground(layer([cell(0, 0, width=2)]), layer([cell(1, 0, width=2)]), points=weights)
    assert ground_df["weight"].to_dict() == {
        ("BU08280000", "BU08280000"): 2,
        ("BU08280000", ""): 1,
        ("", "BU08280000"): 4,
    }


def test_without_points_there_is_no_weight() -> None:
    assert np.isnan(ground(layer([cell(0, 0)]), layer([cell(0, 0)]))["weight"]).all()


def test_units_without_outline_have_no_ground() -> None:
    assert ground(layer([None]), layer([None, Polygon()])).empty


def test_points_in_degrees_are_refused() -> None:
    degrees = gpd.GeoDataFrame({"weight": [1]}, geometry=[Point(5, 52)], crs=WGS84)
    with pytest.raises(NotRdError):
        ground(layer([cell(0, 0)]), layer([cell(0, 0)]), points=degrees)

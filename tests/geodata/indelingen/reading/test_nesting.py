import geopandas as gpd
import pytest
from shapely import Polygon, box

from geodata.gebieden.levels import Level
from geodata.indelingen.reading.nesting import parts_on_buurten, parts_on_levels

WEST, SOUTH = 160_000, 420_000


def square(west: float, east: float) -> Polygon:
    return box(WEST + west, SOUTH, WEST + east, SOUTH + 1000)


def buurten() -> gpd.GeoDataFrame:
    """Two square buurten of 1 km in one wijk, the first west of the second."""
    columns = {"code": ["BU00010000", "BU00010001"], "wijk_code": ["WK000100"] * 2}
    return gpd.GeoDataFrame(columns, geometry=[square(0, 1000), square(1000, 2000)], crs="EPSG:28992")


def wijk_part(area: str, share: float, outline: Polygon | None = None) -> gpd.GeoDataFrame:
    columns = {"area_code": [area], "unit_code": ["WK000100"], "share": [share], "weight": ["adressen"]}
    return gpd.GeoDataFrame(columns, geometry=[outline], crs="EPSG:28992")


def rows(parts_gdf: gpd.GeoDataFrame) -> list[tuple[str, float, str]]:
    columns = (parts_gdf["unit_code"], parts_gdf["share"], parts_gdf["weight"])
    return [(code, round(share, 6), weight) for code, share, weight in zip(*columns, strict=True)]


@pytest.mark.parametrize(
    ("level", "area_codes"),
    [
        (Level.GEMEENTE, ["GM0001", "GM0001"]),
        (Level.WIJK, ["WK000100", "WK000100"]),
        (Level.BUURT, ["BU00010000", "BU00010001"]),
    ],
)
def test_each_buurt_lies_whole_in_one_area_of_every_level_of_cbs(level: Level, area_codes: list[str]) -> None:
    parts_gdf = parts_on_levels(buurten(), level)
    assert parts_gdf["area_code"].tolist() == area_codes
    assert parts_gdf["share"].tolist() == [1, 1]


def test_a_wijk_as_unit_is_its_own_wijk() -> None:
    wijken = gpd.GeoDataFrame({"code": ["WK000100"], "wijk_code": [None]}, geometry=[square(0, 2000)], crs="EPSG:28992")
    assert parts_on_levels(wijken, Level.WIJK)["area_code"].tolist() == ["WK000100"]


def test_a_whole_wijk_brings_its_buurten_whole() -> None:
    assert rows(parts_on_buurten(wijk_part("a", 1.0), buurten())) == [
        ("BU00010000", 1, "adressen"),
        ("BU00010001", 1, "adressen"),
    ]


def test_a_cut_wijk_cuts_only_the_buurt_that_its_border_runs_through_and_by_area() -> None:
    parts_gdf = parts_on_buurten(wijk_part("a", 0.9, square(0, 1250)), buurten())
    assert rows(parts_gdf) == [("BU00010000", 1, "ongedeeld"), ("BU00010001", 0.25, "oppervlakte")]
    assert parts_gdf.geometry[0] is None
    assert parts_gdf.geometry[1].area == 250_000


def test_a_wijk_divided_by_a_share_alone_divides_each_buurt_by_it() -> None:
    assert rows(parts_on_buurten(wijk_part("a", 0.4), buurten())) == [
        ("BU00010000", 0.4, "adressen"),
        ("BU00010001", 0.4, "adressen"),
    ]


def test_buurten_without_outline_are_divided_by_the_share_of_their_wijk() -> None:
    without = buurten().set_geometry([None, None], crs="EPSG:28992")
    assert [share for _, share, _ in rows(parts_on_buurten(wijk_part("a", 0.4, square(0, 800)), without))] == [0.4, 0.4]

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely import GeometryCollection, LineString, MultiPolygon, Polygon, box

from geodata.gebieden.crs import WGS84, NotRdError
from geodata.gebieden.repair import explain, repair_polygons
from tests.geodata.gebieden.grid import cell, layer

BOW_TIE = Polygon([(0, 0), (20, 20), (20, 0), (0, 20)])
TWICE = MultiPolygon([box(0, 0, 20, 10), box(10, 0, 30, 10)])
KEYHOLE = Polygon([(0, 0), (30, 0), (30, 30), (0, 30), (0, 0), (10, 10), (10, 20), (20, 20), (20, 10), (10, 10)])


def test_valid_polygons_come_back_untouched() -> None:
    polygons = [cell(0, 0), MultiPolygon([cell(1, 0), cell(3, 0)])]
    repaired_gdf, repairs_df = repair_polygons(layer(polygons))
    assert repaired_gdf.geometry.tolist() == polygons
    assert repairs_df.empty
    assert list(repairs_df) == ["code", "reason", "area_before_m2", "area_after_m2"]


def test_a_bow_tie_becomes_its_two_triangles_and_the_change_is_recorded() -> None:
    repaired_gdf, repairs_df = repair_polygons(layer([cell(0, 0), BOW_TIE]))
    bow_tie = repaired_gdf.geometry[1]
    assert (bow_tie.geom_type, len(bow_tie.geoms), bow_tie.area, bow_tie.is_valid) == ("MultiPolygon", 2, 200.0, True)
    assert repairs_df.to_dict("records") == [
        {
            "code": "BU08280001",
            "reason": "de rand snijdt zichzelf bij (10, 10)",
            "area_before_m2": 0.0,  # as drawn, one triangle counts negative
            "area_after_m2": 200.0,
        }
    ]


def test_ground_that_was_drawn_twice_counts_once() -> None:
    _, repairs_df = repair_polygons(layer([TWICE]))
    assert repairs_df[["area_before_m2", "area_after_m2"]].to_numpy().tolist() == [[400.0, 300.0]]


def test_a_collection_keeps_its_polygons_only() -> None:
    collection = GeometryCollection([cell(0, 0), MultiPolygon([cell(2, 0)]), LineString([(0, 0), (1, 1)])])
    repaired_gdf, repairs_df = repair_polygons(layer([collection]))
    assert repaired_gdf.geometry[0].equals(MultiPolygon([cell(0, 0), cell(2, 0)]))
    assert repairs_df["reason"].tolist() == ["GeometryCollection: alleen de vlakken blijven over"]


def test_missing_and_empty_geometry_is_no_repair_and_stays_missing() -> None:
    repaired_gdf, repairs_df = repair_polygons(layer([None, Polygon(), cell(0, 0)]))
    assert repaired_gdf.geometry.isna().tolist() == [True, True, False]
    assert repairs_df.empty


def test_a_polygon_without_area_is_recorded_and_becomes_missing() -> None:
    repaired_gdf, repairs_df = repair_polygons(layer([Polygon([(0, 0), (9, 9), (0, 0)])]))
    assert repaired_gdf.geometry.isna().all()
    assert repairs_df["area_after_m2"].tolist() == [0.0]


def test_the_frame_that_came_in_is_not_changed() -> None:
    gebieden_gdf = layer([BOW_TIE])
    repair_polygons(gebieden_gdf)
    assert gebieden_gdf.geometry.tolist() == [BOW_TIE]


def test_areas_outside_rd_are_refused() -> None:
    with pytest.raises(NotRdError):
        repair_polygons(layer([box(5, 52, 5.1, 52.1)], crs=WGS84))


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (KEYHOLE, "de rand raakt zichzelf bij (10, 10)"),
        (Polygon(box(0, 0, 9, 9).exterior, [box(20, 20, 30, 30).exterior]), "een gat ligt buiten de rand bij (20, 20)"),
        (MultiPolygon([box(0, 0, 9, 9), box(2, 2, 4, 4)]), "een deel ligt in een ander deel bij (2, 2)"),
    ],
)
def test_the_reason_is_told_in_dutch_with_the_place(geometry: Polygon, reason: str) -> None:
    assert explain(shapely.normalize(geometry)) == reason


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "count", "missing"), [("buurten", 10, 6), ("wijken", 6, 0)])
def test_the_national_map_of_2015_is_repaired_without_losing_ground(
    shared_data: Path, name: str, count: int, missing: int
) -> None:
    columns = {"buurten": "BU_CODE", "wijken": "WK_CODE"}
    national_gdf = gpd.read_file(shared_data / "nl" / "wijkenbuurten_2015.gpkg", layer=name)
    repaired_gdf, repairs_df = repair_polygons(national_gdf.rename(columns={columns[name]: "code"}))
    assert (len(repairs_df), repaired_gdf.geometry.isna().sum()) == (count, missing)
    assert (repairs_df["area_before_m2"] - repairs_df["area_after_m2"]).abs().max() < 1
    assert repaired_gdf.geometry.dropna().is_valid.all()

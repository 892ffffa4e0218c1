import json
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest

from etl.sources.kaart.columns import Spelling
from etl.sources.kaart.layers import (
    CrsUnknownError,
    NoAreaLayerError,
    UnreadableMapError,
    YearsDifferError,
    YearUnknownError,
    layer_from_frame,
    read_map,
)
from geodata.gebieden.levels import Level
from tests.etl.sources.kaart.maps import buurten, frame, shapefile_buurten, written

CODES = ["BU99990000", "BU99990001"]


@pytest.mark.parametrize("name", ["kaart.gpkg", "kaart.shp", "kaart.geojson"])
def test_a_layer_is_read_from_each_format(tmp_path: Path, name: str) -> None:
    path = written(shapefile_buurten(CODES, AANT_INW=[10, 0]), tmp_path / name)
    (layer,) = read_map(path, 2015)
    assert (layer.level, layer.year, layer.spelling) == (Level.BUURT, 2015, Spelling.SHAPEFILE)
    assert layer.gdf["BU_CODE"].tolist() == CODES
    assert layer.gdf["AANT_INW"].tolist() == [10, 0]


def test_a_topojson_is_wgs84_by_its_standard(tmp_path: Path) -> None:
    arc = [[5.30, 52.10], [5.31, 52.10], [5.31, 52.11], [5.30, 52.10]]
    area = {"type": "Polygon", "arcs": [[0]], "properties": {"statcode": CODES[0]}}
    objects = {"buurten": {"type": "GeometryCollection", "geometries": [area]}}
    path = tmp_path / "buurten_2019.topojson"
    path.write_text(json.dumps({"type": "Topology", "objects": objects, "arcs": [arc]}))
    (layer,) = read_map(path, 2019)
    assert layer.crs.to_epsg() == 4326
    assert layer.level is Level.BUURT


def test_all_levels_of_a_geopackage_are_read(tmp_path: Path) -> None:
    path = tmp_path / "wijkenbuurten_2024.gpkg"
    written(frame(gemeentecode=["GM9999"], jaar=[2024]), path, layer="gemeenten")
    written(frame(wijkcode=["WK999900"], gemeentecode=["GM9999"], jaar=[2024]), path, layer="wijken")
    written(buurten(CODES), path, layer="buurten")
    assert [layer.level for layer in read_map(path)] == [Level.GEMEENTE, Level.WIJK, Level.BUURT]


def test_a_layer_without_codes_is_passed_over(tmp_path: Path) -> None:
    path = written(frame(naam=["rivier"]), tmp_path / "kaart.gpkg", layer="water")
    written(buurten(CODES), path, layer="buurten")
    assert [layer.level for layer in read_map(path)] == [Level.BUURT]


def test_a_map_without_any_codes_names_its_columns(tmp_path: Path) -> None:
    path = written(frame(naam=["rivier"], lengte=[3]), tmp_path / "kaart.gpkg")
    with pytest.raises(NoAreaLayerError, match="gevonden kolommen: naam, lengte"):
        read_map(path, 2024)


def test_letters_outside_ascii_survive_an_old_shapefile(tmp_path: Path) -> None:
    old_gdf = shapefile_buurten(CODES[:1], GM_NAAM=["Súdwest-Fryslân"])
    old_gdf.to_file(tmp_path / "kaart.shp", encoding="ISO-8859-1")
    (tmp_path / "kaart.cpg").unlink()
    (layer,) = read_map(tmp_path / "kaart.shp", 2011)
    assert layer.gdf["GM_NAAM"].tolist() == ["Súdwest-Fryslân"]


@pytest.mark.parametrize(
    "column", [{"jaar": [2019]}, {"JAAR": ["2019"]}, {"jrstatcode": ["2019BU99990000"]}, {"jaarcode": [2019]}]
)
def test_the_year_is_read_from_the_map(column: dict[str, list[object]]) -> None:
    layer = layer_from_frame(frame(statcode=CODES[:1], **column), source_layer="kaart")
    assert layer is not None
    assert layer.year == 2019


def test_a_map_without_year_needs_one() -> None:
    with pytest.raises(YearUnknownError, match="Geef het jaar"):
        layer_from_frame(frame(statcode=CODES), source_layer="kaart")


def test_another_year_than_asked_is_refused() -> None:
    with pytest.raises(YearsDifferError, match="hoort bij 2024; gevraagd is 2023"):
        layer_from_frame(buurten(CODES), source_layer="kaart", year=2023)


def test_two_years_in_one_layer_are_refused() -> None:
    with pytest.raises(YearsDifferError, match="hoort bij 2023 en 2024; verwacht wordt één jaar"):
        layer_from_frame(frame(buurtcode=CODES, jaar=[2024, 2023]), source_layer="kaart")


def test_another_year_in_the_name_of_the_file_than_asked_is_refused() -> None:
    with pytest.raises(YearsDifferError, match="hoort bij 2022"):
        layer_from_frame(frame(statcode=CODES), source_layer="wijken_2022.gpkg, laag a", year=2015)


def test_a_date_in_the_name_of_the_file_is_no_year() -> None:
    layer = layer_from_frame(frame(statcode=CODES), source_layer="kaart_20220830-a2019b.gpkg", year=2015)
    assert layer is not None


def test_a_shapefile_without_prj_is_not_guessed(tmp_path: Path) -> None:
    path = written(shapefile_buurten(CODES), tmp_path / "brt_2005.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(CrsUnknownError, match=r"brt_2005\.shp, laag brt_2005 noemt geen coördinatenstelsel"):
        read_map(path, 2005)


def test_a_system_can_be_given_to_a_map_that_names_none(tmp_path: Path) -> None:
    path = written(shapefile_buurten(CODES), tmp_path / "brt_2005.shp")
    path.with_suffix(".prj").unlink()
    assert read_map(path, 2005, crs="EPSG:28992")[0].crs.to_epsg() == 28992


def test_a_given_system_does_not_overrule_the_map(tmp_path: Path) -> None:
    path = written(buurten(CODES).to_crs(4326), tmp_path / "kaart.geojson")
    assert read_map(path, crs="EPSG:28992")[0].crs.to_epsg() == 4326


def test_what_is_no_map_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kaart.geojson"
    path.write_text("<html>storing</html>")
    with pytest.raises(UnreadableMapError, match="niet als kaart te lezen"):
        read_map(path, 2024)


def test_a_zipped_shapefile_is_read(tmp_path: Path) -> None:
    path = written(shapefile_buurten(CODES), tmp_path / "shape" / "buurt_2015.shp")
    with zipfile.ZipFile(tmp_path / "kaart.zip", "w") as archive:
        for part in path.parent.iterdir():
            archive.write(part, f"uitvoer/{part.name}")
    (layer,) = read_map(tmp_path / "kaart.zip", 2015)
    assert isinstance(layer.gdf, gpd.GeoDataFrame)
    assert layer.source_layer == "buurt_2015.shp, laag buurt_2015"


def test_a_shapefile_without_its_table_is_told_what_is_missing(tmp_path: Path) -> None:
    path = written(shapefile_buurten(CODES), tmp_path / "buurt_2015.shp")
    path.with_suffix(".dbf").unlink()
    with pytest.raises(NoAreaLayerError, match=r"hoort er een \.dbf-bestand bij"):
        read_map(path, 2015)


def test_a_geopackage_that_stops_half_way_is_told(tmp_path: Path) -> None:
    path = written(buurten(CODES), tmp_path / "kaart.gpkg")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(UnreadableMapError, match=r"kaart\.gpkg is niet als kaart te lezen"):
        read_map(path)

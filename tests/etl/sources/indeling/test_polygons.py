import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point

from etl.sources.indeling import IndelingColumnsError
from etl.sources.indeling.polygons import read_polygons
from etl.sources.kaart.files import NoMapInFolderError
from etl.sources.kaart.layers import UnreadableMapError
from tests.etl.sources.kaart.maps import square

RD = "EPSG:28992"


def drawn(**columns: list[object]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        columns or {"gebied": ["A", "B"], "naam": ["Noord", "Zuid"]}, geometry=[square(0), square(1)], crs=RD
    )


@pytest.mark.parametrize("name", ["vlakken.gpkg", "vlakken.geojson", "vlakken.shp"])
def test_polygons_are_read_from_each_usual_format(tmp_path: Path, name: str) -> None:
    drawn().to_file(tmp_path / name)
    polygons_gdf = read_polygons(tmp_path / name)
    assert polygons_gdf.drop(columns="geometry").to_numpy().tolist() == [
        ["A", "Noord", "", "", 1],
        ["B", "Zuid", "", "", 2],
    ]
    assert polygons_gdf.to_crs(RD).area.tolist() == pytest.approx(drawn().area.tolist())


def test_a_geojson_without_reference_system_is_in_wgs84(tmp_path: Path) -> None:
    drawn().to_crs(4326).to_file(tmp_path / "vlakken.geojson", RFC7946="YES")
    assert "crs" not in (tmp_path / "vlakken.geojson").read_text()
    assert read_polygons(tmp_path / "vlakken.geojson").crs.to_epsg() == 4326


def test_a_shapefile_without_prj_has_no_reference_system(tmp_path: Path) -> None:
    drawn().to_file(tmp_path / "vlakken.shp")
    (tmp_path / "vlakken.prj").unlink()
    assert read_polygons(tmp_path / "vlakken.shp").crs is None


def test_a_zipped_shapefile_is_read(tmp_path: Path) -> None:
    drawn().to_file(tmp_path / "vlakken.shp")
    with zipfile.ZipFile(tmp_path / "vlakken.zip", "w") as archive:
        for part in sorted(tmp_path.glob("vlakken.*")):
            if part.suffix != ".zip":
                archive.write(part, f"export/{part.name}")
    assert list(read_polygons(tmp_path / "vlakken.zip")["gebied"]) == ["A", "B"]


def test_the_layer_that_names_areas_is_the_one_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vlakken.gpkg"
    gpd.GeoDataFrame({"soort": ["x"]}, geometry=[Point(160_000, 420_000)], crs=RD).to_file(path, layer="punten")
    drawn().to_file(path, layer="gebieden")
    assert list(read_polygons(path)["naam"]) == ["Noord", "Zuid"]


def test_headings_are_read_as_in_a_table_and_blanks_become_nothing(tmp_path: Path) -> None:
    drawn(Gebiedsnaam=["Noord-West", None], Rol=["Regisseur", None]).to_file(tmp_path / "vlakken.gpkg")
    polygons_gdf = read_polygons(tmp_path / "vlakken.gpkg")
    assert polygons_gdf[["gebied", "naam", "contact_rol"]].to_numpy().tolist() == [
        ["Noord-West", "Noord-West", "Regisseur"],
        ["", "", ""],
    ]


def test_numbers_of_areas_are_written_without_a_fraction(tmp_path: Path) -> None:
    drawn(gebied=[1.0, 2.0]).to_file(tmp_path / "vlakken.gpkg")
    assert list(read_polygons(tmp_path / "vlakken.gpkg")["gebied"]) == ["1", "2"]


def test_what_a_map_lacks_is_said(tmp_path: Path) -> None:
    drawn(fid_1=[1, 2]).to_file(tmp_path / "vlakken.gpkg")
    with pytest.raises(IndelingColumnsError, match="mist gebied of naam; aanwezig: fid_1"):
        read_polygons(tmp_path / "vlakken.gpkg")


def test_what_is_no_map_is_said(tmp_path: Path) -> None:
    (tmp_path / "vlakken.gpkg").write_text("geen kaart")
    with pytest.raises(UnreadableMapError, match=r"vlakken\.gpkg is niet als kaart te lezen"):
        read_polygons(tmp_path / "vlakken.gpkg")


def test_a_zip_without_a_map_is_said(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "vlakken.zip", "w") as archive:
        archive.writestr("leesmij.txt", "niets")
    with pytest.raises(NoMapInFolderError):
        read_polygons(tmp_path / "vlakken.zip")

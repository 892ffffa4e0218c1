import zipfile
from pathlib import Path

import pytest

from etl.provenance import InputFileNotFoundError
from etl.sources.kaart.files import DamagedZipError, NoMapInFolderError, map_files, parts_of


def a_zip(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return path


def names_in(path: Path) -> list[str]:
    with map_files(path) as files:
        return [file.name for file in files]


def test_a_file_is_read_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "kaart.gpkg"
    path.touch()
    with map_files(path) as files:
        assert files == (path,)


def test_a_zip_is_unpacked_with_its_folders(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "kaart.zip", "WijkBuurtkaart_2025_v1/wijkenbuurten_2025_v1.gpkg", "leesmij.txt")
    assert names_in(path) == ["wijkenbuurten_2025_v1.gpkg"]


def test_of_one_map_in_several_formats_the_geopackage_is_read(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "kaart.zip", "SHP/buurten_2021.shp", "SHP/buurten_2021.dbf", "GPKG/kaart_2021.gpkg")
    assert names_in(path) == ["kaart_2021.gpkg"]


def test_all_shapefiles_of_a_zip_are_read_with_their_parts_beside_them(tmp_path: Path) -> None:
    path = a_zip(
        tmp_path / "kaart.zip", *(f"shape/{name}.{part}" for name in ("wijk", "buurt") for part in ("SHP", "dbf"))
    )
    with map_files(path) as files:
        assert [file.name for file in files] == ["buurt.SHP", "wijk.SHP"]
        assert all(file.with_suffix(".dbf").exists() for file in files)


def test_what_a_mac_adds_to_a_zip_is_left_out(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "kaart.zip", "__MACOSX/._kaart.gpkg", "._kaart.gpkg", "kaart.gpkg")
    assert names_in(path) == ["kaart.gpkg"]


def test_a_folder_is_searched(tmp_path: Path) -> None:
    (tmp_path / "2024" / "v2").mkdir(parents=True)
    (tmp_path / "2024" / "v2" / "kaart.gpkg").touch()
    assert names_in(tmp_path) == ["kaart.gpkg"]


def test_the_unpacked_files_are_gone_afterwards(tmp_path: Path) -> None:
    with map_files(a_zip(tmp_path / "kaart.zip", "kaart.gpkg")) as (file,):
        assert file.exists()
    assert not file.exists()


def test_a_zip_without_a_map_names_what_is_in_it(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "cijfers.zip", "los.dbf")
    with pytest.raises(NoMapInFolderError, match=r"cijfers\.zip bevat geen kaart.*los\.dbf"), map_files(path):
        pass


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputFileNotFoundError, match=r"weg\.gpkg is er niet"), map_files(tmp_path / "weg.gpkg"):
        pass


def test_a_damaged_zip_is_told(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "kaart.zip", "kaart.gpkg")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"kaart.gpkg", b"kaarX.gpkg", 1))
    with pytest.raises(DamagedZipError, match="beschadigd"), map_files(path):
        pass


def test_a_shapefile_consists_of_its_parts(tmp_path: Path) -> None:
    for suffix in ("shp", "dbf", "shx", "prj", "sbn"):
        (tmp_path / f"buurten.{suffix}").touch()
    (tmp_path / "buurten_2.dbf").touch()
    names = [path.suffix for path in parts_of(tmp_path / "buurten.shp")]
    assert names == [".dbf", ".prj", ".shp", ".shx"]


def test_a_folder_consists_of_the_parts_of_its_maps(tmp_path: Path) -> None:
    for name in ("a.shp", "a.dbf", "b.shp", "b.dbf", "leesmij.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in parts_of(tmp_path)] == ["a.dbf", "a.shp", "b.dbf", "b.shp"]

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from etl.provenance import InputFileNotFoundError
from etl.sources.cells.text import DelimiterError
from etl.sources.indeling import IndelingColumnsError, IndelingFile, RegisterUnreadableError, read_register
from etl.sources.indeling.register import PolygonsOnIndelingError
from etl.sources.kaart.layers import UnreadableMapError
from tests.etl.sources.kaart.maps import square

ENTRY = """
[[indeling]]
key = "beheer"
gemeente_code = "GM9999"
name = "Beheer"
owner = "Openbare ruimte"
purpose = "Groen en grijs"
valid_from = 2024-01-01
status = "vastgesteld"
base_level = "buurt"
base_peildatum = 2024-01-01
file = "FILE"
"""


def register(folder: Path, text: str) -> Path:
    path = folder / "register.toml"
    path.write_text(text, encoding="utf-8")
    return path


def the_only(folder: Path, file_name: str) -> IndelingFile:
    (indeling,) = read_register(register(folder, ENTRY.replace("FILE", file_name)))
    return indeling


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_units_are_read_as_any_spreadsheet_program_saves_them(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = ["code;gebied;naam;bron", "BU99990000;01; Café ;x", "BU99990001;02;Zuid;y"]
    text = "\n".join(lines).replace(";", mark)
    (tmp_path / "delen.csv").write_bytes(text.encode(encoding))
    units_df = the_only(tmp_path, "delen.csv").units_df
    assert units_df is not None
    assert units_df[["code", "gebied", "naam"]].to_numpy().tolist() == [
        ["BU99990000", "01", "Café"],
        ["BU99990001", "02", "Zuid"],
    ]


def test_polygons_are_read_with_the_code_and_name_of_their_area(tmp_path: Path) -> None:
    drawn_gdf = gpd.GeoDataFrame({"gebied": ["A"], "naam": ["Noord"], "x": [1]}, geometry=[square(0)], crs="EPSG:28992")
    drawn_gdf.to_file(tmp_path / "vlakken.gpkg")
    indeling = the_only(tmp_path, "vlakken.gpkg")
    assert indeling.units_df is None
    assert indeling.polygons_gdf is not None
    assert indeling.polygons_gdf[["gebied", "naam"]].to_numpy().tolist() == [["A", "Noord"]]
    assert indeling.polygons_gdf.crs.to_epsg() == 28992


def test_columns_that_are_lacking_are_named_beside_those_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "delen.csv").write_text("code;wijk\nBU99990000;1\n")
    with pytest.raises(IndelingColumnsError, match="mist gebied of naam; aanwezig: code, wijk"):
        the_only(tmp_path, "delen.csv")


def test_a_file_that_is_no_map_is_named(tmp_path: Path) -> None:
    (tmp_path / "vlakken.gpkg").write_text("geen kaart")
    with pytest.raises(UnreadableMapError, match=r"vlakken\.gpkg is niet als kaart te lezen"):
        the_only(tmp_path, "vlakken.gpkg")


def test_a_text_without_columns_asks_for_its_delimiter(tmp_path: Path) -> None:
    (tmp_path / "delen.csv").write_text("code\nBU99990000\n")
    with pytest.raises(DelimiterError):
        the_only(tmp_path, "delen.csv")


def test_a_spreadsheet_is_read_as_a_table(tmp_path: Path) -> None:
    pd.DataFrame({"wijkcode": [999900], "gebied": ["1"]}).to_excel(tmp_path / "delen.xlsx", index=False)
    indeling = the_only(tmp_path, "delen.xlsx")
    assert indeling.handed_in is indeling.units_df
    assert list(indeling.handed_in["code"]) == ["999900"]


def test_a_map_cannot_be_made_of_the_areas_of_another_clustering(tmp_path: Path) -> None:
    gpd.GeoDataFrame({"gebied": ["A"]}, geometry=[square(0)], crs="EPSG:28992").to_file(tmp_path / "vlakken.gpkg")
    text = ENTRY.replace("FILE", "vlakken.gpkg") + 'base_indeling = "GM9999.wijkfoto.1"'
    with pytest.raises(PolygonsOnIndelingError, match=r"vlakken noemen geen gebieden van GM9999\.wijkfoto\.1"):
        read_register(register(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputFileNotFoundError, match=r"weg\.csv"):
        the_only(tmp_path, "weg.csv")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "er staat geen enkele"),
        ("[indeling]\nkey = 'beheer'", "dubbele haken"),
        ("[[indeling", "register.toml kan niet worden gelezen"),
        (ENTRY.replace('name = "Beheer"\n', ""), "indeling beheer, name ontbreekt"),
        (ENTRY.replace('"GM9999"', '"9999"'), "gemeente_code heeft niet de vorm .* .gevonden: '9999'."),
        (ENTRY.replace('"vastgesteld"', '"klaar"'), "status kent alleen de waarden .*'vastgesteld'"),
        (ENTRY.replace("valid_from = 2024-01-01", 'valid_from = "gisteren"'), "valid_from moet een datum zijn"),
        (ENTRY.replace('"buurt"', '"land"'), "base_level kent alleen de waarden 'wijk' of 'buurt' .gevonden: 'land'."),
        (ENTRY + "contact_team = 'a@b.nl'", "contact_team moet een rol of team zijn, geen e-mailadres"),
        (ENTRY + "is_partial = true\nrest_name = 'x'", "indeling beheer, rest_name past niet bij is_partial"),
        (ENTRY + "sliver_width_m = -1", "sliver_width_m moet minstens 0"),
        (ENTRY + "eigenaar = 'x'", "eigenaar is geen bekende sleutel"),
        (ENTRY.replace('key = "beheer"', "version = 0"), "indeling nummer 1, key ontbreekt\n.*version moet minstens 1"),
    ],
)
def test_what_is_wrong_in_a_register_is_said_in_dutch(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(RegisterUnreadableError, match=sentence):
        read_register(register(tmp_path, text))

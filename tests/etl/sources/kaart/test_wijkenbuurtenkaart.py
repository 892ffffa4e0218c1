import hashlib
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import Route

from etl.batch import GEBIED_COLUMNS, OBSERVATION_COLUMNS, REFUSED_COLUMNS, Batch
from etl.http import Client
from etl.sources.cells.figures import UNKNOWN_SPECIAL
from etl.sources.kaart.wijkenbuurtenkaart import LayersDifferError, batch_from_address, batch_from_path, map_layers
from geodata.gebieden.crs import check_crs_fits
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import Settings
from tests.etl.sources.kaart.maps import a_layer, a_provenance, buurten, frame, shapefile_buurten, written
from tests.servers.running import serve

CODES = ["BU99990000", "BU99990001"]


def checks_of(batch: Batch) -> set[str]:
    return {fault.check for fault in batch.faults}


def statuses_of(batch: Batch) -> dict[str, int]:
    return {str(status): int(count) for status, count in batch.observations_df["status"].value_counts().items()}


def level_counts(batch: Batch) -> dict[str, int]:
    return {str(prefix): int(count) for prefix, count in batch.gebieden_gdf["code"].str[:2].value_counts().items()}


def test_a_map_becomes_one_batch_at_1_january() -> None:
    batch = map_layers([a_layer(buurten(CODES, aantal_inwoners=[10, -99997]))], a_provenance(), load_catalogue())
    assert batch.peildatum == date(2024, 1, 1)
    assert list(batch.gebieden_gdf.columns) == [*GEBIED_COLUMNS, "geometry"]
    assert batch.gebieden_gdf.crs.to_epsg() == 28992
    assert list(batch.observations_df.columns) == list(OBSERVATION_COLUMNS)
    assert statuses_of(batch) == {"exact": 1, "geheim": 1}
    assert list(batch.refused_df.columns) == list(REFUSED_COLUMNS)


def test_the_parents_that_a_map_only_names_come_without_outline() -> None:
    batch = map_layers([a_layer(buurten(CODES))], a_provenance(), load_catalogue())
    assert batch.gebieden_gdf["code"].tolist() == ["GM9999", "WK999900", *CODES]
    assert batch.gebieden_gdf["name"].tolist() == ["Grijsveld", "WK999900", "Buurt 00", "Buurt 01"]
    assert batch.gebieden_gdf.geometry.isna().tolist() == [True, True, False, False]


def test_a_parent_with_a_layer_of_its_own_comes_once() -> None:
    wijken = frame(wijkcode=["WK999900"], wijknaam=["Midden"], gemeentecode=["GM9999"], jaar=[2024])
    batch = map_layers([a_layer(buurten(CODES)), a_layer(wijken)], a_provenance(), load_catalogue())
    assert batch.gebieden_gdf["code"].tolist() == ["GM9999", "WK999900", *CODES]
    assert batch.gebieden_gdf["name"].tolist()[:2] == ["Grijsveld", "Midden"]
    assert batch.gebieden_gdf.geometry.isna().tolist() == [True, False, False, False]


def test_figures_of_all_layers_are_put_together() -> None:
    wijken = frame(wijkcode=["WK999900"], aantal_inwoners=[30], jaar=[2024])
    layers = [a_layer(buurten(CODES, aantal_inwoners=[10, 20])), a_layer(wijken)]
    observations_df = map_layers(layers, a_provenance(), load_catalogue()).observations_df
    assert dict(zip(observations_df["gebied_code"], observations_df["value"], strict=True)) == {
        "WK999900": 30.0,
        CODES[0]: 10.0,
        CODES[1]: 20.0,
    }


def test_a_map_of_water_only_has_no_areas() -> None:
    layer = a_layer(buurten(["BU99999997"], aantal_inwoners=[0]))
    batch = map_layers([layer], a_provenance(), load_catalogue())
    assert (batch.gebieden_gdf.empty, batch.observations_df.empty) == (True, True)
    assert "water weggelaten" in checks_of(batch)


def test_refused_figures_are_warned_of_once_per_column() -> None:
    batch = map_layers([a_layer(buurten(CODES, aantal_inwoners=[-99996, -99996]))], a_provenance(), load_catalogue())
    (fault,) = [fault for fault in batch.faults if fault.check == "geweigerde waarde"]
    assert fault.column == "aantal_inwoners"
    assert "2 waarden geweigerd (-99996 bij BU99990000, -99996 bij BU99990001)" in fault.message
    assert set(batch.refused_df["reason"]) == {UNKNOWN_SPECIAL}


@pytest.mark.parametrize("other", [buurten(CODES), frame(wijkcode=["WK999900"], jaar=[2023])], ids=["level", "year"])
def test_layers_that_make_up_no_map_are_refused(other: object) -> None:
    layers = [a_layer(buurten(CODES)), a_layer(other)]
    with pytest.raises(LayersDifferError, match="hoogstens één laag per niveau"):
        map_layers(layers, a_provenance(), load_catalogue())


def test_a_file_is_known_by_its_name_edition_and_checksum(tmp_path: Path) -> None:
    path = written(buurten(CODES), tmp_path / "wijkenbuurten_2024_v2.gpkg")
    provenance = batch_from_path(path, load_catalogue()).provenance
    assert (provenance.source, provenance.table_id) == ("wijkenbuurtenkaart", "wijk- en buurtkaart 2024")
    assert (provenance.version, provenance.address) == ("v2", "wijkenbuurten_2024_v2.gpkg")
    assert provenance.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert provenance.byte_count == path.stat().st_size


def test_a_shapefile_with_other_figures_has_another_checksum(tmp_path: Path) -> None:
    first = written(shapefile_buurten(CODES, AANT_INW=[1, 2]), tmp_path / "a" / "buurten.shp")
    second = written(shapefile_buurten(CODES, AANT_INW=[1, 3]), tmp_path / "b" / "buurten.shp")
    assert first.read_bytes() == second.read_bytes()
    checksums = {batch_from_path(path, load_catalogue(), year=2015).provenance.sha256 for path in (first, second)}
    assert len(checksums) == 2


def test_two_files_together_make_up_a_map(tmp_path: Path) -> None:
    paths = [
        written(shapefile_buurten(CODES), tmp_path / "buurten_2015.gpkg"),
        written(frame(WK_CODE=["WK999900"]), tmp_path / "wijken_2015.gpkg"),
    ]
    batch = batch_from_path(paths, load_catalogue(), year=2015)
    assert level_counts(batch) == {"BU": 2, "WK": 1, "GM": 1}
    assert batch.provenance.address == "buurten_2015.gpkg, wijken_2015.gpkg"


def test_a_map_is_read_from_an_address(tmp_path: Path) -> None:
    path = written(buurten(CODES), tmp_path / "wijkenbuurten_2024_v1.gpkg")
    app = Starlette(routes=[Route("/downloads/wijkenbuurten_2024_v1.gpkg", lambda _: FileResponse(path))])
    with serve(app) as base_url, Client(Settings(local_dir=tmp_path / "local")) as client:
        address = f"{base_url}/downloads/wijkenbuurten_2024_v1.gpkg"
        batch = batch_from_address(client, address, load_catalogue())
    assert level_counts(batch) == {"BU": 2, "WK": 1, "GM": 1}
    assert (batch.provenance.address, batch.provenance.version) == (address, "v1")


@pytest.mark.real_data
class TestRealMaps:
    def test_oss_2015_has_106_buurten_23_wijken_and_44_indicators(self, shared_data: Path) -> None:
        paths = [shared_data / "oss" / "buurten_2015.gpkg", shared_data / "oss" / "wijken_2015.gpkg"]
        batch = batch_from_path(paths, load_catalogue(), year=2015)
        assert level_counts(batch) == {"BU": 106, "WK": 23, "GM": 1}
        assert batch.observations_df["indicator"].nunique() == 44
        assert statuses_of(batch) == {"exact": 5546, "geheim": 130}
        assert batch.refused_df.empty
        assert checks_of(batch) == {"ontbrekende kolommen"}

    def test_a_buurt_of_oss_without_inhabitants_has_zero_of_them(self, shared_data: Path) -> None:
        batch = batch_from_path(shared_data / "oss" / "buurten_2015.gpkg", load_catalogue(), year=2015)
        inwoners = batch.observations_df.query("indicator == 'inwoners'")
        assert inwoners["value"].notna().all()
        assert "BU08280501" in set(inwoners.loc[inwoners["value"] == 0, "gebied_code"])

    def test_the_whole_country_of_2015_is_read(self, shared_data: Path) -> None:
        batch = batch_from_path(shared_data / "nl" / "wijkenbuurten_2015.gpkg", load_catalogue(), year=2015)
        outlined = batch.gebieden_gdf[batch.gebieden_gdf.geometry.notna()]
        assert level_counts(batch) == {"BU": 12235, "WK": 2816, "GM": 393}
        assert outlined["code"].str[:2].value_counts().to_dict() == {"BU": 12229, "WK": 2797}
        assert int((~outlined.is_valid).sum()) == 15
        assert statuses_of(batch) == {"exact": 649763, "geheim": 11645}
        assert [fault.row for fault in batch.faults if fault.check == "vorm ontbreekt"] == [
            "BU02430204",
            "BU09860202",
            "BU09860203",
            "BU16690604",
            "BU17110101",
            "BU19040216",
        ]

    def test_a_topojson_with_codes_only_gives_areas_without_figures(self, shared_data: Path) -> None:
        batch = batch_from_path(shared_data / "nl" / "buurten_2019.topojson", load_catalogue(), year=2019)
        assert level_counts(batch) == {"BU": 13594, "WK": 3164, "GM": 355}
        assert batch.observations_df.empty
        assert check_crs_fits(batch.gebieden_gdf).fits

    def test_ten_of_the_english_columns_of_2022_are_known(self, shared_data: Path) -> None:
        batch = batch_from_path(shared_data / "oss" / "wijken_2022.gpkg", load_catalogue(), year=2022)
        assert batch.observations_df["indicator"].nunique() == 10
        assert statuses_of(batch) == {"exact": 229, "niet gepubliceerd": 1}
        assert set(batch.refused_df["column"]) == {"area", "urbanity", "income_low", "income_high", "edu_appl_sci"}

    def test_another_projects_own_names_are_warned_of(self, shared_data: Path) -> None:
        batch = batch_from_path(shared_data / "oss" / "wijken_2024.gpkg", load_catalogue(), year=2024)
        assert set(batch.observations_df["indicator"]) == {"inwoners", "mannen", "vrouwen"}
        assert batch.refused_df["column"].nunique() == 9
        assert len(batch.refused_df) == 207

    def test_baarn_has_all_its_columns_and_most_of_them_come_later(self, shared_data: Path) -> None:
        batch = batch_from_path(shared_data / "pdok" / "baarn_buurten.geojson", load_catalogue())
        assert level_counts(batch) == {"BU": 21, "WK": 5, "GM": 1}
        assert batch.observations_df["indicator"].nunique() == 215
        assert statuses_of(batch) == {"exact": 831, "niet gepubliceerd": 3675, "geheim": 9}
        assert batch.refused_df.empty

    def test_the_wfs_answer_of_2023_has_342_gemeenten_and_buitenland(self, shared_data: Path) -> None:
        batch = batch_from_path(shared_data / "pdok" / "wfs_gemeenten_2023.json", load_catalogue())
        assert level_counts(batch) == {"GM": 342}
        assert statuses_of(batch) == {"exact": 10602}
        assert "buitenland weggelaten" in checks_of(batch)

from pathlib import Path

import pytest

from etl.http import Client
from etl.sources.kaart.layers import read_map
from etl.sources.kaart.wijkenbuurtenkaart import map_layers
from etl.sources.pdok.answer import GemeenteUnknownError, read_answer
from etl.sources.pdok.ogc import fetch_collection
from etl.sources.pdok.services import PdokUnavailableError, fetch_country, fetch_gemeente
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import Settings
from tests.etl.sources.kaart.maps import a_provenance, buurten, written
from tests.etl.sources.pdok.peer import a_country, running
from tests.servers.pdok import Pdok


def test_a_gemeente_comes_from_the_ogc_api_on_all_levels(tmp_path: Path) -> None:
    with running(Pdok({2024: a_country(3)}), tmp_path) as (client, settings):
        found = fetch_gemeente(client, settings, year=2024, gemeente_code="GM9999")
    assert [layer.level for layer in found.layers] == [Level.GEMEENTE, Level.WIJK, Level.BUURT]
    assert [len(layer.gdf) for layer in found.layers] == [1, 1, 3]
    assert (found.provenance.source, found.provenance.table_id) == ("pdok-ogc", "wijk- en buurtkaart 2024")


def test_a_year_that_the_ogc_api_does_not_have_comes_from_the_wfs(tmp_path: Path) -> None:
    pdok = Pdok({2019: a_country(3, year=2019)}, ogc_years={2024})
    with running(pdok, tmp_path) as (client, settings):
        found = fetch_gemeente(client, settings, year=2019, gemeente_code="GM9999")
    assert [len(layer.gdf) for layer in found.layers] == [1, 1, 3]
    assert found.provenance.source == "pdok-wfs"


def test_both_services_give_the_same_areas_and_figures(tmp_path: Path) -> None:
    batches = []
    for pdok in (Pdok({2024: a_country(3)}), Pdok({2024: a_country(3)}, ogc_years=set())):
        with running(pdok, tmp_path) as (client, settings):
            found = fetch_gemeente(client, settings, year=2024, gemeente_code="GM9999")
        batches.append(map_layers(found.layers, found.provenance, load_catalogue()))
    by_ogc, by_wfs = batches
    assert by_ogc.gebieden_gdf.equals(by_wfs.gebieden_gdf)
    assert by_ogc.observations_df.equals(by_wfs.observations_df)
    assert len(by_ogc.observations_df) == 5


def test_the_same_map_fetched_twice_has_the_same_checksum(tmp_path: Path) -> None:
    with running(Pdok({2024: a_country(3)}), tmp_path) as (client, settings):
        first, second = (fetch_gemeente(client, settings, year=2024, gemeente_code="GM9999") for _ in range(2))
    assert first.provenance.sha256 == second.provenance.sha256


def test_a_year_that_nobody_has_tells_what_to_do_instead(tmp_path: Path) -> None:
    with running(Pdok(), tmp_path) as (client, settings), pytest.raises(PdokUnavailableError) as caught:
        fetch_gemeente(client, settings, year=2031, gemeente_code="GM9999")
    assert set(caught.value.errors) == {"OGC API", "WFS"}
    assert "download de Wijk- en Buurtkaart 2031" in str(caught.value)


def test_hosts_that_do_not_answer_are_both_named(tmp_path: Path) -> None:
    closed = "http://127.0.0.1:9"
    settings = Settings(local_dir=tmp_path, http_attempts=1, pdok_ogc_url=f"{closed}/ogc", pdok_wfs_url=f"{closed}/wfs")
    with Client(settings) as client, pytest.raises(PdokUnavailableError, match=r"OGC API: .*niet bereikbaar.*WFS: "):
        fetch_gemeente(client, settings, year=2024, gemeente_code="GM9999")


def test_a_gemeente_that_does_not_exist_is_no_reason_to_ask_elsewhere(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(3)})
    with running(pdok, tmp_path) as (client, settings), pytest.raises(GemeenteUnknownError):
        fetch_gemeente(client, settings, year=2024, gemeente_code="GM1234")
    assert not any("wfs" in address for address in pdok.asked)


@pytest.mark.real_data
def test_baarn_through_the_ogc_api_is_baarn_from_the_file(tmp_path: Path, shared_data: Path) -> None:
    (layer,) = read_map(shared_data / "pdok" / "baarn_buurten.geojson")
    from_file = map_layers([layer], a_provenance(), load_catalogue())
    baarn = layer.gdf.to_crs(28992)
    pdok = Pdok({2024: {"buurten": baarn}}, max_page=10)
    with running(pdok, tmp_path) as (client, settings):
        answer = fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT, gemeente_code="GM0308")
    by_ogc = map_layers([read_answer(answer)], a_provenance(), load_catalogue())
    assert by_ogc.observations_df.equals(from_file.observations_df)
    assert by_ogc.gebieden_gdf.drop(columns="geometry").equals(from_file.gebieden_gdf.drop(columns="geometry"))


def test_the_whole_country_comes_as_a_file(tmp_path: Path) -> None:
    path = written(buurten(["BU99990000"], year=2023), tmp_path / "wijkenbuurten_2023_v2.gpkg", layer="buurten")
    with running(Pdok(geopackages={2023: path}), tmp_path / "local") as (client, settings):
        found = fetch_country(client, settings, year=2023)
    assert [layer.level for layer in found.layers] == [Level.BUURT]
    assert (found.provenance.source, found.provenance.version) == ("wijkenbuurtenkaart", "v2")

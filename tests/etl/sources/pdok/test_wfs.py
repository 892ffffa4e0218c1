from pathlib import Path

import pytest

from etl.http import BadStatusError
from etl.sources.kaart.columns import Spelling
from etl.sources.pdok.answer import (
    FilterIgnoredError,
    GemeenteUnknownError,
    IncompleteAnswerError,
    OtherCrsError,
    read_answer,
)
from etl.sources.pdok.wfs import LayerNotServedError, NotWfsError, fetch_features, gemeente_filter
from geodata.gebieden.levels import Level
from tests.etl.sources.pdok.peer import a_country, answering, running
from tests.servers.pdok import Pdok


def test_all_pages_are_fetched(tmp_path: Path) -> None:
    pdok = Pdok({2023: a_country(24, year=2023)}, max_page=10)
    with running(pdok, tmp_path) as (client, settings):
        answer = fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT)
    assert len({feature["properties"]["buurtcode"] for feature in answer.features}) == 25
    assert sum("startIndex" in address for address in pdok.asked) == 3


@pytest.mark.parametrize("year", [2012, 2019, 2022])
@pytest.mark.parametrize("level", [Level.GEMEENTE, Level.WIJK, Level.BUURT])
def test_the_layers_of_each_year_are_found_by_their_own_names(tmp_path: Path, year: int, level: Level) -> None:
    with running(Pdok({year: a_country(1, year=year)}), tmp_path) as (client, settings):
        assert fetch_features(client, settings.pdok_wfs_url, year=year, level=level).features


def test_the_answer_is_in_rd_with_camel_case_names(tmp_path: Path) -> None:
    with running(Pdok({2023: a_country(2, year=2023)}), tmp_path) as (client, settings):
        layer = read_answer(fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT))
    assert (layer.crs.to_epsg(), layer.spelling, layer.year) == (28992, Spelling.CAMEL, 2023)
    assert layer.gdf["aantalInwoners"].tolist() == [10, 11, 12]
    assert layer.gdf.total_bounds.tolist() == [155_000, 463_000, 155_300, 463_100]


def test_properties_that_are_left_out_are_missing(tmp_path: Path) -> None:
    with running(Pdok({2023: a_country(1, year=2023)}), tmp_path) as (client, settings):
        layer = read_answer(fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.GEMEENTE))
    assert layer.gdf["aantalInwoners"].isna().tolist() == [False, False, True]


def test_only_the_gemeente_that_is_asked_comes(tmp_path: Path) -> None:
    with running(Pdok({2023: a_country(3, year=2023)}), tmp_path) as (client, settings):
        answer = fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT, gemeente_code="GM9999")
    assert len(answer.features) == 3


def test_the_service_passes_over_a_cql_filter(tmp_path: Path) -> None:
    with running(Pdok({2023: a_country(3, year=2023)}), tmp_path) as (client, settings):
        query = {"request": "GetFeature", "typeNames": "wijkenbuurten:buurten", "CQL_FILTER": "gemeentecode='GM9999'"}
        page = client.get_json(f"{settings.pdok_wfs_url}/2023/wfs/v1_0", query)
    assert len(page["features"]) == 4


def test_a_filter_that_is_ignored_is_noticed(tmp_path: Path) -> None:
    pdok = Pdok({2023: a_country(3, year=2023)}, ignores_filter=True)
    with running(pdok, tmp_path) as (client, settings), pytest.raises(FilterIgnoredError, match="negeert het filter"):
        fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT, gemeente_code="GM9999")


def test_a_gemeente_that_is_not_there_is_named(tmp_path: Path) -> None:
    pdok = Pdok({2023: a_country(3, year=2023)})
    with running(pdok, tmp_path) as (client, settings), pytest.raises(GemeenteUnknownError, match="GM1234"):
        fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT, gemeente_code="GM1234")


def test_fewer_areas_than_the_service_counts_are_noticed(tmp_path: Path) -> None:
    pdok = Pdok({2023: a_country(3, year=2023)}, hits_too_many=1)
    with running(pdok, tmp_path) as (client, settings), pytest.raises(IncompleteAnswerError, match="5 gebieden geteld"):
        fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT)


def test_pages_that_overlap_are_noticed(tmp_path: Path) -> None:
    pdok = Pdok({2023: a_country(19, year=2023)}, max_page=10, repeats_first_page=True)
    with running(pdok, tmp_path) as (client, settings), pytest.raises(IncompleteAnswerError, match="10 verschillende"):
        fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT)


def test_an_answer_in_degrees_is_refused(tmp_path: Path) -> None:
    pdok = Pdok({2023: a_country(3, year=2023)}, ignores_crs=True)
    with running(pdok, tmp_path) as (client, settings), pytest.raises(OtherCrsError, match="CRS84"):
        fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT)


def test_a_service_without_the_level_names_the_layers_that_it_has(tmp_path: Path) -> None:
    pdok = Pdok({2023: {"gemeenten": a_country(1, year=2023)["gemeenten"]}})
    message = r"geen laag met buurten\. Gevonden: wijkenbuurten:gemeenten"
    with running(pdok, tmp_path) as (client, settings), pytest.raises(LayerNotServedError, match=message):
        fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT)


def test_a_year_that_is_not_there_is_status_404(tmp_path: Path) -> None:
    pdok = Pdok({2023: a_country(1, year=2023)})
    with running(pdok, tmp_path) as (client, settings), pytest.raises(BadStatusError) as caught:
        fetch_features(client, settings.pdok_wfs_url, year=2013, level=Level.BUURT)
    assert caught.value.status == 404


def test_a_code_cannot_break_out_of_the_filter() -> None:
    assert "<Literal>GM&lt;/Literal&gt;</Literal>" in gemeente_filter("GM</Literal>")


def test_a_page_of_maintenance_is_shown_as_it_came(tmp_path: Path) -> None:
    page = "<html><p>Wegens onderhoud gesloten<br></html>"
    with answering(tmp_path, page, "text/html") as (client, settings), pytest.raises(NotWfsError, match="onderhoud"):
        fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT)


def test_a_service_that_does_not_count_is_not_trusted(tmp_path: Path) -> None:
    names = "<FeatureType><Name>wijkenbuurten:buurten</Name></FeatureType>"
    namespace = 'xmlns="http://www.opengis.net/wfs/2.0" numberMatched="unknown"'
    capabilities = f"<WFS_Capabilities {namespace}>{names}</WFS_Capabilities>"
    with (
        answering(tmp_path, capabilities, "text/xml") as (client, settings),
        pytest.raises(IncompleteAnswerError, match="telt unknown in plaats van een aantal"),
    ):
        fetch_features(client, settings.pdok_wfs_url, year=2023, level=Level.BUURT)

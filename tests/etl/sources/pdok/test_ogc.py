from pathlib import Path

import pytest

from etl.http import BadStatusError, NotJsonError
from etl.sources.pdok.answer import (
    FilterIgnoredError,
    GemeenteUnknownError,
    IncompleteAnswerError,
    OtherCrsError,
    read_answer,
)
from etl.sources.pdok.ogc import RD_URI, fetch_collection
from geodata.gebieden.levels import Level
from tests.etl.sources.pdok.peer import a_country, answering, running
from tests.servers.pdok import Pdok


def test_all_pages_are_fetched_by_their_links(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(24)}, max_page=10)
    with running(pdok, tmp_path) as (client, settings):
        answer = fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT)
    assert len(answer.features) == 25
    assert len(pdok.asked) == 3
    assert len({feature["properties"]["buurtcode"] for feature in answer.features}) == 25


def test_more_than_the_ten_that_the_service_gives_by_itself_are_asked(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(24)})
    with running(pdok, tmp_path) as (client, settings):
        fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT)
    (asked,) = pdok.asked
    assert "limit=1000" in asked


def test_the_answer_is_in_rd(tmp_path: Path) -> None:
    with running(Pdok({2024: a_country(2)}), tmp_path) as (client, settings):
        layer = read_answer(fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT))
    assert layer.crs.to_epsg() == 28992
    assert layer.gdf.total_bounds.tolist() == [155_000, 463_000, 155_300, 463_100]


def test_a_property_that_one_page_leaves_out_is_missing_there(tmp_path: Path) -> None:
    with running(Pdok({2024: a_country(1)}, max_page=2), tmp_path) as (client, settings):
        layer = read_answer(fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.GEMEENTE))
    assert layer.gdf["gemeentecode"].tolist() == ["GM9999", "GM9998", "GM0998"]
    assert layer.gdf["aantal_inwoners"].isna().tolist() == [False, False, True]


def test_only_the_gemeente_that_is_asked_comes(tmp_path: Path) -> None:
    with running(Pdok({2024: a_country(3)}), tmp_path) as (client, settings):
        answer = fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT, gemeente_code="GM9999")
    assert {feature["properties"]["gemeentecode"] for feature in answer.features} == {"GM9999"}
    assert len(answer.features) == 3


def test_a_filter_that_is_ignored_is_noticed(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(3)}, ignores_filter=True)
    with running(pdok, tmp_path) as (client, settings), pytest.raises(FilterIgnoredError, match="GM9998"):
        fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT, gemeente_code="GM9999")


def test_a_gemeente_that_is_not_there_is_named(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(3)})
    with (
        running(pdok, tmp_path) as (client, settings),
        pytest.raises(GemeenteUnknownError, match=r"GM1234 .* van 2024"),
    ):
        fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT, gemeente_code="GM1234")


def test_an_answer_in_degrees_is_refused(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(3)}, ignores_crs=True)
    with running(pdok, tmp_path) as (client, settings), pytest.raises(OtherCrsError, match="CRS84"):
        fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT)


def test_pages_that_go_round_are_noticed(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(24)}, max_page=10, repeats_first_page=True)
    with running(pdok, tmp_path) as (client, settings), pytest.raises(IncompleteAnswerError, match="verwijst terug"):
        fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT)


def test_a_year_that_is_not_there_is_status_404(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(3)})
    with running(pdok, tmp_path) as (client, settings), pytest.raises(BadStatusError) as caught:
        fetch_collection(client, settings.pdok_ogc_url, year=2012, level=Level.BUURT)
    assert caught.value.status == 404


def test_a_slow_answer_is_asked_for_again(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(3)}, slow_answers=[1.0])
    with running(pdok, tmp_path, timeout_s=0.4) as (client, settings):
        answer = fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT)
    assert len(answer.features) == 4
    assert len(pdok.asked) == 2


def test_the_system_is_asked_for_by_its_address(tmp_path: Path) -> None:
    pdok = Pdok({2024: a_country(3)})
    with running(pdok, tmp_path) as (client, settings):
        fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT)
    assert RD_URI.replace(":", "%3A").replace("/", "%2F") in pdok.asked[0]


def test_a_page_that_is_no_json_is_refused(tmp_path: Path) -> None:
    with (
        answering(tmp_path, "<html>gesloten</html>", "text/html", Content_Crs=f"<{RD_URI}>") as (client, settings),
        pytest.raises(NotJsonError, match="gesloten"),
    ):
        fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT)


def test_an_answer_that_does_not_name_its_system_is_not_guessed_at(tmp_path: Path) -> None:
    with (
        answering(tmp_path, '{"features": []}', "application/json") as (client, settings),
        pytest.raises(OtherCrsError),
    ):
        fetch_collection(client, settings.pdok_ogc_url, year=2024, level=Level.BUURT)

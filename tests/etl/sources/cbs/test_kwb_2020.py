"""The complete table of 2020 (84799NED), pulled through the real client from a local server in CBS's shapes."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from etl.batch import Batch
from etl.http import Client
from etl.sources.cbs.catalogue import find_kwb_table
from etl.sources.cbs.odata_v3 import fetch_table, map_table
from geodata.indicators.catalogue import load_catalogue
from tests.etl.sources.cbs.grid import cell, in_order
from tests.servers.cbs import cbs_settings, kwb_2020_app
from tests.servers.running import serve

pytestmark = pytest.mark.real_data

OSS_WITHOUT_INHABITANTS = 6


@pytest.fixture(scope="module")
def client(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    local_dir = tmp_path_factory.mktemp("local")
    with serve(kwb_2020_app(shared_data)) as url, Client(cbs_settings(url, local_dir)) as client:
        yield client


@pytest.fixture(scope="module")
def batch(client: Client) -> Batch:
    return map_table(fetch_table(client, "84799NED"), load_catalogue())


def of_oss(batch: Batch, indicator: str) -> pd.Series:
    df = batch.observations_df
    is_oss = df["gebied_code"].str[2:6].eq("0828") & df["indicator"].eq(indicator)
    return df[is_oss].set_index("gebied_code")["value"]


def sums_by_level(values: pd.Series) -> dict[str, float]:
    return values.groupby(values.index.str[:2]).sum().to_dict()


def test_the_table_of_2020_is_found_in_the_catalogue(client: Client) -> None:
    assert find_kwb_table(client, 2020) == "84799NED"


def test_all_rows_come_without_an_error(batch: Batch) -> None:
    assert len(batch.gebieden_gdf) == batch.observations_df["gebied_code"].nunique() == 17_341
    assert list(batch.errors()) == []
    assert batch.refused_df.empty


def test_oss_has_the_figures_that_were_added_by_hand(batch: Batch) -> None:
    assert sums_by_level(of_oss(batch, "inwoners")) == {"BU": 91_745, "WK": 91_880, "GM": 91_915}
    assert sums_by_level(of_oss(batch, "huishoudens")) == {"BU": 40_345, "WK": 40_510, "GM": 40_557}
    assert sums_by_level(of_oss(batch, "personenautos")) == {"BU": 48_110, "WK": 48_135, "GM": 48_180}
    assert sums_by_level(of_oss(batch, "uitkering_bijstand")) == {"BU": 1_740, "WK": 1_720, "GM": 1_710}


def test_six_buurten_of_oss_have_zero_inhabitants_and_not_none(batch: Batch) -> None:
    people = of_oss(batch, "inwoners")
    assert (people == 0).sum() == OSS_WITHOUT_INHABITANTS
    assert cell(batch, "BU08280501", "inwoners") == (0, "exact")


def test_topics_that_are_empty_on_every_row_are_unpublished_and_never_secret(batch: Batch) -> None:
    statuses = batch.observations_df.groupby("indicator")["status"].agg(frozenset)
    empty = statuses[statuses == {"niet gepubliceerd"}]
    texts = {"indelingswijziging", "meest_voorkomende_postcode"}
    assert len(empty) == 68
    assert len(set(statuses.index) - set(empty.index) - texts) == 43


def test_welfare_of_small_buurten_is_secret(batch: Batch) -> None:
    df = batch.observations_df
    is_welfare = df["gebied_code"].str.startswith("BU0828") & df["indicator"].eq("uitkering_bijstand")
    assert df[is_welfare]["status"].value_counts().to_dict() == {"exact": 90, "geheim": 16}


def test_oss_alone_gives_the_same_as_the_whole_table_does_for_it(client: Client, batch: Batch) -> None:
    part = in_order(map_table(fetch_table(client, "84799NED", "GM0828"), load_catalogue()))
    whole = in_order(batch)
    expected = whole[whole["gebied_code"].isin(part["gebied_code"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, expected)

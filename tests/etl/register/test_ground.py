from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from etl.register.below import BelowDiffersError, BelowNotFoundError, OtherGemeenteBelowError
from etl.register.entry import enter_indeling
from etl.register.ground import BaseNotLoadedError, newest_peildatum, read_ground
from geodata.gebieden.levels import Level
from tests.batches import figures_batch, map_batch
from tests.etl.register.entries import APART, header, listed
from tests.etl.test_load import load
from tests.etl.test_weights import addresses, load_addresses


@pytest.fixture
def connection(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        load(connection, map_batch())
        yield connection


def test_the_units_come_with_their_wijk_and_the_people_that_are_loaded(connection: psycopg.Connection) -> None:
    load(connection, figures_batch({"BU00010101": 500.0}))
    units_gdf = read_ground(connection, header()).base.units_gdf.set_index("code")
    assert units_gdf["people"].fillna(-1).to_dict() == {"BU00010101": 500.0, "BU00010102": -1.0}
    assert set(units_gdf["wijk_code"]) == {"WK000101"}
    assert units_gdf.crs.to_epsg() == 28992


def test_points_are_those_in_the_units_of_the_nearest_year(connection: psycopg.Connection, tmp_path: Path) -> None:
    load_addresses(connection, addresses(tmp_path / "oud.gpkg", [10]), year=2020)
    load_addresses(connection, addresses(tmp_path / "nieuw.gpkg", [20, 30, 5000]), year=2023)
    ground = read_ground(connection, header())
    points_gdf = ground.base.points_gdf
    assert points_gdf is not None
    assert list(points_gdf["kind"]) == ["adressen", "adressen"]
    assert ground.points == {"adressen": {"peildatum": "2023-01-01", "aantal": 2, "ladingen": [3]}}


def test_units_of_other_years_are_at_hand_to_explain_a_code(connection: psycopg.Connection) -> None:
    connection.execute("UPDATE gebied SET peildatum = '2023-01-01' WHERE code = 'BU00010102'")
    elsewhere_df = read_ground(connection, header()).base.elsewhere_df
    assert elsewhere_df is not None
    assert elsewhere_df.to_numpy().tolist() == [["BU00010102", "Oost", date(2023, 1, 1)]]


def test_without_boundaries_of_that_date_it_is_said_what_to_load(connection: psycopg.Connection) -> None:
    with pytest.raises(BaseNotLoadedError, match=r"geen enkele buurt met grenzen per 01-01-2025 .*etl kaart"):
        read_ground(connection, header(base_peildatum=date(2025, 1, 1)))
    assert newest_peildatum(connection, "GM0001", Level.BUURT) == date(2024, 1, 1)
    with pytest.raises(BaseNotLoadedError, match="Van GM0002 is geen enkele wijk met grenzen geladen"):
        newest_peildatum(connection, "GM0002", Level.WIJK)


def test_the_clustering_below_must_be_there_of_the_same_gemeente_and_on_the_same_units(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    with pytest.raises(BelowNotFoundError, match=r"GM0001\.beheer\.1, waarop deze bouwt"):
        read_ground(connection, header(key="boven", base_indeling="GM0001.beheer.1"))
    with pytest.raises(OtherGemeenteBelowError, match=r"GM0002\.beheer\.1 is niet van GM0001"):
        read_ground(connection, header(key="boven", base_indeling="GM0002.beheer.1"))
    enter_indeling(connection, listed(tmp_path, APART))
    with pytest.raises(BelowDiffersError, match="staat op buurten per 01-01-2024; voor Beheer zijn wijken"):
        read_ground(connection, header(key="boven", base_indeling="GM0001.beheer.1", base_level="wijk"))
    below_gdf = read_ground(connection, header(key="boven", base_indeling="GM0001.beheer.1")).base.indeling_parts_gdf
    assert below_gdf is not None
    assert list(below_gdf["area_code"]) == ["o", "w"]

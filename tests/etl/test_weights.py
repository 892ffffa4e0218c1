from collections.abc import Iterator, Sequence
from pathlib import Path

import geopandas as gpd
import psycopg
import pytest
from shapely import Point

from etl.load import LoadReport
from etl.lock import exclusive_load
from etl.pipeline import Workbench, load_weights
from etl.sources.gewichten.layers import Wanted
from etl.status import faults_of, loads
from etl.undo import undo_load
from etl.weights import GemeenteOutlineMissingError, PointsLoadedError
from geodata.indelingen.tables import WeightKind
from geodata.indicators.catalogue import load_catalogue
from tests.batches import BOTTOM_M, LEFT_M, map_batch
from tests.etl.test_load import load

POINTS = "SELECT kind, ref, weight, ST_X(geom), ST_Y(geom) FROM weight_point ORDER BY ref"


@pytest.fixture
def connection(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        yield connection


def addresses(path: Path, numbers: Sequence[int], **columns: Sequence[str]) -> Path:
    """Addresses of which the number says how many metres they lie from the west of the grid gemeente."""
    refs = {"identificatie": [f"vbo-{number}" for number in numbers]}
    points = [Point(LEFT_M + number, BOTTOM_M + 50) for number in numbers]
    gpd.GeoDataFrame(refs | columns, geometry=points, crs="EPSG:28992").to_file(path)
    return path


def load_addresses(
    connection: psycopg.Connection, path: Path, *, year: int = 2024, gemeente: str | None = None
) -> LoadReport:
    bench = Workbench(connection, load_catalogue(), lambda _: None, lambda _: None)
    return load_weights(bench, path, Wanted(WeightKind.ADDRESSES), year=year, gemeente_code=gemeente)


def test_points_are_stored_with_their_number_and_what_was_left_out_is_kept(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    statuses = ["Verblijfsobject in gebruik", "Verblijfsobject ingetrokken"]
    report = load_addresses(connection, addresses(tmp_path / "bag.gpkg", [10, 20], status=statuses))
    assert connection.execute(POINTS).fetchall() == [("adressen", "vbo-10", 1.0, LEFT_M + 10, BOTTOM_M + 50)]
    assert (report.result, report.counts) == ("gelukt", {"punten": 1})
    assert [fault.check for fault in faults_of(connection, report.load_id)] == ["status"]
    assert loads(connection)[0].licence.startswith("CC0 (BAG")


def test_the_same_file_again_changes_nothing_whatever_came_between(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    first = load_addresses(connection, addresses(tmp_path / "west.gpkg", [10]))
    load_addresses(connection, addresses(tmp_path / "oost.gpkg", [110]))
    again = load_addresses(connection, tmp_path / "west.gpkg")
    assert (again.result, again.load_id) == ("al geladen", first.load_id)
    assert len(connection.execute(POINTS).fetchall()) == 2


def test_a_point_that_another_load_of_the_year_brought_is_refused_and_of_another_year_not(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    load_addresses(connection, addresses(tmp_path / "jan.gpkg", [10, 20]))
    later = addresses(tmp_path / "juli.gpkg", [20, 30])
    with pytest.raises(PointsLoadedError, match=r"lading 1: 1, waaronder vbo-20\).*etl undo 1"):
        load_addresses(connection, later)
    assert [load.result for load in loads(connection)] == ["gelukt", "mislukt"]
    assert len(connection.execute(POINTS).fetchall()) == 2
    assert load_addresses(connection, later, year=2025).result == "gelukt"


def test_a_load_of_points_is_taken_back(connection: psycopg.Connection, tmp_path: Path) -> None:
    first = load_addresses(connection, addresses(tmp_path / "west.gpkg", [10, 20]))
    load_addresses(connection, addresses(tmp_path / "oost.gpkg", [110]))
    with exclusive_load(connection):
        assert undo_load(connection, first.load_id).points_removed == 2
    assert [row[1] for row in connection.execute(POINTS)] == ["vbo-110"]


def test_of_a_gemeente_only_what_lies_in_it_is_loaded(connection: psycopg.Connection, tmp_path: Path) -> None:
    path = addresses(tmp_path / "nl.gpkg", [10, 5000])
    with pytest.raises(GemeenteOutlineMissingError, match="Laad eerst de wijk- en buurtkaart"):
        load_addresses(connection, path, gemeente="GM0001")
    load(connection, map_batch())
    connection.execute("UPDATE gebied SET geom = NULL WHERE level = 'gemeente'")
    load_addresses(connection, path, gemeente="GM0001")
    assert [row[1] for row in connection.execute(POINTS)] == ["vbo-10"]
    assert loads(connection)[-1].scope == "GM0001"

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from shapely import box

from etl.batch import Batch
from etl.load import BatchRefusedError, LoadReport, LoadRequest, load_batch
from etl.status import faults_of, loads
from geodata.indicators.catalogue import load_catalogue
from tests.batches import BOTTOM_M, LEFT_M, figures_batch, gebieden, map_batch, observations, provenance, square

FIGURES = {"GM0001": 33.0, "WK000101": 35.0, "BU00010101": 20.0, "BU00010102": 15.0}


@pytest.fixture
def connection(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        yield connection


def load(connection: psycopg.Connection, batch: Batch, **request: object) -> LoadReport:
    return load_batch(connection, batch, catalogue=load_catalogue(), request=LoadRequest(**request))  # type: ignore[arg-type]


def figures(connection: psycopg.Connection) -> dict[str, tuple[float | None, float | None, float | None, str]]:
    rows = connection.execute(
        "SELECT code, value, lowest, highest, status::text FROM observation JOIN gebied ON id = gebied_id"
    ).fetchall()
    return {code: tuple(rest) for code, *rest in rows}  # type: ignore[misc]


def everything(connection: psycopg.Connection) -> dict[str, object]:
    """All that a load may change, but for its record."""
    tables = ("gebied", "gebied_history", "gebied_shape", "indeling", "indeling_gebied", "observation", "indicator")
    return {
        table: connection.execute(f"SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM {table} t").fetchall()
        for table in tables
    }


def test_figures_are_stored_with_the_range_that_the_rounding_leaves(connection: psycopg.Connection) -> None:
    report = load(connection, figures_batch(FIGURES))
    assert report.result == "gelukt"
    assert figures(connection) == {
        "GM0001": (33.0, 33.0, 33.0, "exact"),
        "WK000101": (35.0, 31.0, 39.0, "afgerond"),
        "BU00010101": (20.0, 16.0, 24.0, "afgerond"),
        "BU00010102": (15.0, 11.0, 19.0, "afgerond"),
    }


def test_the_same_input_twice_changes_nothing(connection: psycopg.Connection) -> None:
    load(connection, map_batch())
    load(connection, figures_batch(FIGURES))
    before = everything(connection)
    assert load(connection, figures_batch(FIGURES)).result == "al geladen"
    assert load(connection, figures_batch(FIGURES), is_forced=True).result == "ongewijzigd"
    assert load(connection, map_batch(), is_forced=True).result == "ongewijzigd"
    assert everything(connection) == before


def test_a_changed_figure_replaces_the_old_one_which_stays_in_history(connection: psycopg.Connection) -> None:
    first = load(connection, figures_batch(FIGURES))
    second = load(connection, figures_batch(FIGURES | {"BU00010101": 25.0}, sha256="g" * 64))
    assert second.counts["waarnemingen"] == {"new": 0, "unchanged": 3, "kept_from_better_source": 0, "changed": 1}
    assert figures(connection)["BU00010101"][0] == 25.0
    kept = connection.execute("SELECT value, load_id, superseded_by FROM observation_history").fetchall()
    assert kept == [(20.0, first.load_id, second.load_id)]


def test_an_older_edition_is_loaded_again_after_a_newer_one(connection: psycopg.Connection) -> None:
    load(connection, figures_batch(FIGURES))
    load(connection, figures_batch(FIGURES | {"BU00010101": 25.0}, sha256="g" * 64))
    assert load(connection, figures_batch(FIGURES)).result == "gelukt"
    assert figures(connection)["BU00010101"][0] == 20.0


def test_the_map_does_not_overrule_the_table(connection: psycopg.Connection) -> None:
    load(connection, figures_batch(FIGURES))
    report = load(connection, figures_batch(FIGURES | {"BU00010101": 25.0}, source="wijkenbuurtenkaart"))
    assert report.counts["waarnemingen"] == {"new": 0, "unchanged": 3, "kept_from_better_source": 1, "changed": 0}
    assert figures(connection)["BU00010101"][0] == 20.0


def test_not_published_yet_does_not_wipe_out_a_published_value(connection: psycopg.Connection) -> None:
    load(connection, figures_batch(FIGURES))
    empty = observations([(code, "inwoners", 2024, float("nan"), "niet gepubliceerd") for code in FIGURES])
    batch = replace(figures_batch({}), observations_df=empty, provenance=provenance(sha256="g" * 64))
    assert load(connection, batch).result == "ongewijzigd"
    assert figures(connection)["BU00010101"][0] == 20.0


def test_a_map_gives_outlines_to_areas_that_came_by_code_and_figures_leave_them(
    connection: psycopg.Connection,
) -> None:
    load(connection, figures_batch(FIGURES))
    load(connection, map_batch())
    load(connection, figures_batch(FIGURES, sha256="g" * 64))
    areas = connection.execute("SELECT code, ST_Area(geom) FROM gebied ORDER BY code").fetchall()
    assert areas == [
        ("BU00010101", 10_000.0),
        ("BU00010102", 10_000.0),
        ("GM0001", 20_000.0),
        ("WK000101", 20_000.0),
    ]


def test_a_map_of_codes_only_takes_no_name_away_and_gets_names_from_a_later_table(
    connection: psycopg.Connection,
) -> None:
    nameless = gebieden({code: code for code in FIGURES}, dict(map_batch().gebieden_gdf.set_index("code").geometry))
    load(connection, replace(map_batch(), gebieden_gdf=nameless))
    load(connection, figures_batch(FIGURES))
    load(connection, replace(map_batch(sha256="n" * 64), gebieden_gdf=nameless))
    assert connection.execute("SELECT name FROM gebied WHERE code = 'BU00010101'").fetchone() == ("West",)


def test_each_outline_is_stored_at_every_scale_and_moves_with_its_neighbour(connection: psycopg.Connection) -> None:
    load(connection, map_batch())
    moved = {
        "BU00010101": box(LEFT_M, BOTTOM_M, LEFT_M + 150, BOTTOM_M + 100),
        "BU00010102": box(LEFT_M + 150, BOTTOM_M, LEFT_M + 200, BOTTOM_M + 100),
    }
    outer = map_batch().gebieden_gdf.set_index("code").geometry
    load(connection, map_batch(sha256="n" * 64, outlines=dict(outer) | moved))
    shapes = connection.execute(
        "SELECT code, tolerance_m, ST_Area(s.geom) FROM gebied_shape s JOIN gebied ON id = gebied_id "
        "WHERE level = 'buurt' ORDER BY 1, 2"
    ).fetchall()
    assert shapes == [("BU00010101", t, 15_000.0) for t in (5, 20, 80)] + [
        ("BU00010102", t, 5_000.0) for t in (5, 20, 80)
    ]


def test_cbs_levels_are_in_the_register_with_their_areas(connection: psycopg.Connection) -> None:
    load(connection, map_batch())
    members = connection.execute(
        "SELECT i.key, i.version, count(*) FROM indeling i JOIN indeling_gebied m ON m.indeling_id = i.id "
        "GROUP BY 1, 2 ORDER BY 1"
    ).fetchall()
    assert members == [("cbs-buurt", 2024, 2), ("cbs-gemeente", 2024, 1), ("cbs-wijk", 2024, 1)]


def test_a_batch_with_errors_changes_nothing_and_its_faults_can_be_read_later(connection: psycopg.Connection) -> None:
    load(connection, map_batch())
    before = everything(connection)
    with pytest.raises(BatchRefusedError, match="er is niets veranderd") as caught:
        load(connection, figures_batch(FIGURES | {"BU00010101": -5.0}))
    assert everything(connection) == before
    (fault,) = faults_of(connection, caught.value.load_id)
    assert (fault.row, fault.severity.value) == ("BU00010101", "fout")
    assert [record.result for record in loads(connection)] == ["gelukt", "mislukt"]


def test_an_invalid_outline_is_repaired_and_the_repair_is_kept(connection: psycopg.Connection) -> None:
    west = square(0)
    bow_tie = type(west)([*west.exterior.coords][:2] + [*west.exterior.coords][3:1:-1])
    outlines = dict(map_batch().gebieden_gdf.set_index("code").geometry) | {"BU00010101": bow_tie}
    load(connection, map_batch(outlines=outlines))
    (repair,) = connection.execute(
        "SELECT code, area_after_m2, ST_IsValid(geom) FROM gebied_repair JOIN gebied ON id = gebied_id"
    ).fetchall()
    assert repair == ("BU00010101", 5_000.0, True)


def test_a_load_that_is_interrupted_is_recorded_as_failed_and_changes_nothing(connection: psycopg.Connection) -> None:
    load(connection, map_batch())
    before = everything(connection)

    def interrupt(step: str) -> None:
        if step == "cijfers samenvoegen":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_batch(connection, figures_batch(FIGURES), catalogue=load_catalogue(), progress=interrupt)
    assert everything(connection) == before
    assert [record.result for record in loads(connection)] == ["gelukt", "mislukt"]

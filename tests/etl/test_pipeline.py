"""From publishers' servers and files to the database, whole."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import geopandas as gpd
import psycopg
import pytest

from etl.gemeente import GemeenteUnreachableError, input_files, load_gemeente
from etl.http import Client
from etl.load import LoadReport
from etl.pipeline import (
    BatchesRefusedError,
    CrsNotUnderstoodError,
    GemeenteAbsentError,
    Workbench,
    gemeente_code_from,
    indelingen_in,
    load_cbs,
    load_kwb,
    load_map,
    load_map_from_address,
    load_pdok,
    load_table,
)
from etl.provenance import InputFileNotFoundError
from etl.sample import load_sample
from etl.sources.cbs.catalogue import KwbTableNotFoundError
from etl.status import loads
from geodata.gebieden.codes import MalformedCodeError, OtherLevelError
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import Settings
from tests.batches import map_batch
from tests.etl.sources.cbs.grid import the_country
from tests.etl.sources.kaart.maps import buurten, frame, shapefile_buurten, written
from tests.servers.cbs import V4_ROOT, Traps, cbs_app, cbs_settings, kwb_2020_app
from tests.servers.pdok import Pdok
from tests.servers.running import serve

BUURTEN = ["BU08280000", "BU08280001", "BU08280100", "BU03630001"]
CLOSED = "http://127.0.0.1:1"
TWO_PEILDATA = """
bron = "proef"
tabel = "proef"
uitgever = "proef"
licentie = "CC BY 4.0"
[gebied]
code = "code"
[periode]
kolom = "jaar"
[peildatum]
regel = "periode"
[vorm]
soort = "breed"
[indicatoren]
kolommen = { aantal = "inwoners" }
"""


@pytest.fixture
def bench(scratch_url: str) -> Iterator[Workbench]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        yield Workbench(connection, load_catalogue(), lambda _: None, lambda _: None)


def a_map(year: int = 2020) -> dict[str, gpd.GeoDataFrame]:
    """GM0828 of three buurten, and a buurt of another gemeente, in squares."""
    gemeenten = {"gemeentecode": ["GM0828", "GM0363"], "gemeentenaam": ["Oss", "Amsterdam"]}
    wijken = {"wijkcode": ["WK082800", "WK082801", "WK036300"], "wijknaam": ["West", "Oost", "Dam"]}
    outer = frame(**gemeenten, water=["NEE"] * 2, jaar=[year] * 2)
    inner = frame(
        **wijken,
        gemeentecode=["GM0828", "GM0828", "GM0363"],
        gemeentenaam=["Oss"] * 3,
        water=["NEE"] * 3,
        jaar=[year] * 3,
    )
    return {"gemeenten": outer, "wijken": inner, "buurten": buurten(BUURTEN, year=year)}


@contextmanager
def publishers(local_dir: Path, *, has_pdok: bool = True, has_cbs: bool = True) -> Iterator[tuple[Client, list[str]]]:
    """Serve CBS and PDOK, each unless it is down; yield a client and what CBS and PDOK are asked."""
    traps, pdok = Traps(), Pdok(maps={2020: a_map()})
    with ExitStack() as stack:
        pdok_url = stack.enter_context(serve(pdok.app())) if has_pdok else CLOSED
        cbs_url = stack.enter_context(serve(cbs_app(the_country(), traps=traps))) if has_cbs else CLOSED
        settings = Settings(
            local_dir=local_dir,
            http_attempts=1,
            cbs_v3_url=cbs_url,
            cbs_v4_url=f"{cbs_url}{V4_ROOT}",
            pdok_ogc_url=f"{pdok_url}/cbs",
            pdok_wfs_url=f"{pdok_url}/cbs/wijkenbuurten",
        )
        client = stack.enter_context(Client(settings, pause_s=0.01))
        traps.asked = pdok.asked
        yield client, pdok.asked


def load_oss(bench: Workbench, client: Client, input_dir: Path) -> list[LoadReport]:
    return load_gemeente(bench, client, gemeente_code="GM0828", year=2020, input_dir=input_dir)


def put_map(folder: Path) -> Path:
    """Put the map in the input folder; it holds two gemeenten."""
    for level, level_gdf in a_map().items():
        written(level_gdf, folder / "wijkenbuurten_2020.gpkg", layer=level)
    return folder


def put_sheet(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    rows = [
        "gwb_code_10;regio;recs;gm_naam;a_inw;a_hh",
        "NL00;Nederland;Land;Nederland;190;90",
        "GM0828;Oss;Gemeente;Oss;100;40",
        "BU08280000;West;Buurt;Oss;70;30",
        "GM0363;Amsterdam;Gemeente;Amsterdam;90;50",
    ]
    (folder / "kwb-2020.csv").write_text("\n".join(rows))
    return folder


def codes(bench: Workbench, condition: str = "true") -> list[str]:
    rows = bench.connection.execute(f"SELECT code FROM gebied WHERE {condition} ORDER BY code").fetchall()
    return [code for (code,) in rows]


def figure(bench: Workbench, code: str, indicator: str = "inwoners") -> tuple[float | None, str] | None:
    statement = """
        SELECT o.value, o.status::text FROM observation o JOIN gebied g ON g.id = o.gebied_id
        JOIN indicator i ON i.id = o.indicator_id WHERE g.code = %s AND i.key = %s
    """
    return bench.connection.execute(statement, [code, indicator]).fetchone()  # type: ignore[return-value]


def test_a_gemeente_comes_with_boundaries_and_figures_and_no_other_gemeente(bench: Workbench, tmp_path: Path) -> None:
    with publishers(tmp_path) as (client, asked):
        reports = load_oss(bench, client, tmp_path / "invoer")
    assert {"items", "TypedDataSet"} <= {path.split("?")[0].rpartition("/")[2] for path in asked}
    assert [(report.source, report.result) for report in reports] == [
        ("pdok-ogc", "gelukt"),
        ("cbs-odata-v3", "gelukt"),
    ]
    assert codes(bench, "geom IS NOT NULL AND code LIKE 'BU%'") == ["BU08280000", "BU08280001", "BU08280100"]
    assert codes(bench, "gemeente_code <> 'GM0828'") == []
    assert figure(bench, "BU08280000") == (70.0, "afgerond")
    assert {record.scope for record in loads(bench.connection)} == {"GM0828"}


def test_where_publishers_are_unreachable_both_files_are_named_and_nothing_is_loaded(
    bench: Workbench, tmp_path: Path
) -> None:
    with (
        publishers(tmp_path, has_pdok=False, has_cbs=False) as (client, _),
        pytest.raises(GemeenteUnreachableError) as caught,
    ):
        load_oss(bench, client, tmp_path / "invoer")
    sentence = str(caught.value)
    assert all(part in sentence for part in ("wijk- en buurtkaart 2020", "kwb-2020.xlsx", str(tmp_path / "invoer")))
    assert "het voorbeeld staat hier niet voor in de plaats" in sentence
    assert (codes(bench), loads(bench.connection)) == ([], [])


def test_without_cbs_the_boundaries_are_not_loaded_either(bench: Workbench, tmp_path: Path) -> None:
    with publishers(tmp_path, has_cbs=False) as (client, _), pytest.raises(GemeenteUnreachableError):
        load_oss(bench, client, tmp_path)
    assert codes(bench) == []


def test_files_in_the_input_folder_are_used_without_asking_publishers_and_only_for_the_gemeente(
    bench: Workbench, tmp_path: Path
) -> None:
    folder = put_sheet(put_map(tmp_path / "invoer"))
    with publishers(tmp_path) as (client, asked):
        load_oss(bench, client, folder)
    assert asked == []
    assert codes(bench, "gemeente_code IS DISTINCT FROM 'GM0828'") == ["NL00"]
    assert figure(bench, "BU08280000") == (70.0, "afgerond")
    assert figure(bench, "NL00") == (190.0, "exact")


@pytest.mark.parametrize(
    ("put", "sources"),
    [(put_map, ["wijkenbuurtenkaart", "cbs-odata-v3"]), (put_sheet, ["pdok-ogc", "cbs-kwb"])],
    ids=["only the map", "only the spreadsheet"],
)
def test_of_one_file_the_other_is_fetched(bench: Workbench, tmp_path: Path, put: object, sources: list[str]) -> None:
    folder = put(tmp_path / "invoer")  # type: ignore[operator]
    with publishers(tmp_path) as (client, _):
        reports = load_oss(bench, client, folder)
    assert [report.source for report in reports] == sources
    assert figure(bench, "BU08280000") == (70.0, "afgerond")


def test_with_one_file_there_only_the_other_is_asked_for(bench: Workbench, tmp_path: Path) -> None:
    folder = put_map(tmp_path / "invoer")
    with (
        publishers(tmp_path, has_cbs=False) as (client, _),
        pytest.raises(GemeenteUnreachableError, match="dit bestand") as caught,
    ):
        load_oss(bench, client, folder)
    assert "kwb-2020.xlsx" in str(caught.value)
    assert "wijk- en buurtkaart 2020" not in str(caught.value)
    assert codes(bench) == []


def test_a_file_without_the_gemeente_is_refused_and_the_publishers_are_not_asked(
    bench: Workbench, tmp_path: Path
) -> None:
    folder = put_sheet(put_map(tmp_path / "invoer"))
    with publishers(tmp_path) as (client, asked), pytest.raises(GemeenteAbsentError, match=r"GM0637.*2020"):
        load_gemeente(bench, client, gemeente_code="GM0637", year=2020, input_dir=folder)
    assert (asked, codes(bench)) == ([], [])


def test_a_shapefile_per_level_is_one_map_and_a_lone_level_is_none(tmp_path: Path) -> None:
    for name in ("buurt_2020_v3.shp", "wijk_2020_v3.shp", "gemeente_2020_v3.shp", "lijst.json"):
        (tmp_path / name).touch()
    found = input_files(tmp_path, 2020).map_paths
    assert [path.name for path in found] == ["buurt_2020_v3.shp", "gemeente_2020_v3.shp", "wijk_2020_v3.shp"]
    (tmp_path / "buurt_2020_v3.shp").unlink()
    assert input_files(tmp_path, 2020).map_paths == ()


@pytest.mark.parametrize(("written_code", "meant"), [("gm828", "GM0828"), ("0828", "GM0828"), ("GMO828", "GM0828")])
def test_a_malformed_code_is_refused_with_a_suggestion_before_anything_is_fetched(
    bench: Workbench, tmp_path: Path, written_code: str, meant: str
) -> None:
    with publishers(tmp_path) as (client, asked), pytest.raises(MalformedCodeError, match=f"Bedoelt u {meant}"):
        load_gemeente(bench, client, gemeente_code=written_code, year=2020, input_dir=tmp_path)
    assert asked == []


def test_a_code_of_a_gemeente_may_be_in_lower_case_but_not_of_another_level() -> None:
    assert gemeente_code_from(" gm0828") == "GM0828"
    with pytest.raises(OtherLevelError, match="wijk"):
        gemeente_code_from("WK082800")


@pytest.mark.parametrize("has_v4", [False, True])
def test_figures_come_over_either_protocol_for_all_gemeenten_or_one(
    bench: Workbench, tmp_path: Path, has_v4: bool
) -> None:
    with publishers(tmp_path) as (client, _):
        load_cbs(bench, client, year=2020, gemeente_code="GM0363", has_v4=has_v4)
        assert codes(bench, "gemeente_code = 'GM0828'") == []
        (report,) = load_cbs(bench, client, year=2020, has_v4=has_v4)
    assert report.source == ("cbs-odata-v4" if has_v4 else "cbs-odata-v3")
    assert figure(bench, "BU08280100", "uitkering_bijstand") == (None, "geheim")
    assert figure(bench, "BU0363MB01") == (90.0, "afgerond")


def test_a_year_that_cbs_does_not_have_is_said_with_those_that_it_has(bench: Workbench, tmp_path: Path) -> None:
    with publishers(tmp_path) as (client, _), pytest.raises(KwbTableNotFoundError, match=r"2019.*aanwezig: 2020"):
        load_cbs(bench, client, year=2019)


def test_boundaries_of_the_whole_country_come_as_one_download(bench: Workbench, tmp_path: Path) -> None:
    path = put_map(tmp_path / "atom") / "wijkenbuurten_2020.gpkg"
    with serve(Pdok(geopackages={2020: path}).app()) as url:
        settings = Settings(local_dir=tmp_path, pdok_wfs_url=f"{url}/cbs/wijkenbuurten")
        with Client(settings) as client:
            load_pdok(bench, client, year=2020)
    assert codes(bench, "geom IS NOT NULL AND level = 'buurt'") == sorted(BUURTEN)


def test_a_map_comes_from_an_address(bench: Workbench, tmp_path: Path) -> None:
    path = put_map(tmp_path / "atom") / "wijkenbuurten_2020.gpkg"
    with serve(Pdok(geopackages={2020: path}).app()) as url, Client(Settings(local_dir=tmp_path)) as client:
        address = f"{url}/cbs/wijkenbuurten/2020/atom/downloads/{path.name}"
        (report,) = load_map_from_address(bench, client, address, gemeente_code="GM0363")
    assert report.counts["gebieden"] == {"new": 3, "unchanged": 0, "changed": 0}
    assert codes(bench, "gemeente_code = 'GM0828'") == []


def test_an_old_shapefile_without_prj_is_loaded_when_the_system_is_given(bench: Workbench, tmp_path: Path) -> None:
    path = written(shapefile_buurten(BUURTEN, GM_CODE=[f"GM{code[2:6]}" for code in BUURTEN]), tmp_path / "buurten.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(CrsNotUnderstoodError, match="'RD' is geen bekend"):
        load_map(bench, [path], year=2010, crs="RD")
    load_map(bench, [path], year=2010, crs="EPSG:28992")
    assert codes(bench, "geom IS NOT NULL") == sorted(BUURTEN)


def test_a_register_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputFileNotFoundError, match=r"register\.toml"):
        indelingen_in(tmp_path / "register.toml")


def test_the_sample_loads_without_errors_and_the_second_time_is_there_already(bench: Workbench) -> None:
    first = load_sample(bench)
    assert {report.result for report in first} == {"gelukt"}
    assert {record.error_count for record in loads(bench.connection)} == {0}
    began = time.monotonic()
    assert {report.result for report in load_sample(bench)} == {"al geladen"}
    assert time.monotonic() - began < 15
    members = bench.connection.execute(
        "SELECT i.key, count(*) FROM indeling i JOIN indeling_gebied m ON m.indeling_id = i.id "
        "WHERE i.version = CASE WHEN i.key LIKE 'cbs-%' THEN 2024 ELSE 1 END GROUP BY 1"
    ).fetchall()
    own = {"wijkgebieden": 12, "ibor": 7, "vth": 4, "ons-welzijn": 16, "omgevingsvisie": 8}
    assert dict(members) == {"cbs-gemeente": 1, "cbs-wijk": 22, "cbs-buurt": 110} | own


def test_a_kwb_file_of_several_gemeenten_gives_the_one_asked_for(bench: Workbench, tmp_path: Path) -> None:
    path = put_sheet(tmp_path / "invoer") / "kwb-2020.csv"
    load_kwb(bench, path, gemeente_code="GM0363")
    assert codes(bench) == ["GM0363", "NL00"]


@pytest.mark.real_data
def test_kwb_2020_of_the_whole_country_is_in_the_database_as_it_was_added_by_hand(
    bench: Workbench, tmp_path: Path, shared_data: Path
) -> None:
    with serve(kwb_2020_app(shared_data)) as url, Client(cbs_settings(url, tmp_path)) as client:
        (report,) = load_cbs(bench, client, year=2020)
    execute = bench.connection.execute
    assert report.counts["gebieden"] == {"new": 17_341, "unchanged": 0, "changed": 0}
    oss = """
        SELECT g.level::text, sum(o.value), count(*) FILTER (WHERE o.value = 0)
        FROM observation o JOIN gebied g ON g.id = o.gebied_id JOIN indicator i ON i.id = o.indicator_id
        WHERE g.gemeente_code = 'GM0828' AND i.key = %s GROUP BY 1
    """
    people = {level: (total, zeros) for level, total, zeros in execute(oss, ["inwoners"]).fetchall()}
    assert people == {"buurt": (91_745, 6), "wijk": (91_880, 0), "gemeente": (91_915, 0)}
    assert figure(bench, "GM0828", "huishoudens") == (40_557.0, "exact")
    value, status = figure(bench, "BU08280501") or (None, "")
    assert (value, status) == (0.0, "afgerond")
    statuses = execute(
        "SELECT i.key, bool_and(o.status = 'niet gepubliceerd'), count(o.value) FROM observation o "
        "JOIN indicator i ON i.id = o.indicator_id GROUP BY 1"
    ).fetchall()
    texts = {"indelingswijziging", "meest_voorkomende_postcode"}
    assert sum(is_unpublished for _, is_unpublished, _ in statuses) == 68
    assert sum(count > 0 for key, _, count in statuses if key not in texts) == 43


@pytest.mark.real_data
def test_oss_2015_from_two_files_is_one_map(bench: Workbench, shared_data: Path) -> None:
    paths = [shared_data / "oss" / name for name in ("buurten_2015.gpkg", "wijken_2015.gpkg")]
    load_map(bench, paths, year=2015)
    levels = "SELECT level::text, count(*) FROM gebied WHERE geom IS NOT NULL GROUP BY 1"
    assert dict(bench.connection.execute(levels).fetchall()) == {"buurt": 106, "wijk": 23}
    indicators = "SELECT count(DISTINCT indicator_id) FROM observation"
    assert bench.connection.execute(indicators).fetchone() == (44,)


def test_a_table_on_two_peildata_of_which_one_is_unknown_loads_the_other(bench: Workbench, tmp_path: Path) -> None:
    bench.load([map_batch()])
    (tmp_path / "tabel.csv").write_text("code;jaar;aantal\nBU00010101;2024;20\nBU00010101;2023;15\n")
    (tmp_path / "tabel.toml").write_text(TWO_PEILDATA)
    with pytest.raises(BatchesRefusedError, match=r"(?s)gedeeltelijk geladen.*peildatum 2023-01-01"):
        load_table(bench, tmp_path / "tabel.csv", str(tmp_path / "tabel.toml"))
    assert bench.connection.execute("SELECT period, value FROM observation").fetchall() == [(2024, 20.0)]

"""The eleven areas of Oss on CBS's wijken, as the gemeente publishes them: four wijken are left over."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from etl.pipeline import Workbench, load_map
from etl.register.entry import enter_indeling, examine_indeling
from etl.sources.indeling import IndelingFile
from geodata.indelingen.parts import PartsRefusedError
from geodata.indicators.catalogue import load_catalogue
from tests.etl.register.entries import listed

pytestmark = pytest.mark.real_data

AREAS = {
    "1;Centrum, Krinkelhoek, Mettegeupel": ["00", "04"],
    "2;Schadewijk": ["01"],
    "3;Ruwaard": ["06"],
    "4;Noordwest": ["07"],
    "5;Oss-Zuid": ["03"],
    "6;Megen, Haren, Macharen": ["11", "12", "13"],
    "7;Berghem": ["10"],
    "8;Ravenstein": ["14", "16", "17"],
    "9;Herpen": ["15"],
    "10;Lith": ["18", "19", "20", "21"],
    "11;Geffen": ["22"],
}
LEFT_OVER = ["WK082802", "WK082805", "WK082808", "WK082809"]


@pytest.fixture
def connection(scratch_url: str, shared_data: Path) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        bench = Workbench(connection, load_catalogue(), lambda _: None, lambda _: None)
        load_map(bench, [shared_data / "oss" / f"{level}_2015.gpkg" for level in ("buurten", "wijken")], year=2015)
        yield connection


def wijkfoto(folder: Path, **facts: object) -> IndelingFile:
    units = {wijk: area for area, wijken in AREAS.items() for wijk in wijken}
    place = {"gemeente_code": "GM0828", "base_level": "wijk", "base_peildatum": date(2015, 1, 1), "key": "wijkfoto"}
    return listed(folder, units, headings="wijkcode;gebied;naam", **(place | facts))


def test_the_four_wijken_that_are_left_over_are_refused_with_their_people(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    found = examine_indeling(connection, wijkfoto(tmp_path))
    assert [one.code for one in found.errors() if one.code] == LEFT_OVER
    with pytest.raises(PartsRefusedError, match=r"WK082802 Industrieterreinen-Zuid \(380 inwoners\)"):
        enter_indeling(connection, wijkfoto(tmp_path))


def test_with_a_rest_the_whole_gemeente_is_held_to_the_square_metre(
    connection: psycopg.Connection, tmp_path: Path
) -> None:
    report = enter_indeling(connection, wijkfoto(tmp_path, rest_name="Rest"))
    assert report.counts["gebieden"] == {"new": 12}
    held = """
        SELECT level = 'gebied', round(sum(ST_Area(geom))::numeric) FROM gebied
        WHERE level IN ('gebied', 'wijk') GROUP BY 1 ORDER BY 1
    """
    (_, wijken_m2), (_, areas_m2) = connection.execute(held).fetchall()
    assert areas_m2 == wijken_m2


def test_said_to_be_partial_it_stands_without_them(connection: psycopg.Connection, tmp_path: Path) -> None:
    report = enter_indeling(connection, wijkfoto(tmp_path, is_partial=True))
    assert report.counts["gebieden"] == {"new": 11}
    left = [fault.message for fault in report.warnings if fault.check == "niet ingedeeld"]
    assert left == ["Buiten deze gedeeltelijke indeling blijven 4 wijken met samen 1.230 inwoners."]

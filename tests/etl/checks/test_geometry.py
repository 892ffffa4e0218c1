from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely import Geometry, Polygon, box

from etl.batch import Fault, Severity
from etl.checks.geometry import geometry_faults
from geodata.gebieden.crs import RD, WGS84
from tests.etl.checks.batches import AREAS, areas, told
from tests.geodata.gebieden.grid import cell

BOW_TIE = shapely.from_wkt("POLYGON ((160000 420000, 160200 420200, 160200 420000, 160000 420200, 160000 420000))")


def faults_with(shapes: dict[str, Geometry | None], crs: str = RD) -> list[Fault]:
    return list(geometry_faults(areas({**AREAS, **shapes}, crs=crs), already_told=frozenset()))


def test_outlines_that_cover_the_ground_once_have_no_faults() -> None:
    assert faults_with({}) == []


def test_areas_that_all_lack_an_outline_have_no_faults() -> None:
    assert list(geometry_faults(areas(dict.fromkeys(AREAS), crs=RD), already_told=frozenset())) == []


def test_a_missing_outline_is_named_when_siblings_have_one() -> None:
    without = faults_with({"BU08280100": None, "WK082801": Polygon(), "GM0828": None})
    assert told(without) == [
        ("vorm ontbreekt", "waarschuwing", "WK082801"),
        ("vorm ontbreekt", "waarschuwing", "BU08280100"),
    ]


def test_a_missing_outline_that_the_source_reported_is_not_told_again() -> None:
    gebieden_gdf = areas({**AREAS, "BU08280100": None})
    assert list(geometry_faults(gebieden_gdf, already_told=frozenset({"BU08280100"}))) == []


def test_an_invalid_outline_is_named_with_its_reason_and_areas() -> None:
    (fault,) = (fault for fault in faults_with({"WK082800": BOW_TIE}) if fault.check == "ongeldige vorm")
    assert (fault.severity, fault.row, fault.column) == (Severity.WARNING, "WK082800", "geometry")
    assert fault.message == (
        "De vorm van WK082800 is ongeldig: de rand snijdt zichzelf bij (160100, 420100). Hij wordt hersteld; de "
        "oppervlakte gaat van 0 naar 20.000 m²."
    )


def test_a_narrow_gap_is_a_warning_with_its_size_and_place() -> None:
    around = {"WK082800": cell(0, 0, width=1.9, height=2), "GM0828": cell(0, 0, width=4, height=3)}
    (fault,) = faults_with({**around, "WK082802": cell(0, 2, width=4), "WK082803": cell(0, -1, width=4)})
    assert (fault.check, fault.severity, fault.value) == ("gat", Severity.WARNING, "2000 m2")
    assert fault.message == (
        "Tussen WK082800 en WK082801 ligt een gat van 2.000 m², 10,0 m breed, bij (160195, 420100) (smaller dan de "
        "50 m waarop CBS-grenzen nauwkeurig zijn)."
    )


def test_a_wide_gap_is_a_warning_that_says_what_may_be_missing() -> None:
    (fault,) = faults_with({"WK082801": cell(2, 0, width=2, height=2).difference(cell(2.5, 0.5))})
    assert (fault.check, fault.severity, fault.row) == ("gat", Severity.WARNING, "WK082801")
    assert fault.message.startswith("In WK082801 ligt een gat van 10.000 m², 100,0 m breed")
    assert "daar ligt water of buitenland, of er ontbreekt een wijk" in fault.message


@pytest.mark.parametrize(
    ("west_cells", "severity"),
    [
        (1.6, Severity.WARNING),  # 40 m wide: within the accuracy of the lines, though a sixth of the area
        (1.4, Severity.ERROR),  # 60 m wide, and 23 % of the smaller area
    ],
)
def test_an_overlap_that_is_wide_and_large_is_an_error(west_cells: float, severity: Severity) -> None:
    wide = cell(west_cells, 0, width=4 - west_cells, height=2)
    (fault,) = faults_with({"WK082801": wide})
    assert (fault.check, fault.severity) == ("overlap", severity)
    assert fault.message.startswith("WK082800 en WK082801 overlappen elkaar over")


def test_a_wide_overlap_of_a_small_part_is_a_warning() -> None:
    small = {"WK082800": cell(0, -20, width=2, height=22), "WK082801": cell(1.3, 0, width=60, height=2)}
    (fault,) = faults_with(small)
    assert (fault.check, fault.severity, fault.value) == ("overlap", Severity.WARNING, "14000 m2")


def test_levels_lie_on_top_of_each_other_without_fault() -> None:
    assert [fault for fault in faults_with({}) if fault.check == "overlap"] == []


def test_coordinates_that_do_not_fit_the_system_are_an_error_and_stop_the_other_checks() -> None:
    degrees = {code: box(5.2, 52.1, 5.3, 52.2) for code in AREAS}
    (fault,) = faults_with(degrees)
    assert (fault.check, fault.severity, fault.row) == ("coördinatenstelsel", Severity.ERROR, "GM0828")
    assert "EPSG:28992 past niet bij de coördinaten" in fault.message


def test_another_system_than_rd_is_an_error() -> None:
    degrees = {code: box(5.2, 52.1, 5.3, 52.2) for code in AREAS}
    (fault,) = faults_with(degrees, crs=WGS84)
    assert fault.message.startswith("De geometrie staat in EPSG:4326")


@pytest.mark.real_data
def test_the_dirty_wijken_of_oss_give_161_warnings_and_no_error(shared_data: Path) -> None:
    wijken_gdf = gpd.read_file(shared_data / "oss" / "wijken_2024.gpkg").rename(columns={"wijkcode": "code"})
    faults = list(geometry_faults(wijken_gdf, already_told=frozenset()))
    assert (len(faults), {fault.severity for fault in faults}) == (161, {Severity.WARNING})

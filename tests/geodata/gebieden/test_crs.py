import math
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from shapely import Polygon, box
from shapely.affinity import scale

from geodata.gebieden.crs import (
    ETRS89,
    RD,
    TRANSFORM_ACCURACY_M,
    WEB_MERCATOR,
    WGS84,
    CrsMismatchError,
    Look,
    NotRdError,
    areas_m2,
    check_crs_fits,
    lengths_m,
    looks_like,
    require_crs_fits,
    require_rd,
    to_rd,
    transformer,
)

OSS = box(160_000, 418_000, 161_000, 420_000)
BAARN_DEGREES = box(5.21, 52.16, 5.33, 52.23)


def layer(*polygons: Polygon | None, crs: str | None = RD) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(range(len(polygons)))}, geometry=list(polygons), crs=crs)


def swapped(polygon: Polygon) -> Polygon:
    return shapely.transform(polygon, lambda x, y: (y, x), interleaved=False)


def scaled(polygon: Polygon, factor: float) -> Polygon:
    return scale(polygon, factor, factor, origin=(0, 0))


# RD coordinates and ETRS89 of the self-validation points of RDNAPTRANS2018 (NSGI)
@pytest.mark.parametrize(
    ("x", "y", "lat", "lon"),
    [
        (117380.12, 575040.34, 53.160753042, 4.824761912),
        (247380.56, 604580.78, 53.419482050, 6.776726674),
        (155000.00, 463000.00, 52.155172897, 5.387203657),
        (182260.45, 311480.67, 50.792584916, 5.773795547),
        (16460.91, 377380.23, 51.368607152, 3.397588595),
    ],
)
def test_rd_is_converted_within_the_stated_accuracy(x: float, y: float, lat: float, lon: float) -> None:
    got_x, got_y = transformer(ETRS89, RD).transform(lon, lat)
    assert math.hypot(got_x - x, got_y - y) < TRANSFORM_ACCURACY_M


@given(st.floats(15_000, 275_000), st.floats(310_000, 615_000))
def test_a_point_comes_back_from_wgs84_to_the_millimetre(x: float, y: float) -> None:
    there = transformer(RD, WGS84).transform(x, y)
    assert transformer(WGS84, RD).transform(*there) == pytest.approx((x, y), abs=0.001)


def test_area_and_length_in_rd_are_metres() -> None:
    assert areas_m2(layer(OSS)).tolist() == [2_000_000]
    assert lengths_m(layer(OSS).geometry).tolist() == [6_000]


@pytest.mark.parametrize(("crs", "stands"), [(WGS84, "staat in EPSG:4326"), (None, "heeft geen coördinatenstelsel")])
def test_an_area_or_length_outside_rd_is_refused(crs: str | None, stands: str) -> None:
    degrees = layer(BAARN_DEGREES, crs=crs)
    for measure in (areas_m2, lengths_m, require_rd):
        with pytest.raises(NotRdError, match=f"De geometrie {stands}; oppervlakte"):
            measure(degrees)


def test_rd_spelt_out_without_its_number_is_rd() -> None:
    spelt_out = CRS(RD).to_wkt().replace('ID["EPSG",28992]', "")
    assert areas_m2(layer(OSS, crs=spelt_out)).tolist() == [2_000_000]


@pytest.mark.parametrize(
    ("polygon", "look"),
    [
        (OSS, Look.RD),
        (swapped(OSS), Look.RD_SWAPPED),
        (scaled(OSS, 0.001), Look.RD_KILOMETRES),
        (scaled(OSS, 1000), Look.RD_MILLIMETRES),
        (scaled(OSS, 1 / 0.3048), Look.RD_FEET),
        (BAARN_DEGREES, Look.DEGREES),
        (swapped(BAARN_DEGREES), Look.DEGREES_SWAPPED),
        (box(599_000, 6_827_000, 600_000, 6_829_000), Look.WEB_MERCATOR),
        (box(6_827_000, 599_000, 6_829_000, 600_000), Look.WEB_MERCATOR_SWAPPED),
        (box(663_000, 5_780_000, 664_000, 5_781_000), Look.UTM_31),
        (box(253_000, 5_786_000, 254_000, 5_787_000), Look.UTM_32),
        (box(-69.0, 12.0, -68.0, 12.5), Look.NOWHERE),
    ],
)
def test_the_system_is_recognised_from_the_coordinates(polygon: Polygon, look: Look) -> None:
    assert looks_like(polygon.bounds) is look


@pytest.mark.parametrize(
    ("polygon", "crs"),
    [
        (OSS, RD),
        (OSS, "EPSG:7415"),
        (BAARN_DEGREES, WGS84),
        (BAARN_DEGREES, ETRS89),
        (box(599_000, 6_827_000, 600_000, 6_829_000), WEB_MERCATOR),
        (box(663_000, 5_780_000, 664_000, 5_781_000), "EPSG:25831"),
    ],
)
def test_a_label_that_belongs_to_the_coordinates_fits(polygon: Polygon, crs: str) -> None:
    assert check_crs_fits(layer(polygon, crs=crs)).fits


@pytest.mark.parametrize(
    ("polygon", "crs", "look"),
    [
        (OSS, WGS84, Look.RD),
        (OSS, WEB_MERCATOR, Look.RD),
        (BAARN_DEGREES, RD, Look.DEGREES),
        (swapped(BAARN_DEGREES), WGS84, Look.DEGREES_SWAPPED),
        (swapped(OSS), RD, Look.RD_SWAPPED),
        (box(599_000, 6_827_000, 600_000, 6_829_000), RD, Look.WEB_MERCATOR),
        (scaled(OSS, 1 / 0.3048), RD, Look.RD_FEET),
    ],
)
def test_a_label_that_belongs_to_other_coordinates_does_not_fit(polygon: Polygon, crs: str, look: Look) -> None:
    finding = check_crs_fits(layer(polygon, crs=crs))
    assert not finding.fits
    assert finding.looks_like is look


def test_rd_numbers_under_a_wgs84_label_are_named_and_refused() -> None:
    with pytest.raises(CrsMismatchError) as caught:
        require_crs_fits(layer(OSS, crs=WGS84))
    assert str(caught.value) == (
        "Het stelsel EPSG:4326 past niet bij de coördinaten (160000, 418000 tot 161000, 420000): die lijken op "
        "RD New (EPSG:28992). Verbeter het stelsel of de coördinaten in het bestand."
    )


def test_one_row_that_lies_elsewhere_is_found_among_the_others() -> None:
    finding = check_crs_fits(layer(OSS, swapped(OSS), OSS, None))
    assert finding.misfits == (1,)
    assert finding.looks_like is Look.RD_SWAPPED
    assert "de coördinaten van 1 van de 3 rijen" in finding.sentence()


def test_coordinates_that_are_not_finite_do_not_fit() -> None:
    assert check_crs_fits(layer(Polygon([(0, 0), (math.inf, 0), (1, 1)]))).misfits == (0,)


def test_a_missing_label_is_not_guessed() -> None:
    with pytest.raises(CrsMismatchError, match=r"noemt geen coördinatenstelsel.* lijken op RD New .*niet geraden"):
        to_rd(layer(OSS, crs=None))


def test_rows_without_geometry_need_no_label() -> None:
    assert check_crs_fits(layer(None, Polygon(), crs=None)).fits
    require_rd(to_rd(layer(None, crs=None)))


def test_degrees_are_converted_to_rd() -> None:
    baarn = to_rd(layer(BAARN_DEGREES, crs=WGS84))
    assert baarn.total_bounds == pytest.approx([142_800, 463_500, 151_100, 471_400], abs=100)
    assert to_rd(baarn) is baarn


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["nl/gemeenten_2022.gpkg", "pdok/baarn_buurten.geojson"])
def test_published_maps_fit_their_label(shared_data: Path, name: str) -> None:
    assert check_crs_fits(gpd.read_file(shared_data / name)).fits


@pytest.mark.real_data
def test_a_topojson_without_a_label_is_recognised_but_not_accepted(shared_data: Path) -> None:
    finding = check_crs_fits(gpd.read_file(shared_data / "nl" / "buurten_2019.topojson"))
    assert (finding.label, finding.looks_like) == (None, Look.DEGREES)

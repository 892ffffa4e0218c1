from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point, box

from etl.sources.gewichten.layers import LayerUnclearError, Wanted, WeightColumnMissingError
from etl.sources.gewichten.points import NoWeightsError, WeightPoints, read_points
from geodata.gebieden.crs import CrsMismatchError
from geodata.indelingen.tables import WeightKind
from tests.batches import BOTTOM_M, LEFT_M, square

ADDRESSES = Wanted(WeightKind.ADDRESSES)
PEOPLE = Wanted(WeightKind.PEOPLE)


def write(path: Path, geometry: Sequence[Any], *, layer: str = "kaart", **columns: Any) -> Path:
    gpd.GeoDataFrame(columns, geometry=list(geometry), crs="EPSG:28992").to_file(path, layer=layer)
    return path


def addresses(folder: Path, **columns: Any) -> Path:
    """Three addresses 10 m apart."""
    points = [Point(LEFT_M + 10 * number, BOTTOM_M + 5) for number in range(3)]
    usual = {"identificatie": ["0001010000000001", "0001010000000002", "0001010000000003"]}
    return write(folder / "adressen.gpkg", points, **(usual | columns))


def weights(found: WeightPoints) -> dict[str, float]:
    return dict(zip(found.points_gdf["ref"], found.points_gdf["weight"], strict=True))


def test_the_addresses_of_the_bag_as_pdok_serves_them_each_weigh_one(shared_data: Path) -> None:
    found = read_points(shared_data / "pdok" / "pdok_bag_wfs_verblijfsobject.json", ADDRESSES)
    assert set(found.points_gdf["weight"]) == {1.0}
    assert found.points_gdf["ref"][0] == "0003010000125985"
    assert found.points_gdf.crs.to_epsg() == 28992
    assert found.licence.startswith("CC0 (BAG")


def test_an_address_where_nobody_lives_yet_or_any_more_is_left_out_and_named(tmp_path: Path) -> None:
    statuses = ["Verblijfsobject in gebruik", "Verblijfsobject gevormd", "Verbouwing verblijfsobject"]
    found = read_points(addresses(tmp_path, status=statuses), ADDRESSES)
    assert list(weights(found)) == ["0001010000000001", "0001010000000003"]
    assert [fault.message for fault in found.faults] == [
        "Niet meegeteld: 1 punt met de status 'Verblijfsobject gevormd' (0001010000000002)."
    ]


def test_homes_only_leaves_out_what_has_another_purpose(tmp_path: Path) -> None:
    path = addresses(tmp_path, gebruiksdoel=["woonfunctie", "kantoorfunctie", "winkelfunctie,woonfunctie"])
    assert len(read_points(path, ADDRESSES).points_gdf) == 3
    found = read_points(path, Wanted(WeightKind.ADDRESSES, has_homes_only=True))
    assert list(weights(found)) == ["0001010000000001", "0001010000000003"]


def test_homes_only_needs_a_purpose(tmp_path: Path) -> None:
    with pytest.raises(WeightColumnMissingError, match=r"gebruiksdoel.*aanwezig: identificatie"):
        read_points(addresses(tmp_path), Wanted(WeightKind.ADDRESSES, has_homes_only=True))


def test_an_address_that_comes_twice_counts_once(tmp_path: Path) -> None:
    found = read_points(addresses(tmp_path, identificatie=["1", "1", "2"]), ADDRESSES)
    assert weights(found) == {"1": 1.0, "2": 1.0}
    assert [fault.check for fault in found.faults] == ["dubbel"]


def test_a_square_is_its_middle_with_its_inhabitants_and_a_secret_one_is_unknown(tmp_path: Path) -> None:
    codes = ["E1600N4100", "E1601N4100", "E1602N4100", "E1603N4100"]
    squares = [square(number) for number in range(4)]
    path = write(tmp_path / "vk.gpkg", squares, crs28992res100m=codes, aantal_inwoners=[35, -99997, 0, None])
    found = read_points(path, PEOPLE)
    assert weights(found) == {"E1600N4100": 35.0}
    assert found.points_gdf.geometry[0] == Point(LEFT_M + 50, BOTTOM_M + 50)
    assert [(fault.check, fault.message.rpartition("(")[2]) for fault in found.faults] == [
        ("geheim", "E1601N4100, E1603N4100)."),
        ("onbewoond", "E1602N4100)."),
    ]


def test_the_spelling_of_the_web_service_is_read_as_well(tmp_path: Path) -> None:
    path = write(tmp_path / "vk.geojson", [square(0)], crs28992res100m=["E1"], aantalInwoners=[5])
    assert weights(read_points(path, PEOPLE)) == {"E1": 5.0}


def test_squares_without_inhabitants_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "vk.gpkg", [square(0)], aantal_woningen=[3])
    with pytest.raises(WeightColumnMissingError, match=r"aantal_inwoners.*aanwezig: aantal_woningen"):
        read_points(path, PEOPLE)


def test_of_several_layers_the_one_named_like_what_is_wanted_is_read_or_the_one_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "bag.gpkg", [square(0)], layer="pand", identificatie=["p"])
    write(path, [Point(LEFT_M, BOTTOM_M)], layer="verblijfsobject", identificatie=["v"])
    assert list(weights(read_points(path, ADDRESSES))) == ["v"]
    assert list(weights(read_points(path, Wanted(WeightKind.ADDRESSES, layer="pand")))) == ["p"]
    with pytest.raises(LayerUnclearError, match=r"pand, verblijfsobject.*--laag"):
        read_points(path, PEOPLE)


def test_only_what_lies_within_is_read(tmp_path: Path) -> None:
    within = box(LEFT_M + 5, BOTTOM_M, LEFT_M + 15, BOTTOM_M + 10)
    found = read_points(addresses(tmp_path), Wanted(WeightKind.ADDRESSES, within=within))
    assert list(weights(found)) == ["0001010000000002"]


def test_a_map_without_a_reference_system_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.shp", [Point(LEFT_M, BOTTOM_M)], identifica=["1"])
    assert list(weights(read_points(path, ADDRESSES))) == ["1"]
    (tmp_path / "x.prj").unlink()
    with pytest.raises(CrsMismatchError, match="geen coördinatenstelsel"):
        read_points(path, ADDRESSES)


def test_a_map_in_which_nothing_counts_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = addresses(tmp_path, status=["Verblijfsobject ingetrokken"] * 3)
    with pytest.raises(NoWeightsError, match="3 punten met de status"):
        read_points(path, ADDRESSES)

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geodata.gebieden.crs import RD
from geodata.indelingen.examining.dividing import divided_parts, weights_in
from geodata.indelingen.parts import Weight
from tests.geodata.gebieden.grid import cell
from tests.geodata.indelingen.handed_in import THREE, points


def halves(width: float = 0.5) -> gpd.GeoDataFrame:
    """The first unit in two pieces, of areas a and b, and the second one whole in b."""
    shapes = [cell(0, 0, width=width), cell(width, 0, width=1 - width), cell(1, 0)]
    columns = {"unit_code": [THREE[0], THREE[0], THREE[1]], "area_code": ["a", "b", "b"]}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=RD)


def divided(*layers: gpd.GeoDataFrame) -> list[tuple[str, str, float, str]]:
    points_gdf = pd.concat(layers) if layers else None
    pieces_gdf = halves(0.25)
    addresses = weights_in(pieces_gdf, points_gdf, Weight.ADDRESSES)
    parts_df = divided_parts(pieces_gdf.assign(area_m2=pieces_gdf.area, addresses=addresses), points_gdf)
    columns = parts_df[["area_code", "base_code", "share", "weight"]].round({"share": 6})
    return list(columns.itertuples(index=False, name=None))


PEOPLE = points((0.1, 0.5), kind="inwoners", weight=30), points((0.5, 0.5), kind="inwoners", weight=10)
ADDRESSES = points((0.1, 0.2), (0.2, 0.9), (0.3, 0.5), (0.7, 0.7), (0.9, 0.1))


def test_a_unit_is_divided_by_its_addresses() -> None:
    assert divided(*PEOPLE, ADDRESSES) == [
        ("a", THREE[0], 0.4, "adressen"),
        ("b", THREE[0], 0.6, "adressen"),
        ("b", THREE[1], 1.0, "ongedeeld"),
    ]


def test_without_addresses_it_is_divided_by_people_on_a_finer_grid() -> None:
    assert divided(*PEOPLE)[:2] == [("a", THREE[0], 0.75, "inwoners"), ("b", THREE[0], 0.25, "inwoners")]


def test_without_either_it_is_divided_by_area() -> None:
    assert divided()[:2] == [("a", THREE[0], 0.25, "oppervlakte"), ("b", THREE[0], 0.75, "oppervlakte")]


def test_addresses_elsewhere_do_not_count() -> None:
    assert divided(points((1.5, 0.5), (9, 9)))[:2] == divided()[:2]


def test_a_piece_without_addresses_is_a_piece_with_a_share_of_nothing() -> None:
    assert divided(points((0.5, 0.5)))[:2] == [("a", THREE[0], 0.0, "adressen"), ("b", THREE[0], 1.0, "adressen")]


def test_an_address_on_a_border_counts_once_in_the_larger_piece() -> None:
    assert list(weights_in(halves(0.25), points((0.25, 0.5)), Weight.ADDRESSES)) == [0, 1, 0]


def test_units_that_are_not_cut_are_not_counted() -> None:
    assert list(weights_in(halves(), points((1.5, 0.5)), Weight.ADDRESSES)) == [0, 0, 0]


def test_without_points_of_a_kind_nothing_is_counted() -> None:
    assert not weights_in(halves(), points(), Weight.ADDRESSES).any()
    assert not weights_in(halves(), None, Weight.PEOPLE).any()


def test_pieces_of_the_same_area_are_joined() -> None:
    shapes = [cell(0, 0, width=0.2), cell(0.2, 0, width=0.5), cell(0.7, 0, width=0.3)]
    pieces_gdf = gpd.GeoDataFrame({"unit_code": THREE[0], "area_code": ["a", "b", "a"]}, geometry=shapes, crs=RD)
    parts_df = divided_parts(pieces_gdf.assign(area_m2=pieces_gdf.area, addresses=np.zeros(3)), None)
    assert list(parts_df["share"]) == pytest.approx([0.5, 0.5])
    assert parts_df["geometry"][0].area == pytest.approx(5_000)
    assert len(parts_df["geometry"][0].geoms) == 2


def test_pieces_that_make_up_the_unit_are_the_unit() -> None:
    pieces_gdf = halves().assign(area_code="b", area_m2=5_000.0, addresses=0.0)
    parts_df = divided_parts(pieces_gdf, None)
    assert parts_df["weight"].tolist() == ["ongedeeld", "ongedeeld"]
    assert parts_df["geometry"].isna().all()

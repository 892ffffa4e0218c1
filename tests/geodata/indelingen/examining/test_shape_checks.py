from collections.abc import Mapping, Sequence
from itertools import product

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely import Geometry

from geodata.gebieden.crs import RD
from geodata.indelingen.examining.shape_checks import enclaves, loose_parts
from geodata.indelingen.parts import Base, Partition
from tests.geodata.gebieden.grid import cell
from tests.geodata.indelingen.handed_in import TERMS, base

CODES = [f"BU082800{number:02}" for number in range(9)]
NINE = [cell(column, row) for row, column in product(range(3), range(3))]


def nine(without: Sequence[int] = (), shapes: Mapping[int, Geometry] | None = None) -> Base:
    """Three rows of three units, numbered from the south-west; `without` is water."""
    kept = [number for number in range(9) if number not in without]
    outlines = [(shapes or {}).get(number, NINE[number]) for number in kept]
    return base([CODES[number] for number in kept], shapes=outlines)


def partition(on: Base, **areas: Sequence[int]) -> Partition:
    rows = [(area, CODES[number]) for area, numbers in areas.items() for number in numbers]
    parts_df = pd.DataFrame(rows, columns=["area_code", "base_code"]).assign(share=1.0)
    outlines = on.units_gdf.set_index("code").geometry
    shapes = [shapely.union_all(outlines[parts_df.loc[parts_df["area_code"] == area, "base_code"]]) for area in areas]
    areas_gdf = gpd.GeoDataFrame(
        {"area_code": list(areas), "name": [f"Gebied {area}" for area in areas]}, geometry=shapes, crs=RD
    )
    return Partition(areas_gdf, gpd.GeoDataFrame(parts_df, geometry=[None] * len(rows), crs=RD), pd.DataFrame())


def said(found: object) -> list[str]:
    return [finding.message for finding in found]


def test_an_area_with_another_between_its_parts_is_in_loose_parts() -> None:
    on = nine()
    found = loose_parts(partition(on, a=[0, 3, 6, 2], b=[1, 4, 7]), on, TERMS)
    assert said(found) == ["Gebied a (Gebied a) bestaat uit 2 losse delen: 30.000 m², 10.000 m²."]


def test_parts_that_only_touch_at_a_corner_are_loose() -> None:
    on = nine()
    assert len(said(loose_parts(partition(on, a=[0, 4], b=[1, 3]), on, TERMS))) == 2


def test_a_rest_may_be_in_as_many_parts_as_it_likes() -> None:
    on = nine()
    assert said(loose_parts(partition(on, rest=[0, 2], b=[1, 4, 7]), on, TERMS)) == []


def test_water_between_two_parts_does_not_part_them() -> None:
    on = nine(without=[1, 4, 7])
    assert said(loose_parts(partition(on, a=[0, 2]), on, TERMS)) == []


def test_parts_of_one_unit_are_not_the_owners_doing() -> None:
    on = nine(
        shapes={0: shapely.union_all([NINE[0], cell(4, 4)]), 1: shapely.union_all([NINE[1], cell(3, 0, height=5)])}
    )
    assert said(loose_parts(partition(on, a=[0], b=[1]), on, TERMS)) == []


def test_an_area_around_another_is_told_which() -> None:
    on = nine()
    found = said(enclaves(partition(on, a=[0, 1, 2, 3, 5, 6, 7, 8], b=[4]).areas_gdf, on, TERMS))
    assert found == ["Gebied a (Gebied a) heeft een gat waarin een ander gebied ligt: b (Gebied b)."]


def test_an_area_around_what_belongs_nowhere_is_told_the_units() -> None:
    on = nine()
    found = said(enclaves(partition(on, a=[0, 1, 2, 3, 5, 6, 7, 8]).areas_gdf, on, TERMS))
    assert found == ["Gebied a (Gebied a) heeft een gat met eenheden die nergens bij horen: BU08280004."]


@pytest.mark.parametrize("without", [[4], [1, 4]], ids=["a lake", "a river"])
def test_water_in_an_area_is_no_hole(without: list[int]) -> None:
    on = nine(without=without)
    rest = [number for number in range(9) if number not in without]
    assert said(enclaves(partition(on, a=rest).areas_gdf, on, TERMS)) == []

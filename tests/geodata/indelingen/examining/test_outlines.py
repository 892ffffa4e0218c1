import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely import Geometry

from geodata.gebieden.crs import RD
from geodata.indelingen.examining.outlines import outlined_areas
from geodata.indelingen.parts import Decision, Terms
from tests.geodata.gebieden.grid import cell
from tests.geodata.indelingen.handed_in import TERMS, THREE, base

AREAS_DF = pd.DataFrame(
    [("b", "Oost", None, None), ("a", "West", "Regisseur", "Wijkzaken"), ("c", "Leeg", None, None)],
    columns=["area_code", "name", "contact_role", "contact_team"],
)


def outlined(
    *parts: tuple[str, str, float, Geometry | None], terms: Terms = TERMS
) -> tuple[gpd.GeoDataFrame, list[Decision]]:
    rows_df = pd.DataFrame(parts, columns=["area_code", "base_code", "share", "geometry"])
    parts_gdf = gpd.GeoDataFrame(rows_df.assign(weight=""), geometry="geometry", crs=RD)
    return outlined_areas(AREAS_DF, parts_gdf, base(), terms)


def test_areas_are_drawn_around_their_units_in_the_order_of_the_file() -> None:
    areas_gdf, decisions = outlined(("a", THREE[0], 1, None), ("a", THREE[1], 1, None), ("b", THREE[2], 1, None))
    assert list(areas_gdf["area_code"]) == ["b", "a"]
    assert list(areas_gdf.area) == [10_000, 20_000]
    assert areas_gdf.loc[1, "contact_role"] == "Regisseur"
    assert decisions == []


def test_neighbours_share_the_border_that_a_cut_makes_point_for_point() -> None:
    slant = shapely.Polygon([(160_100, 420_000), (160_133, 420_000), (160_171, 420_100), (160_100, 420_100)])
    rest = cell(1, 0).difference(slant)
    areas_gdf, _ = outlined(
        ("a", THREE[0], 1, None), ("a", THREE[1], 0.5, slant), ("b", THREE[1], 0.5, rest), ("b", THREE[2], 1, None)
    )
    assert shapely.coverage_is_valid(areas_gdf.geometry.to_numpy())
    assert areas_gdf.area.sum() == pytest.approx(30_000)


def test_a_unit_divided_by_shares_alone_is_drawn_with_the_largest_and_that_is_said() -> None:
    areas_gdf, decisions = outlined(
        ("a", THREE[0], 1, None), ("a", THREE[1], 0.4, None), ("b", THREE[1], 0.6, None), ("b", THREE[2], 1, None)
    )
    assert list(areas_gdf.area) == [20_000, 10_000]
    assert [(decision.kind, decision.unit_code, decision.area_code) for decision in decisions] == [
        ("op de kaart", THREE[1], "b")
    ]


def test_an_area_of_nothing_but_small_shares_has_no_outline() -> None:
    areas_gdf, _ = outlined(("a", THREE[0], 0.4, None), ("b", THREE[0], 0.6, None))
    assert areas_gdf.set_index("area_code").geometry["a"] is None


def test_areas_of_a_theme_are_all_drawn_around_a_unit_that_they_share() -> None:
    theme = Terms("Thema", is_partial=True, is_overlapping=True)
    areas_gdf, decisions = outlined(("a", THREE[0], 1, None), ("b", THREE[0], 0.5, None), terms=theme)
    assert list(areas_gdf.area) == [10_000, 10_000]
    assert decisions == []

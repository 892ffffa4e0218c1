import geopandas as gpd
import pytest
import shapely
from shapely import Geometry, LineString, Point, Polygon

from geodata.gebieden.crs import CrsMismatchError
from geodata.indelingen.examining.drawn import Drawn, drawn_areas
from geodata.indelingen.parts import Terms
from tests.geodata.gebieden.grid import SOUTH, WEST, cell
from tests.geodata.indelingen.handed_in import TERMS, polygons

GROUND = cell(0, 0, width=3)


def drawn(*outlines: Geometry | None, terms: Terms = TERMS) -> Drawn:
    return drawn_areas(polygons(dict(zip("abcd", outlines, strict=False))), GROUND, terms)


def kinds(found: Drawn) -> list[str]:
    return [finding.kind for finding in found.findings]


def test_the_polygons_of_an_area_are_joined() -> None:
    rows_gdf = polygons({"a": cell(0, 0), "b": cell(2, 0), "c": cell(1, 0)}).assign(gebied=["a", "b", "a"])
    found = drawn_areas(rows_gdf, GROUND, TERMS)
    assert found.codes == ("a", "b")
    assert found.outlines[0].equals(cell(0, 0, width=2))


def test_a_strip_that_two_areas_share_goes_to_the_first_and_that_is_said() -> None:
    found = drawn(cell(0, 0, width=1.6), cell(1.4, 0, width=1.6))
    assert list(shapely.area(found.outlines)) == [16_000, 14_000]
    (decision,) = found.decisions
    assert (decision.kind, decision.area_code, decision.other_area_code) == ("smalle overlap", "a", "b")
    assert decision.area_m2 == 2_000
    assert decision.width_m == pytest.approx(20, abs=0.1)
    assert found.findings == ()


def test_an_overlap_wider_than_a_strip_is_refused_with_its_size_and_both_areas() -> None:
    (finding,) = drawn(cell(0, 0, width=1.8), cell(1.4, 0, width=1.6)).findings
    assert (finding.kind, finding.severity) == ("overlap", "fout")
    assert "De gebieden a en b overlappen elkaar over 4.000 m², op het breedst 40 m" in finding.message
    assert f"bij ({WEST + 160}, {SOUTH + 50})" in finding.message


def test_how_wide_a_strip_may_be_is_the_owners_to_say() -> None:
    overlapping = (cell(0, 0, width=1.6), cell(1.4, 0, width=1.6))
    assert kinds(drawn(*overlapping, terms=Terms("Proef", sliver_width_m=10))) == ["overlap"]


def test_an_overlap_beside_the_units_is_nobodys_business() -> None:
    found = drawn(cell(0, -2, height=3), cell(0.9, -2, height=2), cell(1, 0, width=2))
    assert "overlap" not in kinds(found)


def test_areas_of_a_theme_may_overlap() -> None:
    theme = Terms("Thema", is_partial=True, is_overlapping=True)
    found = drawn(cell(0, 0, width=3), cell(1, 0), terms=theme)
    assert list(shapely.area(found.outlines)) == [30_000, 10_000]
    assert found.findings == ()


def test_an_area_that_reaches_beyond_the_units_is_told_how_far() -> None:
    (finding,) = drawn(cell(0, 0, width=4)).findings
    assert (finding.kind, finding.severity) == ("buiten de eenheden", "waarschuwing")
    assert "steekt 10.000 m² buiten de eenheden" in finding.message


def test_a_strip_beyond_the_units_is_not_worth_a_word() -> None:
    assert kinds(drawn(cell(-0.2, -0.2, width=3.4, height=1.4))) == []


def test_a_polygon_that_crosses_itself_is_mended_and_that_is_said() -> None:
    bow_tie = Polygon([(WEST, SOUTH), (WEST + 100, SOUTH + 100), (WEST + 100, SOUTH), (WEST, SOUTH + 100)])
    found = drawn(bow_tie)
    assert kinds(found) == ["hersteld"]
    assert shapely.is_valid(found.outlines[0])


@pytest.mark.parametrize("shape", [None, Point(WEST, SOUTH), LineString([(WEST, SOUTH), (WEST + 1, SOUTH)]), Polygon()])
def test_what_is_no_polygon_is_refused_with_its_row(shape: Geometry | None) -> None:
    (finding,) = drawn(cell(0, 0, width=3), shape).findings
    assert (finding.kind, finding.severity, finding.row, finding.code) == ("geen vlak", "fout", 2, "b")


def test_heights_fall_away() -> None:
    assert not shapely.has_z(drawn(shapely.force_3d(cell(0, 0), 5.0)).outlines[0])


def test_polygons_without_a_reference_system_are_refused() -> None:
    with pytest.raises(CrsMismatchError, match="noemt geen coördinatenstelsel"):
        drawn_areas(polygons({"a": cell(0, 0)}, crs=None), GROUND, TERMS)


def test_polygons_in_wgs84_are_brought_to_rd() -> None:
    rows_gdf: gpd.GeoDataFrame = polygons({"a": cell(0, 0)}).to_crs(4326)
    (outline,) = drawn_areas(rows_gdf, GROUND, TERMS).outlines
    assert outline.hausdorff_distance(cell(0, 0)) < 0.01

import geopandas as gpd
import pytest
import shapely

from maps.crossing import crossing_svg
from tests.maps.markup import parsed

AREA = shapely.box(0, 0, 1140, 740)


def classes_of(other: shapely.Geometry) -> list[str]:
    drawing = parsed(crossing_svg(AREA, other, title="Centrum kruist Noord"))
    return [shape.get("class") for shape in drawing if shape.get("class")]


def test_the_shared_part_lies_between_the_plane_of_the_one_and_the_line_of_the_other():
    drawing = parsed(crossing_svg(AREA, shapely.box(570, 0, 1140, 740), title="Centrum kruist Noord"))
    assert [(path.get("class"), path.get("d")) for path in drawing.findall("path")] == [
        ("een", "M117 77v-74h-114v74z"),
        ("samen", "M117 77h-57v-74h57z"),
        ("twee", "M117 77v-74h-57v74z"),
    ]


def test_only_a_small_shared_part_gets_a_ring():
    assert "ring" not in classes_of(shapely.box(570, 0, 1140, 740))
    assert classes_of(shapely.box(1100, 700, 3000, 2000)) == ["een", "samen", "twee", "ring"]


@pytest.mark.parametrize("other", [shapely.box(1140, 0, 2000, 740), shapely.box(5000, 0, 6000, 500)])
def test_areas_that_share_only_a_border_or_nothing_have_no_shared_part(other):
    assert classes_of(other) == ["een", "twee"]


def test_who_cannot_see_it_is_told_what_it_shows():
    drawing = parsed(crossing_svg(AREA, AREA, title='Centrum & "Noord"'))
    assert (drawing.get("role"), drawing.findtext("title")) == ("img", 'Centrum & "Noord"')


@pytest.mark.real_data
def test_of_real_wijken_a_crossing_takes_half_a_kilobyte(shared_data):
    wijken_gdf = gpd.read_file(shared_data / "oss" / "wijken_2022.gpkg")
    east_gdf = wijken_gdf.translate(xoff=700)
    sizes = [
        len(crossing_svg(area, other, title="Centrum en Noord"))
        for area, other in zip(wijken_gdf.geometry, east_gdf, strict=True)
    ]
    assert sum(sizes) / len(sizes) < 700

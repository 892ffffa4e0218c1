import geopandas as gpd
import pytest

from maps.frames import MapFrameError
from maps.named_areas import named_areas_svg
from tests.maps.grid import grid_areas
from tests.maps.markup import SVG, parsed


def bare(count: int) -> gpd.GeoDataFrame:
    return grid_areas([0.0] * count)[["code", "name", "geometry"]]


def test_each_area_is_a_link_with_its_name_in_the_middle() -> None:
    drawing = parsed(named_areas_svg(bare(2), title="Rayons", href_template="/wijkfoto/{code}", width=208))
    links = list(drawing.iter(f"{SVG}a"))
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("/wijkfoto/A0", "Buurt 0"),
        ("/wijkfoto/A1", "Buurt 1"),
    ]
    places = [(round(float(text.get("x", "0"))), text.text) for text in drawing.iter(f"{SVG}text")]
    assert places == [(54, "Buurt 0"), (154, "Buurt 1")]


def test_without_an_address_it_is_one_image_with_a_title() -> None:
    drawing = parsed(named_areas_svg(bare(1), title="Rayons & meer"))
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "Rayons & meer")
    assert list(drawing.iter(f"{SVG}a")) == []


def test_a_long_name_takes_more_lines() -> None:
    areas_gdf = bare(1).assign(name=["Bedrijvenpark en buitengebied"])
    lines = [text.text for text in parsed(named_areas_svg(areas_gdf, title="Rayons")).iter(f"{SVG}text")]
    assert lines == ["Bedrijvenpark en", "buitengebied"]


def test_no_areas_is_no_map() -> None:
    with pytest.raises(MapFrameError, match="er zijn geen gebieden"):
        named_areas_svg(bare(0), title="Rayons")

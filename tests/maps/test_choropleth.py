import json
import math
import re

import geopandas as gpd
import pytest

from maps.border_lines import border_lines
from maps.choropleth import choropleth_document, feature_collection, recolouring, shape_key
from maps.fragment import BackgroundMap, MapPage
from maps.frames import MapFrameError
from maps.shading import MapClasses, MapSubject, shade
from tests.maps.grid import grid_areas

SUBJECT = MapSubject(title="Inwoners van 65 jaar & ouder", period="2024", unit="%", decimals=0)
PAGE = MapPage(href_template="/wijkfoto/{code}", nonce="n0nce")
TILES = BackgroundMap(url="https://tegels.example/{z}/{x}/{y}.png", attribution="Kadaster <BRT>")


def document_of(areas_gdf, page=PAGE):
    return choropleth_document(areas_gdf, SUBJECT, classes=MapClasses(class_count=2), page=page)


def features_of(areas_gdf, page=PAGE):
    shading = shade(areas_gdf, SUBJECT, MapClasses())
    return feature_collection(areas_gdf, shading, page)["features"]


def test_areas_are_turned_into_degrees_with_five_decimals():
    (west_south, *_), *_ = features_of(grid_areas([1]))[0]["geometry"]["coordinates"]
    longitude, latitude = min(features_of(grid_areas([1]))[0]["geometry"]["coordinates"][0])
    assert (longitude, latitude) == pytest.approx((5.459945, 51.769141), abs=2e-3)
    assert all(round(degree, 5) == degree for degree in west_south)


def test_a_feature_tells_figure_margin_status_and_page():
    areas_gdf = grid_areas([20], statuses=["afgerond"]).assign(lowest=16.0, highest=24.0, label="Wijk 00")
    assert features_of(areas_gdf)[0]["properties"] == {
        "naam": "Buurt 0",
        "label": "Wijk 00",
        "cijfer": "20%",
        "marge": "16–24%",
        "uitleg": "afgerond door de bron",
        "href": "/wijkfoto/A0",
    }


def test_without_an_address_for_areas_there_are_no_links():
    assert "href" not in features_of(grid_areas([20]), MapPage())[0]["properties"]


def test_no_other_host_is_named_without_a_background_map():
    assert re.findall(r"https?://[^\s\"'<]+", document_of(grid_areas([1, 2]))) == []


def test_the_background_map_is_the_only_other_host():
    document = document_of(grid_areas([1, 2]), MapPage(background=TILES))
    assert re.findall(r"https?://[^\s\"'<{]+", document) == ["https://tegels.example/"]
    assert "Kadaster \\u0026lt;BRT\\u0026gt;" in document


def test_every_script_carries_the_nonce_and_nothing_has_an_inline_style():
    document = document_of(grid_areas([1, 2]))
    scripts = re.findall(r"<script[^>]*>", document)
    assert len(scripts) == 3
    assert all('nonce="n0nce"' in script for script in scripts)
    assert "<style" not in document
    assert " style=" not in document


def test_the_same_areas_give_the_same_document():
    areas_gdf = grid_areas([1, 2, 3])
    assert document_of(areas_gdf) == document_of(areas_gdf)


def test_a_name_cannot_end_the_script():
    areas_gdf = grid_areas([1]).assign(name="</script><script>alert(1)</script>")
    assert document_of(areas_gdf).count("</script>") == 3


def test_the_areas_are_not_changed_by_drawing_them():
    areas_gdf = grid_areas([1, math.nan], statuses=["exact", "geheim"])
    before = areas_gdf.copy(deep=True)
    document_of(areas_gdf)
    assert areas_gdf.equals(before)


def test_a_frame_that_cannot_be_drawn_is_refused():
    with pytest.raises(MapFrameError, match="dubbele codes: A0"):
        document_of(grid_areas([1, 2]).assign(code="A0"))


def recoloured(areas_gdf, known_key):
    return recolouring(areas_gdf, shade(areas_gdf, SUBJECT, MapClasses(class_count=2)), page=PAGE, known_key=known_key)


def test_other_figures_on_the_same_outlines_come_without_them():
    key = shape_key(grid_areas([1, 2]))
    answer = recoloured(grid_areas([4, 3]), key)
    assert (answer["vorm"], answer["vormen"]) == (key, None)
    assert answer["kleuren"] == {"A0": "#2c7fb8", "A1": "#edf8b1"}
    assert answer["teksten"]["A0"]["cijfer"] == "4%"


def test_other_outlines_come_along():
    answer = recoloured(grid_areas([1, 2, 3]), shape_key(grid_areas([1, 2])))
    assert [feature["id"] for feature in answer["vormen"]["features"]] == ["A0", "A1", "A2"]


def test_borders_over_the_map_come_along_with_other_outlines():
    areas_gdf = grid_areas([1, 2])
    shading, lines = shade(areas_gdf, SUBJECT, MapClasses()), border_lines(areas_gdf, "wijken")
    known, other = (
        recolouring(areas_gdf, shading, page=PAGE, known_key=key, lines=lines)["lijnen"]
        for key in (shape_key(areas_gdf), "")
    )
    assert known is None
    assert other["features"][0]["geometry"]["type"] in {"LineString", "MultiLineString"}


@pytest.mark.real_data
def test_all_buurten_of_a_gemeente_stay_under_half_a_megabyte(shared_data):
    buurten_gdf = gpd.read_file(shared_data / "oss" / "buurten_2015.gpkg")
    areas_gdf = buurten_gdf.rename(columns={"BU_CODE": "code", "BU_NAAM": "name", "P_65_EO_JR": "value"})
    areas_gdf = areas_gdf.assign(lowest=math.nan, highest=math.nan, status="exact")
    document = document_of(areas_gdf)
    assert len(document.encode()) < 150_000
    assert len(json.loads(re.search(r'\{"features".*?"FeatureCollection"\}', document).group())["features"]) == 106

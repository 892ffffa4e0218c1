import json
import math
import re

import pytest

from maps.area_map import AreasSubject, area_map_fragment
from maps.fragment import MapPage
from maps.frames import MapFrameError
from tests.maps.clusterings import clustering
from tests.maps.markup import parsed

SUBJECT = AreasSubject("Wijkteams & zorg", "CBS / Kadaster")
PAGE = MapPage(href_template="/wijkfoto/{code}", nonce="n0nce")


def fragment_of(areas_gdf, page=PAGE):
    return area_map_fragment(areas_gdf, SUBJECT, page=page)


def properties_of(areas_gdf, page=PAGE) -> dict[str, dict]:
    found = re.search(r'\{"features".*?"FeatureCollection"\}', fragment_of(areas_gdf, page).script)
    return {feature["id"]: feature["properties"] for feature in json.loads(found.group())["features"]}


def legend_texts(areas_gdf) -> list[str]:
    return ["".join(item.itertext()) for item in parsed(fragment_of(areas_gdf).legend).iter("li")]


def test_an_area_tells_its_name_people_and_units_and_links_to_its_page():
    area = properties_of(clustering("aab"))["a"]
    told = {key: area[key] for key in ("naam", "cijfer", "label", "href")}
    assert told == {"naam": "Gebied a", "cijfer": "200 inwoners", "label": "2 buurten", "href": "/wijkfoto/a"}


def test_people_that_are_not_known_are_not_told_as_zero():
    areas_gdf = clustering("ab").assign(people=[math.nan, 100.0])
    assert properties_of(areas_gdf)["a"]["cijfer"] == "inwoners onbekend"
    assert legend_texts(areas_gdf)[0] == "1Gebied aonbekend inwoners"


def test_a_name_has_its_place_and_a_number_where_it_does_not_fit():
    places = properties_of(clustering("aab"))["b"]["opschrift"]
    assert [(place["regels"], place.get("isNummer", False)) for place in places] == [
        (["Gebied b"], False),
        (["Gebied", "b"], False),
        (["2"], True),
    ]
    assert places[-1]["plek"] == pytest.approx([51.774, 5.496], abs=1e-2)


def test_what_is_left_out_is_hatched_without_number_or_page_and_comes_last():
    areas_gdf = clustering("a.b")
    left_out = properties_of(areas_gdf)["."]
    assert "href" not in left_out
    assert "opschrift" not in left_out
    assert "url(#kaart-in-geen-gebied)" in fragment_of(areas_gdf).script
    assert legend_texts(areas_gdf) == ["1Gebied a100 inwoners", "2Gebied b100 inwoners", "Gebied .100 inwoners"]


def test_the_hatching_that_the_map_refers_to_is_in_its_element():
    assert 'id="kaart-in-geen-gebied"' in fragment_of(clustering("a.")).html


def test_nothing_has_an_inline_style_and_each_script_carries_the_nonce():
    fragment = fragment_of(clustering("ab"))
    whole = fragment.head + fragment.html + fragment.legend + fragment.script
    assert " style=" not in whole
    assert whole.count("<script") == whole.count('nonce="n0nce"') == 3


def test_texts_of_others_are_escaped():
    assert "Wijkteams &amp; zorg" in fragment_of(clustering("ab")).html
    fragment = fragment_of(clustering("ab").assign(name="</script><b>"))
    assert fragment.script.count("</script>") == 1
    assert "<b>" not in fragment.legend


def test_a_frame_without_people_is_refused():
    with pytest.raises(MapFrameError, match="de kolommen people ontbreken"):
        fragment_of(clustering("ab").drop(columns="people"))

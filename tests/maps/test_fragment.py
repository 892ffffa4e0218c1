import re

import pytest

from geodata.settings import Settings
from maps.fragment import BackgroundMap, MapPage, background_of, head_tags, map_element, script_tag
from tests.maps.markup import parsed


@pytest.mark.parametrize(
    ("url", "background"),
    [("", None), ("https://t.example/{z}/{x}/{y}.png", BackgroundMap("https://t.example/{z}/{x}/{y}.png", "Wij"))],
)
def test_the_operator_chooses_the_background_map(url, background):
    settings = Settings(background_map_url=url, background_map_attribution="Wij")
    assert background_of(settings) == background


def test_the_assets_come_from_the_root_that_the_page_names():
    head = head_tags(MapPage(static_root="/oss/static/"), "pair.js")
    assert re.findall(r'(?:href|src)="([^"]+)"', head) == [
        "/oss/static/vendor/leaflet/leaflet.css",
        "/oss/static/maps/map.css",
        "/oss/static/vendor/leaflet/leaflet.js",
        "/oss/static/maps/map.js",
        "/oss/static/maps/pair.js",
    ]


@pytest.mark.parametrize(("nonce", "opening"), [(None, "<script>("), ("n0nce", '<script nonce="n0nce">(')])
def test_a_script_has_a_scope_of_its_own_and_the_nonce_where_there_is_one(nonce, opening):
    script = script_tag(MapPage(nonce=nonce), "var kaart;")
    assert script == f"{opening}function () {{var kaart;}})();</script>"


def test_who_cannot_see_the_map_is_told_what_it_shows_and_how_to_walk_it():
    element = map_element(MapPage(element_id="k"), title='Kaart van "Oss" & Lith', defs="")
    region, explanation = list(parsed(f"<p>{element}</p>"))[1:]
    assert (region.get("aria-label"), region.get("aria-describedby")) == (
        'Kaart van "Oss" & Lith',
        explanation.get("id"),
    )
    assert explanation.text == "Loop met de pijltjestoetsen langs de gebieden."

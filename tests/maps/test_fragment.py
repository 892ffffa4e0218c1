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
    assert re.findall(r'(?:href|src)="([^"?]+)\?v=[0-9a-f]{10}"', head) == [
        "/oss/static/vendor/leaflet/leaflet.css",
        "/oss/static/maps/map.css",
        "/oss/static/vendor/leaflet/leaflet.js",
        "/oss/static/maps/map.js",
        "/oss/static/maps/pair.js",
    ]


@pytest.mark.parametrize(("nonce", "attribute"), [(None, ""), ("n0nce", ' nonce="n0nce"')])
def test_a_script_has_a_scope_of_its_own_and_the_nonce_where_there_is_one(nonce, attribute):
    assert script_tag(MapPage(nonce=nonce), "var kaart;") == f'<script type="module"{attribute}>var kaart;</script>'


def test_no_script_of_a_map_holds_up_the_page():
    tags = re.findall(r"<script[^>]*>", head_tags(MapPage(), "pair.js"))
    assert len(tags) == 3
    assert all(tag.endswith(" defer>") for tag in tags)


def test_who_cannot_see_the_map_is_told_what_it_shows_and_how_to_walk_it():
    element = map_element(MapPage(element_id="k"), title='Kaart van "Oss" & Lith', defs="")
    region, explanation = list(parsed(f"<p>{element}</p>"))[1:]
    assert (region.get("aria-label"), region.get("aria-describedby")) == (
        'Kaart van "Oss" & Lith',
        explanation.get("id"),
    )
    assert explanation.text == "Loop met de pijltjestoetsen langs de gebieden."

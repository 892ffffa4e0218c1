import math

from maps.inline_choropleth import inline_choropleth
from maps.shading import MapClasses, MapSubject, shade
from tests.maps.grid import grid_areas
from tests.maps.markup import SVG, parsed

SUBJECT = MapSubject(title="65 jaar en ouder", period="2024", unit="%", decimals=0)


def drawn(hrefs):
    areas_gdf = grid_areas([1, 2, math.nan], statuses=["exact", "exact", "geheim"])
    shading = shade(areas_gdf, SUBJECT, MapClasses(class_count=2))
    return parsed(inline_choropleth(areas_gdf, shading, prefix="k1", hrefs=hrefs))


def test_each_area_has_its_class_or_its_hatching_with_ids_of_its_own():
    fills = [path.get("fill") for path in drawn({}).iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert fills == ["#edf8b1", "#2c7fb8", "url(#k1-geheim)"]


def test_an_area_leads_to_its_place_and_says_its_figure():
    (link,) = drawn({"A1": "#gebied-2"}).iter(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("#gebied-2", "Buurt 1: 2%")


def test_the_map_says_what_it_is_of():
    assert drawn({}).get("aria-label") == "Kaart van 65 jaar en ouder, 2024"

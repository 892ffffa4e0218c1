import math
from datetime import date

from maps.choropleth_svg import choropleth_svg
from maps.shading import MapClasses, MapSubject
from tests.maps.grid import grid_areas
from tests.maps.markup import SVG, parsed

SUBJECT = MapSubject(title="Inwoners van 65 jaar en ouder", period="2024", unit="%", decimals=0)


def drawing_of(areas_gdf, subject=SUBJECT):
    svg = choropleth_svg(areas_gdf, subject, classes=MapClasses(class_count=2), drawn_on=date(2026, 3, 9))
    return parsed(svg)


def test_each_area_is_a_path_in_the_colour_of_its_class_or_its_hatching():
    drawing = drawing_of(grid_areas([1, 2, math.nan], statuses=["exact", "exact", "geheim"]))
    paths = [path for path in drawing.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert [path.get("fill") for path in paths] == ["#edf8b1", "#2c7fb8", "url(#patroon-geheim)"]
    assert paths[2].findtext(f"{SVG}title") == "Buurt 2: geheim"


def test_title_legend_source_and_date_are_in_the_drawing():
    drawing = drawing_of(grid_areas([1, 2]))
    texts = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert texts[0] == "Inwoners van 65 jaar en ouder, 2024"
    assert texts[1:3] == ["2% (1)", "1% (1)"]
    assert texts[3] == "Klassen: kwantielen. Bron: CBS / Kadaster. Getekend op 9-3-2026."


def test_who_cannot_see_it_is_told_how_many_areas_are_in_each_class():
    drawing = drawing_of(grid_areas([1, 1, 2, math.nan], statuses=["exact"] * 3 + ["niet gepubliceerd"]))
    assert drawing.findtext(f"{SVG}desc") == "2%: 1 gebied; 1%: 2 gebieden; niet gepubliceerd: 1 gebied."


def test_a_long_title_takes_more_lines():
    subject = MapSubject(title="Een heel lange titel " * 6, period="2024", unit="%", decimals=0)
    texts = [text for text in drawing_of(grid_areas([1]), subject).iter(f"{SVG}text") if text.get("font-size") == "22"]
    assert len(texts) == 2

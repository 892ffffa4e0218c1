import math
from datetime import date

from maps.border_lines import border_lines
from maps.choropleth_svg import choropleth_svg
from maps.shading import MapClasses, MapSubject
from tests.maps.grid import grid_areas
from tests.maps.markup import SVG, parsed

SUBJECT = MapSubject(title="Inwoners van 65 jaar en ouder", period="2024", unit="%", decimals=0)


def drawing_of(areas_gdf, subject=SUBJECT, lines=None):
    classes = MapClasses(class_count=2)
    svg = choropleth_svg(areas_gdf, subject, classes=classes, drawn_on=date(2026, 3, 9), lines=lines)
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


def legend_texts(drawing):
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")][1:-1]


def test_noise_is_hatched_and_counted_in_the_legend():
    subject = MapSubject(title="Koop", period="2024", unit="%", decimals=0, compared_with="Oss")
    drawing = drawing_of(grid_areas([1, 2]).assign(is_noise=[True, False]), subject)
    paths = [path for path in drawing.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert [path.get("fill") for path in paths] == ["url(#patroon-ruis-0)", "#2c7fb8"]
    assert legend_texts(drawing)[-1] == "niet te onderscheiden van Oss (1)"


def test_borders_of_another_clustering_lie_over_the_areas_and_are_named():
    areas_gdf = grid_areas([1, 2])
    drawing = drawing_of(areas_gdf, lines=border_lines(areas_gdf.dissolve(), "wijken"))
    assert legend_texts(drawing)[-1] == "grenzen van wijken"


def test_a_long_note_takes_more_lines():
    subject = MapSubject(title="Koop", period="2024", unit="%", decimals=0, source="Een heel lange bron " * 10)
    *_, note = drawing_of(grid_areas([1]), subject).iter(f"{SVG}text")
    assert len(note) == 2

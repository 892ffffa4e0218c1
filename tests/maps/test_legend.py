import math

from maps.border_lines import border_lines
from maps.classes import BreakMethod
from maps.diverging import Centre
from maps.legend import class_rows, legend_html, legend_note, reason_rows
from maps.patterns import NoFigure
from maps.shading import MapClasses, MapSubject, shade
from tests.maps.grid import grid_areas
from tests.maps.markup import parsed

SUBJECT = MapSubject(title="Koop & huur <test>", period="2024", unit="%", decimals=0)


def shading_of(values, statuses=None):
    return shade(grid_areas(values, statuses=statuses), SUBJECT, MapClasses(class_count=2))


def test_the_classes_run_from_high_to_low_with_their_number_of_areas():
    assert class_rows(shading_of([1, 2, 3, 4, 5])) == [("4–5%", "#2c7fb8", 2), ("1–3%", "#edf8b1", 3)]


def test_only_the_reasons_that_occur_are_listed():
    shading = shading_of([1, math.nan, math.nan], ["exact", "geheim", "geheim"])
    assert reason_rows(shading) == [(NoFigure.SECRET, 2)]


def test_the_fragment_is_well_formed_and_its_text_escaped():
    fragment = parsed(legend_html(shading_of([1, 2]), id_prefix="legenda"))
    assert fragment.findtext("h2") == "Koop & huur <test>"
    assert fragment.get("aria-labelledby") == fragment.find("h2").get("id")


def test_every_row_has_words_beside_its_swatch():
    shading = shading_of([1, 2, math.nan, math.nan], ["exact", "exact", "geheim", None])
    fragment = parsed(legend_html(shading, id_prefix="legenda"))
    texts = [item.find("span").text for item in fragment.iter("li")]
    assert texts == ["2%", "1%", "geheim", "niet geladen"]


def test_a_map_without_any_figure_says_so():
    html = legend_html(shading_of([math.nan], ["niet gepubliceerd"]), id_prefix="legenda")
    assert "Geen enkel gebied heeft een cijfer." in html
    assert "kwantielen" not in html


def test_the_fragment_holds_no_inline_style_or_script():
    html = legend_html(shading_of([1, 2]), id_prefix="legenda")
    assert "style=" not in html
    assert "<script" not in html


def texts_of(html):
    return [item.find("span").text for item in parsed(html).iter("li")]


def test_the_neutral_class_says_whom_it_is_like():
    classes = MapClasses(class_count=3, centre=Centre("Oss", 20))
    shading = shade(grid_areas([10, 20, 30]), SUBJECT, classes)
    assert [label for label, _, _ in class_rows(shading)] == ["21% of meer", "20%, zoals Oss", "minder dan 20%"]
    assert legend_note(shading).startswith("Klassen: rond Oss (20%), naar beide kanten even breed;")


def test_classes_of_all_years_say_so():
    shading = shade(grid_areas([1, 2]), SUBJECT, MapClasses(method=BreakMethod.FIXED))
    assert legend_note(shading) == "Klassen: vaste grenzen over de jaren. Bron: CBS / Kadaster."


def test_what_is_too_uncertain_is_explained_where_it_occurs():
    areas_gdf = grid_areas([1, 2, 3]).assign(lowest=[1, 1, 3], highest=[1, 3, 3])
    assert "Te onzeker is een cijfer waarvan het bereik over meer dan twee klassen loopt." in legend_note(
        shade(areas_gdf, SUBJECT, MapClasses(class_count=3))
    )
    assert "onzeker" not in legend_note(shading_of([1, 2]))


def test_noise_and_borders_stand_in_the_legend_where_they_are_on_the_map():
    areas_gdf = grid_areas([1, 2]).assign(is_noise=[True, False])
    compared = MapSubject(title="Koop", period="2024", unit="%", decimals=0, compared_with="Oss")
    shading = shade(areas_gdf, compared, MapClasses())
    texts = texts_of(legend_html(shading, id_prefix="k", lines=border_lines(areas_gdf, "wijken")))
    assert texts == ["2%", "1%", "niet te onderscheiden van Oss", "grenzen van wijken"]

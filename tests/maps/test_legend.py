import math

from maps.legend import class_rows, legend_html, reason_rows
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

from datetime import date

from maps.charts.chart import Chart, chart_sheet, chart_svg
from maps.sheet import SheetRow
from tests.maps.markup import SVG, parsed

CHART = Chart(
    "verloop", 600, 200, "<g/>", "65+ & meer", "2022: 20%.", (SheetRow("<g/>", "het cijfer"),), "De as begint bij 5%."
)


def test_the_element_is_an_image_with_a_title_and_the_numbers():
    drawing = parsed(chart_svg(CHART, element_id="c1"))
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == "c1-titel c1-tekst"
    assert [drawing.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == ["65+ & meer", "2022: 20%."]


def test_the_sheet_has_title_legend_source_and_date():
    drawing = parsed(chart_sheet(CHART, source="CBS", drawn_on=date(2026, 3, 9)))
    texts = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert texts == ["65+ & meer", "het cijfer", "De as begint bij 5%. Bron: CBS. Getekend op 9-3-2026."]

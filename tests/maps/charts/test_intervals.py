from maps.charts.chart import ChartSubject
from maps.charts.intervals import IntervalRow, Reference, intervals_chart
from tests.maps.charts.drawn import elements

SUBJECT = ChartSubject("65 jaar en ouder, 2024", "%", 0)
ROWS = (
    IntervalRow("West", 20, likely=(19, 21), hard=(18, 22), is_subject=True),
    IntervalRow("Oost", 30, hard=(29, 31)),
    IntervalRow("Noord", None, reason="geheim"),
)


def test_each_area_has_its_point_its_likely_and_its_hard_range():
    chart = intervals_chart(ROWS, SUBJECT)
    assert len(elements(chart, "circle", "punt")) == 2
    assert len(elements(chart, "rect", "bereik")) == 1
    assert len(elements(chart, "path", "bereik-zeker")) == 2 * 3


def test_an_area_without_a_figure_says_why():
    assert "geheim" in [text.text for text in elements(intervals_chart(ROWS, SUBJECT), "text")]


def test_the_reference_is_a_line_with_its_name_and_number():
    chart = intervals_chart(ROWS, SUBJECT, reference=Reference("Roosterdam", 25))
    assert len(elements(chart, "path", "ander")) == 1
    assert "Roosterdam 25%" in [text.text for text in elements(chart, "text")]
    assert chart.rows[-1].label == "Roosterdam"


def test_the_description_tells_likely_from_sure():
    assert intervals_chart(ROWS, SUBJECT).description == (
        "West: 20% (waarschijnlijk 19–21%). Oost: 30% (zeker 29–31%). Noord: geheim."
    )


def test_only_a_range_is_drawn_of_an_area_without_a_value():
    chart = intervals_chart([IntervalRow("West", None, hard=(10, 20))], SUBJECT)
    assert elements(chart, "circle", "punt") == []
    assert chart.description == "West: 10–20%."


def test_nothing_is_drawn_where_no_area_has_a_figure():
    assert intervals_chart(ROWS[2:], SUBJECT) is None

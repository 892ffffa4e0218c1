from maps.charts.chart import ChartSubject
from maps.charts.trend import ChartSize, TrendPoint, trend_chart
from tests.maps.charts.drawn import elements

SUBJECT = ChartSubject("65 jaar en ouder, West", "%", 0)


def point(period, value, **facts):
    return TrendPoint(period, value, *(() if value is None else (value - 1, value + 1)), **facts)


def test_a_series_has_a_point_and_a_range_per_figure_and_one_line():
    chart = trend_chart([point(2020, 20), point(2021, 21), point(2022, 23)], SUBJECT)
    assert len(elements(chart, "circle", "punt")) == 3
    assert len(elements(chart, "rect", "bereik")) == 3
    (line,) = elements(chart, "polyline", "lijn")
    assert len(line.get("points").split()) == 3


def test_a_line_is_cut_at_a_break_and_the_break_is_drawn():
    chart = trend_chart(
        [point(2019, 20), point(2020, 21), point(2021, 30, follows_break=True), point(2022, 31)], SUBJECT
    )
    assert [len(line.get("points").split()) for line in elements(chart, "polyline", "lijn")] == [2, 2]
    assert len(elements(chart, "path", "breuk")) == 1


def test_a_break_in_a_year_without_a_figure_cuts_the_line_too():
    chart = trend_chart([point(2019, 20), point(2020, None, follows_break=True), point(2021, 30)], SUBJECT)
    assert elements(chart, "polyline", "lijn") == []
    assert len(elements(chart, "path", "breuk")) == 1


def test_an_estimated_figure_is_an_open_point_and_the_legend_says_so():
    chart = trend_chart([point(2021, 20, is_estimated=True), point(2022, 21)], SUBJECT)
    assert len(elements(chart, "circle", "geschat")) == 1
    assert "deels geschat" in [row.label for row in chart.rows]


def test_a_year_without_a_figure_is_marked_and_never_drawn_as_zero():
    chart = trend_chart([point(2020, 20), point(2021, None, reason="geheim"), point(2022, 21)], SUBJECT)
    assert len(elements(chart, "circle", "punt")) == 2
    assert "2021: geheim." in chart.description


def test_the_description_says_every_number_with_its_range():
    chart = trend_chart([point(2021, 20), point(2022, 21)], SUBJECT)
    assert chart.description == "2021: 20% (bereik 19–21%). 2022: 21% (bereik 20–22%)."


def test_an_axis_that_does_not_begin_at_zero_is_said():
    assert trend_chart([point(2021, 20), point(2022, 21)], SUBJECT).remark == "De as begint bij 19%."
    assert trend_chart([point(2021, 2), point(2022, 21)], SUBJECT).remark == ""


def test_one_figure_is_no_series():
    assert trend_chart([point(2021, None), point(2022, 21)], SUBJECT) is None


def test_a_small_chart_writes_fewer_years_the_last_among_them():
    points = [point(year, 20 + year % 3) for year in range(2010, 2023)]
    small = trend_chart(points, SUBJECT, ChartSize(260, 120))
    years = [
        text.text for text in elements(small, "text") if (text.text or "").startswith("20") and "%" not in text.text
    ]
    assert years == ["2022", "2018", "2014", "2010"]


def test_numbers_that_would_touch_are_not_both_written():
    points = [point(2022, 2488), point(2023, 2305), *(point(year, None) for year in range(2024, 2032))]
    small = trend_chart(points, ChartSubject("Stroom", "kWh", 0), ChartSize(250, 92))
    bold = [text.text for text in elements(small, "text") if text.get("font-weight")]
    assert bold == ["2.305\N{NO-BREAK SPACE}kWh"]


def test_the_number_of_the_last_year_stays_within_the_drawing():
    chart = trend_chart([point(2021, 20), point(2022, 21)], SUBJECT)
    last = next(text for text in elements(chart, "text") if text.text == "21%" and text.get("font-weight"))
    assert (last.get("text-anchor"), float(last.get("x"))) == ("end", chart.width)

from xml.etree.ElementTree import Element

from maps.charts.chart import ChartSubject, chart_svg
from maps.charts.scatter import ScatterLines, ScatterPoint, outer_points, scatter_chart
from tests.maps.markup import SVG, parsed

AXES = (ChartSubject("Koopwoningen, 2024", "%", 0), ChartSubject("Gemiddelde WOZ-waarde, 2024", "x 1 000 euro", 0))
POINTS = [
    ScatterPoint("West", 60, 300, x_range=(59.5, 60.5), y_range=(290, 310)),
    ScatterPoint("Oost", 40, 200, x_range=(39.5, 40.5)),
    ScatterPoint("Midden", 50, 260),
]


def drawn(points: list[ScatterPoint], lines: ScatterLines | None = None) -> Element:
    chart = scatter_chart(points, AXES, lines=lines)
    assert chart is not None
    return parsed(chart_svg(chart, element_id="s"))


def named(root: Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def test_each_area_is_a_point_that_says_both_figures() -> None:
    titles = [title.text for title in drawn(POINTS).iterfind(f".//{SVG}g/{SVG}title")]
    assert [str(title).replace("\N{NO-BREAK SPACE}", " ") for title in titles] == [
        "West: 60% en € 300.000",
        "Oost: 40% en € 200.000",
        "Midden: 50% en € 260.000",
    ]


def test_a_range_is_drawn_along_each_axis_that_it_is_known_of() -> None:
    assert len([path for path in drawn(POINTS).iter(f"{SVG}path") if path.get("class") == "bereik"]) == 3


def test_the_lines_are_those_of_what_the_areas_lie_in() -> None:
    root = drawn(POINTS, ScatterLines("Roosterdam", 50, None))
    assert len([path for path in root.iter(f"{SVG}path") if path.get("class") == "ander"]) == 1
    assert "Roosterdam" in named(root)


def test_the_outer_points_come_first_to_be_named() -> None:
    assert [point.name for point in outer_points(POINTS)] == ["Oost", "West", "Midden"]


def test_a_name_that_would_cover_other_points_is_left_out() -> None:
    crowd = [ScatterPoint(f"Dichtbij {number}", 50 + number % 7, 250 + number // 7 * 4) for number in range(49)]
    names = named(drawn([*crowd, ScatterPoint("Ver weg", 90, 600)]))
    assert "Ver weg" in names
    assert "Dichtbij 24" not in names


def test_without_an_area_with_both_figures_there_is_no_drawing() -> None:
    assert scatter_chart([], AXES) is None


def test_an_axis_that_does_not_begin_at_zero_is_said_to() -> None:
    chart = scatter_chart([ScatterPoint("West", 60, 300), ScatterPoint("Oost", 58, 299)], AXES)
    assert chart is not None
    assert chart.remark == "Niet elke as begint bij nul."

"""The elements of a chart."""

from xml.etree.ElementTree import Element

from maps.charts.chart import Chart, chart_svg
from tests.maps.markup import SVG, parsed


def elements(chart: Chart | None, tag: str, name: str = "") -> list[Element]:
    """Return the elements of a drawing with a tag and a class."""
    assert chart is not None
    found = parsed(chart_svg(chart, element_id="g")).iter(f"{SVG}{tag}")
    return [one for one in found if not name or name in (one.get("class") or "").split()]

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.assets import own_static_dir
from maps.matrix import STEPS, agreement_matrix, step_of
from maps.palettes import contrast_ratio
from tests.maps.markup import parsed

TITLES = ["Wijkfoto", "Beheer & groen", "Zorg"]
AGREEMENT = [[1.0, 0.61, 0.834], [0.61, 1.0, math.nan], [0.834, math.nan, 1.0]]


def table_of(**options):
    return parsed(agreement_matrix(TITLES, AGREEMENT, caption="1,00 is gelijk", **options))


def test_every_row_and_column_has_its_heading():
    table = table_of()
    assert table.findtext("caption") == "1,00 is gelijk"
    assert [cell.text for cell in table.iter("th") if cell.get("scope") == "col"] == TITLES
    assert [row.findtext("th") for row in table.find("tbody")] == TITLES


def test_a_cell_has_its_number_and_the_shade_of_its_class():
    cells = [[(cell.get("class"), cell.text) for cell in row.findall("td")] for row in table_of().find("tbody")]
    assert cells[0] == [("gelijk", None), ("stap-3", "0,61"), ("stap-4", "0,83")]


def test_a_cell_without_a_number_says_why():
    texts = [["".join(cell.itertext()) for cell in row.findall("td")] for row in table_of().find("tbody")]
    assert texts[1] == ["0,61", "–dezelfde indeling", "–niet te bepalen"]


def test_a_cell_links_to_its_comparison_and_says_which_is_shown():
    table = table_of(href_of=lambda row, column: f"?a=1&paar={row}-{column}", shown=(2, 0))
    links = [(link.get("href"), link.get("aria-current"), "".join(link.itertext())) for link in table.iter("a")]
    assert links == [
        ("?a=1&paar=0-1", None, "Wijkfoto naast Beheer & groen: 0,61"),
        ("?a=1&paar=0-2", "true", "Wijkfoto naast Zorg: 0,83"),
        ("?a=1&paar=1-0", None, "Beheer & groen naast Wijkfoto: 0,61"),
        ("?a=1&paar=2-0", "true", "Zorg naast Wijkfoto: 0,83"),
    ]


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_agreement_is_never_a_lower_class(one, other):
    low, high = sorted([one, other])
    assert 0 <= step_of(low) <= step_of(high) < STEPS


@pytest.mark.parametrize("step", range(STEPS))
def test_the_number_reads_on_each_shade(step):
    style = (own_static_dir() / "map.css").read_text()
    rule = re.search(rf"\.matrix \.stap-{step} {{ background: (#\w+);(?: color: (#\w+);)? }}", style)
    text = "#ffffff" if rule.group(2) else "#1b1f24"
    assert contrast_ratio(rule.group(1), text) >= 4.5

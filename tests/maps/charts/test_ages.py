from maps.charts.ages import AgeGroup, ages_chart
from maps.charts.chart import ChartSubject
from tests.maps.charts.drawn import elements

SUBJECT = ChartSubject("Leeftijdsopbouw, West", "%", 0)
GROUPS = (AgeGroup("0 tot 15", 20, 19.5, 20.5, other=10), AgeGroup("65+", 40, 39.5, 40.5, other=30))


def drawn(groups=GROUPS):
    return ages_chart(groups, SUBJECT, names=("West", "Roosterdam"))


def test_bars_are_as_long_as_their_shares():
    first, second = [float(bar.get("width")) for bar in elements(drawn(), "rect", "staaf")]
    assert round(second / first, 2) == 2


def test_the_other_area_is_a_mark_on_each_bar_with_its_own_row_in_the_legend():
    assert len(elements(drawn(), "path", "ander")) == 2
    assert [row.label for row in drawn().rows][:2] == ["West", "Roosterdam"]


def test_a_group_without_a_share_says_why_and_has_no_bar():
    chart = drawn((*GROUPS, AgeGroup("onbekend", None, reason="geheim")))
    assert len(elements(chart, "rect", "staaf")) == 2
    assert "geheim" in [text.text for text in elements(chart, "text")]


def test_the_description_says_both_shares_of_each_group():
    assert drawn().description.startswith("0 tot 15: 20% (bereik 19,5–20,5%); Roosterdam 10%.")


def test_nothing_is_drawn_of_groups_that_are_all_unknown():
    assert drawn((AgeGroup("0 tot 15", None, reason="geheim"),)) is None

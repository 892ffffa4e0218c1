import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maps.labels import LETTER_EM, LINE_EM, Label, place_label

SQUARE = shapely.box(0, 0, 1000, 1000)


def box_of(label: Label) -> shapely.Polygon:
    """Return the ground that a label takes at its largest."""
    half_width = LETTER_EM * max(len(line) for line in label.lines) * label.em_m / 2
    half_height = LINE_EM * len(label.lines) * label.em_m / 2
    return shapely.box(label.x - half_width, label.y - half_height, label.x + half_width, label.y + half_height)


def test_a_name_stands_in_the_middle():
    label, *_ = place_label("Oss", SQUARE)
    assert (label.x, label.y) == pytest.approx((500, 500))


def test_where_more_lines_let_a_name_be_larger_it_may_have_them():
    labels = place_label("Megen, Haren en Macharen", SQUARE)
    assert [label.lines for label in labels] == [
        ("Megen, Haren en Macharen",),
        ("Megen, Haren", "en Macharen"),
        ("Megen,", "Haren en", "Macharen"),
    ]
    assert [label.em_m for label in labels] == sorted(label.em_m for label in labels)


def test_in_a_wide_area_a_name_keeps_to_one_line():
    assert [label.lines for label in place_label("Stad Noord", shapely.box(0, 0, 5000, 500))] == [("Stad Noord",)]


def test_a_long_word_is_parted_at_its_hyphen_only():
    assert place_label("Industrieterreinen-Zuid", SQUARE)[-1].lines == ("Industrieterreinen-", "Zuid")


def test_the_middle_of_a_ring_is_no_place_for_a_name():
    ring = shapely.box(0, 0, 1000, 1000).difference(shapely.box(200, 200, 800, 800))
    label, *_ = place_label("Rand", ring)
    assert shapely.contains(ring, shapely.Point(label.x, label.y))


def test_of_an_area_in_parts_the_roomiest_part_bears_the_name():
    parts = shapely.MultiPolygon([shapely.box(0, 0, 100, 100), shapely.box(5000, 0, 7000, 2000)])
    label, *_ = place_label("Kernen", parts)
    assert label.x == pytest.approx(6000, abs=20)


def test_an_area_without_a_name_is_no_fault():
    assert place_label("", SQUARE)[0].lines == ("",)


corner = st.integers(100, 5000)


@given(st.text(alphabet="aeN -", min_size=1, max_size=30), corner, corner)
def test_a_name_at_its_largest_stays_within_its_area(name, width, height):
    area = shapely.box(0, 0, width, height)
    for label in place_label(name, area):
        assert shapely.contains_properly(area.buffer(1), box_of(label))

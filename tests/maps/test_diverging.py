import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.classes import BreakMethod, ClassCountError
from maps.diverging import Centre, classify_around

OSS = Centre("Oss", 20, 19, 21)


def test_the_middle_class_holds_what_lies_in_the_range_of_the_centre():
    around = classify_around([10, 19, 21, 30], OSS, decimals=0, class_count=3)
    assert around.labels("%") == ("minder dan 19%", "19–21%", "22% of meer")
    assert around.middle == 1


def test_classes_as_far_above_as_below_are_as_wide():
    around = classify_around(range(41), OSS, decimals=0, method=BreakMethod.EQUAL_INTERVAL, class_count=5)
    assert around.labels("") == ("minder dan 9", "9–18", "19–21", "22–31", "32 of meer")


def test_a_range_finer_than_the_numbers_shown_leaves_the_middle_one_number():
    around = classify_around([10, 26, 40], Centre("Oss", 26, 25.5, 26.49), decimals=0, class_count=3)
    assert around.labels("%")[around.middle] == "26%"


def test_a_centre_without_a_range_is_its_own_middle():
    around = classify_around([10, 40], Centre("Oss", 26.2), decimals=1, class_count=3)
    assert around.labels("%") == ("minder dan 26,2%", "26,2%", "26,3% of meer")


def test_a_side_without_values_has_no_class():
    around = classify_around([30, 40], OSS, decimals=0, class_count=5)
    assert around.labels("%") == ("19–21%", "22–30%", "31% of meer")
    assert (around.middle, around.reach) == (0, 2)


def test_values_that_all_look_like_the_centre_are_in_one_class():
    assert classify_around([20, 21], OSS, decimals=0).labels("%") == ("19–21%",)


def test_an_even_number_of_classes_gives_one_less():
    assert classify_around(range(41), OSS, decimals=0, class_count=6).count == 5


def test_a_number_of_classes_that_cannot_be_shown_is_refused():
    with pytest.raises(ClassCountError):
        classify_around([1], OSS, decimals=0, class_count=8)


@given(st.lists(st.integers(-200, 200), min_size=1), st.integers(1, 7), st.sampled_from([*BreakMethod][:4]))
def test_each_value_has_a_class_on_its_own_side_of_the_middle(values, class_count, method):
    around = classify_around(values, OSS, decimals=0, class_count=class_count, method=method)
    sides = [(around.index_of(value) > around.middle) - (around.index_of(value) < around.middle) for value in values]
    assert sides == [(value > 21) - (value < 19) for value in values]
    assert around.middle <= around.reach >= around.count - around.middle - 1


@pytest.mark.parametrize("class_count", [1, 2, 3])
def test_there_is_a_class_on_either_side_whatever_is_asked(class_count):
    assert classify_around([10, 20, 30], OSS, decimals=0, class_count=class_count).count == 3
